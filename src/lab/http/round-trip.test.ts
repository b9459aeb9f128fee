/** Every operation of every model through the real SDK: what the client sends is parsed, what the lab answers is read. */
import * as cloudtrail from "@aws-sdk/client-cloudtrail";
import * as iam from "@aws-sdk/client-iam";
import * as identitystore from "@aws-sdk/client-identitystore";
import * as organizations from "@aws-sdk/client-organizations";
import * as sso from "@aws-sdk/client-sso";
import * as ssoAdmin from "@aws-sdk/client-sso-admin";
import * as ssoOidc from "@aws-sdk/client-sso-oidc";
import * as sts from "@aws-sdk/client-sts";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { modelSdk } from "../../../tests/support/model-sdk.ts";
import publishedIdentityStore from "../models/identitystore.json" with { type: "json" };
import { models } from "../models/index.ts";
import type { ServiceModel } from "../protocol/model.ts";
import { shapeCompiler } from "../protocol/shape.ts";
import { comparable, generatedValue } from "../protocol/testing/generated-value.ts";
import type { Operations, ServiceId } from "../services/operation.ts";
import { type OpenServer, openServer, SERVICE_IDS } from "./testing/open-server.ts";

interface SdkClient {
  send(command: object): Promise<Record<string, unknown>>;
  destroy(): void;
}
type Sdk = Readonly<Record<string, unknown>>;

const SDKS: Readonly<Record<ServiceId, { readonly sdk: Sdk; readonly client: string }>> = {
  "sso-admin": { sdk: ssoAdmin, client: "SSOAdminClient" },
  identitystore: { sdk: identitystore, client: "IdentitystoreClient" },
  sso: { sdk: sso, client: "SSOClient" },
  organizations: { sdk: organizations, client: "OrganizationsClient" },
  iam: { sdk: iam, client: "IAMClient" },
  "sso-oidc": { sdk: ssoOidc, client: "SSOOIDCClient" },
  sts: { sdk: sts, client: "STSClient" },
  cloudtrail: { sdk: cloudtrail, client: "CloudTrailClient" },
  // No npm client among the dependencies: the SDK's own parts, with the model's shapes.
  "account-access": { sdk: modelSdk(models["account-access"]), client: "Client" },
  "account-access-runtime": { sdk: modelSdk(models["account-access-runtime"]), client: "Client" },
  "iam-toolbox": { sdk: modelSdk(models["iam-toolbox"]), client: "Client" },
  sqs: { sdk: modelSdk(models.sqs), client: "Client" },
  events: { sdk: modelSdk(models.events), client: "Client" },
  securityhub: { sdk: modelSdk(models.securityhub), client: "Client" },
  signin: { sdk: modelSdk(models.signin), client: "Client" },
};

/** Operations in the models of the package's version; a new one in a model is seen here. */
const COUNTS: Readonly<Record<ServiceId, number>> = {
  "sso-admin": 79,
  identitystore: 19,
  sso: 4,
  organizations: 63,
  iam: 176,
  sts: 11,
  "sso-oidc": 4,
  cloudtrail: 60,
  "account-access": 11,
  "account-access-runtime": 2,
  "iam-toolbox": 2,
  sqs: 10,
  events: 9,
  securityhub: 1,
  signin: 7,
};

/** Operations that the npm clients know before the models do (libraries, section 4.1). None is served. */
const CLIENT_ONLY: Partial<Record<ServiceId, readonly string[]>> = {
  iam: ["AcquireRole", "GetAccountProperties", "GetRoleTemplateVersion", "PutAccountProperties"],
  sts: ["GetScopedCredentials"],
};

const constructed = <T>(sdk: Sdk, name: string, input: unknown): T =>
  new (sdk[name] as new (value: unknown) => T)(input);

const received: unknown[] = [];
let server: OpenServer;

/** Handlers that note their input and answer the generated output. */
function echoing(service: ServiceId): Operations {
  const compile = shapeCompiler(models[service]);
  const handlers = Object.values(models[service].operations).map(({ name, output }) => {
    const answer = output ? generatedValue(compile(output)) : {};
    const handler = (input: never): unknown => {
      received.push(input);
      return answer;
    };
    return [name, handler] as const;
  });
  return Object.fromEntries(handlers);
}

beforeAll(async () => {
  server = await openServer(Object.fromEntries(SERVICE_IDS.map((id) => [id, echoing(id)])));
});
afterAll(() => server.close());

/** What the npm client of the identity store knows; what AWS has besides is in tests/lab-directory-arns.test.ts (facts N10). */
const clientModel = (service: ServiceId): ServiceModel =>
  service === "identitystore" ? (publishedIdentityStore as unknown as ServiceModel) : models[service];

describe.each(SERVICE_IDS)("%s", (service) => {
  const { sdk, client: clientName } = SDKS[service];
  const model = clientModel(service);
  const compile = shapeCompiler(model);
  const names = Object.keys(model.operations);
  let client: SdkClient;
  beforeAll(() => {
    client = constructed<SdkClient>(sdk, clientName, {
      endpoint: server.url,
      region: "us-east-1",
      maxAttempts: 1,
      credentials: { accessKeyId: "123456789012", secretAccessKey: "secret" },
    });
  });
  afterAll(() => client.destroy());

  test("has the operations that are expected", () => {
    expect(names).toHaveLength(COUNTS[service]);
    const commands = Object.keys(sdk).filter((name) => name.endsWith("Command") && name !== "$Command");
    const clientOnly = commands.map((name) => name.slice(0, -"Command".length)).filter((name) => !names.includes(name));
    expect(clientOnly.sort()).toEqual(CLIENT_ONLY[service] ?? []);
  });

  test.each(names)("%s", async (name) => {
    const { input, output } = model.operations[name] ?? {};
    const sent = input ? generatedValue(compile(input)) : {};
    received.length = 0;
    const answered = await client.send(constructed<object>(sdk, `${name}Command`, sent));
    expect(received).toHaveLength(1);
    expect(comparable(received[0])).toEqual(comparable(sent));
    const { $metadata, ...members } = answered;
    expect($metadata).toMatchObject({ requestId: expect.stringMatching(/^[0-9a-f-]{36}$/) });
    expect(comparable(members)).toEqual(comparable(output ? generatedValue(compile(output)) : {}));
  });
});
