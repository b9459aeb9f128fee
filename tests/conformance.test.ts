/** Every operation of Identity Center's four APIs, of account access manager, of the IAM toolbox and of Sign-In policies against their models: answered, checked member by member, paged. */
import { Readable } from "node:stream";
import { text as streamText } from "node:stream/consumers";
import * as identitystore from "@aws-sdk/client-identitystore";
import * as sso from "@aws-sdk/client-sso";
import * as ssoAdmin from "@aws-sdk/client-sso-admin";
import * as ssoOidc from "@aws-sdk/client-sso-oidc";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { models } from "../src/lab/models/index.ts";
import type { OperationModel } from "../src/lab/protocol/model.ts";
import { type CompiledShape, shapeCompiler } from "../src/lab/protocol/shape.ts";
import { loadOrganizationDocument } from "../src/model/organization-document/load.ts";
import type { WrittenDocument } from "../src/model/organization-document/written/document.ts";
import { DOCUMENT, knownValues, MEMBER, specialInput } from "./support/conformance/organization.ts";
import { violationsOf } from "./support/conformance/violations.ts";
import { openLab, type TestLab } from "./support/lab.ts";
import { modelSdk } from "./support/model-sdk.ts";

type Service =
  | "sso-admin"
  | "identitystore"
  | "sso"
  | "sso-oidc"
  | "account-access"
  | "account-access-runtime"
  | "iam-toolbox"
  | "signin";
type Sdk = Readonly<Record<string, unknown>>;

const SDKS: Readonly<Record<Service, readonly [sdk: Sdk, client: string]>> = {
  "sso-admin": [ssoAdmin, "SSOAdminClient"],
  identitystore: [identitystore, "IdentitystoreClient"],
  sso: [sso, "SSOClient"],
  "sso-oidc": [ssoOidc, "SSOOIDCClient"],
  "account-access": [modelSdk(models["account-access"]), "Client"],
  "account-access-runtime": [modelSdk(models["account-access-runtime"]), "Client"],
  "iam-toolbox": [modelSdk(models["iam-toolbox"]), "Client"],
  signin: [modelSdk(models.signin), "Client"],
};
const SERVICES = Object.keys(SDKS) as Service[];

const loaded = loadOrganizationDocument(DOCUMENT);
if (loaded.kind === "invalid") throw new Error(JSON.stringify(loaded.problems));
const document = loaded.document;

const freshLab = () => openLab({ document, limits: "off", provisioningMilliseconds: 0, enforceIam: true });
const operationsOf = (service: Service): OperationModel[] => Object.values(models[service].operations);
const inputShape = (service: Service, { input }: OperationModel): CompiledShape | undefined =>
  input && shapeCompiler(models[service])(input);

interface Handler {
  handle(...given: unknown[]): Promise<{ readonly response: { body: unknown } }>;
}

interface Client {
  readonly config: { requestHandler: Handler };
  send(command: object): Promise<Record<string, unknown>>;
  destroy(): void;
}

/** The answer as it came: the npm client of the identity store drops members that are newer than it (facts N10). */
async function withWire(client: Client, send: () => Promise<Record<string, unknown>>) {
  const { requestHandler } = client.config;
  let wire: unknown;
  client.config.requestHandler = {
    handle: async (...given) => {
      const answer = await requestHandler.handle(...given);
      const text = await streamText(answer.response.body as NodeJS.ReadableStream);
      wire = text === "" ? {} : JSON.parse(text);
      answer.response.body = Readable.from([Buffer.from(text)]);
      return answer;
    },
  };
  return { ...(await send()), ...(wire as Record<string, unknown>) };
}

/** Account instances are their accounts' own; everything else is asked by the management account. */
const callerOf = (operation: string): string => (/^(Create|Delete)Instance$/.test(operation) ? MEMBER : "123456789012");

async function sent(
  lab: TestLab,
  service: Service,
  operation: string,
  input: object,
): Promise<Record<string, unknown>> {
  const [sdk, name] = SDKS[service];
  const construct = <T>(which: string, argument: object): T => new (sdk[which] as new (given: object) => T)(argument);
  const credentials = { accessKeyId: callerOf(operation), secretAccessKey: "lab" };
  const { accessToken, ...others } = input as { readonly accessToken?: string };
  const isBearer = service === "account-access-runtime";
  const client = construct<Client>(name, {
    endpoint: lab.url,
    region: "us-east-1",
    credentials,
    maxAttempts: 1,
    ...(isBearer ? { token: { token: accessToken } } : {}),
  });
  try {
    const send = () => client.send(construct<object>(`${operation}Command`, isBearer ? others : input));
    return await (service === "identitystore" ? withWire(client, send) : send());
  } finally {
    client.destroy();
  }
}

