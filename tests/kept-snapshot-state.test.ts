/** What is said about the kept snapshot, and what is done, where it is shared, damaged, from another clock or cannot be there at all. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { parseOrganizationDocument } from "../src/model/organization-document/load.ts";
import { mixedChanges } from "./support/changes/make.ts";
import { commandsAgainst } from "./support/commands-against-lab.ts";
import { answerOf } from "./support/in-process.ts";
import { openLab, type TestLab } from "./support/lab.ts";
import { MANAGEMENT, SIZES, sizedOrganization } from "./support/sized-organization.ts";

const S = sizedOrganization({ ...SIZES.S, accounts: 8, pairs: 30, users: 30, groups: 5 });
const ACCOUNT = String(Number(MANAGEMENT) + 1);
const COLLECTING = "ListAccountAssignments";

let lab: TestLab;
beforeAll(async () => {
  lab = await openLab({ limits: "off", provisioningMilliseconds: 0 });
});
afterAll(() => lab.close());
beforeEach(() => lab.put(S));
const credentials = { ...process.env };
afterEach(() => {
  for (const name of ["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_EC2_METADATA_DISABLED"]) {
    const before = credentials[name];
    if (before === undefined) delete process.env[name];
    else process.env[name] = before;
  }
});

/** The files of the only organization. */
const filesIn = (home: string) => {
  const folder = join(home, "snapshots");
  const [names = ""] = readdirSync(folder).filter((name) => name.endsWith(".names.json"));
  return { names: join(folder, names), document: join(folder, names.replace(".names.json", ".json")) };
};

test("several that ask for a fresh one at once share one collection", async () => {
  const { begin, run } = commandsAgainst(lab);
  await run("snapshot", "save");
  // Loaded, they begin at the same time.
  for (const command of [["scan"], ["who-can", ACCOUNT]]) await run(...command, "--no-refresh");
  const collections = async () => (await lab.calls()).filter(({ operation }) => operation === COLLECTING).length;
  await lab.clearCalls();
  await run("snapshot", "save");
  const one = await collections();
  await lab.clearCalls();
  const all = await Promise.all(
    [
      ["snapshot", "save"],
      ["scan", "--fresh"],
      ["who-can", ACCOUNT, "--fresh"],
      ["snapshot", "save"],
    ].map((command) => begin(...command).ended),
  );
  expect(await collections()).toBe(one);
  expect(all.map(({ code }) => code < 2)).toEqual([true, true, true, true]);
  const own = all.filter(({ stderr }) => /^\d\d+ calls in|^Collected now/m.test(stderr));
  const shared = all.filter(({ stderr }) =>
    /by another idc-doctor since this one was started$|nothing is read again$/m.test(stderr),
  );
  expect([own.length, shared.length]).toEqual([1, 3]);
});

test("what was collected without --complete or units does not do for those who ask for them", async () => {
  const { begin } = commandsAgainst(lab);
  await lab.clearCalls();
  const [, complete] = await Promise.all([
    begin("snapshot", "save").ended,
    begin("scan", "--fresh", "--complete").ended,
  ]);
  expect(complete.code).toBeLessThan(2);
  expect((await lab.calls()).map(({ operation }) => operation)).toContain("ListAccountAssignmentsForPrincipal");
});

test("a damaged snapshot is called damaged, with its file and what to do, and stays until a new one is whole", async () => {
  const { run, counting, home } = commandsAgainst(lab);
  await run("snapshot", "save");
  const { document } = filesIn(home);
  writeFileSync(document, readFileSync(document, "utf8").slice(0, 500));
  for (const command of [
    ["snapshot", "show"],
    ["who-can", ACCOUNT, "--no-refresh"],
  ]) {
    const { code, stderr } = await run(...command);
    expect(code).toBe(2);
    expect(stderr).toContain(`${document} is damaged: it is no whole JSON text. Run idc-doctor snapshot save`);
  }
  const { stderr } = await run("who-can", ACCOUNT);
  expect(stderr).toContain(`the kept snapshot ${document} is damaged`);
  expect(readFileSync(document, "utf8")).toHaveLength(500);
  const scan = await counting("scan");
  expect(scan.stderr).toContain(`Collecting everything again: the kept snapshot ${document} is damaged`);
  expect((await run("snapshot", "show")).code).toBe(0);
});

