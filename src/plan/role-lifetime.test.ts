/** When a role goes with its last assignment or comes under another name, and what a person is told of it (facts 3.2, E4). */
import { describe, expect, test } from "vitest";
import {
  ADMIN,
  ALICE,
  BOB,
  DEVELOPERS,
  failed,
  PRODUCTION,
  READ_ONLY,
  SANDBOX,
} from "../diagnosis/testing/grant-facts.ts";
import type { TouchedGrant } from "../facts/plan/plan-surroundings.ts";
import type { Change } from "../model/change.ts";
import type { Principal } from "../model/ids.ts";
import { known, unread } from "../model/reading.ts";
import { roleEvents, roleWarnings } from "./role-lifetime.ts";
import { assign, join, leave, provision, stepsOf, touchedGrant, unassign } from "./testing/touched.ts";

const user = (id: typeof ALICE): Principal => ({ type: "USER", id });
type Read = Partial<TouchedGrant>;
const held = (...principals: readonly Principal[]): Read => ({ attached: known(principals) });
const BY_NOBODY = held();
const NO_ROLE: Read = { role: known(null), freshness: known("latest") };
const NOT_PROVISIONED: Read = { role: unread("no audit role"), freshness: known("not-provisioned") };
const ROLE_BY_STATUS: Read = { role: unread("no audit role"), freshness: known("latest") };
const ROLE_WITHOUT_STATUS: Read = { ...BY_NOBODY, freshness: known("not-provisioned") };
const OUTDATED: Read = { role: failed(), freshness: known("outdated") };
const NOBODY_KNOWS: Read = { role: failed(), freshness: failed() };
const NOT_LOOKED: Read = { role: unread("no audit role"), freshness: unread("nor this") };
const bob = { principal: user(BOB) };

/** `1 removed`: the step and what befalls the role. */
const events = (more: Read, ...changes: readonly Change[]) =>
  roleEvents(stepsOf(...changes), [touchedGrant(more)]).map(({ step, kind }) => `${step} ${kind}`);

describe("assigning", () => {
  test.each([
    ["the role is there", {}, []],
    ["the role is there, and nobody has it", BY_NOBODY, []],
    ["Identity Center says that it is provisioned", ROLE_BY_STATUS, []],
    ["Identity Center says that it is outdated", OUTDATED, []],
    ["neither could be asked", { ...NOBODY_KNOWS, ...BY_NOBODY }, []],
    ["neither was asked", { ...NOT_LOOKED, ...BY_NOBODY }, []],
    ["IAM has no role, whatever the status says", NO_ROLE, ["1 recreated"]],
    ["the set is not provisioned, though assigned", NOT_PROVISIONED, ["1 recreated"]],
    ["nobody has it, and IAM has no role", { ...NO_ROLE, ...BY_NOBODY }, ["1 first"]],
    ["nobody has it, and it is not provisioned", { ...NOT_PROVISIONED, ...BY_NOBODY }, ["1 first"]],
    ["IAM has the role, whatever the status says", ROLE_WITHOUT_STATUS, []],
    ["who has it could not be read", { ...NO_ROLE, attached: failed() }, []],
    ["who has it was not read", { ...NO_ROLE, attached: unread("not read") }, []],
  ])("%s", (_what, more, expected) => {
    expect(events(more, assign(bob))).toEqual(expected);
  });

  test("the first of several makes the role; the others find it", () => {
    expect(events({ ...NO_ROLE, ...BY_NOBODY }, assign(), assign(bob), provision())).toEqual(["1 first"]);
    expect(events(NO_ROLE, assign(bob), assign({ principal: { type: "GROUP", id: DEVELOPERS } }))).toEqual([
      "1 recreated",
    ]);
  });
});

describe("provisioning", () => {
  test.each([
    ["the role is there", {}, []],
    ["nobody knows", NOBODY_KNOWS, []],
    ["the role is missing", NO_ROLE, ["1 recreated"]],
    ["the role is missing, and nobody has it", { ...NO_ROLE, ...BY_NOBODY }, ["1 recreated"]],
    ["who has it could not be read", { ...NO_ROLE, attached: failed() }, []],
  ])("%s", (_what, more, expected) => {
    expect(events(more, provision())).toEqual(expected);
  });

  test("a second time finds the role", () => {
    expect(events(NO_ROLE, provision(), provision())).toEqual(["1 recreated"]);
  });
});

