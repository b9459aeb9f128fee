/** Every write takes one road: a dry run writes nothing, what changed while the prompt stood is not written over, resume and undo show and ask. */
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CreateAccountAssignmentCommand, SSOAdminClient } from "@aws-sdk/client-sso-admin";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Connection } from "../src/app/connection.ts";
import { type Fixed, fix } from "../src/app/fix.ts";
import { fixPlan } from "../src/app/fix-plan.ts";
import { listPlans } from "../src/app/list-plans.ts";
import { provision } from "../src/app/provision.ts";
import { resumeFix } from "../src/app/resume.ts";
import { undoFix } from "../src/app/undo.ts";
import type { Proposal, WriteProgress, WriteServices } from "../src/app/write/services.ts";
import { fixFlags } from "../src/cli/flags/fix.ts";
import { provisionFlags } from "../src/cli/flags/provision.ts";
import { runProgram } from "../src/cli/main.ts";
import { fakeTerminal } from "../src/cli/testing/fake-terminal.ts";
import type { WrittenDocument } from "../src/model/organization-document/written/document.ts";
import type { Journal } from "../src/store/journal.ts";
import { memoryJournal } from "../src/store/memory-journal.ts";
import { openSqliteJournal } from "../src/store/sqlite-journal.ts";
import { openLab, type TestLab, withLab } from "./support/lab.ts";
import { labConnection, testContext } from "./support/reader.ts";

const SANDBOX = "111122223333";
const OTHER = "444455556666";
const CLOSED = "777788889999";
const WRITES = /^(Create|Delete|Provision|Put|Attach|Detach|Update)/;

let lab: TestLab;
beforeAll(async () => {
  lab = await openLab({ limits: "off", provisioningMilliseconds: 0 });
});
afterAll(() => lab.close());

/** Alice has nothing; Bob has ReadOnly in both accounts. */
const organization = (more: Partial<WrittenDocument> = {}): WrittenDocument => ({
  schema: "idc-doctor/organization/1",
  accounts: [
    { id: SANDBOX, name: "sandbox" },
    { id: OTHER, name: "other" },
    { id: CLOSED, name: "closed", state: "SUSPENDED" },
  ],
  users: [{ userName: "alice" }, { userName: "bob" }],
  groups: [{ displayName: "Readers" }],
  permissionSets: [{ name: "ReadOnly" }],
  assignments: [
    { account: SANDBOX, permissionSet: "ReadOnly", user: "bob" },
    { account: OTHER, permissionSet: "ReadOnly", user: "bob" },
  ],
  ...more,
});

interface Told {
  readonly proposals: Proposal[];
  readonly progress: WriteProgress[];
}

function services(more: Partial<WriteServices> = {}): WriteServices & Told {
  const told: Told = { proposals: [], progress: [] };
  const connection: Connection = { aws: labConnection(lab), from: undefined, isRegionGiven: true };
  return {
    connection,
    journal: memoryJournal(),
    context: testContext(),
    isDryRun: false,
    onProgress: (one) => void told.progress.push(one),
    ...told,
    ...more,
    confirm: async (proposal) => {
      told.proposals.push(proposal);
      return (await more.confirm?.(proposal)) ?? true;
    },
  };
}

const ALICE = { user: "alice", account: SANDBOX, permissionSet: "ReadOnly", isRegionGiven: true };

async function written(): Promise<readonly string[]> {
  return (await lab.calls()).map(({ operation }) => operation).filter((operation) => WRITES.test(operation));
}

async function change(edit: (document: WrittenDocument) => WrittenDocument): Promise<void> {
  await lab.put(edit(await lab.document()));
}

const without =
  (userName: string) =>
  (document: WrittenDocument): WrittenDocument => ({
    ...document,
    users: document.users?.filter((user) => user.userName !== userName) ?? [],
  });

/** A plan file of steps for Alice and Bob. */
async function planFile(...steps: readonly (readonly ["create" | "delete", string, string])[]): Promise<string> {
  const document = await lab.document();
  const idOf = (name: string) => document.users?.find(({ userName }) => userName === name)?.id;
  const promises = steps.map(([does, userName, accountId]) => ({
    userName,
    accountId,
    permissionSetName: "ReadOnly",
    ...(does === "delete" ? { expects: "gone" } : {}),
  }));
  const path = join(mkdtempSync(join(tmpdir(), "idc-doctor-road-")), "plan.json");
  const plan = {
    schema: "idc-doctor/plan/1",
    region: "us-east-1",
    cause: "scan",
    promises,
    steps: steps.map(([does, userName, accountId]) => ({
      reason: "asked",
      change: {
        kind: `${does}-account-assignment`,
        instanceArn: document.instance?.arn,
        accountId,
        permissionSetArn: document.permissionSets?.[0]?.arn,
        permissionSetName: "ReadOnly",
        principal: { type: "USER", id: idOf(userName) },
        principalName: userName,
      },
    })),
  };
  writeFileSync(path, JSON.stringify(plan));
  return path;
}

