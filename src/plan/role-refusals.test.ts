/** What account access manager refuses of an entitlement is foreseen where it was read; a deletion never is. */
import { expect, test } from "vitest";
import { failed, sandbox } from "../facts/grant/testing/grant-facts.ts";
import { trustPolicy } from "../facts/grant/testing/second-road.ts";
import { certain, parseGroupId } from "../model/ids.ts";
import { known, unread } from "../model/reading.ts";
import { roleRefusals } from "./role-refusals.ts";
import { entitled, stepsOf, surroundings, touchedAccount, touchedRole } from "./testing/touched.ts";

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

test("the quota of groups, which AWS may have raised, is a warning", () => {
  const around = surroundings({ roles: [touchedRole({ principals: known(groups) })] });
  const { refusals, warnings } = roleRefusals(stepsOf(create), around);
  expect([refusals, warnings.length]).toEqual([[], 1]);
  expect(warnings[0]).toMatch(/^20 groups are entitled to role team\/Developer in sandbox/);
});