/** What must have happened before an operation can be asked for. */
async function prepared(lab: TestLab, operation: string, known: WrittenDocument): Promise<Record<string, unknown>> {
  if (operation === "CreateInstanceAccessControlAttributeConfiguration") {
    await sent(lab, "sso-admin", "DeleteInstanceAccessControlAttributeConfiguration", {
      InstanceArn: known.instance?.arn,
    });
    return {};
  }
  if (operation === "DeleteInstance") {
    const { InstanceArn } = await sent(lab, "sso-admin", "CreateInstance", {});
    return { InstanceArn };
  }
  if (operation === "CreateToken" || operation === "StartDeviceAuthorization") return device(lab, operation);
  if (operation === "CreateTokenWithIAM") return { refreshToken: await refreshToken(lab, known) };
  if (operation.startsWith("GetRequestAuthorization")) return refusedRequest(lab);
  return {};
}

/** A refusal of IAM, and a policy that was looked at for it. */
async function refusedRequest(lab: TestLab): Promise<Record<string, unknown>> {
  const headers = { "x-amz-sso_bearer_token": (await lab.token("ana@example.com")) ?? "" };
  const path = `/federation/credentials?account_id=${MEMBER}&role_name=Reader`;
  const { roleCredentials } = (await (await fetch(`${lab.url}${path}`, { headers })).json()) as {
    readonly roleCredentials: { readonly accessKeyId: string };
  };
  const answer = await fetch(lab.url, {
    method: "POST",
    headers: {
      authorization: `AWS4-HMAC-SHA256 Credential=${roleCredentials.accessKeyId}/20260101/us-east-1/iam/aws4_request`,
    },
    body: new URLSearchParams({ Action: "DeleteRole", Version: "2010-05-08", RoleName: "Developer" }),
  });
  const authorizationId = /authorization id: ([0-9a-z]+)/.exec(await answer.text())?.[1];
  await lab.advance("PT2S");
  const { policies } = await sent(lab, "iam-toolbox", "GetRequestAuthorizationDetails", { authorizationId });
  return { authorizationId, policyUri: (policies as readonly { readonly uri: string }[])[0]?.uri };
}

async function device(lab: TestLab, operation: string): Promise<Record<string, unknown>> {
  const { clientId, clientSecret } = await sent(lab, "sso-oidc", "RegisterClient", {
    clientName: "c",
    clientType: "public",
  });
  const keys = { clientId, clientSecret, startUrl: `${lab.url}/start` };
  if (operation === "StartDeviceAuthorization") return keys;
  const { deviceCode, userCode } = await sent(lab, "sso-oidc", "StartDeviceAuthorization", keys);
  const signIn = await fetch(`${lab.url}/start/sign-in`, {
    method: "POST",
    redirect: "manual",
    body: new URLSearchParams({ user: "ana@example.com", password: "lab" }),
  });
  const cookie = signIn.headers.get("set-cookie")?.split(";")[0] ?? "";
  const page = await (await fetch(`${lab.url}/device`, { headers: { cookie } })).text();
  const form = /name="form_token" value="([^"]*)"/.exec(page)?.[1] ?? "";
  const body = new URLSearchParams({ form_token: form, user_code: String(userCode), decision: "allow" });
  await fetch(`${lab.url}/device`, { method: "POST", headers: { cookie }, body });
  return { clientId, clientSecret, grantType: "urn:ietf:params:oauth:grant-type:device_code", deviceCode };
}

/** A refresh token of the application, by an assertion that it trusts. */
async function refreshToken(lab: TestLab, known: WrittenDocument): Promise<unknown> {
  const application = known.applications?.[0]?.arn;
  const grant = "urn:ietf:params:oauth:grant-type:jwt-bearer";
  const issuer = { TrustedTokenIssuerArn: known.trustedTokenIssuers?.[0]?.arn, AuthorizedAudiences: ["a"] };
  await sent(lab, "sso-admin", "PutApplicationGrant", {
    ApplicationArn: application,
    GrantType: grant,
    Grant: { JwtBearer: { AuthorizedTokenIssuers: [issuer] } },
  });
  const claims = { iss: "https://issuer.example.com", aud: "a", email: "ana@example.com" };
  const assertion = ["{}", JSON.stringify(claims), ""].map((part) => Buffer.from(part).toString("base64url")).join(".");
  const token = await sent(lab, "sso-oidc", "CreateTokenWithIAM", {
    clientId: application,
    grantType: grant,
    assertion,
  });
  return token["refreshToken"];
}

