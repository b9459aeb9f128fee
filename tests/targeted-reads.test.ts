/** who-can and what-can without a kept snapshot: few calls, and the same answer as from the whole organization. */
import { afterAll, beforeAll, expect, test } from "vitest";
import type { EffectiveAccess } from "../src/model/effective-access.ts";
import { commandsAgainst } from "./support/commands-against-lab.ts";
import { openLab, type TestLab } from "./support/lab.ts";
import { MANAGEMENT, SIZES, sizedOrganization } from "./support/sized-organization.ts";

const S = sizedOrganization({ ...SIZES.S, accounts: 8, pairs: 30, users: 60, groups: 6 });
const accountAt = (at: number) => String(Number(MANAGEMENT) + at);
const ONE = { user: "one@example.com", group: "one", account: accountAt(3), permissionSet: "Set-9" };

/** A provisioned pair. */
const PAIR = { account: S.assignments?.[0]?.account ?? "", permissionSet: S.assignments?.[0]?.permissionSet ?? "" };

const ROLE = `arn:aws:iam::${ONE.account}:role/team/Developer`;
const GONE = "9067000001-11112222-3333-4444-5555-666677778890";

let lab: TestLab;
beforeAll(async () => {
  lab = await openLab({
    limits: "off",
  });
  await lab.put({
    ...S,
    users: [...(S.users ?? []), { userName: ONE.user, displayName: "Only One" }],
    groups: [...(S.groups ?? []), { displayName: ONE.group }],
    memberships: [...(S.memberships ?? []), { user: ONE.user, group: ONE.group }],
    assignments: [
      ...(S.assignments ?? []),
      { account: ONE.account, permissionSet: ONE.permissionSet, group: ONE.group },
      { ...PAIR, user: "9067000001-11112222-3333-4444-5555-666677778888" },
      { ...PAIR, group: "9067000001-11112222-3333-4444-5555-666677778889" },
    ],
    accountAccessApplications: [{ tenantId: "aa-gyxmap389" }],
    entitlements: [
      { role: ROLE, group: ONE.group },
      { role: ROLE, user: "user-17@example.com" },
      { role: `arn:aws:iam::${PAIR.account}:role/Auditor`, group: "group-1" },
      { role: `arn:aws:iam::${PAIR.account}:role/Auditor`, user: GONE },
    ],
  });
});
afterAll(() => lab.close());

/** What differs from one way of reading to the other. */
type OfItsTime = "takenAt" | "collectedAt" | "refreshedAt" | "notExamined";

const answerIn = ({ stdout }: { readonly stdout: string }): Omit<EffectiveAccess, OfItsTime> => {
  const {
    takenAt: _,
    collectedAt: __,
    refreshedAt: ___,
    notExamined: ____,
    ...answer
  } = JSON.parse(stdout) as EffectiveAccess;
  return answer;
};

const secondRoad = (calls: readonly string[]) =>
  calls.filter((name) => ["ListApplications", "GetApplication", "ListEntitlements"].includes(name)).sort();

test("a person with one group: under ten calls, and four for the second road", async () => {
  const { code, calls, stdout, stderr } = await commandsAgainst(lab).counting("what-can", ONE.user);
  expect(code).toBe(0);
  expect(calls.length).toBeLessThan(14);
  expect(secondRoad(calls)).toEqual(["GetApplication", "ListApplications", "ListEntitlements", "ListEntitlements"]);
  expect(stdout).toContain("Set-9");
  expect(stdout).toMatch(/Can, through account access manager\n.* role Developer {2}via one/);
  expect(stdout).toContain("account access portal: https://aa-gyxmap389.account-access.us-east-1.app.aws");
  expect(stdout).toContain("Not examined: provisioning");
  expect(stderr).toMatch(/^Read now, for this question only\. Run idc-doctor snapshot save once/m);
});

test.each([
  [true, 1],
  [false, 2],
])("rows of groups in a user's own list: %s, so %i lists of grants", async (principalRowsIncludeGroups, lists) => {
  const other = await openLab({ limits: "off" });
  await other.put({ ...(await lab.document()), lab: { principalRowsIncludeGroups } });
  const { calls, stdout } = await commandsAgainst(other).counting("what-can", ONE.user);
  await other.close();
  expect(calls.filter((name) => name === "ListAccountAssignmentsForPrincipal")).toHaveLength(lists);
  expect(stdout).toMatch(/Set-9 {2}via one$/m);
});

