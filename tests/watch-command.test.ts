/** `watch` from the command line: one look, a test of each channel, and what is said of a configuration that cannot be used. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { commandEnvironment } from "./support/cli.ts";
import { runInProcess } from "./support/in-process.ts";
import { openLab, type TestLab } from "./support/lab.ts";
import { openReceiver, type WebhookReceiver } from "./support/webhook-receiver.ts";

let lab: TestLab;
let receiver: WebhookReceiver;
const env = commandEnvironment();
const config = join(env["IDC_DOCTOR_HOME"] ?? "", "config.yaml");

beforeAll(async () => {
  lab = await openLab({ limits: "off" });
  receiver = await openReceiver();
  await lab.put({
    schema: "idc-doctor/organization/1",
    accounts: [{ id: "111122223333", name: "sandbox" }],
    groups: [{ displayName: "Empty" }],
    permissionSets: [{ name: "ReadOnly" }],
    assignments: [{ account: "111122223333", permissionSet: "ReadOnly", group: "Empty" }],
    provisionedRoles: [{ account: "111122223333", permissionSet: "ReadOnly" }],
  });
  env["AWS_ENDPOINT_URL"] = lab.url;
  env["AWS_REGION"] = "us-east-1";
});
afterAll(async () => {
  await receiver.close();
  await lab.close();
});

const configure = (watch: object): void => writeFileSync(config, JSON.stringify({ watch }));
const watch = (...args: readonly string[]) => runInProcess(["watch", ...args], env);
const channels = () => [
  { kind: "webhook", name: "program", url: `${receiver.url}/program`, group: 60 },
  { kind: "slack", name: "people", url: `${receiver.url}/people`, group: 60 },
];

test("--once looks, tells each channel without waiting for a group, and has nothing to tell the next time", async () => {
  configure({ alerts: channels() });
  const first = await watch("--once");
  expect([first.code, first.stdout]).toEqual([
    0,
    expect.stringMatching(
      /^default: as of \S+\n {2}Alert \S+ to program: delivered, HTTP 200\n {2}Alert \S+ to people: delivered, HTTP 200\n$/,
    ),
  ]);
  expect(receiver.received.find(({ path }) => path === "/program")?.json).toMatchObject({ counts: { opened: 1 } });
  expect((await watch("--once")).stdout).toMatch(/^default: as of \S+\n$/);
  expect(receiver.received).toHaveLength(2);
});

test("--once says what could not be read, and ends with 3", async () => {
  await lab.fault({ kind: "refuse", service: "sso-admin", operation: "ListInstances" });
  const { code, stdout } = await watch("--once");
  await lab.clearFaults();
  expect([code, stdout]).toEqual([3, expect.stringContaining("default: not refreshed: ")]);
});

test("--test tries each channel, and names the one that does not answer", async () => {
  configure({ alerts: [...channels(), { kind: "security-hub", name: "hub" }] });
  receiver.answer("/people", 404);
  const { code, stdout } = await watch("--test");
  expect(code).toBe(3);
  expect(stdout.split("\n").sort()).toEqual([
    "",
    "✓ hub for default: not tested: it would leave a finding",
    "✓ program for default: HTTP 200",
    "✗ people for default: HTTP 404",
  ]);
});

test.each<[string, object, string]>([
  ["no channel to test", {}, "The configuration file has no channel to alert"],
  ["a file of access tests that is not there", { "access-tests": "/nowhere/access.yaml" }, "/nowhere/access.yaml"],
  [
    "an address that is in no file",
    { alerts: [{ kind: "slack", name: "x", "url-file": "/nowhere/url" }] },
    "/nowhere/url",
  ],
  ["an interval that cannot be kept", { every: 7 }, "watch.every: has to be a number of minutes"],
])("%s: exit code 2 before anything begins", async (_, settings, words) => {
  configure(settings);
  const { code, stderr } = await watch("--test");
  expect([code, stderr]).toEqual([2, expect.stringContaining(words)]);
});
