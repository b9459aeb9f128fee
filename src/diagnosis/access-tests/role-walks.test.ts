/** Access tests of roles that account access manager gives: what passes, what fails, and what stays open. */
import { describe, expect, test } from "vitest";
import { trustPolicy } from "../../facts/grant/testing/second-road.ts";
import type { Coverage } from "../../model/coverage.ts";
import { certain, parseAccountId } from "../../model/ids.ts";
import { ALICE, BOB, gap, outcomeOf, walked } from "./testing/small-organization.ts";

const ARN = "arn:aws:account-access:us-east-1:123456789012:application/1234567890abcdef";
const trusted = JSON.parse(trustPolicy({ sourceAccount: "123456789012", sourceArn: ARN }));
const refusing = JSON.parse(trustPolicy({ sourceAccount: "111122223333", sourceArn: ARN }));
const roles = (policy: unknown) => ({ iam: { roles: [{ name: "Developer", path: "/team/", trustPolicy: policy }] } });

const ENTITLED = {
  organization: { managementAccountId: "123456789012" },
  accounts: [
    { id: "111122223333", name: "shop", ...roles(trusted) },
    { id: "222233334444", name: "sandbox", ...roles(refusing) },
  ],
  assignments: [],
  accountAccessApplications: [{ arn: ARN, tenantId: "aa-gyxmap389" }],
  entitlements: [
    { group: "PlatformTeam", role: "arn:aws:iam::111122223333:role/team/Developer" },
    { user: BOB, role: "arn:aws:iam::222233334444:role/team/Developer" },
  ],
};
const run = (row: object, coverage?: Coverage) =>
  outcomeOf({ role: "Developer", account: "shop", ...row }, coverage, [], ENTITLED);
const seen = (row: object, coverage?: Coverage) => run(row, coverage).outcome;

describe("a role", () => {
  test.each([
    { what: "a member of the entitled group can", row: { user: ALICE, can: true }, outcome: "passed" },
    { what: "somebody else cannot", row: { user: BOB, can: true }, outcome: "failed" },
    { what: "and that is as expected", row: { user: BOB, can: false }, outcome: "passed" },
    { what: "a member of the entitled group must not", row: { user: ALICE, can: false }, outcome: "failed" },
    { what: "only the group can", row: { user: "*", only: ["PlatformTeam"] }, outcome: "passed" },
    { what: "only somebody else", row: { user: "*", only: [BOB] }, outcome: "failed" },
    { what: "the group itself is entitled", row: { group: "PlatformTeam", can: true }, outcome: "passed" },
    { what: "another group is not", row: { group: "Contractors", can: true }, outcome: "failed" },
    {
      what: "a role that does not trust the service",
      row: { user: BOB, account: "sandbox", can: true },
      outcome: "failed",
    },
    { what: "which lets nobody in", row: { user: "*", account: "sandbox", can: false }, outcome: "passed" },
    {
      what: "by ARN",
      row: { user: ALICE, role: "arn:aws:iam::111122223333:role/team/Developer", can: true },
      outcome: "passed",
    },
    { what: "by a pattern", row: { user: ALICE, role: "dev*", can: true }, outcome: "passed" },
    { what: "that nobody is entitled to", row: { user: ALICE, role: "Auditor", can: false }, outcome: "passed" },
    {
      what: "that nobody is entitled to, and should be",
      row: { user: ALICE, role: "Auditor", can: true },
      outcome: "failed",
    },
    { what: "in every account", row: { user: ALICE, account: "*", can: true }, outcome: "failed" },
  ])("$what: $outcome", ({ row, outcome }) => {
    expect(seen(row)).toBe(outcome);
  });

  test("the deviation names the role and the way to it", () => {
    expect(run({ user: ALICE, can: false }).deviations).toMatchObject([
      { who: { name: ALICE }, permissionSet: null, role: { name: "Developer" }, found: "can", via: ["PlatformTeam"] },
    ]);
  });
});

