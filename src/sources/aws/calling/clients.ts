/** SDK clients, loaded and made when first used; one per service and Region. */
import type { CloudTrailClient } from "@aws-sdk/client-cloudtrail";
import type { IAMClient } from "@aws-sdk/client-iam";
import type { IdentitystoreClient } from "@aws-sdk/client-identitystore";
import type { OrganizationsClient } from "@aws-sdk/client-organizations";
import type { SSOClient } from "@aws-sdk/client-sso";
import type { SSOAdminClient } from "@aws-sdk/client-sso-admin";
import type { SSOOIDCClient } from "@aws-sdk/client-sso-oidc";
import type { STSClient } from "@aws-sdk/client-sts";
import { accountAccessClient } from "./account-access-client.ts";
import { agentsFrom } from "./agents.ts";
import { type BoundedHandler, boundedHandler, connectingHandler, LARGEST_ANSWER_BYTES } from "./bounded-handler.ts";
import type { AwsConnection } from "./connection.ts";
import { credentialChain } from "./credentials.ts";
import { guarded } from "./guard.ts";
import { iamToolboxClient } from "./iam-toolbox-client.ts";
import { LabSigner } from "./lab-signer.ts";
import { createMeanwhile, type Meanwhile } from "./meanwhile.ts";
import { queueClient } from "./queue-client.ts";
import { securityHubClient } from "./security-hub-client.ts";
import { signInClient } from "./sign-in-client.ts";

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
  /** Of account access manager, which has no npm client here: commands go through `sendAccountAccess`. */
  readonly accountAccess: (region: string) => Promise<SSOOIDCClient>;
  /** Of IAM Toolbox, likewise: through `sendIamToolbox`. */
  readonly iamToolbox: (region: string) => Promise<SSOOIDCClient>;
  /** Of SQS, likewise: through `sendQueue`. */
  readonly queue: (region: string) => Promise<SSOOIDCClient>;
  /** Of Security Hub, likewise: through `sendSecurityHub`. */
  readonly securityHub: (region: string) => Promise<SSOOIDCClient>;
  /** Of Sign-In, likewise: through `sendSignIn`; without credentials the caller's own. */
  readonly signIn: (region: string, credentials?: RoleCredentials) => Promise<SSOOIDCClient>;
  readonly portal: (region: string) => Promise<SSOClient>;
  /** Work for the time in which the first calls are on their way. */
  readonly meanwhile: Pick<Meanwhile, "add" | "begun">;
  /** Ends the open connections; a process that goes on would otherwise hold them until the endpoint drops them. */
  readonly close: () => void;
}

/** The SDK prints once that Node 20 goes out of support; on the stderr of every command that would be noise. */
function silenceVersionWarning(): void {
  process.env["AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED"] = "true";
}

/** What all clients of a connection share: its open connections, and where its credentials come from. */
interface Shared {
  readonly requestHandler: BoundedHandler;
  readonly credentialDefaultProvider: ReturnType<typeof credentialChain>;
}

async function shared(
  { timeout, profile, requestHandler: given, sentAhead }: AwsConnection,
  begin: Meanwhile["begin"],
): Promise<Shared> {
  const inner =
    given ?? sentAhead?.requestHandler ?? (await connectingHandler(await agentsFrom(process.env, { profile })));
  const requestHandler = boundedHandler({ milliseconds: timeout, bytes: LARGEST_ANSWER_BYTES }, inner, begin);
  return { requestHandler, credentialDefaultProvider: credentialChain(requestHandler, profile) };
}

function settings(
  { profile, endpointUrl, credentials, requestHandler }: AwsConnection,
  region: string,
  together: Shared,
) {
  return {
    region,
    // Reads are sent again by `ask`, which waits for its turn each time; writes by nobody. One place counts.
    maxAttempts: 1,
    ...together,
    ...(credentials === undefined ? {} : { credentials }),
    ...(requestHandler === undefined ? {} : { signerConstructor: LabSigner as never }),
    ...(profile === undefined ? {} : { profile }),
    ...(endpointUrl === undefined ? {} : { endpoint: endpointUrl }),
  };
}

/** The clients of a connection. Nothing is loaded or connected before the first use. */
export function createAwsClients(connection: AwsConnection): AwsClients {
  silenceVersionWarning();
  const made = new Map<string, Promise<unknown>>();
  const meanwhile = createMeanwhile();
  let together: Promise<Shared> | undefined;
  const make = <T extends Client>(region: string, load: (settings: Settings) => Promise<T>): Promise<T> => {
    together ??= shared(connection, meanwhile.begin);
    return together.then(async (one) => guarded(await load(settings(connection, region, one))));
  };
  const once = <T extends Client>(
    service: string,
    region: string,
    load: (settings: Settings) => Promise<T>,
  ): Promise<T> => {
    const key = `${service} ${region}`;
    const client = (made.get(key) as Promise<T> | undefined) ?? make(region, load);
    made.set(key, client);
    return client;
  };
  const { region: home } = connection;
  return {
    ssoAdmin: (region) => once("sso-admin", region, load.ssoAdmin),
    identitystore: (region) => once("identitystore", region, load.identitystore),
    organizations: () => once("organizations", home, load.organizations),
    sts: () => once("sts", home, load.sts),
    stsOf: (credentials) => make(home, (given) => load.sts({ ...given, credentials })),
    iam: (credentials) => make(home, (given) => load.iam({ ...given, credentials })),
    ownIam: () => once("iam", home, load.iam),
    cloudTrail: (region) => once("cloudtrail", region, load.cloudTrail),
    accountAccess: (region) => once("account-access", region, accountAccessClient),
    iamToolbox: (region) => once("iam-toolbox", region, iamToolboxClient),
    queue: (region) => once("sqs", region, queueClient),
    securityHub: (region) => once("securityhub", region, securityHubClient),
    signIn: (region, credentials) =>
      credentials === undefined
        ? once("signin", region, signInClient)
        : make(region, (given) => signInClient({ ...given, credentials })),
    portal: (region) => once("portal", region, load.portal),
    meanwhile,
    // The connections are the handler's. Clients of assumed roles are many in a server, and none is kept to be closed.
    close: () => void together?.then(({ requestHandler }) => requestHandler.destroy()).catch(() => undefined),
  };
}

/** Each client's code is loaded when it is first used. */
const load = {
  ssoAdmin: async (given: Settings) => new (await import("@aws-sdk/client-sso-admin")).SSOAdminClient(given),
  identitystore: async (given: Settings) =>
    new (await import("@aws-sdk/client-identitystore")).IdentitystoreClient(given),
  organizations: async (given: Settings) =>
    new (await import("@aws-sdk/client-organizations")).OrganizationsClient(given),
  sts: async (given: Settings) => new (await import("@aws-sdk/client-sts")).STSClient(given),
  iam: async (given: Settings) => new (await import("@aws-sdk/client-iam")).IAMClient(given),
  cloudTrail: async (given: Settings) => new (await import("@aws-sdk/client-cloudtrail")).CloudTrailClient(given),
  portal: async (given: Settings) => new (await import("@aws-sdk/client-sso")).SSOClient(given),
};

type Settings = ReturnType<typeof settings>;
type Client = Parameters<typeof guarded>[0] & { readonly destroy: () => void };
