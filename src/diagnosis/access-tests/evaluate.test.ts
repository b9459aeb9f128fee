import { expect, test } from "vitest";
import { organizationFacts } from "../../facts/organization/facts.ts";
import type { AccessTest, Expectation, OpenChange } from "../../model/access-test.ts";
import { parseAccessTests } from "../../model/access-test-file.ts";
import type { Coverage, Gap } from "../../model/coverage.ts";
import { loadOrganizationDocument } from "../../model/organization-document/load.ts";
import { evaluateExpectation } from "./evaluate.ts";

const SMALL = {
  schema: "idc-doctor/organization/1",
  takenAt: "2026-03-01T12:00:00Z",
  organizationalUnits: [
    { id: "ou-ab12-workload", name: "Workloads" },
    { id: "ou-ab12-produces", name: "Prod", parent: "ou-ab12-workload" },
    { id: "ou-ab12-emptyone", name: "Empty" },
  ],
  accounts: [
    { id: "111122223333", name: "shop", email: "shop@example.com", parent: "ou-ab12-produces" },
    { id: "222233334444", name: "sandbox" },
    { id: "333344445555", name: "closed", state: "SUSPENDED" },
  ],
  users: [
    { userName: "alice@example.com" },
    { userName: "bob@example.com" },
    { userName: "carol@example.com" },
    { userName: "dora@example.com", status: "DISABLED" },
  ],
  groups: [
    { displayName: "PlatformTeam", members: ["alice@example.com"] },
    { displayName: "Contractors", members: ["carol@example.com"] },
    { displayName: "Leavers", members: ["dora@example.com"] },
    { displayName: "Nobody" },
  ],
  permissionSets: [{ name: "ReadOnly" }, { name: "TeamAdmin" }, { name: "Unused" }],
  assignments: [
    { account: "shop", permissionSet: "TeamAdmin", group: "PlatformTeam" },
    { account: "shop", permissionSet: "ReadOnly", user: "bob@example.com" },
    { account: "sandbox", permissionSet: "TeamAdmin", user: "bob@example.com" },
    { account: "sandbox", permissionSet: "ReadOnly", group: "Contractors" },
    { account: "sandbox", permissionSet: "ReadOnly", group: "Leavers" },
    { account: "sandbox", permissionSet: "ReadOnly", group: "Nobody" },
    { account: "closed", permissionSet: "TeamAdmin", user: "alice@example.com" },
  ],
};

function documentWith(coverage?: Coverage) {
  const loaded = loadOrganizationDocument(SMALL);
  if (loaded.kind === "invalid") throw new Error(JSON.stringify(loaded.problems));
  return coverage ? { ...loaded.document, coverage } : loaded.document;
}

const WHOLE = documentWith();
const idOf = {
  account: (name: string) =>
    WHOLE.accounts.find((row) => row.name === name)?.id ?? WHOLE.organization.managementAccountId,
  set: (name: string) =>
    WHOLE.permissionSets.find((row) => row.name === name)?.arn as (typeof WHOLE.permissionSets)[0]["arn"],
  group: (name: string) => WHOLE.groups.find((row) => row.displayName === name)?.id as (typeof WHOLE.groups)[0]["id"],
};

function only(row: object): Expectation {
  const read = parseAccessTests(JSON.stringify({ expect: [row] }));
  if (read.kind === "invalid" || !read.expectations[0]) throw new Error(JSON.stringify(read));
  return read.expectations[0];
}

function outcomeOf(row: object, coverage?: Coverage, open: readonly OpenChange[] = []): AccessTest {
  const document = documentWith(coverage);
  return evaluateExpectation({ document, facts: organizationFacts(document) }, only(row), open);
}

const [ALICE, BOB, CAROL] = ["alice@example.com", "bob@example.com", "carol@example.com"];

