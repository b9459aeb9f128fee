/** What account access manager refuses of an entitlement is foreseen where it was read; a deletion never is. */
import { describe, expect, test } from "vitest";
import { ALICE, DEVELOPERS, failed, PRODUCTION, SANDBOX, sandbox } from "../facts/grant/testing/grant-facts.ts";
import { APPLICATION, trustPolicy } from "../facts/grant/testing/second-road.ts";
import type { TouchedRole } from "../facts/plan/plan-surroundings.ts";
import type { Change } from "../model/change.ts";
import { certain, parseGroupId } from "../model/ids.ts";
import { known, unread } from "../model/reading.ts";
import { roleRefusals } from "./role-refusals.ts";
import { entitle, entitled, join, stepsOf, surroundings, touchedAccount, touchedRole } from "./testing/touched.ts";

const create = { kind: "create-entitlement", entitlement: entitled() } as const;
const groups = Array.from({ length: 20 }, (_, at) => ({
  type: "GROUP" as const,
  id: certain(parseGroupId(`00000000-0000-0000-0000-${String(at).padStart(12, "0")}`)),
}));

test.each([
  { what: "nothing", role: {}, kinds: [] },
  {
    what: "an application that is being deleted",
    role: { application: known({ status: "DELETE_IN_PROGRESS", error: undefined }) },
    kinds: ["application-not-active"],
  },
  { what: "an application that is gone", role: { application: known(null) }, kinds: ["application-not-active"] },
  { what: "a role that is gone", role: { trustPolicy: known(null) }, kinds: ["role-does-not-trust"] },
  {
    what: "a role that trusts another application",
    role: { trustPolicy: known(trustPolicy({ sourceArn: "arn:aws:account-access:us-east-1:1:application/2" })) },
    kinds: ["role-does-not-trust"],
  },
  { what: "nothing where nothing was read", role: { application: failed(), trustPolicy: unread("no way") }, kinds: [] },
] as const)("refused is $what", ({ role, kinds }) => {
  const around = surroundings({ roles: [touchedRole(role)] });
  const { refusals } = roleRefusals(stepsOf(create), around);
  expect(refusals.map(({ kind }) => kind)).toEqual(kinds);
  expect(refusals.every(({ affects }) => affects?.join() === "1")).toBe(true);
  const removing = { kind: "delete-entitlement", entitlement: entitled() } as const;
  expect(roleRefusals(stepsOf(removing), around)).toEqual({ refusals: [], warnings: [] });
});

test.each([
  { account: known(null), kind: "account-not-in-organization" },
  { account: known({ ...sandbox, state: "SUSPENDED" as const }), kind: "account-not-active" },
])("nobody can use a role in an account that is $kind", ({ account, kind }) => {
  const around = surroundings({ roles: [touchedRole()], accounts: [touchedAccount({ account })] });
  expect(roleRefusals(stepsOf(create), around).refusals.map((one) => one.kind)).toEqual([kind]);
});

test("an account that is nobody's or could not be read is no reason to refuse, and another one neither", () => {
  const closed = touchedAccount({ id: PRODUCTION, account: known({ ...sandbox, state: "CLOSED" as const }) });
  for (const accounts of [[], [closed], [closed, touchedAccount({ account: failed() })], [closed, touchedAccount()]])
    expect(roleRefusals(stepsOf(create), surroundings({ accounts }))).toEqual({ refusals: [], warnings: [] });
});

test("each step is judged by its own role, and a role that was not looked at is not judged", () => {
  const other = { kind: "create-entitlement", entitlement: entitled({ roleArn: `${entitled().roleArn}2` }) } as const;
  const gone = touchedRole({ trustPolicy: known(null) });
  const affected = (roles: readonly TouchedRole[]) =>
    roleRefusals(stepsOf(join(), create, other), surroundings({ roles })).refusals.map(({ affects }) => affects);
  expect(affected([gone])).toEqual([[2]]);
  expect(affected([touchedRole(), { ...gone, roleArn: other.entitlement.roleArn }])).toEqual([[3]]);
  expect(affected([])).toEqual([]);
});

const CORRECT = "Correct the trust policy first: `idc-doctor scan` prints the whole corrected policy with its command";
test.each([
  {
    what: "the application does not exist",
    role: { application: known(null) },
    summary: `The application ${APPLICATION} of account access manager does not exist, and nobody can be entitled to its roles`,
    steps: ["Bring the application of account access manager back to ACTIVE first"],
  },
  {
    what: "the application goes",
    role: { application: known({ status: "DELETE_IN_PROGRESS", error: undefined }) },
    summary: `The application ${APPLICATION} of account access manager is DELETE_IN_PROGRESS, and nobody can be entitled to its roles`,
    steps: ["Bring the application of account access manager back to ACTIVE first"],
  },
  {
    what: "the role does not trust",
    role: { trustPolicy: known(trustPolicy({ service: "ec2.amazonaws.com" })) },
    summary: expect.stringMatching(
      `^Account access manager cannot take role team/Developer in sandbox \\(${SANDBOX}\\): `,
    ),
    steps: [CORRECT],
  },
  {
    what: "the role does not exist",
    role: { trustPolicy: known(null) },
    summary: `There is no role team/Developer in sandbox (${SANDBOX}) (${entitled().roleArn})`,
    steps: [
      "Create the role again with a trust policy for account access manager, or entitle to the role that is meant",
    ],
  },
])("it is told what is wrong and what to do: $what", ({ role, summary, steps }) => {
  const { refusals } = roleRefusals(stepsOf(create), surroundings({ roles: [touchedRole(role)] }));
  expect(refusals).toEqual([expect.objectContaining({ summary, steps })]);
});

test.each([
  { account: known(null), state: "not an account of the organization" },
  { account: known({ ...sandbox, state: "SUSPENDED" as const }), state: "SUSPENDED" },
])("the account is $state: it is told what to do", ({ account, state }) => {
  const { refusals } = roleRefusals(stepsOf(create), surroundings({ accounts: [touchedAccount({ account })] }));
  expect(refusals).toEqual([
    expect.objectContaining({
      summary: `The account sandbox (${SANDBOX}) is ${state}, so nobody can use a role there`,
      steps: ["Bring the account back first"],
    }),
  ]);
});

describe("the quota of groups, which AWS may have raised", () => {
  const alice = { type: "USER", id: ALICE } as const;
  const warnings = (principals: TouchedRole["principals"], ...changes: readonly Change[]) =>
    roleRefusals(stepsOf(...changes), surroundings({ roles: [touchedRole({ principals })] }));

  test("is a warning where it is used up, once for each role", () => {
    expect(warnings(known([alice, ...groups]), create, create)).toEqual({
      refusals: [],
      warnings: [
        `20 groups are entitled to role team/Developer in sandbox (${SANDBOX}): AWS refuses another one unless the quota of 20 was raised`,
      ],
    });
  });

  test.each([
    { what: "the twentieth group", principals: known(groups.slice(1)), change: create },
    { what: "the twentieth group, beside a user", principals: known([alice, ...groups.slice(1)]), change: create },
    {
      what: "a group that is entitled already",
      principals: known(groups),
      change: entitle({ principal: groups[0] ?? { type: "GROUP", id: DEVELOPERS } }),
    },
    { what: "a user", principals: known(groups), change: entitle({ principal: alice }) },
    { what: "groups that could not be read", principals: failed(), change: create },
  ])("is no matter of $what", ({ principals, change }) => {
    expect(warnings(principals, change)).toEqual({ refusals: [], warnings: [] });
  });
});