beforeEach(async () => {
  await lab.clearFaults();
  await lab.put(organization());
  await lab.clearCalls();
});

describe("--dry-run", () => {
  const VALUES: Readonly<Record<string, readonly string[]>> = {
    profile: ["none-such"],
    region: ["us-east-1"],
    endpointUrl: [],
    auditRole: ["OrganizationAccountAccessRole"],
    timeout: ["8s"],
    color: [],
    quiet: [],
    verbose: [],
    dryRun: [],
    yes: [],
    output: ["json"],
    all: [],
    list: [],
    resume: [],
    undo: [],
    plan: [],
  };
  const flagOf = (name: string): string => `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;

  let journal: Journal;
  let home: string;
  let failed = "";
  let applied = "";

  /** A journal with a plan that was carried out and one that failed half-way. */
  beforeEach(async () => {
    home = mkdtempSync(join(tmpdir(), "idc-doctor-dry-"));
    journal = await openSqliteJournal(join(home, "journal.sqlite"));
    const done = await fix(ALICE, services({ journal }));
    const file = await planFile(["create", "alice", OTHER], ["delete", "bob", SANDBOX]);
    await lab.fault({ service: "sso-admin", operation: "DeleteAccountAssignment", kind: "refuse" });
    const half = await fixPlan(file, services({ journal }));
    await lab.clearFaults();
    if (done.kind !== "applied" || half.kind !== "failed") throw new Error(JSON.stringify([done, half]).slice(0, 3000));
    [applied, failed] = [done.plan.id, half.plan.id];
    await lab.clearCalls();
  });

  async function run(...words: readonly string[]) {
    const terminal = fakeTerminal();
    const env = { AWS_ENDPOINT_URL: lab.url, AWS_REGION: "us-east-1", IDC_DOCTOR_HOME: home, IDC_DOCTOR_PACE: "off" };
    const code = await runProgram(words, { ...terminal.cli, env }, "0");
    return { code, stdout: terminal.stdout(), stderr: terminal.stderr() };
  }

  test("with every other flag of every command that writes: no write, and the journal as it was", {
    timeout: 120_000,
  }, async () => {
    const file = await planFile(["delete", "bob", OTHER]);
    const kept = JSON.stringify(await journal.list());
    const starts: Record<string, readonly string[]> = {
      fix: ["fix", "bob", CLOSED, "ReadOnly"],
      plan: ["fix", "--plan", file],
      resume: ["fix", "--resume", failed],
      undo: ["fix", "--undo", applied],
      provision: ["provision", "ReadOnly", SANDBOX],
      all: ["provision", "ReadOnly", "--all"],
    };
    const rehearsed = new Set<string>();
    for (const [start, words] of Object.entries(starts))
      for (const name of Object.keys(words[0] === "fix" ? fixFlags : provisionFlags)) {
        const given = { endpointUrl: [lab.url], resume: [failed], undo: [applied], plan: [file] }[name] ?? VALUES[name];
        if (!given) throw new Error(`no value to try ${flagOf(name)} with`);
        const { code, stdout, stderr } = await run(...words, "--dry-run", flagOf(name), ...given);
        if (/Rehearsal {2}passed/.test(stderr)) rehearsed.add(start);
        expect({ start, name, writes: await written() }).toEqual({ start, name, writes: [] });
        expect([0, 1, 2, 3], `${start} ${name} ${stdout} ${stderr}`).toContain(code);
      }
    expect([...rehearsed].sort()).toEqual(["all", "plan", "provision", "resume", "undo"]);
    expect(JSON.stringify(await journal.list())).toBe(kept);
  });

  test.each([
    { words: ["fix", "--resume", "abcd", "--undo", "abcd"], why: "--resume and --undo cannot be combined" },
    { words: ["fix", "alice", SANDBOX, "ReadOnly", "--undo", "abcd"], why: "cannot be combined" },
    { words: ["fix", "--list", "--plan", "x.json"], why: "--plan and --list cannot be combined" },
    { words: ["provision", "ReadOnly", SANDBOX, "--all"], why: "Give either accounts or --all" },
    { words: ["fix", "--resume", "", "--yes"], why: "is not the id of a plan" },
    { words: ["fix", "--undo", "%%%%", "--yes"], why: "is not the id of a plan" },
    { words: ["fix", "--undo", "abcd"], why: "Add --yes to apply the plan, or --dry-run to rehearse it only" },
    { words: ["fix", "--resume", "abcd"], why: "Add --yes to apply the plan, or --dry-run to rehearse it only" },
    { words: ["provision", "ReadOnly", SANDBOX], why: "Add --yes to apply the plan, or --dry-run to rehearse it only" },
    { words: ["fix", "--undo", "0000-none", "--yes"], why: "No single plan in the journal begins with" },
  ])("$words is refused with exit 2", async ({ words, why }) => {
    const { code, stderr } = await run(...words);
    expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining(why) });
    expect(await written()).toEqual([]);
  });

  test("--list says who, what, when, the state, and what undid it", async () => {
    const undone = await run("fix", "--undo", applied, "--yes");
    expect(undone.code, undone.stderr).toBe(0);
    const { code, stdout } = await run("fix", "--list");
    expect(code).toBe(0);
    expect(stdout).toMatch(new RegExp(`${applied.slice(0, 8)} {2}20.* {2}applied and verified, undone by [0-9a-f]{8}`));
    expect(stdout).toMatch(new RegExp(`${failed.slice(0, 8)} {2}20.* {2}failed`));
    expect(stdout).toContain("by arn:aws:iam::123456789012:");
    expect(stdout).toContain("Assign ReadOnly in account sandbox (111122223333) to user alice");
    const { plans } = JSON.parse((await run("fix", "--list", "--output", "json")).stdout);
    expect(plans.map(({ state }: { readonly state: string }) => state)).toEqual(["verified", "failed", "verified"]);
  });

  test("what is written as whom and where, and what applying does, is shown", async () => {
    const { stderr } = await run("fix", "--undo", applied, "--yes");
    expect(stderr).toMatch(/As arn:aws:iam::123456789012:\S+ \(account 123456789012\) in us-east-1 at http/);
    expect(stderr).toContain("Apply: 1 remove; nobody gains access, 1 person loses it");
  });
});

describe("while the prompt stands", () => {
  /** Alice is assigned, and the set is not provisioned. */
  const unprovisioned = organization({
    assignments: [{ account: SANDBOX, permissionSet: "ReadOnly", user: "alice" }],
    provisionedRoles: [],
  });
  const during = (edit: (document: WrittenDocument) => WrittenDocument) => {
    let asked = 0;
    return async () => {
      asked += 1;
      if (asked > 1) return false;
      await change(edit);
      return true;
    };
  };

  test("an assignment that was deleted is not provisioned: the plan is made again and asked about again", async () => {
    await lab.put(unprovisioned);
    const through = services({ confirm: during((document) => ({ ...document, assignments: [] })) });
    const fixed = await fix(ALICE, through);
    expect(await written()).toEqual([]);
    const changes = through.progress.flatMap((one) => (one.kind === "changed-meanwhile" ? one.changes : []));
    expect(changes).toContainEqual(
      expect.stringMatching(/^ReadOnly in sandbox \(111122223333\) is no longer assigned to user alice \(/),
    );
    expect(["changed-meanwhile", "no-api-remedy"]).toContain(fixed.kind);
    expect(through.progress.filter(({ kind }) => kind === "diagnosed")).toHaveLength(2);
  });

  test("a user who was disabled is given nothing", async () => {
    const disable = (document: WrittenDocument): WrittenDocument => ({
      ...document,
      users: document.users?.map((user) => ({ ...user, status: "DISABLED" as const })) ?? [],
    });
    const through = services({ confirm: during(disable) });
    expect(await fix(ALICE, through)).toMatchObject({ kind: "no-api-remedy", cause: { id: "user-disabled" } });
    expect(JSON.stringify(through.progress)).toContain("is now disabled");
    expect(await written()).toEqual([]);
  });

  test.each<{ readonly what: string; readonly start: (through: WriteServices) => Promise<{ readonly kind: string }> }>([
    { what: "provision", start: (through) => provision("ReadOnly", [SANDBOX], through) },
    { what: "fix --plan", start: async (through) => fixPlan(await planFile(["create", "alice", SANDBOX]), through) },
  ])("$what: the new plan is shown, and declining it changes nothing", async ({ start }) => {
    const edit = (document: WrittenDocument): WrittenDocument => ({
      ...document,
      assignments: document.assignments?.filter((row) => row.account !== SANDBOX) ?? [],
    });
    const through = services({ confirm: during(edit) });
    const ended = await start(through);
    expect(ended, JSON.stringify(ended)).toMatchObject({ kind: "changed-meanwhile" });
    expect(through.proposals.map(({ changes }) => changes.length > 0)).toEqual([false, true]);
    expect(await written()).toEqual([]);
  });

  test("nothing changed: written at once", async () => {
    const through = services();
    expect((await fix(ALICE, through)).kind).toBe("applied");
    expect(through.proposals).toHaveLength(1);
  });
});

describe("undo", () => {
  async function applied(...steps: readonly (readonly ["create" | "delete", string, string])[]) {
    const through = services();
    const fixed = await fixPlan(await planFile(...steps), through);
    if (fixed.kind !== "applied") throw new Error(JSON.stringify(fixed).slice(0, 2000));
    await lab.clearCalls();
    return { id: fixed.plan.id, journal: through.journal };
  }

  test("what AWS would refuse is named before the first write, and the rest is taken back", async () => {
    const { id, journal } = await applied(["create", "alice", SANDBOX], ["delete", "bob", SANDBOX]);
    await change(without("bob"));
    const through = services({ journal });
    const undone = await undoFix(id, through);
    expect(undone.kind, JSON.stringify(undone)).toBe("applied");
    const [proposal] = through.proposals;
    expect(proposal?.plan.steps.map(({ description }) => description)).toEqual([
      expect.stringMatching(/^Remove the assignment of ReadOnly in account sandbox \(111122223333\) from user alice/),
    ]);
    expect(proposal?.plan.leftOut).toEqual([
      expect.objectContaining({
        description: expect.stringMatching(/^Assign ReadOnly in account sandbox \(111122223333\) to user bob/),
        reason: expect.stringContaining("is deleted"),
      }),
    ]);
    expect(proposal?.rehearsal.others).toEqual([
      expect.objectContaining({ userName: "alice", accountName: "sandbox", before: true, after: false }),
    ]);
    expect(await written()).toEqual(["DeleteAccountAssignment"]);
  });

  test("where nothing is left to take back, the refusal is said and nothing is sent", async () => {
    const { id, journal } = await applied(["delete", "bob", SANDBOX]);
    await change(without("bob"));
    const undone = await undoFix(id, services({ journal }));
    expect(undone).toMatchObject({ kind: "refusal-predicted", refusals: [{ kind: "principal-deleted" }] });
    expect(await written()).toEqual([]);
  });

  test("nothing to undo: it was taken back already", async () => {
    const { id, journal } = await applied(["create", "alice", SANDBOX]);
    expect((await undoFix(id, services({ journal }))).kind).toBe("applied");
    await lab.clearCalls();
    const through = services({ journal });
    const again = await undoFix(id, through);
    expect(again).toMatchObject({ kind: "nothing-to-do", purpose: "undo" });
    expect(through.proposals).toEqual([]);
    expect(await written()).toEqual([]);
    await expect(resumeFix(id, services({ journal }))).rejects.toThrow(/was undone by/);
  });

  test("nothing to undo: provisioning stays, and why is said", async () => {
    const through = services();
    const result = await provision("ReadOnly", [SANDBOX], through);
    if (result.kind !== "provisioned") throw new Error(JSON.stringify(result));
    const undone = await undoFix(result.planId, services({ journal: through.journal }));
    expect(undone).toMatchObject({
      kind: "nothing-to-do",
      reasons: [expect.stringMatching(/provisioning cannot be undone/)],
    });
  });
});

test("the opposite of a request under way is refused before anything is sent", async () => {
  await withLab({ limits: "off", provisioningMilliseconds: 60_000 }, async (slow) => {
    await slow.put(await lab.document());
    const file = await planFile(["delete", "alice", SANDBOX]);
    const [step] = JSON.parse(readFileSync(file, "utf8")).steps;
    const admin = new SSOAdminClient({ endpoint: slow.url, region: "us-east-1", maxAttempts: 1 });
    await admin.send(
      new CreateAccountAssignmentCommand({
        InstanceArn: step.change.instanceArn,
        TargetId: SANDBOX,
        TargetType: "AWS_ACCOUNT",
        PermissionSetArn: step.change.permissionSetArn,
        PrincipalType: "USER",
        PrincipalId: step.change.principal.id,
      }),
    );
    await slow.clearCalls();
    const through = services({ connection: { aws: labConnection(slow), from: undefined, isRegionGiven: true } });
    expect(await fixPlan(file, through)).toMatchObject({
      kind: "refusal-predicted",
      refusals: [{ kind: "request-under-way", affects: [1] }],
    });
    expect((await slow.calls()).filter(({ operation }) => WRITES.test(operation))).toEqual([]);
  });
});

describe("resume", () => {
  async function interrupted() {
    const through = services();
    await lab.fault({ service: "sso-admin", operation: "CreateAccountAssignment", kind: "refuse", accountId: OTHER });
    const file = await planFile(["create", "alice", SANDBOX], ["create", "alice", OTHER]);
    const fixed = await fixPlan(file, through);
    if (fixed.kind !== "failed") throw new Error(JSON.stringify(fixed).slice(0, 2000));
    await lab.clearFaults();
    await lab.clearCalls();
    return { id: fixed.plan.id, journal: through.journal };
  }

  test("shows what is left with caller and Region, rehearses it, asks, and does it", async () => {
    const { id, journal } = await interrupted();
    const declining = services({ journal, confirm: async () => false });
    expect((await resumeFix(id, declining)).kind).toBe("declined");
    expect(await written()).toEqual([]);
    expect(declining.proposals).toMatchObject([
      { writer: { accountId: "123456789012", region: "us-east-1" }, plan: { steps: [{ number: 2 }] } },
    ]);
    const resumed = await resumeFix(id, services({ journal }));
    expect(resumed).toMatchObject({ kind: "applied", verification: { kind: "verified" } });
    expect(await written()).toEqual(["CreateAccountAssignment"]);
    expect((await lab.portalOf("alice"))?.accounts.size).toBe(2);
  });

  test.each(["", "%", "abc", "%%%%"])("the id %o is refused", async (id) => {
    const { journal } = await interrupted();
    await expect(resumeFix(id, services({ journal }))).rejects.toThrow(/is not the id of a plan/);
    expect(await written()).toEqual([]);
  });

  test("a journal whose words and changes disagree is refused, for undo as well", async () => {
    const { id, journal } = await interrupted();
    const found = await journal.read(id);
    if (!found) throw new Error("no plan");
    const edited = memoryJournal();
    const steps = found.plan.steps.map((step) => ({
      ...step,
      change: { ...step.change, accountId: CLOSED },
    })) as unknown as typeof found.plan.steps;
    await edited.begin({ ...found.plan, steps }, found.connection);
    for (const start of [resumeFix, undoFix])
      await expect(start(id, services({ journal: edited }))).rejects.toThrow(
        /its description and its changes disagree/,
      );
    expect((await listPlans(edited)).plans).toMatchObject([{ state: "edited", steps: [] }]);
    expect(await written()).toEqual([]);
  });
});

describe("provision", () => {
  test("--dry-run rehearses and shows who sees it then, with names", async () => {
    await lab.put(organization({ provisionedRoles: [] }));
    const through = services({ isDryRun: true });
    const result = await provision("ReadOnly", ["sandbox"], through);
    expect(result).toMatchObject({
      kind: "rehearsed-only",
      plan: { steps: [{ description: "Provision ReadOnly to account sandbox (111122223333)" }] },
      rehearsal: { others: [{ userName: "bob", accountName: "sandbox", before: false, after: true }] },
    });
    expect(await written()).toEqual([]);
  });

  test("asks; an account that is closed is left out and named", async () => {
    const through = services();
    const result = await provision("ReadOnly", [SANDBOX, CLOSED], through);
    expect(result).toMatchObject({
      kind: "provisioned",
      accounts: [
        { accountId: SANDBOX, kind: "provisioned" },
        { accountId: CLOSED, kind: "left-out", reason: expect.stringContaining("closed (777788889999) is SUSPENDED") },
      ],
    });
    expect(through.proposals).toHaveLength(1);
    expect(await written()).toEqual(["ProvisionPermissionSet"]);
    const declined: { readonly kind: Fixed["kind"] | "provisioned" } = await provision(
      "ReadOnly",
      [SANDBOX],
      services({ confirm: async () => false }),
    );
    expect(declined.kind).toBe("declined");
  });
});