test("damaged names say nothing about the organization: they are made from the snapshot again", async () => {
  const { run, home } = commandsAgainst(lab);
  await run("snapshot", "save");
  const { names } = filesIn(home);
  const whole = readFileSync(names, "utf8");
  writeFileSync(names, "{");
  const { stderr } = await run("who-can", ACCOUNT, "--no-refresh");
  expect(stderr).toMatch(/^From the kept snapshot of/);
  expect(readFileSync(names, "utf8")).toBe(whole);
  writeFileSync(names, "{");
  expect((await run("who-can", ACCOUNT)).stderr).toMatch(/^From the kept snapshot, collected .* and refreshed now/);
  expect(JSON.parse(readFileSync(names, "utf8"))).toHaveProperty("users");
});

test("--no-refresh needs no credentials where one organization is kept, and says which it took", async () => {
  const { run, home } = commandsAgainst(lab);
  await run("snapshot", "save");
  const env = { AWS_ENDPOINT_URL: lab.url, AWS_REGION: "us-east-1", IDC_DOCTOR_HOME: home };
  for (const name of ["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"]) delete process.env[name];
  await lab.clearCalls();
  for (const command of [["who-can", ACCOUNT], ["what-can", "user-1@example.com"], ["scan"], ["matrix", "people"]]) {
    const { code, stderr } = await answerOf([...command, "--no-refresh"], env);
    expect([command, code < 2, stderr]).toEqual([command, true, expect.stringContaining("the only organization")]);
  }
  expect((await answerOf(["snapshot", "show"], env)).code).toBe(0);
  expect(await lab.calls()).toEqual([]);
});

test("a connection that was never used is asked for; where nothing answers, the only organization is taken", async () => {
  const { run, home } = commandsAgainst(lab);
  await run("snapshot", "save");
  const other = {
    AWS_REGION: "us-east-1",
    IDC_DOCTOR_HOME: home,
    AWS_ACCESS_KEY_ID: "ASIAOTHER",
    AWS_ENDPOINT_URL: lab.url,
  };
  await lab.clearCalls();
  const asked = await answerOf(["who-can", ACCOUNT, "--no-refresh"], other);
  expect(asked.stderr).not.toContain("the only organization");
  expect((await lab.calls()).length).toBeGreaterThan(0);
  await lab.fault({ service: "sso-admin", operation: "ListInstances", kind: "reset" });
  const unanswered = await answerOf(["who-can", ACCOUNT, "--no-refresh"], { ...other, AWS_ACCESS_KEY_ID: "ASIATHIRD" });
  await lab.clearFaults();
  expect(unanswered).toMatchObject({ code: 0, stderr: expect.stringContaining("the only organization") });
});

