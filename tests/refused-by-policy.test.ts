/** `why --action` names the policy that refuses as AWS's own refusals do: by name, and with `--full` and in JSON by id and ARN. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { parse } from "yaml";
import { runInProcess } from "./support/in-process.ts";
import { openLab, type TestLab } from "./support/lab.ts";

let lab: TestLab;
beforeAll(async () => {
  lab = await openLab({ limits: "off" });
  await lab.put(parse(readFileSync(join(import.meta.dirname, "../scenes/scp-deny.yaml"), "utf8")).document);
});
afterAll(() => lab.close());

const ARN = /arn:aws:organizations::123456789012:policy\/o-[a-z0-9]+\/service_control_policy\/p-regions12/;

async function asked(...flags: readonly string[]): Promise<string> {
  const words = ["why", "alice.moreau@example.com", "sandbox", "Developer", "--action", "ec2:RunInstances"];
  const more = ["--action-region", "eu-central-1", "--endpoint-url", lab.url, ...flags];
  const env = { AWS_ACCESS_KEY_ID: "123456789012", AWS_SECRET_ACCESS_KEY: "lab", IDC_DOCTOR_HOME: "/nonexistent" };
  const { code, stdout, stderr } = await runInProcess([...words, ...more], env);
  expect(code, stderr).toBe(1);
  return stdout;
}

test("a short answer has the name, which is the only one of its kind in an organization", async () => {
  const text = (await asked()).replace(/\s+/g, " ");
  expect(text).toContain('statement "OnlyOurRegions" of Regions.');
  expect(text).not.toMatch(/arn:|p-regions12/);
});

test.each([{ flags: ["--full"] }, { flags: ["--output", "markdown"] }])("$flags", async ({ flags }) => {
  const text = (await asked(...flags)).replace(/\s+/g, " ").replaceAll("\\", "");
  expect(text).toMatch(ARN);
  expect(text).toContain("Regions (p-regions12)");
});

test("JSON", async () => {
  const { decisions, causes } = JSON.parse(await asked("--output", "json"));
  expect(causes[0]).toMatchObject({ id: "scp-deny", summary: expect.stringMatching(ARN) });
  expect(decisions[0].refusedBy.statements).toEqual([
    expect.objectContaining({ policy: "Regions (p-regions12)", policyArn: expect.stringMatching(ARN) }),
  ]);
});
