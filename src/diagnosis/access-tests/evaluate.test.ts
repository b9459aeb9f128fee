/** What becomes of expectations: passed, failed, or undecided where something needed is not known. */
import { expect, test } from "vitest";
import type { AccessTest, OpenChange } from "../../model/access-test.ts";
import type { Coverage } from "../../model/coverage.ts";
import { ALICE, BOB, CAROL, gap, idOf, outcomeOf, walked } from "./testing/small-organization.ts";

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
