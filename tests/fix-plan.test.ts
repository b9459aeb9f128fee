/** `fix --plan`: many steps from a file, within AWS's limits; what does not fit is refused; IAM rights are foreseen. */
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { GetRoleCredentialsCommand, SSOClient } from "@aws-sdk/client-sso";
import { afterEach, describe, expect, test } from "vitest";
import type { Connection } from "../src/app/connection.ts";
import { fix } from "../src/app/fix.ts";
import { fixPlan } from "../src/app/fix-plan.ts";
import { undoFix } from "../src/app/undo.ts";
import type { WriteProgress, WriteServices } from "../src/app/write/services.ts";
import { loadOrganizationDocument } from "../src/model/organization-document/load.ts";
import type { WrittenDocument } from "../src/model/organization-document/written/document.ts";
import { memoryJournal } from "../src/store/memory-journal.ts";
import { openLab, type TestLab } from "./support/lab.ts";
import { labConnection, testContext } from "./support/reader.ts";

const MANAGEMENT = "123456789012";
const WRITES = /^(Create|Delete|Provision)/;

let lab: TestLab;
afterEach(() => lab.close());

async function open(document: WrittenDocument, enforceIam = false): Promise<WrittenDocument> {
  const loaded = loadOrganizationDocument(document);
  if (loaded.kind === "invalid") throw new Error(JSON.stringify(loaded.problems));
  lab = await openLab({ document: loaded.document, limits: "aws", enforceIam, provisioningMilliseconds: 300 });
  return lab.document();
}

interface Keys {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}
const MANAGEMENT_KEYS: Keys = { accessKeyId: MANAGEMENT, secretAccessKey: "lab" };

function services(credentials: Keys = MANAGEMENT_KEYS): WriteServices & { readonly progress: WriteProgress[] } {
  const progress: WriteProgress[] = [];
  const connection: Connection = {
    aws: labConnection(lab, { credentials, attempts: 4 }),
    from: undefined,
    isRegionGiven: true,
  };
  return {
    connection,
    journal: memoryJournal(),
    context: testContext(),
    isDryRun: false,
    confirm: async () => true,
    onProgress: (one) => void progress.push(one),
    progress,
  };
}

function file(value: unknown): string {
  const path = join(mkdtempSync(join(tmpdir(), "idc-doctor-plan-")), "plan.json");
  writeFileSync(path, typeof value === "string" ? value : JSON.stringify(value));
  return path;
}

const accountIds = (count: number) => Array.from({ length: count }, (_, at) => String(200_000_000_000 + at));

/** Alice is assigned in no account, Bob in all of them. */
const broad = (count: number): WrittenDocument => ({
  schema: "idc-doctor/organization/1",
  accounts: accountIds(count).map((id) => ({ id, name: `account ${id}` })),
  users: [{ userName: "alice" }, { userName: "bob" }],
  permissionSets: [{ name: "ReadOnly" }],
  assignments: accountIds(count).map((account) => ({ account, permissionSet: "ReadOnly", user: "bob" })),
});

function planOf(document: WrittenDocument, accounts: readonly string[]) {
  const id = document.users?.find(({ userName }) => userName === "alice")?.id;
  const grant = { permissionSetName: "ReadOnly", userName: "alice" };
  return {
    schema: "idc-doctor/plan/1",
    id: "from elsewhere",
    createdAt: "2026-01-05T08:00:00Z",
    region: "us-east-1",
    cause: "scan",
    promise: { ...grant, accountId: accounts[0] },
    promises: accounts.map((accountId) => ({ ...grant, accountId })),
    warnings: [],
    steps: accounts.map((accountId, at) => ({
      number: at + 1,
      reason: "no-assignment",
      effects: [],
      risk: "low",
      change: {
        kind: "create-account-assignment",
        instanceArn: document.instance?.arn,
        accountId,
        permissionSetArn: document.permissionSets?.[0]?.arn,
        permissionSetName: "ReadOnly",
        principal: { type: "USER", id },
        principalName: "the owner of everything",
      },
    })),
  };
}

