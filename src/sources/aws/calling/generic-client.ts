/** Clients of services whose npm packages are not among the dependencies: the SDK's own parts over a hand-written model of the few reads. */
import type { SSOOIDCClient } from "@aws-sdk/client-sso-oidc";
import type { $SchemaRef, StaticOperationSchema } from "@smithy/types";

/** The SDK's numbers for types (@smithy/types, schema sentinels). */
export const TEXT: $SchemaRef = 0;
export const NUMBER: $SchemaRef = 1;
export const BOOLEAN: $SchemaRef = 2;
export const DATE_TIME: $SchemaRef = 5;
/** Any JSON. */
export const DOCUMENT: $SchemaRef = 15;

/** A label of the path; the SDK encodes the `/` of an ARN as `%2F`. */
export const LABEL = [TEXT, { httpLabel: 1 }] as unknown as $SchemaRef;
export const queryText = (name: string): $SchemaRef => [TEXT, { httpQuery: name }] as unknown as $SchemaRef;

type Members = Readonly<Record<string, $SchemaRef>>;

export interface Shapes {
  readonly structure: (name: string, members: Members, kind?: 3 | 4) => $SchemaRef;
  readonly list: (name: string, member: $SchemaRef) => $SchemaRef;
  readonly map: (name: string, value: $SchemaRef) => $SchemaRef;
  readonly operation: (
    name: string,
    http: readonly [method: string, path: string],
    ends: { readonly input: Members; readonly output: Members },
  ) => StaticOperationSchema;
}

/** The makers of a service's shapes; 3 is a structure, 4 a union. */
export function shapesOf(namespace: string): Shapes {
  const structure: Shapes["structure"] = (name, members, kind = 3) =>
    [kind, namespace, name, 0, Object.keys(members), Object.values(members)] as $SchemaRef;
  return {
    structure,
    list: (name, member) => [1, namespace, name, 0, member] as $SchemaRef,
    map: (name, value) => [2, namespace, name, 0, TEXT, value] as $SchemaRef,
    operation: (name, [method, path], { input, output }) => {
      const ends = [structure(`${name}Request`, input), structure(`${name}Response`, output)] as const;
      return [9, namespace, name, { http: [method, path, 200] } as never, ...ends];
    },
  };
}

export interface GenericService {
  readonly namespace: string;
  /** By this name the environment and the profile may set an endpoint (AWS SDKs reference, service-specific endpoints). */
  readonly serviceId: string;
  readonly signingName: string;
  /** Where the service is without another endpoint. */
  readonly host: (region: string) => string;
}

type Settings = ConstructorParameters<typeof SSOOIDCClient>[0];

/** The host of most services in a Region. */
export const regionalHost =
  (service: string) =>
  (region: string): string =>
    `${service}.${region}.${region.startsWith("cn-") ? "amazonaws.com.cn" : "amazonaws.com"}`;

/** A client that signs as the service does; it speaks REST JSON, as the SDK client under it. */
export async function genericClient(
  { namespace, serviceId, signingName, host }: GenericService,
  given: Settings & { readonly region: string },
): Promise<SSOOIDCClient> {
  const { SSOOIDCClient } = await import("@aws-sdk/client-sso-oidc");
  const endpointProvider = ({ Endpoint }: { readonly Endpoint?: string }) => ({
    url: new URL(Endpoint ?? `https://${host(given.region)}`),
  });
  const scheme = {
    schemeId: "aws.auth#sigv4",
    signingProperties: { signingName },
    propertiesExtractor: (config: unknown, context: unknown) => ({ signingProperties: { config, context } }),
  };
  return new SSOOIDCClient({
    ...given,
    serviceId,
    endpointProvider,
    httpAuthSchemeProvider: () => [scheme],
    protocolSettings: { defaultNamespace: namespace, version: "2018-05-10" },
  } as never);
}

export type Answer<Output> = Output & { readonly $metadata: { readonly requestId?: string } };

export interface Sent {
  readonly input: object;
  readonly abortSignal: AbortSignal;
  /** Adds to the command's middleware before it is sent. */
  readonly prepared?: <Command extends { readonly middlewareStack: object }>(command: Command) => Command;
}

/** Sends an operation of a service by its name. @throws what the SDK throws for AWS's errors, named as AWS names them */
export const senderOf =
  <Name extends string>(namespace: string, operations: Readonly<Record<Name, StaticOperationSchema>>) =>
  <Output>(client: SSOOIDCClient, name: Name, sent: Sent): Promise<Answer<Output>> =>
    sendGeneric(client, { namespace, operation: operations[name] }, sent);

async function sendGeneric<Output>(
  client: SSOOIDCClient,
  { namespace, operation }: { readonly namespace: string; readonly operation: StaticOperationSchema },
  { input, abortSignal, prepared = (command) => command }: Sent,
): Promise<Answer<Output>> {
  const [{ makeBuilder }, { getEndpointPlugin }] = await Promise.all([
    import("@smithy/core/client"),
    import("@smithy/core/endpoints"),
  ]);
  const endpoint = { Endpoint: { type: "builtInParams", name: "endpoint" } } as const;
  const build = makeBuilder(endpoint, namespace, "GenericClient", getEndpointPlugin);
  const Command = build({}, () => [], operation[2], operation);
  return (await client.send(prepared(new Command(input as never)) as never, {
    abortSignal,
  })) as unknown as Answer<Output>;
}
