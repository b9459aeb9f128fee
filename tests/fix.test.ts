/** `fix` from end to end, as a process where that matters: undo, refusals that pass, answers that get lost, dry runs, and secrets that stay secret. */
import { mkdtempSync, readdirSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { FAULT_KINDS } from "../src/model/organization-document/document.ts";
import { runCli } from "./support/cli.ts";
import { runInProcess } from "./support/in-process.ts";
import { openLab, type TestLab } from "./support/lab.ts";

const WRITES = /^(Create|Delete|Provision|Put|Attach|Detach|Update)/;
const SECRET = "planted-secret-4f1c";
const ARGS = ["fix", "alice", "111122223333", "ReadOnly", "--yes"];

let lab: TestLab;
let home: string;
beforeAll(async () => {
  lab = await openLab({ limits: "off", provisioningMilliseconds: 0 });
});
afterAll(() => lab.close());

/** Alice has no assignment, Bob has: the repair makes one for her. */
beforeEach(async () => {
  home = mkdtempSync(join(tmpdir(), "idc-doctor-fix-"));
  await lab.put({
    schema: "idc-doctor/organization/1",
    accounts: [{ id: "111122223333", name: "sandbox" }],
    users: [{ userName: "alice", email: "private-address@example.com" }, { userName: "bob" }],
    permissionSets: [{ name: "ReadOnly" }],
    assignments: [{ account: "111122223333", permissionSet: "ReadOnly", user: "bob" }],
  });
  await lab.clearCalls();
});

const environment = () => ({
  AWS_ENDPOINT_URL: lab.url,
  AWS_REGION: "us-east-1",
  IDC_DOCTOR_HOME: home,
  AWS_SECRET_ACCESS_KEY: SECRET,
  AWS_SESSION_TOKEN: `${SECRET}-token`,
});
const run = (...args: string[]) => runInProcess(args, environment());
/** As a user starts it. */
const start = (...args: string[]) => runCli(args, environment());
const sees = async (user: string) =>
  (await lab.portalOf(user))?.accounts.get("111122223333")?.includes("ReadOnly") === true;
const written = async () =>
  (await lab.calls()).filter(({ operation }) => WRITES.test(operation)).map(({ operation }) => operation);

test("repairs, tells what to do, and can be undone", async () => {
  expect(await sees("alice")).toBe(false);
  const fixed = await start(...ARGS);
  expect(fixed.code).toBe(0);
  expect(fixed.stdout).toContain("Done and verified");
  expect(fixed.stdout).toContain("sign out of the access portal and sign in again");
  expect(fixed.stderr).toContain("aws sso-admin create-account-assignment");
  expect(await sees("alice")).toBe(true);
  const planId = /--undo ([0-9a-f]+)/.exec(fixed.stdout)?.[1] ?? "";
  const undone = await start("fix", "--undo", planId, "--yes");
  expect(undone.code).toBe(0);
  expect(await sees("alice")).toBe(false);
  expect(await sees("bob")).toBe(true);
  expect(await written()).toEqual(["CreateAccountAssignment", "DeleteAccountAssignment"]);
});

test("a dry run writes nothing, neither at AWS nor in the journal", async () => {
  const { code, stderr } = await run("fix", "alice", "111122223333", "ReadOnly", "--dry-run");
  expect(code).toBe(0);
  expect(stderr).toContain("passed");
  expect(await written()).toEqual([]);
  // In names, apart from who writes and the command to paste; and fix does not propose itself.
  const said = stderr.split("\n").filter((line) => !line.includes(" aws ") && !line.startsWith("As "));
  expect(said.join("\n")).not.toMatch(/\(\d{12}\)|[0-9a-f]{8}-[0-9a-f]{4}|Fix it:/);
});

test("what works already is left alone", async () => {
  const { code, stdout } = await run("fix", "bob", "111122223333", "ReadOnly", "--yes");
  expect(code).toBe(0);
  expect(stdout).toContain("Nothing to fix");
  expect(await written()).toEqual([]);
});

test("a second repair finds nothing to do", async () => {
  await run(...ARGS);
  await run(...ARGS);
  expect(await written()).toEqual(["CreateAccountAssignment"]);
});

describe("while applying", () => {
  const strike = (kind: (typeof FAULT_KINDS)[number], times = 1) =>
    lab.fault({ service: "sso-admin", operation: "CreateAccountAssignment", kind, times });

  test("a throttle is waited out", async () => {
    await strike("throttle", 2);
    const { code, stderr } = await run(...ARGS);
    expect(code).toBe(0);
    expect(stderr).toContain("retrying in");
    expect(await sees("alice")).toBe(true);
  });

  test("a lost answer is looked for, not sent again", async () => {
    await strike("hang-after");
    const { code } = await run(...ARGS, "--timeout", "500ms");
    expect(code).toBe(0);
    expect(await written()).toEqual(["CreateAccountAssignment"]);
    expect(await sees("alice")).toBe(true);
  });

  test("a call that never arrived is sent again", async () => {
    await strike("timeout");
    const { code } = await run(...ARGS, "--timeout", "500ms");
    expect(code).toBe(0);
    expect(await sees("alice")).toBe(true);
  });

  test("a refusal ends it in part: exit 4, AWS's words", async () => {
    await strike("refuse", 100);
    const { code, stdout } = await run(...ARGS);
    expect(code).toBe(4);
    expect(stdout).toContain("is not authorized to perform: sso:CreateAccountAssignment");
  });
});

test("a failure of AWS is shown in AWS's words: exit 4", async () => {
  const document = await lab.document();
  const sets = document.permissionSets?.map((set) => ({
    ...set,
    customerManagedPolicies: [{ name: "OpsGuard", path: "/ops/" }],
  }));
  await lab.put({ ...document, ...(sets ? { permissionSets: sets } : {}) });
  const { code, stdout } = await run(...ARGS);
  expect(code).toBe(4);
  expect(stdout).toContain("Received a 404 status error: Not supported policy");
  expect(stdout).toContain("OpsGuard");
});

test("undecided changes nothing: exit 3", async () => {
  await lab.fault({ service: "identitystore", operation: "ListGroupMembershipsForMember", kind: "refuse" });
  const { code, stdout } = await run(...ARGS);
  expect(code).toBe(3);
  expect(stdout).toContain("nothing was changed");
  expect(await written()).toEqual([]);
});

test("credentials, tokens and addresses appear nowhere", async () => {
  const runs = [
    await start(...ARGS, "--verbose"),
    await start("why", "alice", "111122223333", "ReadOnly", "--output", "json", "--verbose"),
  ];
  const token = (await lab.token("alice")) ?? "none";
  const files = readdirSync(home, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  expect(files.length).toBeGreaterThan(1);
  const kept = files.map((entry) => readFileSync(join(entry.parentPath, entry.name), "latin1"));
  for (const text of [...runs.flatMap(({ stdout, stderr }) => [stdout, stderr]), ...kept])
    for (const secret of [SECRET, token, "lab-", "private-address@example.com"])
      expect(text.includes(secret), secret).toBe(false);
});

test("a hostile name reaches no terminal as an escape", async () => {
  await lab.put({
    schema: "idc-doctor/organization/1",
    accounts: [{ id: "111122223333", name: "sand\u001b[31mbox\u0007" }],
    users: [{ userName: "mallory", displayName: "x\u001b]0;owned\u0007\u202e" }],
    groups: [{ displayName: "$(touch owned)\u001b[2J" }],
    permissionSets: [{ name: "ReadOnly" }],
    assignments: [{ account: "111122223333", permissionSet: "ReadOnly", group: "$(touch owned)\u001b[2J" }],
  });
  const { stdout, stderr } = await run("why", "mallory", "111122223333", "ReadOnly");
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  expect(stdout + stderr).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f\u202e]/);
  expect(stdout).toContain("$(touch owned)");
});
