/** Does on the lab what a scene says that a person must do: in the console, at the identity provider, with AWS Support, or by waiting. */
import * as cloudtrail from "@aws-sdk/client-cloudtrail";
import * as iam from "@aws-sdk/client-iam";
import * as identitystore from "@aws-sdk/client-identitystore";
import * as organizations from "@aws-sdk/client-organizations";
import * as ssoAdmin from "@aws-sdk/client-sso-admin";
import * as sts from "@aws-sdk/client-sts";
import type { HumanStep, Scene } from "../../scenes/scene.ts";
import { models } from "../../src/lab/models/index.ts";
import type { TestLab } from "./lab.ts";
import { modelSdk } from "./model-sdk.ts";

type Json = Readonly<Record<string, unknown>>;
type Command = new (input: Json) => unknown;
type Client = { send(command: unknown): Promise<unknown>; destroy(): void };
type Sdk = { readonly client: new (config: object) => Client; readonly commands: Json };

/** Of Sign-In no npm client is among the dependencies. */
const signin = modelSdk(models.signin);

const SDKS: Readonly<Record<string, Sdk>> = {
  cloudtrail: { client: cloudtrail.CloudTrailClient as unknown as Sdk["client"], commands: cloudtrail },
  iam: { client: iam.IAMClient as unknown as Sdk["client"], commands: iam },
  identitystore: { client: identitystore.IdentitystoreClient as unknown as Sdk["client"], commands: identitystore },
  organizations: { client: organizations.OrganizationsClient as unknown as Sdk["client"], commands: organizations },
  signin: { client: signin["Client"] as Sdk["client"], commands: signin },
  "sso-admin": { client: ssoAdmin.SSOAdminClient as unknown as Sdk["client"], commands: ssoAdmin },
  sts: { client: sts.STSClient as unknown as Sdk["client"], commands: sts },
};

export interface Keys {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

/** One call by the real client; throws what the client throws. */
export async function callLab(
  lab: { readonly url: string },
  call: { readonly service: string; readonly operation: string; readonly input: Json },
  credentials: Keys,
  region = "us-east-1",
): Promise<unknown> {
  const sdk = SDKS[call.service];
  const command = sdk?.commands[`${call.operation}Command`];
  if (!sdk || typeof command !== "function") throw new TypeError(`no client has ${call.service} ${call.operation}`);
  const client = new sdk.client({ endpoint: lab.url, region, maxAttempts: 1, credentials });
  try {
    return await client.send(new (command as Command)(call.input));
  } finally {
    client.destroy();
  }
}

/** Takes the steps in order; asynchronous work of a step ends before the next. */
export async function takeHumanSteps(
  lab: TestLab,
  { human, document }: Pick<Scene, "human" | "document">,
): Promise<void> {
  for (const step of human) {
    await takeStep(lab, step, document);
    if (!("lab" in step)) await lab.advance("PT2M");
  }
}

async function takeStep(lab: TestLab, step: HumanStep, scene: Scene["document"]): Promise<void> {
  if ("lab" in step) return control(lab, step.lab);
  if ("document" in step) return lab.put(merged(await lab.document(), step.document) as Parameters<TestLab["put"]>[0]);
  const call = withIds(step, await lab.document());
  if ("method" in call) return scimCall(lab, call);
  const accessKeyId = call.account ?? scene.organization.managementAccountId;
  await callLab(lab, call, { accessKeyId, secretAccessKey: "lab" }, scene.instance?.primaryRegion);
}

/** `${set:ReadOnly}`, `${group:Engineering}` and `${user:bob@example.com}` stand for the ids that the lab gave. */
function withIds<Step>(step: Step, document: Awaited<ReturnType<TestLab["document"]>>): Step {
  const ids = new Map<string, string | undefined>([
    ...(document.permissionSets ?? []).map(({ name, arn }) => [`set:${name}`, arn] as const),
    ...(document.groups ?? []).map(({ displayName, id }) => [`group:${displayName}`, id] as const),
    ...(document.users ?? []).map(({ userName, id }) => [`user:${userName}`, id] as const),
  ]);
  const text = JSON.stringify(step).replace(/\$\{((?:set|group|user):[^}]+)\}/g, (_whole, name: string) => {
    const id = ids.get(name);
    if (id === undefined) throw new TypeError(`the lab has no ${name}`);
    return id;
  });
  return JSON.parse(text) as Step;
}

async function control(lab: TestLab, words: string): Promise<void> {
  const [method = "", path = "", ...body] = words.split(" ");
  const answer = await fetch(`${lab.url}${path}`, { method, ...(body.length > 0 ? { body: body.join(" ") } : {}) });
  if (!answer.ok) throw new Error(`${words}: ${answer.status} ${await answer.text()}`);
}

/** One call of the identity provider with a token of its own; throws what the lab answers. */
export async function scimCall(
  lab: { readonly url: string },
  step: { readonly method: string; readonly path: string; readonly input: Json },
): Promise<void> {
  const made = await fetch(`${lab.url}/_lab/scim/tokens`, { method: "POST" });
  const { endpoint, accessToken } = (await made.json()) as { endpoint: string; accessToken: string };
  const answer = await fetch(`${endpoint.replace(/\/?$/, "/")}${step.path}`, {
    method: step.method,
    headers: { authorization: `Bearer ${accessToken}`, "content-type": "application/scim+json" },
    body: JSON.stringify(step.input),
  });
  if (!answer.ok) throw new Error(`SCIM ${step.method} ${step.path}: ${answer.status} ${await answer.text()}`);
}

const isObject = (value: unknown): value is Json =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** A patch laid over a document: objects by member (null takes one away), lists by id or name, rows without either added. */
function merged(value: unknown, patch: unknown): unknown {
  if (Array.isArray(value) && Array.isArray(patch) && patch.length > 0) return patch.reduce(withRow, value);
  if (!isObject(value) || !isObject(patch)) return patch;
  const result: Record<string, unknown> = { ...value };
  for (const [key, wanted] of Object.entries(patch)) {
    if (wanted === null) delete result[key];
    else result[key] = merged(result[key], wanted);
  }
  return result;
}

function withRow(rows: readonly unknown[], patch: unknown): readonly unknown[] {
  const isSame = (row: unknown) =>
    isObject(row) &&
    isObject(patch) &&
    ["id", "name", "userName", "displayName"].some((key) => patch[key] !== undefined && patch[key] === row[key]);
  return rows.some(isSame) ? rows.map((row) => (isSame(row) ? merged(row, patch) : row)) : [...rows, patch];
}
