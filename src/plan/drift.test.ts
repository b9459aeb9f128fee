/** What changed around a plan while it was shown is told with names; what only came in another order is not. */
import { describe, expect, test } from "vitest";
import {
  ADMIN,
  ALICE,
  alice,
  BOB,
  DEVELOPERS,
  failed,
  MANAGEMENT,
  READ_ONLY,
  SANDBOX,
  sandbox,
} from "../facts/grant/testing/grant-facts.ts";
import type { PlanSurroundings } from "../facts/plan/plan-surroundings.ts";
import { known } from "../model/reading.ts";
import { driftBetween } from "./drift.ts";
import {
  besideOthers,
  emptyContent,
  person,
  surroundings,
  touchedAccount,
  touchedGrant,
  touchedGroup,
  touchedRole,
  touchedSet,
} from "./testing/touched.ts";

const both = [
  { type: "USER", id: ALICE },
  { type: "GROUP", id: DEVELOPERS },
] as const;
const PLACE = `ReadOnly in sandbox (${SANDBOX})`;

test.each<{ readonly what: string; readonly after: Partial<PlanSurroundings>; readonly expected: readonly string[] }>([
  { what: "nothing", after: {}, expected: [] },
  { what: "only the time", after: { at: "2027-01-01T00:00:00Z" }, expected: [] },
  { what: "only the evidence", after: { people: [person({ user: known(alice, ["e9"]) })] }, expected: [] },
  {
    what: "an assignment went",
    after: { grants: [touchedGrant({ attached: known([]) })] },
    expected: [`${PLACE} is no longer assigned to user ${alice.userName} (${ALICE})`],
  },
  {
    what: "an assignment came",
    after: { grants: [touchedGrant({ attached: known(both) })] },
    expected: [`${PLACE} is now also assigned to group Developers (${DEVELOPERS})`],
  },
  {
    what: "assignments are not readable",
    after: { grants: [touchedGrant({ attached: failed() })] },
    expected: [`Who is assigned ${PLACE} could no longer be read`],
  },
  {
    what: "the provisioning",
    after: { grants: [touchedGrant({ freshness: known("outdated") })] },
    expected: [`The provisioning of ${PLACE} changed`],
  },
  {
    what: "an entitlement",
    after: { roles: [touchedRole({ principals: known(both) })] },
    expected: [`group Developers (${DEVELOPERS}) is now also entitled to ${touchedRole().roleArn}`],
  },
  {
    what: "the application of account access manager",
    after: { roles: [touchedRole({ application: known(null) })] },
    expected: [`The application ${touchedRole().applicationArn} changed`],
  },
  {
    what: "a trust policy",
    after: { roles: [touchedRole({ trustPolicy: known(null) })] },
    expected: [`The trust policy of ${touchedRole().roleArn} changed`],
  },
  {
    what: "entitlements are not readable",
    after: { roles: [touchedRole({ principals: failed() })] },
    expected: [`Who is entitled to ${touchedRole().roleArn} could no longer be read`],
  },
  {
    what: "the role",
    after: { grants: [touchedGrant({ role: known(null) })] },
    expected: [`The role of ${PLACE} changed`],
  },
  {
    what: "the user was disabled",
    after: { people: [person({ user: known({ ...alice, status: "DISABLED" }) })] },
    expected: [`User ${alice.userName} (${ALICE}) is now disabled`],
  },
  {
    what: "the user was deleted",
    after: { people: [person({ user: known(null) })] },
    expected: [expect.stringMatching(/^User .* was deleted$/)],
  },
  {
    what: "the user's groups",
    after: { people: [person({ groupIds: known([DEVELOPERS]) })] },
    expected: [expect.stringMatching(/^The groups of /)],
  },
  {
    what: "the person is somebody else",
    after: { people: [person({ id: BOB })] },
    expected: [expect.stringContaining("no longer has to do")],
  },
  {
    what: "the group was deleted",
    after: { groups: [touchedGroup({ details: known(null) })] },
    expected: [`Group Developers (${DEVELOPERS}) was deleted`],
  },
  {
    what: "the group's members",
    after: { groups: [touchedGroup({ members: known({ ids: [BOB], isComplete: true }) })] },
    expected: [`The members of group Developers (${DEVELOPERS}) changed`],
  },
  {
    what: "the account",
    after: { accounts: [touchedAccount({ account: known({ ...sandbox, state: "SUSPENDED" }) })] },
    expected: [`The account sandbox (${SANDBOX}) changed: it is SUSPENDED`],
  },
  {
    what: "the account left",
    after: { accounts: [touchedAccount({ account: known(null) })] },
    expected: [`The account sandbox (${SANDBOX}) changed: it is no longer in the organization`],
  },
  {
    what: "the set's content",
    after: {
      sets: [touchedSet({ content: known({ ...emptyContent, managedPolicyArns: ["arn:aws:iam::aws:policy/X"] }) })],
    },
    expected: ["The permission set ReadOnly changed"],
  },
  {
    what: "the caller",
    after: { caller: known({ accountId: MANAGEMENT, arn: `arn:aws:iam::${MANAGEMENT}:user/somebody-else` }) },
    expected: ["The caller's identity changed"],
  },
  {
    what: "assignments elsewhere",
    after: { elsewhere: known([{ accountId: MANAGEMENT, permissionSetArn: READ_ONLY.arn, principal: both[0] }]) },
    expected: ["Assignments in other accounts changed"],
  },
])("$what", ({ after, expected }) => {
  expect(driftBetween(besideOthers(), besideOthers(after))).toEqual(expected);
});

