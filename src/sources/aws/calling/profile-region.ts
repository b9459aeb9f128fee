/** The Region that the shared config file names for a profile, as the SDK itself reads it. */

/** Undefined where the profile names none, or there is no such profile. */
export async function profileRegion(profile: string | undefined): Promise<string | undefined> {
  process.env["AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED"] = "true";
  const { STSClient } = await import("@aws-sdk/client-sts");
  const client = new STSClient(profile === undefined ? {} : { profile });
  try {
    return await client.config.region();
  } catch {
    return undefined;
  } finally {
    client.destroy();
  }
}
