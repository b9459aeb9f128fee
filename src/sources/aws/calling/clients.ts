/** SDK clients, loaded and made when first used; one per service and Region. */
import type { CloudTrailClient } from "@aws-sdk/client-cloudtrail";
import type { IAMClient } from "@aws-sdk/client-iam";
import type { IdentitystoreClient } from "@aws-sdk/client-identitystore";
import type { OrganizationsClient } from "@aws-sdk/client-organizations";
import type { SSOClient } from "@aws-sdk/client-sso";
import type { SSOAdminClient } from "@aws-sdk/client-sso-admin";
import type { STSClient } from "@aws-sdk/client-sts";
import type { AwsConnection } from "./connection.ts";

/** Credentials of an assumed role. */
export interface RoleCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
}

export interface AwsClients {
  readonly ssoAdmin: (region: string) => Promise<SSOAdminClient>;
  readonly identitystore: (region: string) => Promise<IdentitystoreClient>;
  readonly organizations: () => Promise<OrganizationsClient>;
  readonly sts: () => Promise<STSClient>;
  /** STS as the session that the credentials are of. */
  readonly stsOf: (credentials: RoleCredentials) => Promise<STSClient>;
  /** IAM of the account that the credentials belong to. */
  readonly iam: (credentials: RoleCredentials) => Promise<IAMClient>;
  /** IAM of the caller's own account. */
  readonly ownIam: () => Promise<IAMClient>;
  readonly cloudTrail: (region: string) => Promise<CloudTrailClient>;
  readonly portal: (region: string) => Promise<SSOClient>;
  /** Ends the open connections; a process that goes on would otherwise hold them until the endpoint drops them. */
  readonly close: () => void;
}

/** The SDK prints once that Node 20 goes out of support; on the stderr of every command that would be noise. */
function silenceVersionWarning(): void {
  process.env["AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED"] = "true";
}

function settings({ profile, endpointUrl, credentials, timeout }: AwsConnection, region: string) {
  return {
    region,
    // Reads are sent again by `ask`, which waits for its turn each time; writes by nobody. One place counts.
    maxAttempts: 1,
    requestHandler: { connectionTimeout: 3000, requestTimeout: timeout, throwOnRequestTimeout: true },
    ...(credentials === undefined ? {} : { credentials }),
    ...(profile === undefined ? {} : { profile }),
    ...(endpointUrl === undefined ? {} : { endpoint: endpointUrl }),
  };
}

/** The clients of a connection. Nothing is loaded or connected before the first use. */
export function createAwsClients(connection: AwsConnection): AwsClients {
  silenceVersionWarning();
  const made = new Map<string, Promise<unknown>>();
  const all: Promise<{ readonly destroy: () => void }>[] = [];
  const kept = <T extends { readonly destroy: () => void }>(client: Promise<T>): Promise<T> => {
    all.push(client);
    return client;
  };
  const once = <T extends { readonly destroy: () => void }>(key: string, make: () => Promise<T>): Promise<T> => {
    const known = made.get(key) as Promise<T> | undefined;
    if (known) return known;
    const client = kept(make());
    made.set(key, client);
    return client;
  };
  const { region: home } = connection;
  return {
    ssoAdmin: (region) =>
      once(
        `sso-admin ${region}`,
        async () => new (await import("@aws-sdk/client-sso-admin")).SSOAdminClient(settings(connection, region)),
      ),
    identitystore: (region) =>
      once(
        `identitystore ${region}`,
        async () =>
          new (await import("@aws-sdk/client-identitystore")).IdentitystoreClient(settings(connection, region)),
      ),
    organizations: () =>
      once(
        "organizations",
        async () => new (await import("@aws-sdk/client-organizations")).OrganizationsClient(settings(connection, home)),
      ),
    sts: () => once("sts", async () => new (await import("@aws-sdk/client-sts")).STSClient(settings(connection, home))),
    stsOf: (credentials) =>
      kept(
        import("@aws-sdk/client-sts").then(
          ({ STSClient }) => new STSClient({ ...settings(connection, home), credentials }),
        ),
      ),
    iam: (credentials) =>
      kept(
        import("@aws-sdk/client-iam").then(
          ({ IAMClient }) => new IAMClient({ ...settings(connection, home), credentials }),
        ),
      ),
    ownIam: () =>
      once("iam", async () => new (await import("@aws-sdk/client-iam")).IAMClient(settings(connection, home))),
    cloudTrail: (region) =>
      once(
        `cloudtrail ${region}`,
        async () => new (await import("@aws-sdk/client-cloudtrail")).CloudTrailClient(settings(connection, region)),
      ),
    portal: (region) =>
      once(
        `portal ${region}`,
        async () => new (await import("@aws-sdk/client-sso")).SSOClient(settings(connection, region)),
      ),
    close: () => {
      for (const client of all) void client.then((one) => one.destroy()).catch(() => undefined);
    },
  };
}
