/** A client of account access manager: the SDK's own parts, because the npm package of this service is not among the dependencies. */
import type { SSOOIDCClient } from "@aws-sdk/client-sso-oidc";
import type { $SchemaRef, StaticOperationSchema } from "@smithy/types";

const NAMESPACE = "com.amazonaws.accountaccess";
/** The SDK's numbers for types (@smithy/types, schema sentinels). */
const TEXT: $SchemaRef = 0;
const NUMBER: $SchemaRef = 1;
const DATE_TIME: $SchemaRef = 5;

const structure = (name: string, members: Readonly<Record<string, $SchemaRef>>, kind: 3 | 4 = 3): $SchemaRef =>
  [kind, NAMESPACE, name, 0, Object.keys(members), Object.values(members)] as $SchemaRef;
const list = (name: string, member: $SchemaRef): $SchemaRef => [1, NAMESPACE, name, 0, member] as $SchemaRef;

const identityCenter = structure("IdentityCenterPrincipal", { userId: TEXT, groupId: TEXT }, 4);
const principal = structure("Principal", { identityCenter }, 4);
const granted = structure("PrincipalRole", { principal, roleArn: TEXT, account: TEXT, accountName: TEXT });
const entitlement = structure("EntitlementSummary", { principalRole: granted }, 4);
const row = structure("EntitlementsListMember", { entitlementId: TEXT, entitlement, createdAt: DATE_TIME });
const filtered = structure("PrincipalRoleEntitlementFilter", { principal, roleArn: TEXT, account: TEXT });

/** A label of the path; the SDK encodes the ARN's `/` as `%2F` (facts AAM9). */
const LABEL = [TEXT, { httpLabel: 1 }] as unknown as $SchemaRef;
const paging = { maxResults: NUMBER, nextToken: TEXT };

/** Paths and members: facts AAM5 and the API model. Only what is read here. */
const OPERATIONS = {
  ListApplications: operation("ListApplications", ["POST", "/applications-list"], {
    input: paging,
    output: {
      applications: list("ApplicationList", structure("ApplicationSummary", { applicationArn: TEXT, tenantId: TEXT })),
      nextToken: TEXT,
    },
  }),
  GetApplication: operation("GetApplication", ["GET", "/applications/{applicationArn}"], {
    input: { applicationArn: LABEL },
    output: { status: TEXT, tenantId: TEXT, error: structure("ErrorDetails", { code: TEXT, message: TEXT }) },
  }),
  ListEntitlements: operation("ListEntitlements", ["POST", "/entitlements-list"], {
    input: {
      applicationArn: TEXT,
      filter: structure("EntitlementFilter", { principalRole: filtered }),
      ...paging,
    },
    output: { entitlements: list("EntitlementsList", row), nextToken: TEXT },
  }),
} as const;

type Members = Readonly<Record<string, $SchemaRef>>;

function operation(
  name: string,
  [method, path]: readonly [string, string],
  { input, output }: { readonly input: Members; readonly output: Members },
): StaticOperationSchema {
  const ends = [structure(`${name}Request`, input), structure(`${name}Response`, output)] as const;
  return [9, NAMESPACE, name, { http: [method, path, 200] } as never, ...ends];
}

type Settings = ConstructorParameters<typeof SSOOIDCClient>[0];

/** The client, signing as `account-access`; without another endpoint it goes to the dual-stack host (facts AAM3). */
export async function accountAccessClient(given: Settings & { readonly region: string }): Promise<SSOOIDCClient> {
  const { SSOOIDCClient } = await import("@aws-sdk/client-sso-oidc");
  const host = `https://account-access.${given.region}.api.aws`;
  const endpointProvider = ({ Endpoint }: { readonly Endpoint?: string }) => ({ url: new URL(Endpoint ?? host) });
  const scheme = {
    schemeId: "aws.auth#sigv4",
    signingProperties: { signingName: "account-access" },
    propertiesExtractor: (config: unknown, context: unknown) => ({ signingProperties: { config, context } }),
  };
  return new SSOOIDCClient({
    ...given,
    // By this name the environment and the profile may set an endpoint (AWS SDKs reference, service-specific endpoints).
    serviceId: "Account Access",
    endpointProvider,
    httpAuthSchemeProvider: () => [scheme],
    protocolSettings: { defaultNamespace: NAMESPACE, version: "2018-05-10" },
  } as never);
}

type Answer<Output> = Output & { readonly $metadata: { readonly requestId?: string } };

/** Sends one operation. @throws what the SDK throws for AWS's errors, named as AWS names them */
export async function sendAccountAccess<Output>(
  client: SSOOIDCClient,
  name: keyof typeof OPERATIONS,
  { input, abortSignal }: { readonly input: object; readonly abortSignal: AbortSignal },
): Promise<Answer<Output>> {
  const [{ makeBuilder }, { getEndpointPlugin }] = await Promise.all([
    import("@smithy/core/client"),
    import("@smithy/core/endpoints"),
  ]);
  const endpoint = { Endpoint: { type: "builtInParams", name: "endpoint" } } as const;
  const build = makeBuilder(endpoint, NAMESPACE, "AccountAccessClient", getEndpointPlugin);
  const Command = build({}, () => [], name, OPERATIONS[name]);
  return (await client.send(new Command(input as never) as never, { abortSignal })) as unknown as Answer<Output>;
}