async function runtimeToken(lab: TestLab): Promise<string> {
  const body = { userName: "ana@example.com", scopes: ["account_access:read_only", "account_access:assume"] };
  const answer = await fetch(`${lab.url}/_lab/tokens`, { method: "POST", body: JSON.stringify(body) });
  return ((await answer.json()) as { readonly accessToken: string }).accessToken;
}

async function minimalInput(
  lab: TestLab,
  service: Service,
  operation: OperationModel,
): Promise<Record<string, unknown>> {
  const known = await lab.document();
  const values = knownValues(known);
  const required = inputShape(service, operation)?.members.filter(({ isRequired }) => isRequired) ?? [];
  return {
    ...Object.fromEntries(required.map(({ name }) => [name, values[name]])),
    ...(service === "sso" ? { accessToken: await lab.token("ana@example.com") } : {}),
    ...(service === "account-access-runtime" ? { accessToken: await runtimeToken(lab) } : {}),
    ...specialInput(operation.name, known),
    ...(await prepared(lab, operation.name, known)),
  };
}

/** Required members of an output that are not there, nested ones too. */
function missingMembers(shape: CompiledShape, value: unknown, at = ""): readonly string[] {
  if (shape.document === true || value === undefined || value === null) return [];
  if (Array.isArray(value))
    return shape.element
      ? value.flatMap((item, index) => missingMembers(shape.element as CompiledShape, item, `${at}[${index}]`))
      : [];
  if (shape.type !== "structure") return [];
  return shape.members.flatMap(({ name, isRequired, shape: member }) => {
    const inner = (value as Record<string, unknown>)[name];
    if (isRequired && (inner === undefined || inner === null)) return [`${at}.${name}`];
    return missingMembers(member, inner, `${at}.${name}`);
  });
}

const percentages: string[] = [];
const percent = (what: string, done: number, all: number): void => {
  percentages.push(`${what} ${done} of ${all} (${((done * 100) / all).toFixed(1)} %)`);
};
afterAll(() => process.stdout.write(`conformance: ${percentages.join(", ")}\n`));

test("a minimal valid request of every operation is answered with all members that the model requires", {
  timeout: 120_000,
}, async () => {
  const failures: string[] = [];
  let all = 0;
  for (const service of SERVICES)
    for (const operation of operationsOf(service)) {
      all += 1;
      const lab = await freshLab();
      try {
        const output = await sent(lab, service, operation.name, await minimalInput(lab, service, operation));
        const shape = operation.output && shapeCompiler(models[service])(operation.output);
        const missing = shape ? missingMembers(shape, output) : [];
        if (missing.length > 0) failures.push(`${service} ${operation.name}: no ${missing.join(", ")}`);
      } catch (error) {
        failures.push(`${service} ${operation.name}: ${String(error)}`);
      } finally {
        await lab.close();
      }
    }
  percent("operations answered", all - failures.length, all);
  expect(all).toBe(79 + 19 + 4 + 4 + 11 + 2 + 2 + 7);
  expect(failures).toEqual([]);
});