test.each<[AccessTest["outcome"], object]>([
  ["passed", { user: ALICE, account: "111122223333", set: "TeamAdmin", can: true }],
  ["passed", { user: "ALICE@example.com", account: "SHOP", set: "TeamAdmin", can: true }],
  ["passed", { user: ALICE, account: "shop@example.com", set: "Team*", can: true }],
  ["failed", { user: ALICE, account: "shop", set: "*", can: true }],
  ["failed", { user: ALICE, account: "sh?p", set: "TeamAdmin", can: false }],
  ["passed", { user: ALICE, account: "sandbox", set: "*", can: false }],
  // Suspended: assigned, and cannot.
  ["passed", { user: ALICE, account: "closed", set: "TeamAdmin", can: false }],
  ["failed", { user: ALICE, account: "closed", set: "TeamAdmin", can: true }],
  ["failed", { user: "*", account: "ou:Prod", set: "*admin*", can: false }],
  ["passed", { user: "*", account: "ou:Prod", set: "*Admin*", only: ["PlatformTeam"] }],
  ["passed", { user: "*", account: "ou:Workloads", set: "*Admin*", only: ["PlatformTeam"] }],
  ["passed", { user: "*", account: "ou:Workloads/Prod", set: "*Admin*", only: [ALICE] }],
  ["passed", { user: "*", account: "ou:Root/Workloads/Prod", set: "*Admin*", only: [ALICE] }],
  ["failed", { user: "*", account: "*", set: "*Admin*", only: ["PlatformTeam"] }],
  ["passed", { user: "*", account: "*", set: "*Admin*", only: ["PlatformTeam", BOB] }],
  ["failed", { user: "*", account: "ou:Prod", set: "*Admin*", only: [] }],
  ["passed", { user: "*", account: "*", set: "Unused", only: [] }],
  ["passed", { group: "Contractors", account: "*", set: "TeamAdmin", can: false }],
  ["failed", { group: "Contractors", account: "*", set: "ReadOnly", can: false }],
  ["passed", { group: "Contractors", account: "sandbox", set: "ReadOnly", can: true }],
  ["passed", { group: "PlatformTeam", account: "*", set: "*", only: [ALICE] }],
  ["failed", { group: "PlatformTeam", account: "*", set: "*", only: [BOB] }],
  // An assignment of a group in which nobody can sign in is one all the same.
  ["failed", { group: "Leavers", account: "sandbox", set: "ReadOnly", can: false }],
  ["failed", { group: "Nobody", account: "sandbox", set: "ReadOnly", can: false }],
  ["failed", { group: "Nobody", account: "sandbox", set: "ReadOnly", can: true }],
  ["failed", { group: "Leavers", account: "sandbox", set: "ReadOnly", can: true }],
  ["failed", { group: "PlatformTeam", account: "sandbox", set: "ReadOnly", can: true }],
  // Words that mean nothing.
  ["failed", { user: "alise@example.com", account: "shop", set: "TeamAdmin", can: false }],
  ["failed", { user: ALICE, account: "shp", set: "TeamAdmin", can: false }],
  ["failed", { user: ALICE, account: "shop", set: "teamadmin", can: false }],
  ["failed", { group: "Contractor", account: "shop", set: "TeamAdmin", can: false }],
  ["failed", { user: "*", account: "ou:Prd", set: "TeamAdmin", can: false }],
  ["failed", { user: "*", account: "*", set: "*Amdin*", only: ["PlatformTeam"] }],
  ["failed", { user: "*", account: "shop", set: "TeamAdmin", only: ["PlatformTeam", "Paltform"] }],
  ["failed", { user: "x*", account: "shop", set: "TeamAdmin", can: true }],
  ["passed", { user: "x*", account: "shop", set: "TeamAdmin", can: false }],
  ["passed", { user: "*", account: "ou:Empty", set: "TeamAdmin", can: false }],
  ["failed", { user: "*", account: "ou:Empty", set: "TeamAdmin", can: true }],
])("%s: %j", (outcome, row) => {
  expect(outcomeOf(row)).toMatchObject({ outcome });
});

test("a failing test says who, where and through what", () => {
  const { message, deviations } = outcomeOf({ user: "*", account: "*", set: "*Admin*", only: [BOB] });
  expect(message).toBe("Others can as well.");
  expect(deviations).toEqual([
    {
      who: { kind: "user", id: expect.any(String), name: ALICE },
      account: { id: "111122223333", name: "shop" },
      permissionSet: { arn: idOf.set("TeamAdmin"), name: "TeamAdmin" },
      found: "can",
      reason: null,
      via: ["PlatformTeam"],
    },
  ]);
});

test("a name without a bearer is named", () => {
  const { message } = outcomeOf({ user: "alise@example.com", account: "shop", set: "TeamAdmin", can: false });
  expect(message).toBe('There is no user "alise@example.com". Correct the name, or remove the test.');
});

const gap = (part: Gap["part"]): Gap => ({
  part,
  failure: {
    service: "sso-admin",
    operation: "SomeOperation",
    permission: "sso:SomePermission",
    kind: "denied",
    message: "no",
    evidence: "e1",
  } as unknown as Gap["failure"],
});
const walked = (...gaps: Gap[]): Coverage => ({ walk: "pairs", blindSpot: null, gaps });
const adminInSandbox = gap({
  kind: "assignments",
  accountId: idOf.account("sandbox"),
  permissionSetArn: idOf.set("TeamAdmin"),
});

