/** What becomes of expectations: passed, failed, or undecided where something needed is not known. */
import { expect, test } from "vitest";
import type { AccessTest, OpenChange } from "../../model/access-test.ts";
import type { Coverage } from "../../model/coverage.ts";
import { ALICE, BOB, CAROL, gap, idOf, outcomeOf, walked } from "./testing/small-organization.ts";

test.each<{ readonly outcome: AccessTest["outcome"]; readonly row: object }>([
  { outcome: "passed", row: { user: ALICE, account: "111122223333", set: "TeamAdmin", can: true } },
  { outcome: "passed", row: { user: "ALICE@example.com", account: "SHOP", set: "TeamAdmin", can: true } },
  { outcome: "passed", row: { user: ALICE, account: "shop@example.com", set: "Team*", can: true } },
  { outcome: "failed", row: { user: ALICE, account: "shop", set: "*", can: true } },
  { outcome: "failed", row: { user: ALICE, account: "sh?p", set: "TeamAdmin", can: false } },
  { outcome: "passed", row: { user: ALICE, account: "sandbox", set: "*", can: false } },
  // Suspended: assigned, and cannot.
  { outcome: "passed", row: { user: ALICE, account: "closed", set: "TeamAdmin", can: false } },
  { outcome: "failed", row: { user: ALICE, account: "closed", set: "TeamAdmin", can: true } },
  { outcome: "failed", row: { user: "*", account: "ou:Prod", set: "*admin*", can: false } },
  { outcome: "passed", row: { user: "*", account: "ou:Prod", set: "*Admin*", only: ["PlatformTeam"] } },
  { outcome: "passed", row: { user: "*", account: "ou:Workloads", set: "*Admin*", only: ["PlatformTeam"] } },
  { outcome: "passed", row: { user: "*", account: "ou:Workloads/Prod", set: "*Admin*", only: [ALICE] } },
  { outcome: "passed", row: { user: "*", account: "ou:Root/Workloads/Prod", set: "*Admin*", only: [ALICE] } },
  { outcome: "failed", row: { user: "*", account: "*", set: "*Admin*", only: ["PlatformTeam"] } },
  { outcome: "passed", row: { user: "*", account: "*", set: "*Admin*", only: ["PlatformTeam", BOB] } },
  { outcome: "failed", row: { user: "*", account: "ou:Prod", set: "*Admin*", only: [] } },
  { outcome: "passed", row: { user: "*", account: "*", set: "Unused", only: [] } },
  { outcome: "passed", row: { group: "Contractors", account: "*", set: "TeamAdmin", can: false } },
  { outcome: "failed", row: { group: "Contractors", account: "*", set: "ReadOnly", can: false } },
  { outcome: "passed", row: { group: "Contractors", account: "sandbox", set: "ReadOnly", can: true } },
  { outcome: "passed", row: { group: "PlatformTeam", account: "*", set: "*", only: [ALICE] } },
  { outcome: "failed", row: { group: "PlatformTeam", account: "*", set: "*", only: [BOB] } },
  // An assignment of a group in which nobody can sign in is one all the same.
  { outcome: "failed", row: { group: "Leavers", account: "sandbox", set: "ReadOnly", can: false } },
  { outcome: "failed", row: { group: "Nobody", account: "sandbox", set: "ReadOnly", can: false } },
  { outcome: "failed", row: { group: "Nobody", account: "sandbox", set: "ReadOnly", can: true } },
  { outcome: "failed", row: { group: "Leavers", account: "sandbox", set: "ReadOnly", can: true } },
  { outcome: "failed", row: { group: "PlatformTeam", account: "sandbox", set: "ReadOnly", can: true } },
  // Words that mean nothing.
  { outcome: "failed", row: { user: "alise@example.com", account: "shop", set: "TeamAdmin", can: false } },
  { outcome: "failed", row: { user: ALICE, account: "shp", set: "TeamAdmin", can: false } },
  { outcome: "failed", row: { user: ALICE, account: "shop", set: "teamadmin", can: false } },
  { outcome: "failed", row: { group: "Contractor", account: "shop", set: "TeamAdmin", can: false } },
  { outcome: "failed", row: { user: "*", account: "ou:Prd", set: "TeamAdmin", can: false } },
  { outcome: "failed", row: { user: "*", account: "*", set: "*Amdin*", only: ["PlatformTeam"] } },
  { outcome: "failed", row: { user: "*", account: "shop", set: "TeamAdmin", only: ["PlatformTeam", "Paltform"] } },
  { outcome: "failed", row: { user: "x*", account: "shop", set: "TeamAdmin", can: true } },
  { outcome: "passed", row: { user: "x*", account: "shop", set: "TeamAdmin", can: false } },
  { outcome: "passed", row: { user: "*", account: "ou:Empty", set: "TeamAdmin", can: false } },
  { outcome: "failed", row: { user: "*", account: "ou:Empty", set: "TeamAdmin", can: true } },
])("$outcome: $row", ({ outcome, row }) => {
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
      role: null,
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

const adminInSandbox = gap({
  kind: "assignments",
  accountId: idOf.account("sandbox"),
  permissionSetArn: idOf.set("TeamAdmin"),
});

test.each<{ readonly outcome: AccessTest["outcome"]; readonly row: object; readonly coverage: Coverage }>([
  {
    outcome: "undecided",
    row: { user: CAROL, account: "sandbox", set: "TeamAdmin", can: false },
    coverage: walked(adminInSandbox),
  },
  {
    outcome: "undecided",
    row: { user: CAROL, account: "sandbox", set: "TeamAdmin", can: true },
    coverage: walked(adminInSandbox),
  },
  {
    outcome: "undecided",
    row: { group: "Contractors", account: "*", set: "TeamAdmin", can: false },
    coverage: walked(adminInSandbox),
  },
  {
    outcome: "undecided",
    row: { user: "*", account: "*", set: "*Admin*", only: ["PlatformTeam", BOB] },
    coverage: walked(adminInSandbox),
  },
  // What is known to be wrong fails whatever else is not known; what the gap does not touch is decided.
  {
    outcome: "failed",
    row: { user: BOB, account: "*", set: "TeamAdmin", can: false },
    coverage: walked(adminInSandbox),
  },
  {
    outcome: "passed",
    row: { user: CAROL, account: "shop", set: "TeamAdmin", can: false },
    coverage: walked(adminInSandbox),
  },
  {
    outcome: "undecided",
    row: { user: "*", account: "shop", set: "TeamAdmin", only: ["Contractors"] },
    coverage: walked(gap({ kind: "members", groupId: idOf.group("Contractors") })),
  },
  {
    outcome: "undecided",
    row: { group: "Contractors", account: "shop", set: "TeamAdmin", can: false },
    coverage: walked(gap({ kind: "members", groupId: idOf.group("Contractors") })),
  },
  {
    outcome: "undecided",
    row: { user: "alise", account: "shop", set: "TeamAdmin", can: false },
    coverage: walked(gap({ kind: "users" })),
  },
  {
    outcome: "undecided",
    row: { user: "x*", account: "shop", set: "TeamAdmin", can: false },
    coverage: walked(gap({ kind: "users" })),
  },
  {
    outcome: "undecided",
    row: { user: ALICE, account: "x*", set: "TeamAdmin", can: false },
    coverage: walked(gap({ kind: "accounts" })),
  },
  {
    outcome: "undecided",
    row: { user: CAROL, account: "shop", set: "x*", can: false },
    coverage: walked(gap({ kind: "permission-sets" })),
  },
  {
    outcome: "undecided",
    row: { user: CAROL, account: "ou:Prod", set: "TeamAdmin", can: false },
    coverage: walked(gap({ kind: "units" })),
  },
  {
    outcome: "undecided",
    row: { user: CAROL, account: "ou:Prod", set: "TeamAdmin", can: false },
    coverage: { ...walked(), neverAsked: ["units"] },
  },
  {
    outcome: "passed",
    row: { user: CAROL, account: "*", set: "TeamAdmin", can: false },
    coverage: { ...walked(), neverAsked: ["units"] },
  },
])("$outcome with gaps: $row", ({ outcome, row, coverage }) => {
  expect(outcomeOf(row, coverage)).toMatchObject({ outcome });
});

const OPEN: OpenChange = {
  address: "aws_ssoadmin_account_assignment.new",
  unknown: ["principal_id"],
  accountId: "111122223333",
};

test.each<{ readonly outcome: AccessTest["outcome"]; readonly row: object }>([
  { outcome: "undecided", row: { user: CAROL, account: "shop", set: "TeamAdmin", can: false } },
  { outcome: "undecided", row: { user: CAROL, account: "shop", set: "TeamAdmin", can: true } },
  { outcome: "undecided", row: { user: "*", account: "shop", set: "TeamAdmin", only: ["PlatformTeam"] } },
  { outcome: "undecided", row: { user: "*", account: "shop", set: "TeamAdmin", only: ["Contractors"] } },
  { outcome: "passed", row: { user: ALICE, account: "shop", set: "TeamAdmin", can: true } },
  { outcome: "failed", row: { user: ALICE, account: "shop", set: "TeamAdmin", can: false } },
  { outcome: "passed", row: { user: CAROL, account: "sandbox", set: "TeamAdmin", can: false } },
  { outcome: "passed", row: { user: "x*", account: "shop", set: "TeamAdmin", can: false } },
  { outcome: "failed", row: { user: "alise", account: "shop", set: "TeamAdmin", can: false } },
])("$outcome with an assignment that the plan does not know whole: $row", ({ outcome, row }) => {
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

test.each<{ readonly effect: "removal" | "any"; readonly outcome: AccessTest["outcome"]; readonly row: object }>([
  { effect: "removal", outcome: "undecided", row: { user: ALICE, account: "shop", set: "TeamAdmin", can: true } },
  { effect: "removal", outcome: "undecided", row: { user: ALICE, account: "shop", set: "TeamAdmin", can: false } },
  { effect: "removal", outcome: "failed", row: { user: CAROL, account: "shop", set: "TeamAdmin", can: true } },
  { effect: "removal", outcome: "passed", row: { user: CAROL, account: "shop", set: "TeamAdmin", can: false } },
  { effect: "any", outcome: "undecided", row: { user: ALICE, account: "shop", set: "TeamAdmin", can: true } },
  { effect: "any", outcome: "undecided", row: { user: CAROL, account: "shop", set: "TeamAdmin", can: true } },
  { effect: "any", outcome: "undecided", row: { user: CAROL, account: "shop", set: "TeamAdmin", can: false } },
  { effect: "any", outcome: "passed", row: { user: CAROL, account: "sandbox", set: "TeamAdmin", can: false } },
])("$outcome with a change ($effect) that may not happen: $row", ({ effect, outcome, row }) => {
  const open: OpenChange = {
    address: "Assign",
    unknown: [],
    isDoubtful: true,
    because: "condition IsProd: parameter Stage has no default",
    effect,
    accountId: "111122223333",
  };
  const { outcome: found, message } = outcomeOf(row, undefined, [open]);
  expect(found).toBe(outcome);
  if (outcome === "undecided")
    expect(message).toContain(
      "it is not known what becomes of Assign (condition IsProd: parameter Stage has no default)",
    );
});
