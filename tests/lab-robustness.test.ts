/** The lab answers anything: every operation with valid-looking input about nothing that exists, and sites with nonsense. Never a 5xx. */
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { models } from "../src/lab/models/index.ts";
import type { OperationModel, ServiceModel } from "../src/lab/protocol/model.ts";
import { shapeCompiler } from "../src/lab/protocol/shape.ts";
import { generatedValue } from "../src/lab/protocol/testing/generated-value.ts";
import { loadOrganizationDocument } from "../src/model/organization-document/load.ts";
import { DOCUMENT, knownValues } from "./support/conformance/organization.ts";
import { isThorough } from "./support/in-turn.ts";
import { openLab, type TestLab } from "./support/lab.ts";

const SEED = Number(process.env["IDC_DOCTOR_SEED"] ?? Date.now() % 1_000_000);
const loaded = loadOrganizationDocument(DOCUMENT);
if (loaded.kind === "invalid") throw new Error(JSON.stringify(loaded.problems));
const document = loaded.document;

let lab: TestLab;
beforeAll(async () => {
  lab = await openLab({ document, limits: "off", provisioningMilliseconds: 0 });
});
afterAll(() => lab.close());

type Input = Record<string, unknown>;

/** A form of the Query protocol: lists and structures by numbered and dotted names. */
function formOf(value: unknown, name = ""): [string, string][] {
  const inner = (part: string) => (name === "" ? part : `${name}.${part}`);
  if (value === undefined || value === null) return [];
  if (value instanceof Date) return [[name, value.toISOString()]];
  if (value instanceof Uint8Array) return [[name, Buffer.from(value).toString("base64")]];
  if (Array.isArray(value)) return value.flatMap((item, at) => formOf(item, inner(`member.${at + 1}`)));
  if (typeof value === "object") return Object.entries(value).flatMap(([part, item]) => formOf(item, inner(part)));
  return [[name, String(value)]];
}

const wireValue = (_: string, value: unknown): unknown => (value instanceof Date ? value.getTime() / 1000 : value);

async function ask(model: ServiceModel, operation: OperationModel, input: Input, account: string): Promise<Response> {
  const { metadata } = model;
  const scope = metadata.signingName ?? metadata.endpointPrefix;
  const authorization = `AWS4-HMAC-SHA256 Credential=${account}/20260101/us-east-1/${scope}/aws4_request`;
  if (metadata.protocol === "query") {
    const body = new URLSearchParams([
      ["Action", operation.name],
      ["Version", metadata.apiVersion ?? ""],
      ...formOf(input),
    ]);
    return fetch(lab.url, { method: "POST", headers: { authorization }, body });
  }
  if (metadata.protocol === "json") {
    const headers = { authorization, "x-amz-target": `${metadata.targetPrefix}.${operation.name}` };
    // Dates are numbers on the wire; JSON.stringify would write them as text before a replacer sees them.
    const dated = Object.fromEntries(Object.entries(input).map(([name, value]) => [name, wireValue(name, value)]));
    return fetch(lab.url, { method: "POST", headers, body: JSON.stringify(dated) });
  }
  const query = new URLSearchParams(formOf(input));
  const { method, requestUri } = operation.http;
  const url = `${lab.url}${requestUri.split("?")[0]}?${new URLSearchParams(requestUri.split("?")[1])}&${method === "GET" ? query : ""}`;
  return fetch(url, {
    method,
    headers: { authorization },
    ...(method === "POST" ? { body: JSON.stringify(input) } : {}),
  });
}

const everyOperation = Object.values(models).flatMap((model) =>
  Object.values(model.operations).map((operation) => ({ model, operation })),
);

test("every operation with input that the model allows and that names nothing", { timeout: 600_000 }, async () => {
  const failures: string[] = [];
  for (const { model, operation } of everyOperation)
    for (const account of ["123456789012", "222233334444", "999999999999"]) {
      const input = operation.input ? (generatedValue(shapeCompiler(model)(operation.input)) as Input) : {};
      const answer = await ask(model, operation, input, account);
      const text = await answer.text();
      if (answer.status >= 500)
        failures.push(`${model.metadata.endpointPrefix} ${operation.name}: ${answer.status} ${text}`);
    }
  expect(everyOperation.length).toBeGreaterThan(400);
  expect(failures).toEqual([]);
});

test("every operation with real identifiers and the rest as it comes", { timeout: 600_000 }, async () => {
  const failures: string[] = [];
  const values = knownValues(await lab.document());
  for (const { model, operation } of everyOperation) {
    const generated = operation.input ? (generatedValue(shapeCompiler(model)(operation.input)) as Input) : {};
    const input = Object.fromEntries(Object.entries(generated).map(([name, value]) => [name, values[name] ?? value]));
    const answer = await ask(model, operation, input, "123456789012");
    const text = await answer.text();
    if (answer.status >= 500)
      failures.push(`${model.metadata.endpointPrefix} ${operation.name}: ${answer.status} ${text}`);
  }
  expect(failures).toEqual([]);
});

test("pages and SCIM with nonsense", { timeout: 60_000 }, async () => {
  process.stdout.write(`seed ${SEED} (IDC_DOCTOR_SEED)\n`);
  const { endpoint, accessToken } = (await (await fetch(`${lab.url}/_lab/scim/tokens`, { method: "POST" })).json()) as {
    endpoint: string;
    accessToken: string;
  };
  const scim = new URL(endpoint).pathname;
  const path = fc.constantFrom(
    ...[
      "/start",
      "/start/credentials",
      "/start/sign-in",
      "/start/code",
      "/start/sign-out",
      "/authorize",
      "/device",
      "/token",
      "/client/register",
      "/device_authorization",
      "/assignment/accounts",
      "/federation/credentials",
    ],
    ...["Users", "Groups", "Users/%ZZ", "Groups/x", "Me", "Users/906d9a0e", "%", ""].map((part) => `${scim}${part}`),
  );
  const text = fc.oneof(
    fc.string({ maxLength: 60 }),
    fc.json({ maxDepth: 3 }),
    fc.constantFrom(
      '{"Operations":[{"op":"add","path":"members[value eq","value":null}]}',
      '{"Operations":[null]}',
      '{"emails":[null]}',
      '{"name":null,"emails":7}',
      "user=a&password=%ZZ",
      '{"grantType":"refresh_token","clientId":1}',
    ),
  );
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD"),
      path,
      text,
      text,
      async (method, at, query, body) => {
        const answer = await fetch(
          `${lab.url}${at}?${encodeURIComponent(query)}&filter=${encodeURIComponent(body)}&user_code=${encodeURIComponent(query)}`,
          {
            method,
            redirect: "manual",
            headers: { authorization: `Bearer ${accessToken}`, cookie: `lab-portal=${encodeURIComponent(query)}` },
            ...(method === "GET" || method === "HEAD" ? {} : { body }),
          },
        );
        expect(answer.status, `${method} ${at} ${body}`).toBeLessThan(500);
        await answer.arrayBuffer();
      },
    ),
    { seed: SEED, numRuns: isThorough ? 600 : 100 },
  );
});
