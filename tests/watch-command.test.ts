/** `watch` from the command line: one look, a test of each channel, and what is said of a configuration that cannot be used. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { commandEnvironment } from "./support/cli.ts";
import { runInProcess } from "./support/in-process.ts";
import { openLab, type TestLab } from "./support/lab.ts";
import { serveForTest } from "./support/served.ts";
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

test("what was sent, what failed and what waits is in the numbers and in the audit log, by channel", async () => {
  const at = (name: string, kind: string) => ({ kind, name, url: `${receiver.url}/${name}`, group: 0 });
  configure({ alerts: [at("arrives", "webhook"), at("gone", "slack"), at("busy", "teams")] });
  receiver.answer("/gone", 404);
  receiver.answer("/busy", 503);
  expect((await watch("--once")).code).toBe(0);

  const database = join(env["IDC_DOCTOR_HOME"] ?? "", "journal.sqlite");
  const served = await serveForTest({ endpointUrl: lab.url, env, database });
  const { text } = await served.ask("GET", "/metrics");
  const { json } = await served.ask("GET", "/api/v1/audit?organization=default");
  await served.close();
  const states = (name: string, kind: string) =>
    [
      ...text.matchAll(
        /^idc_doctor_alerts\{organization="default",channel="(\w+)",kind="(\w+)",state="(\w+)"\} (\d+)$/gm,
      ),
    ]
      .filter(([, channel, of]) => channel === name && of === kind)
      .map(([, , , state, count]) => `${state} ${count}`);
  const none = ["waiting 0", "sending 0", "delivered 0", "failed 0", "uncertain 0"];
  const one = (state: string) => none.map((words) => (words === `${state} 0` ? `${state} 1` : words));
  expect(states("arrives", "webhook")).toEqual(one("delivered"));
  expect(states("gone", "slack")).toEqual(one("failed"));
  expect(states("busy", "teams")).toEqual(one("waiting"));
  // A channel that the configuration file has no more is not counted, although its alerts are kept.
  expect(text).not.toContain('channel="program"');

  interface Entry {
    readonly who: string;
    readonly action: string;
    readonly outcome: string;
    readonly detail: string;
  }
  const sent = (json as readonly Entry[]).filter(({ detail }) => /arrives|gone|busy/.test(detail));
  expect(sent.map(({ who, action, outcome, detail }) => [who, action, outcome, detail]).sort()).toEqual([
    ["idc-doctor", "alert.send", "delivered: HTTP 200", "to arrives (webhook), attempt 1"],
    ["idc-doctor", "alert.send", "failed: HTTP 404", "to gone (slack), attempt 1"],
    ["idc-doctor", "alert.send", "waiting: HTTP 503", "to busy (teams), attempt 1"],
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
