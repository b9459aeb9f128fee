/** What the causes of the user's own side share: the profiles, the file's sections and lines, and words for them. */
import type { ClientFacts, SsoProfile } from "../../facts/grant/additional-facts.ts";
import { knownValue } from "../../model/reading.ts";
import type { Found } from "../cause.ts";
import type { WalkedGrant } from "../path/walked-grant.ts";

/** A finding in one profile of the user's configuration. */
export interface FoundInProfile extends Found {
  readonly file: string;
  readonly profile: SsoProfile;
}

/** The first profile in which `look` finds something. */
export function firstInProfiles<F>(
  { facts }: WalkedGrant,
  look: (profile: SsoProfile, client: ClientFacts) => F | undefined,
): (F & { readonly file: string; readonly profile: SsoProfile }) | undefined {
  const client = knownValue(facts.additional.client);
  for (const profile of client?.profiles ?? []) {
    const found = client && look(profile, client);
    if (found) return { ...found, file: client.file, profile };
  }
  return undefined;
}

/** `[profile dev]`, `[profile "two words"]` or `[default]`. */
export function profileSection(name: string): string {
  if (name === "default") return "[default]";
  return `[profile ${/\s/.test(name) ? `"${name}"` : name}]`;
}

/** `[sso-session corp]`. */
export const sessionSection = (name: string): string => `[sso-session ${/\s/.test(name) ? `"${name}"` : name}]`;

/** The section in which a profile's sign-in settings stand. */
export const signInSection = ({ name, sessionName }: SsoProfile): string =>
  sessionName === undefined ? profileSection(name) : sessionSection(sessionName);

/** The key as the profile has it: Granted writes its own name before it. */
export const keyOf = ({ keyPrefix }: SsoProfile, key: string): string => `${keyPrefix ?? ""}${key}`;

/** How to sign in with the profile: a profile of Granted is none that the aws CLI signs in with. */
export function signInCommand(
  profile: SsoProfile,
  { startUrl, region }: { readonly startUrl?: string | undefined; readonly region: string },
): string {
  if (profile.keyPrefix !== "granted_") return `aws sso login${profileOption(profile.name)}`;
  const url = /^https:\/\/[\w./#-]{1,300}$/.test(startUrl ?? "") ? startUrl : "<start URL>";
  return `granted sso login --sso-start-url ${url} --sso-region ${region}`;
}

/** `In ~/.aws/config, under [profile dev], replace: …`: the exact line before and after. */
export function replaceLine(
  file: string,
  section: string,
  key: string,
  { from, to }: { readonly from: string | undefined; readonly to: string },
): string {
  return from === undefined
    ? `In ${file}, under ${section}, add the line \`${key} = ${to}\`.`
    : `In ${file}, under ${section}, replace the line \`${key} = ${from}\` by \`${key} = ${to}\`.`;
}

/** ` --profile dev` where the name is harmless in a shell, else nothing. */
export const profileOption = (profile: string | undefined): string =>
  profile !== undefined && profile !== "default" && /^[A-Za-z0-9_][\w.-]{0,100}$/.test(profile)
    ? ` --profile ${profile}`
    : "";
