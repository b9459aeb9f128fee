/** What changed around a plan while it was shown is told with names; what only came in another order is not. */
import { expect, test } from "vitest";
import {
  ALICE,
  alice,
  BOB,
  DEVELOPERS,
  failed,
  MANAGEMENT,
  READ_ONLY,
  SANDBOX,
  sandbox,
} from "../diagnosis/testing/grant-facts.ts";
import type { PlanSurroundings } from "../facts/plan/plan-surroundings.ts";
import { known } from "../model/reading.ts";
import { driftBetween } from "./drift.ts";
import {
  emptyContent,
  person,
  surroundings,
  touchedAccount,
  touchedGrant,
  touchedGroup,
  touchedSet,
} from "./testing/touched.ts";

const both = [
  { type: "USER", id: ALICE },
  { type: "GROUP", id: DEVELOPERS },
] as const;
const PLACE = `ReadOnly in sandbox (${SANDBOX})`;

test.each<[string, Partial<PlanSurroundings>, readonly string[]]>([
  ["nothing", {}, []],
  ["only the time", { at: "2027-01-01T00:00:00Z" }, []],
  ["only the evidence", { people: [person({ user: known(alice, ["e9"]) })] }, []],
  [
    "an assignment went",
    { grants: [touchedGrant({ attached: known([]) })] },
    [`${PLACE} is no longer assigned to user ${alice.userName} (${ALICE})`],
  ],
  [
    "an assignment came",
    { grants: [touchedGrant({ attached: known(both) })] },
    [`${PLACE} is now also assigned to group Developers (${DEVELOPERS})`],
  ],
  [
    "assignments are not readable",
    { grants: [touchedGrant({ attached: failed() })] },
    [`Who is assigned ${PLACE} could no longer be read`],
  ],
  [
    "the provisioning",
    { grants: [touchedGrant({ freshness: known("outdated") })] },
    [`The provisioning of ${PLACE} changed`],
  ],
  ["the role", { grants: [touchedGrant({ role: known(null) })] }, [`The role of ${PLACE} changed`]],
  [
    "the user was disabled",
    { people: [person({ user: known({ ...alice, status: "DISABLED" }) })] },
    [`User ${alice.userName} (${ALICE}) is now disabled`],
  ],
  [
    "the user was deleted",
    { people: [person({ user: known(null) })] },
    [expect.stringMatching(/^User .* was deleted$/)],
  ],
  [
    "the user's groups",
    { people: [person({ groupIds: known([DEVELOPERS]) })] },
    [expect.stringMatching(/^The groups of /)],
  ],
  ["the person is somebody else", { people: [person({ id: BOB })] }, [expect.stringContaining("no longer has to do")]],
  [
    "the group was deleted",
    { groups: [touchedGroup({ details: known(null) })] },
    [`Group Developers (${DEVELOPERS}) was deleted`],
  ],
  [
    "the group's members",
    { groups: [touchedGroup({ members: known({ ids: [BOB], isComplete: true }) })] },
    [`The members of group Developers (${DEVELOPERS}) changed`],
  ],
  [
    "the account",
    { accounts: [touchedAccount({ account: known({ ...sandbox, state: "SUSPENDED" }) })] },
    [`The account sandbox (${SANDBOX}) changed: it is SUSPENDED`],
  ],
  [
    "the account left",
    { accounts: [touchedAccount({ account: known(null) })] },
    [`The account sandbox (${SANDBOX}) changed: it is no longer in the organization`],
  ],
  [
    "the set's content",
    { sets: [touchedSet({ content: known({ ...emptyContent, managedPolicyArns: ["arn:aws:iam::aws:policy/X"] }) })] },
    ["The permission set ReadOnly changed"],
  ],
  [
    "the caller",
    { caller: known({ accountId: MANAGEMENT, arn: `arn:aws:iam::${MANAGEMENT}:user/somebody-else` }) },
    ["The caller's identity changed"],
  ],
  [
    "assignments elsewhere",
    { elsewhere: known([{ accountId: MANAGEMENT, permissionSetArn: READ_ONLY.arn, principal: both[0] }]) },
    ["Assignments in other accounts changed"],
  ],
])("%s", (_what, after, expected) => {
  expect(driftBetween(surroundings(), surroundings(after))).toEqual(expected);
});

test("the order of rows is AWS's affair", () => {
  const rows = (ids: readonly (typeof both)[number][]) =>
    surroundings({ grants: [touchedGrant({ attached: known(ids) })] });
  expect(driftBetween(rows(both), rows([...both].reverse()))).toEqual([]);
});