describe("with one lab", () => {
  let lab: TestLab;
  beforeAll(async () => {
    lab = await freshLab();
  });
  afterAll(() => lab.close());

  /** Sends an input as it is: the SDK would keep some of these from the wire. */
  async function raw(service: Service, operation: OperationModel, input: Record<string, unknown>) {
    const { metadata } = models[service];
    const authorization = `AWS4-HMAC-SHA256 Credential=123456789012/20260101/us-east-1/${metadata.signingName ?? metadata.endpointPrefix}/aws4_request`;
    if (metadata.protocol === "json") {
      const headers = { "x-amz-target": `${metadata.targetPrefix}.${operation.name}`, authorization };
      return fetch(lab.url, { method: "POST", headers, body: JSON.stringify(input) });
    }
    const query = new URLSearchParams();
    const headers: Record<string, string> = { authorization };
    const body: Record<string, unknown> = {};
    let { requestUri } = operation.http;
    for (const { name, wireName, shape } of inputShape(service, operation)?.members ?? []) {
      const value = input[name];
      if (value === undefined) continue;
      if (shape.location === "uri") requestUri = requestUri.replace(`{${wireName}}`, encodeURIComponent(String(value)));
      else if (shape.location === "querystring") for (const one of [value].flat()) query.append(wireName, String(one));
      else if (shape.location === "header") headers[wireName] = String(value);
      else body[wireName] = value;
    }
    const { method } = operation.http;
    const separator = requestUri.includes("?") ? "&" : "?";
    const url = `${lab.url}${requestUri}${query.size > 0 ? `${separator}${query}` : ""}`;
    return fetch(url, { method, headers, ...(method === "POST" ? { body: JSON.stringify(body) } : {}) });
  }

  const refusalOf: Readonly<Record<Service, string>> = {
    "sso-admin": "ValidationException",
    identitystore: "ValidationException",
    sso: "InvalidRequestException",
    "sso-oidc": "InvalidRequestException",
    "account-access": "ValidationException",
    "account-access-runtime": "ValidationException",
    "iam-toolbox": "ValidationException",
    signin: "ValidationException",
  };

  test("each constraint of each member, broken once, is refused", { timeout: 120_000 }, async () => {
    const failures: string[] = [];
    let all = 0;
    for (const service of SERVICES)
      for (const operation of operationsOf(service)) {
        const shape = inputShape(service, operation);
        for (const { what, input } of shape ? violationsOf(shape) : []) {
          all += 1;
          const answer = await raw(service, operation, input);
          const code = answer.headers.get("x-amzn-errortype");
          const text = await answer.text();
          if (answer.status !== 400 || code !== refusalOf[service])
            failures.push(`${service} ${operation.name} ${what}: ${answer.status} ${code} ${text.slice(0, 200)}`);
        }
      }
    percent("violations refused", all - failures.length, all);
    expect(all).toBeGreaterThan(600);
    expect(failures).toEqual([]);
  });

  test("every paginated list honours its page size and its tokens, and refuses any other token", {
    timeout: 60_000,
  }, async () => {
    const failures: string[] = [];
    let all = 0;
    for (const service of SERVICES)
      for (const [name, paginator] of Object.entries(models[service].pagination ?? {})) {
        const operation = operationsOf(service).find((one) => one.name === name);
        if (!operation) continue;
        all += 1;
        const failure = await pagingFailure(service, operation, paginator as Paginator);
        if (failure) failures.push(`${service} ${name}: ${failure}`);
      }
    percent("lists paged", all - failures.length, all);
    expect(all).toBeGreaterThan(25);
    expect(failures).toEqual([]);
  });

  interface Paginator {
    readonly input_token: string;
    readonly output_token: string;
    readonly limit_key?: string;
    readonly result_key: string;
  }

  async function pagingFailure(
    service: Service,
    operation: OperationModel,
    paginator: Paginator,
  ): Promise<string | undefined> {
    const { input_token: token, limit_key: limit, result_key: result, output_token: next } = paginator;
    const input = await minimalInput(lab, service, operation);
    const ask = (more: object) => sent(lab, service, operation.name, { ...input, ...more });
    const rows = (answer: Record<string, unknown>) => answer[result] as unknown[];
    const whole = rows(await ask({}));
    const refused = await ask({ [token]: "bm90IGEgdG9rZW4" }).then(
      () => undefined,
      (error: Error) => error.name,
    );
    if (refused !== refusalOf[service]) return `another token is ${refused ?? "taken"}`;
    if (limit === undefined) return undefined;
    const paged: unknown[] = [];
    let nextToken: unknown;
    do {
      const answer = await ask({ [limit]: 1, ...(nextToken === undefined ? {} : { [token]: nextToken }) });
      if (rows(answer).length > 1) return `a page of one has ${rows(answer).length} rows`;
      paged.push(...rows(answer));
      nextToken = answer[next];
    } while (nextToken !== undefined);
    if (JSON.stringify(paged) !== JSON.stringify(whole)) return "the pages are not the whole list";
    // Of ListInstances there is one row only: an account sees one organization instance.
    return whole.length > 1 || operation.name === "ListInstances" ? undefined : "there is too little to page";
  }
});
