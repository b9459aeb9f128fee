/**
 * The first call of a question, sent before the SDK's client that makes it is loaded: loading that takes as long as the call. It
 * is signed and sent by the SDK's own parts, and its answer is the SDK's once the SDK makes the same request, so that errors,
 * bounds and attempts are those of any other call.
 */
import { readFileSync, statSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import type { HttpRequest } from "@smithy/types";
import { agentsFrom } from "./agents.ts";
import { type BoundedHandler, connectingHandler, withHandle } from "./bounded-handler.ts";
import type { AwsConnection, SentAhead } from "./connection.ts";
import { turn } from "./meanwhile.ts";
import { namedProxy } from "./proxies.ts";

type Environment = Readonly<Record<string, string | undefined>>;

interface Keys {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

/** More than there can be: an account has one instance (facts 3.6, "1 instance per account") beside its organization's. */
export const FIRST_INSTANCES = { MaxResults: 10 } as const;

/** As the SDK writes it (API model of sso-admin: JSON 1.1, `SWBExternalService`, signed as `sso`). */
const LIST_INSTANCES = {
  target: "SWBExternalService.ListInstances",
  service: "sso",
  body: JSON.stringify(FIRST_INSTANCES),
} as const;

/**
 * Sends ListInstances for a connection. Undefined: it cannot be told without the SDK with which keys, where or by which way it is
 * sent; nothing has been sent then.
 *
 * @throws AccessError where a proxy or certificates are named that cannot be used
 */
export async function sendAhead(connection: AwsConnection, env: Environment): Promise<SentAhead | undefined> {
  const keys = keysIn(connection, env);
  const endpoint = endpointOf(connection, env);
  if (keys === undefined || endpoint === undefined) return undefined;
  const [inner, request] = await Promise.all([handlerFor(env), signed(endpoint, { keys, region: connection.region })]);
  const stop = new AbortController();
  const sent = inner.handle(request as never, { abortSignal: stop.signal });
  // Whoever takes it meets the failure; nobody else is told.
  sent.catch(() => undefined);
  // What is loaded next would keep the connection from being opened, and written to.
  await turn();
  await turn();
  let isTaken = false;
  return {
    requestHandler: withHandle(inner, (asked, options) => {
      if (isTaken || !isSame(asked, request)) return inner.handle(asked, options);
      isTaken = true;
      const given = options?.abortSignal as AbortSignal | undefined;
      if (given?.aborted === true) stop.abort();
      given?.addEventListener("abort", () => stop.abort(), { once: true });
      return sent;
    }),
    discard: () => {
      if (!isTaken) stop.abort();
    },
  };
}

/** The SDK's own agents where nothing else is named: others would have to look for certificates in the shared configuration first. */
const handlerFor = async (env: Environment): Promise<BoundedHandler> =>
  connectingHandler(env["AWS_CA_BUNDLE"] || namedProxy(env) !== undefined ? await agentsFrom(env) : {});

/** Keys of the environment, which the SDK takes where no profile is named (AWS SDKs reference, credential provider chain). */
function keysIn({ profile, credentials }: AwsConnection, env: Environment): Keys | undefined {
  const { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey, AWS_SESSION_TOKEN: token } = env;
  const isOther = profile !== undefined || credentials !== undefined || env["AWS_PROFILE"] !== undefined;
  if (isOther || !accessKeyId || !secretAccessKey) return undefined;
  return { accessKeyId, secretAccessKey, ...(token ? { sessionToken: token } : {}) };
}

/** Regions whose hosts are named alike (AWS General Reference, IAM Identity Center endpoints). */
const PLAIN_REGION = /^(af|ap|ca|eu|il|me|mx|sa|us)-(?!iso)[a-z]+-\d$/;

/** What of the environment or the shared files may lead elsewhere, or ask for another way there. */
const ELSEWHERE = /endpoint_url|use_fips_endpoint|use_dualstack_endpoint|ca_bundle/i;

function endpointOf({ endpointUrl, region, requestHandler }: AwsConnection, env: Environment): URL | undefined {
  if (requestHandler !== undefined) return undefined;
  const url = endpointUrl === undefined ? standardEndpoint(region, env) : URL.parse(endpointUrl);
  if (url?.pathname !== "/" || url.search !== "") return undefined;
  return sharedFiles(env).some((text) => text === undefined || ELSEWHERE.test(text)) ? undefined : url;
}

const standardEndpoint = (region: string, env: Environment): URL | undefined =>
  PLAIN_REGION.test(region) && !Object.keys(env).some((name) => name.startsWith("AWS_") && ELSEWHERE.test(name))
    ? new URL(`https://sso.${region}.amazonaws.com`)
    : undefined;

/** The texts of the shared configuration; undefined: it is no file that can be read twice. */
const sharedFiles = (env: Environment): readonly (string | undefined)[] => {
  const folder = join(env["HOME"] ?? homedir(), ".aws");
  return [
    env["AWS_CONFIG_FILE"] ?? join(folder, "config"),
    env["AWS_SHARED_CREDENTIALS_FILE"] ?? join(folder, "credentials"),
  ].map(textOf);
};

function textOf(path: string): string | undefined {
  try {
    const found = statSync(path, { throwIfNoEntry: false });
    if (found === undefined) return "";
    return found.isFile() ? readFileSync(path, "utf8") : undefined;
  } catch {
    return undefined;
  }
}

interface SignedAs {
  readonly keys: Keys;
  readonly region: string;
}

async function signed(endpoint: URL, { keys, region }: SignedAs): Promise<HttpRequest> {
  const [{ SignatureV4 }, { HttpRequest }, { Hash }] = await Promise.all([
    import("@smithy/signature-v4"),
    import("@smithy/core/protocols"),
    import("@smithy/core/serde"),
  ]);
  const { service, target, body } = LIST_INSTANCES;
  const request = new HttpRequest({
    method: "POST",
    protocol: endpoint.protocol,
    hostname: endpoint.hostname,
    ...(endpoint.port === "" ? {} : { port: Number(endpoint.port) }),
    path: "/",
    headers: {
      host: endpoint.host,
      "content-type": "application/x-amz-json-1.1",
      "content-length": String(body.length),
      "user-agent": "idc-doctor",
      "x-amz-target": target,
    },
    body,
  });
  return new SignatureV4({ service, region, credentials: keys, sha256: Hash.bind(null, "sha256") }).sign(request);
}

/** The same call, at the same place, of the same caller. */
const isSame = (asked: HttpRequest, sent: HttpRequest): boolean => meaningOf(asked) === meaningOf(sent);

function meaningOf({ method, protocol, hostname, port, path, headers }: HttpRequest): string {
  const scope = /Credential=([^,\s]+)/.exec(headers["authorization"] ?? "")?.[1];
  // The hash is of the body.
  const own = ["x-amz-target", "x-amz-content-sha256", "x-amz-security-token"].map((name) => headers[name]);
  return JSON.stringify([method, protocol, hostname, port ?? null, path, scope, ...own]);
}