test("forty steps: rehearsed, applied within the limits, every promise verified, undone", {
  timeout: 600_000,
}, async () => {
  const document = await open(broad(40));
  const through = services();
  const fixed = await fixPlan(file(planOf(document, accountIds(40))), through);
  if (fixed.kind !== "applied") throw new Error(JSON.stringify(fixed).slice(0, 2000));
  expect(fixed.verification.kind).toBe("verified");
  expect(fixed.verification.promises).toHaveLength(40);
  expect((await lab.portalOf("alice"))?.accounts.size).toBe(40);
  // The file's names are not believed: they are the directory's.
  expect(fixed.plan.steps[0]?.description).toMatch(
    /^Assign ReadOnly in account account 200000000000 \(200000000000\) to user alice \(/,
  );
  const paces = through.progress.flatMap((one) =>
    one.kind === "applying" && one.progress.kind === "pace" ? [one.progress] : [],
  );
  expect(paces.map(({ done }) => done)).toEqual(Array.from({ length: 40 }, (_, at) => at + 1));
  expect(paces.at(-1)).toMatchObject({ total: 40, millisecondsLeft: 0 });
  const retried = through.progress.filter((one) => one.kind === "applying" && one.progress.kind === "retrying");
  // The rate is shared with the reads beside it, so that a throttle is rare, and waited out.
  expect(retried.length).toBeLessThan(8);
  const undone = await undoFix(fixed.plan.id, through);
  expect(undone.kind).toBe("applied");
  expect((await lab.portalOf("alice"))?.accounts.size).toBe(0);
  expect((await lab.portalOf("bob"))?.accounts.size).toBe(40);
});

test("one account that fails stops itself only, and the journal knows what to go on with", async () => {
  const document = await open(broad(6));
  const through = services();
  await lab.fault({
    service: "sso-admin",
    operation: "CreateAccountAssignment",
    kind: "refuse",
    accountId: "200000000002",
  });
  const fixed = await fixPlan(file(planOf(document, accountIds(6))), through);
  expect(fixed).toMatchObject({ kind: "failed", step: { number: 3 }, otherFailures: [], notBegun: [] });
  expect((await lab.portalOf("alice"))?.accounts.size).toBe(5);
});

describe("a file that is not to be trusted", () => {
  test.each<{
    readonly name: string;
    readonly spoil: (plan: ReturnType<typeof planOf>) => unknown;
    readonly words: RegExp;
  }>([
    { name: "no JSON", spoil: () => "{", words: /is not JSON/ },
    { name: "another schema", spoil: (plan) => ({ ...plan, schema: "idc-doctor/plan/9" }), words: /schema/ },
    { name: "no steps", spoil: (plan) => ({ ...plan, steps: [] }), words: /at least one step/ },
    { name: "an unknown change", spoil: (plan) => changed(plan, { kind: "delete-user" }), words: /steps\.0\.change/ },
    {
      name: "a malformed account",
      spoil: (plan) => changed(plan, { accountId: "12 34" }),
      words: /steps\.0\.change\.accountId/,
    },
    { name: "more than a change has", spoil: (plan) => changed(plan, { command: "rm" }), words: /steps\.0\.change/ },
    {
      name: "another instance",
      spoil: (plan) => changed(plan, { instanceArn: "arn:aws:sso:::instance/ssoins-0000000000000000" }),
      words: /does not fit this organization[\s\S]*instance/,
    },
    {
      name: "words that its change does not do",
      spoil: (plan) => said(plan, { description: "\u001b[2Jnothing at all" }),
      words: /step 1 says/,
    },
    {
      name: "a command that its change does not send",
      spoil: (plan) => said(plan, { command: "true" }),
      words: /step 1 says/,
    },
    {
      name: "another name for the set",
      spoil: (plan) => changed(plan, { permissionSetName: "Harmless" }),
      words: /its name is "ReadOnly"/,
    },
  ])("$name", async ({ spoil, words }) => {
    const document = await open(broad(2));
    await lab.clearCalls();
    await expect(fixPlan(file(spoil(planOf(document, accountIds(2)))), services())).rejects.toThrow(words);
    expect((await lab.calls()).filter(({ operation }) => WRITES.test(operation))).toEqual([]);
  });

  test("a step that takes back another one", async () => {
    const document = await open(broad(2));
    const plan = planOf(document, accountIds(2));
    const [first] = plan.steps;
    if (!first) throw new Error("no step");
    const contradicting = { ...first, change: { ...first.change, kind: "delete-account-assignment" } };
    await expect(fixPlan(file({ ...plan, steps: [...plan.steps, contradicting] }), services())).rejects.toThrow(
      /contradicts itself/,
    );
  });
});

const said = (plan: ReturnType<typeof planOf>, words: object) => ({
  ...plan,
  steps: plan.steps.map((step, at) => (at === 0 ? { ...step, ...words } : step)),
});

const changed = (plan: ReturnType<typeof planOf>, fields: object) => ({
  ...plan,
  steps: plan.steps.map((step, at) => (at === 0 ? { ...step, change: { ...step.change, ...fields } } : step)),
});

test("somebody else's loss fails the rehearsal, unless it is promised", async () => {
  const document = await open(broad(1));
  const plan = planOf(document, accountIds(1));
  const [first] = plan.steps;
  const bob = document.users?.find(({ userName }) => userName === "bob")?.id;
  if (!first || !bob) throw new Error("no step");
  const removal = {
    ...first,
    change: { ...first.change, kind: "delete-account-assignment", principal: { type: "USER", id: bob } },
  };
  const steps = [first, removal];
  const rehearsed = await fixPlan(file({ ...plan, steps }), { ...services(), isDryRun: true });
  expect(rehearsed).toMatchObject({
    kind: "rehearsal-failed",
    reason: expect.stringContaining("bob would lose ReadOnly"),
  });
  const promises = [...plan.promises, { ...plan.promise, userName: "bob", expects: "gone" }];
  const meant = await fixPlan(file({ ...plan, promises, steps }), services());
  expect(meant).toMatchObject({ kind: "applied", verification: { kind: "verified" } });
});

test("the last assignment of a set: the role goes, and the plan says so", async () => {
  const document = await open(broad(1));
  const plan = planOf(document, accountIds(1));
  const [first] = plan.steps;
  const bob = document.users?.find(({ userName }) => userName === "bob")?.id;
  if (!first || !bob) throw new Error("no step");
  const change = { ...first.change, kind: "delete-account-assignment", principal: { type: "USER", id: bob } };
  const promise = { ...plan.promise, userName: "bob", expects: "gone" };
  const written = { ...plan, promise, promises: [promise], steps: [{ ...first, change }] };
  const rehearsed = await fixPlan(file(written), { ...services(), isDryRun: true });
  if (rehearsed.kind !== "rehearsed-only") throw new Error(JSON.stringify(rehearsed));
  expect(rehearsed.plan.warnings.join()).toMatch(/Step 1 removes the last assignment of ReadOnly in 200000000000/);
});

describe("what the caller may not do is foreseen by IAM's simulator", () => {
  const allow = (...actions: string[]) => ({ Effect: "Allow", Action: actions, Resource: "*" });
  const READ = allow("sso:List*", "sso:Describe*", "sso:Get*", "identitystore:*", "organizations:*");
  const LOOK = allow("iam:GetRole", "iam:SimulatePrincipalPolicy");
  const roles = {
    Reader: [READ, LOOK],
    Blind: [READ],
    Operator: [READ, LOOK, allow("sso:*")],
    Owner: [allow("*")],
  };
  const document: WrittenDocument = {
    schema: "idc-doctor/organization/1",
    accounts: [{ id: "222233334444", name: "member" }],
    users: [{ userName: "admin" }, { userName: "bob" }],
    permissionSets: [
      { name: "Team" },
      ...Object.entries(roles).map(([name, Statement]) => ({
        name,
        inlinePolicy: { Version: "2012-10-17", Statement },
      })),
    ],
    assignments: Object.keys(roles).map((permissionSet) => ({ account: MANAGEMENT, permissionSet, user: "admin" })),
  };

  async function as(role: string, account: string) {
    await open(document, true);
    const portal = new SSOClient({ endpoint: lab.url, region: "us-east-1", maxAttempts: 1 });
    const accessToken = await lab.token("admin");
    const { roleCredentials } = await portal.send(
      new GetRoleCredentialsCommand({ accessToken, accountId: MANAGEMENT, roleName: role }),
    );
    const { accessKeyId = "", secretAccessKey = "", sessionToken = "" } = roleCredentials ?? {};
    await lab.clearCalls();
    const question = { user: "bob", account, permissionSet: "Team", isRegionGiven: true };
    const through = services({ accessKeyId, secretAccessKey, sessionToken });
    const fixed = await fix(question, through);
    return { fixed, sent: (await lab.calls()).filter(({ operation }) => WRITES.test(operation)) };
  }

  test.each([
    { role: "Reader", account: "222233334444", kind: "permission-missing", action: "sso:CreateAccountAssignment" },
    { role: "Operator", account: MANAGEMENT, kind: "iam-right-missing", action: "iam:CreateRole" },
  ])("$role in $account", async ({ role, account, kind, action }) => {
    const { fixed, sent } = await as(role, account);
    if (fixed.kind !== "refusal-predicted") throw new Error(JSON.stringify(fixed).slice(0, 3000));
    expect(fixed.refusals.map((refusal) => refusal.kind)).toContain(kind);
    expect(fixed.refusals.map(({ summary }) => summary).join()).toContain(action);
    expect(sent).toEqual([]);
  });

  test("who may not ask the simulator is warned, not refused", async () => {
    const { fixed, sent } = await as("Blind", "222233334444");
    if (fixed.kind !== "failed") throw new Error(JSON.stringify(fixed).slice(0, 3000));
    expect(fixed.plan.warnings.join()).toMatch(/could not be checked beforehand \(iam:GetRole/);
    expect(sent.map(({ operation }) => operation)).toEqual(["CreateAccountAssignment"]);
  });

  test.each([
    { role: "Operator", account: "222233334444" },
    { role: "Owner", account: MANAGEMENT },
  ])("$role in $account goes through", async ({ role, account }) => {
    const { fixed } = await as(role, account);
    expect(fixed).toMatchObject({ kind: "applied", verification: { kind: "verified" } });
  });
});