describe("unknown is never a pass", () => {
  const entitlementWalk = "accounts" as const;
  const accountId = certain(parseAccountId("111122223333"));

  test.each([
    { what: "a snapshot that does not tell of entitlements", coverage: walked() },
    {
      what: "a list of applications that was refused",
      coverage: { ...walked(gap({ kind: "account-access-applications" })), entitlementWalk },
    },
    {
      what: "entitlements of the account that were refused",
      coverage: { ...walked(gap({ kind: "entitlements-of-account", accountId })), entitlementWalk },
    },
  ])("$what", ({ coverage }) => {
    expect(seen({ user: BOB, can: false }, coverage)).toBe("undecided");
  });

  test("what was read whole is decided", () => {
    expect(seen({ user: BOB, can: false }, { ...walked(), entitlementWalk })).toBe("passed");
  });
});

test.each([
  { what: "neither set nor role", row: { user: ALICE, account: "shop", can: true } },
  { what: "both", row: { user: ALICE, account: "shop", set: "ReadOnly", role: "Developer", can: true } },
])("$what is bad input", ({ row }) => {
  expect(() => outcomeOf(row)).toThrow("needs either set");
});

test("an entitlement of a plan that is not known whole leaves tests of roles open, and those of sets as they are", () => {
  const open = [{ address: "aws_accountaccess_entitlement.a", isEntitlement: true, unknown: ["role_arn"] }] as const;
  const row = { user: BOB, account: "shop", can: false };
  expect(outcomeOf({ ...row, role: "Developer" }, undefined, open, ENTITLED).outcome).toBe("undecided");
  expect(outcomeOf({ ...row, set: "TeamAdmin" }, undefined, open, ENTITLED).outcome).toBe("passed");
});

describe("who is named, and why", () => {
  const told = (row: object) =>
    run(row).deviations.map(({ who, account, role, found, reason, via }) =>
      [who?.kind, who?.name, account?.name, role?.name, found, reason, via.join(" ")].join("|"),
    );

  test.each([
    { row: { user: ALICE, can: false }, says: [`user|${ALICE}|shop|Developer|can||PlatformTeam`] },
    {
      row: { group: "PlatformTeam", can: false },
      says: ["group|PlatformTeam|shop|Developer|assigned||", `user|${ALICE}|shop|Developer|can||PlatformTeam`],
    },
    { row: { user: "*", only: [BOB] }, says: [`user|${ALICE}|shop|Developer|can||PlatformTeam`] },
    { row: { group: "PlatformTeam", only: [ALICE] }, says: [] },
    {
      row: { user: BOB, can: true },
      says: [`user|${BOB}|shop|Developer|cannot|no entitlement reaches the user|`],
    },
    {
      row: { group: "Contractors", can: true },
      says: [
        "group|Contractors|shop|Developer|cannot|the group itself is not entitled|",
        "user|carol@example.com|shop|Developer|cannot|no entitlement reaches the user|",
      ],
    },
    { row: { user: BOB, role: "Auditor", can: true }, says: [] },
    {
      row: { user: ALICE, account: "*", can: true },
      says: [
        `user|${ALICE}|management||cannot|nobody is entitled to such a role there|`,
        `user|${ALICE}|sandbox|Developer|cannot|no entitlement reaches the user|`,
      ],
    },
    {
      row: { group: "PlatformTeam", account: "*", can: true },
      says: [
        "group|PlatformTeam|management||cannot|nobody is entitled to such a role there|",
        `user|${ALICE}|management||cannot|nobody is entitled to such a role there|`,
        "group|PlatformTeam|sandbox|Developer|cannot|the group itself is not entitled|",
        `user|${ALICE}|sandbox|Developer|cannot|no entitlement reaches the user|`,
      ],
    },
    {
      row: { user: BOB, account: "sandbox", can: true },
      says: [
        `user|${BOB}|sandbox|Developer|cannot|statement 1 of its trust policy requires aws:SourceAccount = 111122223333, and gets 123456789012|direct`,
      ],
    },
    {
      row: { user: ALICE, account: "sandbox", can: true },
      says: [`user|${ALICE}|sandbox|Developer|cannot|no entitlement reaches the user|`],
    },
  ])("$row", ({ row, says }) => {
    expect(told(row)).toEqual(says);
  });
});