test("what both of two do not know of is no change, and a name that one of them has is used", () => {
  const nameless = { sets: [touchedSet({ name: failed() })], accounts: [touchedAccount({ account: failed() })] };
  expect(driftBetween(surroundings(nameless), surroundings(nameless))).toEqual([]);
  expect(driftBetween(surroundings({ groups: [] }), surroundings({ groups: [] }))).toEqual([]);
  const gone = { grants: [], sets: [], accounts: [] };
  expect(driftBetween(surroundings(), surroundings(gone))).toEqual([
    `Who is assigned ${PLACE} could no longer be read`,
    `The provisioning of ${PLACE} changed`,
    `The role of ${PLACE} changed`,
    `The account sandbox (${SANDBOX}) changed`,
    "The permission set ReadOnly changed",
  ]);
  const group = { groups: [touchedGroup({ details: failed() })] };
  expect(driftBetween(surroundings(), surroundings(group))).toEqual([`Group Developers (${DEVELOPERS}) changed`]);
  const user = { people: [person({ user: failed() })] };
  expect(driftBetween(surroundings(), surroundings(user))).toEqual([`User ${alice.userName} (${ALICE}) changed`]);
  expect(driftBetween(surroundings(user), surroundings())).toEqual([`User ${alice.userName} (${ALICE}) changed`]);
});

describe("what cannot be told apart or named", () => {
  const bob = { type: "USER", id: BOB } as const;
  const drift = (before: Partial<PlanSurroundings>, after: Partial<PlanSurroundings>) =>
    driftBetween(surroundings(before), surroundings(after));

  test("rows that could be read neither before nor after are no change", () => {
    const unread = { grants: [touchedGrant({ attached: failed() })], roles: [touchedRole({ principals: failed() })] };
    expect(drift(unread, unread)).toEqual([]);
  });

  test("a role that nobody could look for is not a role that is missing", () => {
    expect(
      drift({ grants: [touchedGrant({ role: known(null) })] }, { grants: [touchedGrant({ role: failed() })] }),
    ).toEqual([`The role of ${PLACE} changed`]);
  });

  test("an entitled role that has no more to do with the plan", () => {
    const { roleArn, applicationArn } = touchedRole();
    expect(drift({}, { roles: [] })).toEqual([
      `Who is entitled to ${roleArn} could no longer be read`,
      `The application ${applicationArn} changed`,
      `The trust policy of ${roleArn} changed`,
    ]);
  });

  test("a group that has no more to do with the plan is named by the assignment that went, and by nothing else", () => {
    expect(drift({ grants: [touchedGrant({ attached: known(both) })] }, { groups: [] })).toEqual([
      `${PLACE} is no longer assigned to group Developers (${DEVELOPERS})`,
    ]);
  });

  test.each([
    { what: "who was not looked at", people: [person()] },
    { what: "who is gone", people: [person(), person({ id: BOB, user: known(null) })] },
  ])("a person $what is called by the id", ({ people }) => {
    const grants = [touchedGrant({ attached: known([both[0], bob]) })];
    expect(drift({ people }, { people, grants })).toEqual([`${PLACE} is now also assigned to user ${BOB}`]);
  });

  test("a set is called by its own name, or by its ARN where that could not be read", () => {
    const content = known({ ...emptyContent, inlinePolicy: "{}" });
    const other = touchedSet({ arn: ADMIN.arn, name: known(ADMIN.name) });
    expect(drift({ sets: [other, touchedSet()] }, { sets: [other, touchedSet({ content })] })).toEqual([
      "The permission set ReadOnly changed",
    ]);
    const nameless = { name: failed() };
    expect(drift({ sets: [touchedSet(nameless)] }, { sets: [touchedSet({ ...nameless, content })] })).toEqual([
      `The permission set ${READ_ONLY.arn} changed`,
    ]);
  });

  test("the order of members is nobody's affair", () => {
    const { managedPolicyArns, customerManagedPolicies, inlinePolicy, boundary } = emptyContent;
    const content = known({ boundary, inlinePolicy, customerManagedPolicies, managedPolicyArns });
    expect(drift({}, { sets: [touchedSet({ content })] })).toEqual([]);
  });
});

test("the order of rows is AWS's affair", () => {
  const three = [...both, { type: "USER", id: BOB }] as const;
  const rows = (ids: readonly (typeof three)[number][]) =>
    surroundings({
      grants: [touchedGrant({ attached: known(ids) })],
      people: [person({ groupIds: known(ids.flatMap((one) => (one.type === "GROUP" ? [one.id] : []))) })],
      elsewhere: known(ids.map((principal) => ({ accountId: MANAGEMENT, permissionSetArn: READ_ONLY.arn, principal }))),
    });
  const [a, b, c] = three;
  for (const other of [
    [c, b, a],
    [b, a, c],
    [b, c, a],
    [c, a, b],
  ])
    expect(driftBetween(rows(three), rows(other))).toEqual([]);
});