describe("removing", () => {
  const both = held(user(ALICE), user(BOB));

  test.each([
    ["the last one", {}, [unassign()], ["1 removed"]],
    ["the last one, of a role that nobody looked for", NOT_LOOKED, [unassign()], ["1 removed"]],
    ["one of two", both, [unassign()], []],
    ["both of two", both, [unassign(bob), unassign()], ["2 removed"]],
    ["one that is not there", held(user(BOB)), [unassign()], []],
    ["one that is not there, where there is none", BY_NOBODY, [unassign()], []],
    ["the old after the new", {}, [assign(bob), unassign()], []],
    ["the old before the new: its role does not come back", {}, [unassign(), assign(bob)], ["1 removed", "2 first"]],
    ["all, and the set is provisioned again", {}, [unassign(), provision()], ["1 removed", "2 recreated"]],
    ["one of two makes no missing role", { ...both, ...NO_ROLE }, [unassign(), provision()], ["2 recreated"]],
    ["who has it could not be read", { attached: failed() }, [unassign()], []],
  ])("%s", (_what, more, changes, expected) => {
    expect(events(more, ...changes)).toEqual(expected);
  });
});

test("each grant has a role of its own, and groups have none", () => {
  const admin = { permissionSetArn: ADMIN.arn, permissionSetName: ADMIN.name };
  const here = touchedGrant();
  const there = touchedGrant({ accountId: PRODUCTION, ...NO_ROLE, ...BY_NOBODY });
  const other = touchedGrant({ permissionSetArn: ADMIN.arn, ...NO_ROLE });
  const steps = stepsOf(join(), assign({ accountId: PRODUCTION }), provision(admin), leave(), unassign());
  expect(roleEvents(steps, [here, there, other])).toEqual([
    { kind: "first", step: 2, permissionSetName: READ_ONLY.name, grant: there },
    { kind: "recreated", step: 3, permissionSetName: ADMIN.name, grant: other },
    { kind: "removed", step: 5, permissionSetName: READ_ONLY.name, grant: here },
  ]);
});

test("a grant that nobody looked at has no events", () => {
  expect(roleEvents(stepsOf(unassign(), assign(), provision()), [])).toEqual([]);
});

describe("warnings", () => {
  const warnings = (more: Read, ...changes: readonly Change[]) =>
    roleWarnings(roleEvents(stepsOf(...changes), [touchedGrant(more)]));

  test("no event, no warning", () => {
    expect(roleWarnings([])).toEqual([]);
  });

  test.each([
    ["the name that IAM has", {}, "AWSReservedSSO_ReadOnly_0123456789abcdef"],
    ["the name without its digits, where IAM was not asked", NOT_LOOKED, "AWSReservedSSO_ReadOnly_…"],
    ["and where it could not be", NOBODY_KNOWS, "AWSReservedSSO_ReadOnly_…"],
    ["and where it has none", NO_ROLE, "AWSReservedSSO_ReadOnly_…"],
  ])("a role that goes is named: %s", (_what, more, name) => {
    expect(warnings(more, unassign())).toEqual([
      expect.stringMatching(
        new RegExp(`^Step 1 removes the last assignment of ReadOnly in ${SANDBOX}: .* ${name} with it`),
      ),
    ]);
  });

  test("a role that is made anew, and one that may be the first", () => {
    expect(warnings(NO_ROLE, assign(bob))).toEqual([
      expect.stringMatching(`^Step 1 makes the role of ReadOnly in ${SANDBOX} anew: the 16 hexadecimal digits`),
    ]);
    expect(warnings({ ...NO_ROLE, ...BY_NOBODY }, join(), assign())).toEqual([
      expect.stringMatching(`^Step 2 makes a role of ReadOnly in ${SANDBOX}, where it is assigned to nobody now`),
    ]);
  });

  const ROLES = ["role-1", "role-2", "role-3", "role-4", "role-5"];
  test.each([
    ["nobody looked", unread("no audit role"), /: look through EKS .*; --audit-role looks at trust policies\.$/],
    [
      "the look failed",
      failed("refused", "ListRoles"),
      /: trust policies could not be read \(sso:ListRoles\); look through EKS/,
    ],
    ["none names it", known([]), /: no trust policy of the account names it; look through EKS/],
    ["one names it", known(["deploy"]), /: the trust policies of deploy name it; look also through EKS/],
    ["five name it", known(ROLES), /: the trust policies of role-1, role-2, role-3, role-4, role-5 name it;/],
    [
      "seven name it",
      known([...ROLES, "role-6", "role-7"]),
      /: the trust policies of role-1, role-2, role-3, role-4, role-5 and 2 more roles name it;/,
    ],
  ])("who names the old role: %s", (_what, trustingRoles, expected) => {
    const all = [
      ...warnings({ trustingRoles }, unassign()),
      ...warnings({ trustingRoles, ...NO_ROLE }, assign(bob)),
      ...warnings({ trustingRoles, ...NO_ROLE, ...BY_NOBODY }, assign()),
    ];
    const one = expect.stringMatching(expected);
    expect(all).toEqual([one, one, one]);
  });
});
