/** The client of MCP's first SDK, as assistants that were built before 2026 have it: it lists, calls each tool, and applies only after a yes. */
import { join } from "node:path";
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StdioClientTransport } from "@modelcontextprotocol/sdk/client/stdio.js";
import { ElicitRequestSchema } from "@modelcontextprotocol/sdk/types.js";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { loadScene } from "../scenes/scene.ts";
import { writtenForm } from "../src/model/organization-document/write.ts";
import { BUNDLE, commandEnvironment } from "./support/cli.ts";
import { openLab, type TestLab } from "./support/lab.ts";

const scene = loadScene(join(import.meta.dirname, "../scenes/not-a-member.yaml"));
const { user, account, permissionSet } = scene.question;
const grant = { user, account, permissionSet };

let lab: TestLab;
let client: Client;
let approves: boolean;

beforeAll(async () => {
  lab = await openLab({ limits: "off", provisioningMilliseconds: 10 });
  client = new Client({ name: "assistant of tests", version: "1" }, { capabilities: { elicitation: {} } });
  client.setRequestHandler(ElicitRequestSchema, () =>
    approves ? { action: "accept", content: { approve: true } } : { action: "decline" },
  );
  await client.connect(
    new StdioClientTransport({
      command: process.execPath,
      args: [BUNDLE, "mcp", "--endpoint-url", lab.url, "--allow-apply"],
      env: { ...commandEnvironment(), AWS_REGION: "us-east-1" },
      stderr: "inherit",
    }),
  );
});
beforeEach(async () => {
  await lab.put(writtenForm(scene.document));
  await lab.clearCalls();
});
afterAll(async () => {
  await client.close();
  await lab.close();
});

/** The client holds the result against the tool's output schema, because it has listed the tools. */
async function called(name: string, input: Record<string, unknown>) {
  await client.listTools();
  const { structuredContent, isError = false } = await client.callTool({ name, arguments: input });
  return { result: structuredContent as Record<string, unknown>, isError };
}

const writes = async () =>
  (await lab.calls()).filter(({ operation }) => /^(Create|Delete|Provision|Update|Put|Attach)/.test(operation));

test("lists the tools and the prompts", async () => {
  const { tools } = await client.listTools();
  const names = ["diagnose", "explain", "who_can", "what_can", "scan", "causes", "plan", "apply"];
  expect(tools.map(({ name }) => name)).toEqual(names);
  expect((await client.listPrompts()).prompts.map(({ name }) => name)).toEqual(["ticket", "review"]);
});

test.each<[string, Record<string, unknown>, unknown]>([
  ["diagnose", grant, { verdict: "not-visible", causes: [{ id: "not-a-member", confidence: "proved" }] }],
  ["explain", { text: "ForbiddenException: No access" }, { total: 1 }],
  ["who_can", { account }, { total: 1, isWhole: true }],
  ["what_can", { user }, { total: 0 }],
  ["scan", { refresh: true }, { following: 0 }],
  ["causes", { id: "not-a-member" }, { causes: [{ id: "not-a-member" }] }],
])("%s gives what its schema says", async (name, input, expected) => {
  const { result, isError } = await called(name, input);
  expect({ isError, result }).toMatchObject({ isError: false, result: expected });
});

test("a plan is applied only after the person's yes", async () => {
  const { plan } = (await called("plan", grant)).result as { plan: { id: string; hash: string } };
  expect(plan).toMatchObject({ state: "proposed", hash: expect.any(String) });
  approves = false;
  await called("apply", { id: plan.id, hash: plan.hash });
  expect(await writes()).toEqual([]);
  const again = (await called("plan", grant)).result as { plan: { id: string; hash: string } };
  approves = true;
  const { result } = await called("apply", { id: again.plan.id, hash: again.plan.hash });
  expect(result).toMatchObject({ outcome: "applied", isVerified: true });
  expect(await writes()).toHaveLength(1);
});