test("the same answers as from the whole", { timeout: 60_000 }, async () => {
  const { run, counting } = commandsAgainst(lab);
  const questions = [
    ...[1, 2, 3].map((at) => ["who-can", accountAt(at)]),
    ["who-can", "account-2", "Set-3"],
    ["who-can", PAIR.account, PAIR.permissionSet],
    ["who-can", ONE.account, "Developer"],
    ["who-can", PAIR.account],
    ...["user-1@example.com", "user-17@example.com", ONE.user, "Only One"].map((user) => ["what-can", user]),
  ];
  const few = [];
  for (const question of questions) few.push(await counting(...question, "--output", "json"));
  for (const { calls } of few) expect(calls.length).toBeLessThan(60);
  expect((await run("snapshot", "save")).code).toBe(0);
  let [rows, orphans, entitled, entitledOrphans] = [0, 0, 0, 0];
  for (const [at, question] of questions.entries()) {
    const whole = await run(...question, "--output", "json");
    const targeted = few[at] ?? whole;
    expect(targeted.code, targeted.stderr).toBe(whole.code);
    const notProvisioned = (access: ReturnType<typeof answerIn>) => ({
      ...access,
      rows: access.rows.map((row) =>
        row.stage === "provisioning" ? { ...row, can: "yes", stage: null, reason: null } : row,
      ),
      total: null,
    });
    const compared = question[0] === "what-can" ? notProvisioned : (access: ReturnType<typeof answerIn>) => access;
    expect(compared(answerIn(targeted)), question.join(" ")).toEqual(compared(answerIn(whole)));
    rows += answerIn(whole).rows.length;
    orphans += answerIn(whole).orphans.length;
    entitled += answerIn(whole).entitled.length;
    entitledOrphans += answerIn(whole).entitledOrphans.length;
  }
  expect(rows).toBeGreaterThan(questions.length);
  expect(orphans).toBeGreaterThan(1);
  expect(entitled).toBeGreaterThan(4);
  expect(entitledOrphans).toBe(1);
});

test("an entitled role by its name, and the caller who may not list entitlements", async () => {
  const { code, calls, stdout } = await commandsAgainst(lab).counting("who-can", ONE.account, "Developer", "--fresh");
  expect([code, stdout]).toEqual([0, expect.stringMatching(/^2 users can use role Developer/)]);
  // All accounts, or all users and groups, whichever are fewer.
  expect(secondRoad(calls).filter((operation) => operation === "ListEntitlements")).toHaveLength(8);
  await lab.fault({ service: "account-access", operation: "ListEntitlements", kind: "refuse" });
  const refused = await commandsAgainst(lab).run("who-can", ONE.account, "Developer", "--fresh");
  await lab.clearFaults();
  expect(refused.code).toBe(3);
  expect(refused.stderr).toContain("account-access:ListEntitlements");
});

test("an organization without account access manager pays one call", async () => {
  const { entitlements: _, accountAccessApplications: __, ...without } = await lab.document();
  const other = await openLab({ limits: "off" });
  await other.put(without);
  const { code, calls, stdout } = await commandsAgainst(other).counting("what-can", ONE.user);
  await other.close();
  expect([code, secondRoad(calls)]).toEqual([0, ["ListApplications"]]);
  expect(stdout).not.toContain("account access");
});

test("a refused read is a gap with its permission, and exit 3", async () => {
  await lab.fault({ service: "sso-admin", operation: "ListAccountAssignments", kind: "refuse" });
  const { code, stderr } = await commandsAgainst(lab).run("who-can", accountAt(1));
  await lab.clearFaults();
  expect(code).toBe(3);
  expect(stderr).toContain("Missing permissions: sso:ListAccountAssignments");
});

test.each([
  ["what-can", "nobody@example.com", "There is no user called"],
  ["who-can", "nowhere", "There is no account called"],
  ["who-can", "11112222333", "digits"],
])("%s %s is bad input", async (command, words, message) => {
  const { code, stderr } = await commandsAgainst(lab).run(command, words);
  expect(code).toBe(2);
  expect(stderr).toContain(message);
});
