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
} from "../facts/grant/testing/grant-facts.ts";
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
    { what: "the role is there", more: {}, expected: [] },
    { what: "the role is there, and nobody has it", more: BY_NOBODY, expected: [] },
    { what: "Identity Center says that it is provisioned", more: ROLE_BY_STATUS, expected: [] },
    { what: "Identity Center says that it is outdated", more: OUTDATED, expected: [] },
    { what: "neither could be asked", more: { ...NOBODY_KNOWS, ...BY_NOBODY }, expected: [] },
    { what: "neither was asked", more: { ...NOT_LOOKED, ...BY_NOBODY }, expected: [] },
    { what: "IAM has no role, whatever the status says", more: NO_ROLE, expected: ["1 recreated"] },
    { what: "the set is not provisioned, though assigned", more: NOT_PROVISIONED, expected: ["1 recreated"] },
    { what: "nobody has it, and IAM has no role", more: { ...NO_ROLE, ...BY_NOBODY }, expected: ["1 first"] },
    {
      what: "nobody has it, and it is not provisioned",
      more: { ...NOT_PROVISIONED, ...BY_NOBODY },
      expected: ["1 first"],
    },
    { what: "IAM has the role, whatever the status says", more: ROLE_WITHOUT_STATUS, expected: [] },
    { what: "who has it could not be read", more: { ...NO_ROLE, attached: failed() }, expected: [] },
    { what: "who has it was not read", more: { ...NO_ROLE, attached: unread("not read") }, expected: [] },
  ])("$what", ({ more, expected }) => {
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
    { what: "the role is there", more: {}, expected: [] },
    { what: "nobody knows", more: NOBODY_KNOWS, expected: [] },
    { what: "the role is missing", more: NO_ROLE, expected: ["1 recreated"] },
    { what: "the role is missing, and nobody has it", more: { ...NO_ROLE, ...BY_NOBODY }, expected: ["1 recreated"] },
    { what: "who has it could not be read", more: { ...NO_ROLE, attached: failed() }, expected: [] },
  ])("$what", ({ more, expected }) => {
    expect(events(more, provision())).toEqual(expected);
  });

  test("a second time finds the role", () => {
    expect(events(NO_ROLE, provision(), provision())).toEqual(["1 recreated"]);
  });
});

describe("removing", () => {
  const both = held(user(ALICE), user(BOB));

  test.each([
    { what: "the last one", more: {}, changes: [unassign()], expected: ["1 removed"] },
    {
      what: "the last one, of a role that nobody looked for",
      more: NOT_LOOKED,
      changes: [unassign()],
      expected: ["1 removed"],
    },
    { what: "one of two", more: both, changes: [unassign()], expected: [] },
    { what: "both of two", more: both, changes: [unassign(bob), unassign()], expected: ["2 removed"] },
    { what: "one that is not there", more: held(user(BOB)), changes: [unassign()], expected: [] },
    { what: "one that is not there, where there is none", more: BY_NOBODY, changes: [unassign()], expected: [] },
    { what: "the old after the new", more: {}, changes: [assign(bob), unassign()], expected: [] },
    {
      what: "the old before the new: its role does not come back",
      more: {},
      changes: [unassign(), assign(bob)],
      expected: ["1 removed", "2 first"],
    },
    {
      what: "all, and the set is provisioned again",
      more: {},
      changes: [unassign(), provision()],
      expected: ["1 removed", "2 recreated"],
    },
    {
      what: "one of two makes no missing role",
      more: { ...both, ...NO_ROLE },
      changes: [unassign(), provision()],
      expected: ["2 recreated"],
    },
    { what: "who has it could not be read", more: { attached: failed() }, changes: [unassign()], expected: [] },
  ])("$what", ({ more, changes, expected }) => {
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
    { what: "the name that IAM has", more: {}, name: "AWSReservedSSO_ReadOnly_0123456789abcdef" },
    {
      what: "the name without its digits, where IAM was not asked",
      more: NOT_LOOKED,
      name: "AWSReservedSSO_ReadOnly_…",
    },
    { what: "and where it could not be", more: NOBODY_KNOWS, name: "AWSReservedSSO_ReadOnly_…" },
    { what: "and where it has none", more: NO_ROLE, name: "AWSReservedSSO_ReadOnly_…" },
  ])("a role that goes is named: $what", ({ more, name }) => {
    expect(warnings(more, unassign())).toEqual([
      expect.stringMatching(
        new RegExp(`^Step 1 removes the last assignment of ReadOnly in ${SANDBOX}: .* ${name} with it`),
      ),
    ]);
  });

  test("a role that is created again, and one that may be the first", () => {
    expect(warnings(NO_ROLE, assign(bob))).toEqual([
      expect.stringMatching(`^Step 1 creates the role of ReadOnly in ${SANDBOX} again: the 16 hexadecimal digits`),
    ]);
    expect(warnings({ ...NO_ROLE, ...BY_NOBODY }, join(), assign())).toEqual([
      expect.stringMatching(`^Step 2 makes a role of ReadOnly in ${SANDBOX}, where it is assigned to nobody now`),
    ]);
  });

  const ROLES = ["role-1", "role-2", "role-3", "role-4", "role-5"];
  test.each([
    {
      what: "nobody looked",
      trustingRoles: unread("no audit role"),
      expected: /: look through EKS .*; --audit-role looks at trust policies\.$/,
    },
    {
      what: "the look failed",
      trustingRoles: failed("refused", "ListRoles"),
      expected: /: trust policies could not be read \(sso:ListRoles\); look through EKS/,
    },
    {
      what: "none names it",
      trustingRoles: known([]),
      expected: /: no trust policy of the account names it; look through EKS/,
    },
    {
      what: "one names it",
      trustingRoles: known(["deploy"]),
      expected: /: the trust policies of deploy name it; look also through EKS/,
    },
    {
      what: "five name it",
      trustingRoles: known(ROLES),
      expected: /: the trust policies of role-1, role-2, role-3, role-4, role-5 name it;/,
    },
    {
      what: "seven name it",
      trustingRoles: known([...ROLES, "role-6", "role-7"]),
      expected: /: the trust policies of role-1, role-2, role-3, role-4, role-5 and 2 more roles name it;/,
    },
  ])("who names the old role: $what", ({ trustingRoles, expected }) => {
    const all = [
      ...warnings({ trustingRoles }, unassign()),
      ...warnings({ trustingRoles, ...NO_ROLE }, assign(bob)),
      ...warnings({ trustingRoles, ...NO_ROLE, ...BY_NOBODY }, assign()),
    ];
    const one = expect.stringMatching(expected);
    expect(all).toEqual([one, one, one]);
  });
});
