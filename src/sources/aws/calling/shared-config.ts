/** The profiles of the shared configuration, as the SDK itself reads them. */

export type Profile = Readonly<Record<string, string | undefined>>;
export type Profiles = Readonly<Record<string, Profile>>;

/** Both files together; those that cannot be read hold no profiles. */
export async function sharedProfiles(): Promise<Profiles> {
  const { loadSharedConfigFiles } = await import("@smithy/core/config");
  const nothing: Profiles = {};
  const { configFile, credentialsFile }: { readonly configFile: Profiles; readonly credentialsFile: Profiles } =
    await loadSharedConfigFiles().catch(() => ({ configFile: nothing, credentialsFile: nothing }));
  const names = new Set([...Object.keys(configFile), ...Object.keys(credentialsFile)]);
  return Object.fromEntries([...names].map((name) => [name, { ...configFile[name], ...credentialsFile[name] }]));
}