test.each<[AccessTest["outcome"], object, Coverage]>([
  ["undecided", { user: CAROL, account: "sandbox", set: "TeamAdmin", can: false }, walked(adminInSandbox)],
  ["undecided", { user: CAROL, account: "sandbox", set: "TeamAdmin", can: true }, walked(adminInSandbox)],
  ["undecided", { group: "Contractors", account: "*", set: "TeamAdmin", can: false }, walked(adminInSandbox)],
  ["undecided", { user: "*", account: "*", set: "*Admin*", only: ["PlatformTeam", BOB] }, walked(adminInSandbox)],
  // What is known to be wrong fails whatever else is not known; what the gap does not touch is decided.
  ["failed", { user: BOB, account: "*", set: "TeamAdmin", can: false }, walked(adminInSandbox)],
  ["passed", { user: CAROL, account: "shop", set: "TeamAdmin", can: false }, walked(adminInSandbox)],
  [
    "undecided",
    { user: "*", account: "shop", set: "TeamAdmin", only: ["Contractors"] },
    walked(gap({ kind: "members", groupId: idOf.group("Contractors") })),
  ],
  [
    "undecided",
    { group: "Contractors", account: "shop", set: "TeamAdmin", can: false },
    walked(gap({ kind: "members", groupId: idOf.group("Contractors") })),
  ],
  ["undecided", { user: "alise", account: "shop", set: "TeamAdmin", can: false }, walked(gap({ kind: "users" }))],
  ["undecided", { user: "x*", account: "shop", set: "TeamAdmin", can: false }, walked(gap({ kind: "users" }))],
  ["undecided", { user: ALICE, account: "x*", set: "TeamAdmin", can: false }, walked(gap({ kind: "accounts" }))],
  ["undecided", { user: CAROL, account: "shop", set: "x*", can: false }, walked(gap({ kind: "permission-sets" }))],
  ["undecided", { user: CAROL, account: "ou:Prod", set: "TeamAdmin", can: false }, walked(gap({ kind: "units" }))],
  [
    "undecided",
    { user: CAROL, account: "ou:Prod", set: "TeamAdmin", can: false },
    { ...walked(), neverAsked: ["units"] },
  ],
  ["passed", { user: CAROL, account: "*", set: "TeamAdmin", can: false }, { ...walked(), neverAsked: ["units"] }],
])("%s with gaps: %j", (outcome, row, coverage) => {
  expect(outcomeOf(row, coverage)).toMatchObject({ outcome });
});

const OPEN: OpenChange = {
  address: "aws_ssoadmin_account_assignment.new",
  unknown: ["principal_id"],
  accountId: "111122223333",
};

test.each<[AccessTest["outcome"], object]>([
  ["undecided", { user: CAROL, account: "shop", set: "TeamAdmin", can: false }],
  ["undecided", { user: CAROL, account: "shop", set: "TeamAdmin", can: true }],
  ["undecided", { user: "*", account: "shop", set: "TeamAdmin", only: ["PlatformTeam"] }],
  ["undecided", { user: "*", account: "shop", set: "TeamAdmin", only: ["Contractors"] }],
  ["passed", { user: ALICE, account: "shop", set: "TeamAdmin", can: true }],
  ["failed", { user: ALICE, account: "shop", set: "TeamAdmin", can: false }],
  ["passed", { user: CAROL, account: "sandbox", set: "TeamAdmin", can: false }],
  ["passed", { user: "x*", account: "shop", set: "TeamAdmin", can: false }],
  ["failed", { user: "alise", account: "shop", set: "TeamAdmin", can: false }],
])("%s with an assignment that the plan does not know whole: %j", (outcome, row) => {
  const { outcome: found, message } = outcomeOf(row, undefined, [OPEN]);
  expect(found).toBe(outcome);
  if (outcome === "undecided")
    expect(message).toContain("the plan does not know principal_id of aws_ssoadmin_account_assignment.new yet");
});

test("a new group without a known name could be the one that is meant", () => {
  const open = [{ address: "aws_identitystore_group.new", unknown: ["name"] }];
  const { outcome, message } = outcomeOf(
    { group: "New", account: "shop", set: "TeamAdmin", can: false },
    undefined,
    open,
  );
  expect(outcome).toBe("undecided");
  expect(message).toContain("aws_identitystore_group.new");
});
