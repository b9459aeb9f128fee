/** The kept snapshot from the first collection to the answer, through the command line and against the lab. */
import { readdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { knownNames } from "../src/app/known-names.ts";
import { tryLock } from "../src/store/file-lock.ts";
import { commandsAgainst } from "./support/commands-against-lab.ts";
import type { Answered } from "./support/in-process.ts";
import { openLab, type TestLab } from "./support/lab.ts";
import { MANAGEMENT, SIZES, sizedOrganization } from "./support/sized-organization.ts";

const S = sizedOrganization({ ...SIZES.S, accounts: 8, pairs: 30, users: 30, groups: 5 });
const ACCOUNT = String(Number(MANAGEMENT) + 1);
const COLLECTING = "ListAccountAssignments";
/** For what comes soon, and later on a machine that does much else. */
const LONG = { timeout: 60_000 };

let lab: TestLab;
beforeAll(async () => {
  lab = await openLab({ limits: "off", provisioningMilliseconds: 0 });
});
afterAll(() => lab.close());
beforeEach(() => lab.put(S));

const api = async (service: string, operation: string, input: Record<string, unknown>): Promise<void> => {
  const answer = await fetch(lab.url, {
    method: "POST",
    headers: {
      "content-type": "application/x-amz-json-1.1",
      "x-amz-target": `${service}.${operation}`,
      authorization: `AWS4-HMAC-SHA256 Credential=${MANAGEMENT}/20261128/us-east-1/${service === "AWSIdentityStore" ? "identitystore" : "sso"}/aws4_request, SignedHeaders=host, Signature=0`,
    },
    body: JSON.stringify(input),
  });
  expect(answer.ok, await answer.text()).toBe(true);
};

/** Without what differs from scan to scan: the evidence, and when a finding was first seen. */
const findingsIn = ({ code, stdout, stderr }: Answered): unknown => {
  expect(stdout, `exit ${code}: ${stderr}`).not.toBe("");
  const { findings } = JSON.parse(stdout) as { findings: readonly Record<string, unknown>[] };
  expect(findings.length).toBeGreaterThan(5);
  return findings.map(({ evidence: _, firstSeen: __, ...finding }) => finding);
};

const rename = async (name: string) => {
  const { users = [], instance } = await lab.document();
  const [first] = users;
  await api("AWSIdentityStore", "UpdateUser", {
    IdentityStoreId: instance?.identityStoreId,
    UserId: first?.id,
    Operations: [{ AttributePath: "displayName", AttributeValue: name }],
  });
};

test("kept once, answered from it after a refresh, its owner's alone", async () => {
  const { run, counting, home } = commandsAgainst(lab);
  const kept = await run("snapshot", "save");
  expect(kept).toMatchObject({ code: 0 });
  expect(kept.stderr).toMatch(/^Kept: who-can/m);
  const folder = join(home, "snapshots");
  expect(readdirSync(folder).length).toBeGreaterThan(1);
  for (const name of [".", ...readdirSync(folder)])
    expect([name, statSync(join(folder, name)).mode & 0o077]).toEqual([name, 0]);
  expect(readdirSync(join(home, "collections"))).toEqual([]);

  for (const command of [["who-can", ACCOUNT], ["what-can", "user-1@example.com"], ["scan"]]) {
    const { code, stderr, calls } = await counting(...command);
    expect([0, 1]).toContain(code);
    expect(stderr).toMatch(/^From the kept snapshot, collected .* ago and refreshed now from CloudTrail: /m);
    expect(calls).not.toContain(COLLECTING);
    expect(calls.length).toBeLessThan(8);
  }
  await rename("Somebody Else");
  const { stderr } = await run("scan");
  expect(stderr).toMatch(/CloudTrail: 1 change$/m);
  expect((await run("snapshot", "show", "--output", "json")).stdout).toContain("Somebody Else");
});

test("--no-refresh makes no call; without a kept snapshot it is refused", async () => {
  const { run, counting } = commandsAgainst(lab);
  const none = await run("who-can", ACCOUNT, "--no-refresh");
  expect(none).toMatchObject({ code: 2 });
  expect(none.stderr).toContain("idc-doctor snapshot save");
  await run("snapshot", "save");
  const { code, stderr, calls } = await counting("scan", "--no-refresh");
  expect({ code, calls }).toEqual({ code: 1, calls: [] });
  expect(stderr).toMatch(/^From the kept snapshot of .*Z, less than a minute old and not refreshed$/m);
  expect((await run("scan", "--no-refresh", "--fresh")).code).toBe(2);
});

test("scan keeps what it collected; --fresh collects again", async () => {
  const { counting } = commandsAgainst(lab);
  const first = await counting("scan", "--output", "json");
  expect(first.calls).toContain(COLLECTING);
  expect(first.stderr).toContain("Collected now, and kept for the next question");
  const second = await counting("scan", "--output", "json");
  expect(second.calls).not.toContain(COLLECTING);
  expect(findingsIn(second)).toEqual(findingsIn(first));
  expect((await counting("scan", "--fresh")).calls).toContain(COLLECTING);
});

test("a snapshot that cannot be refreshed is collected again, and never smaller", async () => {
  const { run, counting } = commandsAgainst(lab);
  await run("snapshot", "save", "--complete", "--units");
  await lab.fault({ service: "cloudtrail", operation: "LookupEvents", kind: "refuse" });
  const { stderr, calls } = await counting("scan");
  await lab.clearFaults();
  expect(stderr).toMatch(/^Collecting everything again: CloudTrail could not be asked/m);
  expect(calls).toEqual(expect.arrayContaining([COLLECTING, "ListAccountAssignmentsForPrincipal", "ListRoots"]));
});

test("a damaged file is collected again; another organization is another file", async () => {
  const { run, counting, home } = commandsAgainst(lab);
  await run("snapshot", "save");
  const folder = join(home, "snapshots");
  const file = readdirSync(folder).find((name) => /^ssoins-.*(?<!names)\.json$/.test(name)) ?? "";
  writeFileSync(join(folder, file), "{");
  expect((await counting("scan")).calls).toContain(COLLECTING);
  await lab.put(S);
  const filled = await counting("scan");
  expect(filled.calls).toContain(COLLECTING);
  expect(filled.stderr).toContain(
    "Collecting everything again: the local Identity Center has another organization now",
  );
  await lab.put({ ...S, instance: { arn: "arn:aws:sso:::instance/ssoins-0000000000000001" } });
  expect((await counting("scan")).calls).toContain(COLLECTING);
  expect(readdirSync(folder).filter((name) => name.endsWith(".names.json"))).toHaveLength(2);
});

test("a second collection waits for the first, and answers from what it kept", async () => {
  const { begin, run, home } = commandsAgainst(lab);
  await run("snapshot", "save");
  const folder = join(home, "snapshots");
  const lockFile = readdirSync(folder).find((name) => name.endsWith(".lock")) ?? "";
  const lock = tryLock(join(folder, lockFile));
  const waiting = begin("scan", "--fresh");
  const answering = await run("who-can", ACCOUNT);
  expect(answering.stderr).toContain("From the kept snapshot");
  await expect.poll(waiting.stderr, LONG).toContain("Another idc-doctor is collecting this organization");
  lock?.release();
  expect((await waiting.ended).code).toBeLessThan(2);
});

test("why by display name and account name costs no more calls than by id; completion knows the people", {
  timeout: 60_000,
}, async () => {
  const people = [
    { userName: "zoe@example.com", displayName: "Zoë Zimmermann" },
    { userName: "ann1@example.com", displayName: "Ann Lee" },
    { userName: "ann2@example.com", displayName: "Ann Lee" },
  ];
  await lab.put({ ...S, users: [...(S.users ?? []), ...people] });
  const { run, counting, home } = commandsAgainst(lab);
  await run("snapshot", "save");
  const { users = [] } = await lab.document();
  const id = users.find(({ userName }) => userName === "zoe@example.com")?.id ?? "";
  const byId = await counting("why", id, ACCOUNT, "Set-1", "--output", "json");
  for (const words of ["Zimmermann, Zoe", "zoe zimmermann", "zoe"]) {
    const byName = await counting("why", words, "account-1", "Set-1", "--output", "json");
    expect((JSON.parse(byName.stdout) as { question: { user: { id: string } } }).question.user.id).toBe(id);
    expect(byName.calls.length, words).toBeLessThanOrEqual(byId.calls.length);
  }
  const asked = await run("why", "Ann Lee", ACCOUNT, "Set-1");
  expect(asked.code).toBe(2);
  expect(asked.stderr).toMatch(
    /"Ann Lee" may mean 2 users[\s\S]*ann1@example.com, Ann Lee, created [\s\S]*ann2@example.com/,
  );
  const known = await knownNames(
    { endpointUrl: lab.url, organization: undefined, profile: undefined, fromFile: undefined },
    { IDC_DOCTOR_HOME: home, AWS_REGION: "us-east-1", AWS_ACCESS_KEY_ID: MANAGEMENT },
  );
  expect(known.users.map(({ displayName }) => displayName)).toContain("Zoë Zimmermann");
});

test("two that begin at once collect once", async () => {
  const { counting, run } = commandsAgainst(lab);
  const both = Promise.all([counting("scan", "--output", "json"), run("scan", "--output", "json")]);
  const [first, second] = await both;
  expect(findingsIn(first)).toEqual(findingsIn(second));
  expect([first, second].filter(({ stderr }) => stderr.includes("Collected now")).length).toBe(1);
  expect([first, second].filter(({ stderr }) => stderr.includes("From the kept snapshot")).length).toBe(1);
});