test("a snapshot that a wrong clock has dated is of unknown age", async () => {
  const { run, home } = commandsAgainst(lab);
  await run("snapshot", "save");
  const { document } = filesIn(home);
  writeFileSync(document, readFileSync(document, "utf8").replace(/"takenAt":"\d{4}/, '"takenAt":"2099'));
  expect((await run("who-can", ACCOUNT, "--no-refresh")).stderr).toMatch(
    /^From the kept snapshot of 2099.*of unknown age/,
  );
  const again = await run("scan");
  expect(again.stderr).toMatch(/^Collecting everything again: .*has not come yet by this machine's clock$/m);
  expect((await run("scan", "--no-refresh")).stderr).toContain("less than a minute old");
});

test("where nothing can be kept, it answers and says so in one line", async () => {
  const { run } = commandsAgainst(lab, "/dev/null/home");
  for (const command of [["who-can", ACCOUNT], ["what-can", "user-1@example.com"], ["scan"], ["matrix", "people"]]) {
    const { code, stdout, stderr } = await run(...command);
    expect([command, code < 2]).toEqual([command, true]);
    expect(stdout).not.toBe("");
    expect(stderr.match(/cannot keep its files/g)).toHaveLength(1);
  }
  expect(await run("snapshot", "save")).toMatchObject({ code: 2 });
});

test("a refresh counts what changed the snapshot, not the events that it meets again", {
  timeout: 120_000,
}, async () => {
  const { run, home } = commandsAgainst(lab);
  await run("snapshot", "save");
  const kept = parseOrganizationDocument(readFileSync(filesIn(home).document, "utf8"));
  if (kept.kind === "invalid") throw new Error(JSON.stringify(kept.problems));
  const changes = await mixedChanges(lab.url, kept.document, { seed: 7 });
  await changes.make(20);
  await run("snapshot", "save");
  // Made before the collection, and still within what CloudTrail is asked for.
  expect((await run("who-can", ACCOUNT)).stderr).toMatch(/refreshed now from CloudTrail: no changes$/m);
  await changes.make(20);
  expect((await run("who-can", ACCOUNT)).stderr).toMatch(/refreshed now from CloudTrail: [1-9]\d* changes$/m);
  expect((await run("scan")).stderr).toMatch(/refreshed now from CloudTrail: no changes$/m);
  expect((await run("snapshot", "refresh")).stderr).toMatch(/^Read again: .*; nothing was different$/m);
});

test("the JSON of an answer says when the whole was collected, and when it was refreshed", async () => {
  const { run } = commandsAgainst(lab);
  await run("snapshot", "save");
  const asked = [["who-can", ACCOUNT], ["what-can", "user-1@example.com"], ["scan"], ["matrix", "people"]];
  const freshness = async (...flags: readonly string[]) =>
    Promise.all(
      asked.map(async (command) => {
        const { stdout } = await run(...command, "--output", "json", ...flags);
        const { takenAt, collectedAt, refreshedAt } = JSON.parse(stdout) as Readonly<Record<string, string | null>>;
        return { takenAt, collectedAt, refreshedAt };
      }),
    );
  const [first] = await freshness("--no-refresh");
  expect(await freshness("--no-refresh")).toEqual(
    asked.map(() => ({ takenAt: first?.takenAt, collectedAt: first?.takenAt, refreshedAt: null })),
  );
  await run("scan");
  for (const { takenAt, collectedAt, refreshedAt } of await freshness("--no-refresh")) {
    expect([collectedAt, refreshedAt]).toEqual([first?.takenAt, takenAt]);
    expect(Date.parse(takenAt ?? "")).toBeGreaterThan(Date.parse(collectedAt ?? ""));
  }
});

const disk = mkdtempSync(join(tmpdir(), "idc-doctor-disk-"));
const mount = (...options: readonly string[]): boolean =>
  spawnSync("mount", ["-t", "tmpfs", ...options, "tmpfs", disk]).status === 0;
const isMounted = mount("-o", "size=4m");
if (!isMounted) process.stdout.write("skipped: no disk can be mounted here (needs root)\n");
afterAll(() => {
  if (isMounted) spawnSync("umount", [disk]);
  rmSync(disk, { recursive: true });
});

test.runIf(isMounted)("on a disk that can only be read, what is kept there answers, and nothing is kept", async () => {
  const { run, counting } = commandsAgainst(lab, disk);
  await run("snapshot", "save");
  mount("-o", "remount,ro");
  for (const command of [["who-can", ACCOUNT], ["scan"], ["scan", "--fresh"]]) {
    const { code, stderr } = await run(...command);
    expect([command, code < 2]).toEqual([command, true]);
    expect(stderr.match(/could not be kept: .*only/g)).toHaveLength(1);
  }
  expect((await run("scan", "--no-refresh")).code).toBeLessThan(2);
  const { code, calls, stderr } = await counting("snapshot", "save");
  expect([code, stderr]).toEqual([74, expect.stringContaining("could not be written")]);
  expect(calls).not.toContain(COLLECTING);
});
