/** Targets that AWS refuses: what is gone, closed or full; never what could not be read, and never a removal. */
import { describe, expect, test } from "vitest";
import type { AccountFacts } from "../facts/grant/grant-facts.ts";
import { ALICE, DEVELOPERS, failed, SANDBOX, sandbox } from "../facts/grant/testing/grant-facts.ts";
import type { PlanSurroundings } from "../facts/plan/plan-surroundings.ts";
import type { Change } from "../model/change.ts";
import { known } from "../model/reading.ts";
import { targetRefusals } from "./target-refusals.ts";
import {
  assign,
  besideOthers,
  emptyContent,
  entitle,
  groupIds,
  join,
  leave,
  person,
  provision,
  stepsOf,
  touchedAccount,
  touchedGrant,
  touchedGroup,
  touchedSet,
  unassign,
  unentitle,
} from "./testing/touched.ts";

const foreseen = (more: Partial<PlanSurroundings>, ...changes: readonly Change[]) =>
  targetRefusals(stepsOf(...changes), besideOthers(more));
const kinds = (more: Partial<PlanSurroundings>, ...changes: readonly Change[]) =>
  foreseen(more, ...changes).refusals.map(({ kind, affects }) => `${kind} ${affects?.join()}`);

const toGroup = { principal: { type: "GROUP", id: DEVELOPERS } } as const;
const noUser = { people: [person({ user: known(null) })] };
const noGroup = { groups: [touchedGroup({ details: known(null) })] };
const account = (state: AccountFacts["state"]) => ({
  accounts: [touchedAccount({ account: known({ ...sandbox, state }) })],
});
const groups = (count: number) => ({
  grants: [touchedGrant({ attached: known(groupIds(count).map((id) => ({ type: "GROUP" as const, id }))) })],
});
const policies = (count: number) => ({
  sets: [
    touchedSet({
      content: known({
        ...emptyContent,
        managedPolicyArns: Array.from({ length: count }, (_, at) => `arn:aws:iam::aws:policy/P${at}`),
      }),
    }),
  ],
});

test("nothing stands in the way", () => {
  expect(foreseen({}, assign(), provision(), join(), unassign(), leave())).toEqual({ refusals: [], warnings: [] });
});

test.each<{
  readonly what: string;
  readonly more: Partial<PlanSurroundings>;
  readonly change: Change;
  readonly expected: readonly string[];
}>([
  { what: "a deleted user", more: noUser, change: assign(), expected: ["principal-deleted 2"] },
  { what: "a deleted group", more: noGroup, change: assign(toGroup), expected: ["principal-deleted 2"] },
  { what: "a deleted user who is to join", more: noUser, change: join(), expected: ["principal-deleted 2"] },
  { what: "a deleted group that is to be joined", more: noGroup, change: join(), expected: ["principal-deleted 2"] },
  {
    what: "a deleted group that is to be entitled",
    more: noGroup,
    change: entitle(),
    expected: ["principal-deleted 2"],
  },
  {
    what: "a deleted set",
    more: { sets: [touchedSet({ name: known(null) })] },
    change: provision(),
    expected: ["permission-set-deleted 2"],
  },
  {
    what: "an account that left",
    more: { accounts: [touchedAccount({ account: known(null) })] },
    change: assign(),
    expected: ["account-not-in-organization 2"],
  },
  { what: "a suspended account", more: account("SUSPENDED"), change: provision(), expected: ["account-not-active 2"] },
  { what: "a closing account", more: account("PENDING_CLOSURE"), change: assign(), expected: ["account-not-active 2"] },
  { what: "a closed account", more: account("CLOSED"), change: assign(), expected: ["account-not-active 2"] },
  {
    what: "an account that is not activated yet",
    more: account("PENDING_ACTIVATION"),
    change: assign(),
    expected: ["account-not-active 2"],
  },
  { what: "a hundred groups", more: groups(100), change: assign(toGroup), expected: ["quota-reached 2"] },
  { what: "more policies than any role takes", more: policies(26), change: assign(), expected: ["quota-reached 2"] },
])("$what is refused, with the number of its step", ({ more, change, expected }) => {
  expect(kinds(more, leave(), change)).toEqual(expected);
});

describe("is not refused", () => {
  test.each<{ readonly what: string; readonly more: Partial<PlanSurroundings>; readonly change: Change }>([
    { what: "removing from a deleted user", more: noUser, change: unassign() },
    { what: "removing in a suspended account", more: account("SUSPENDED"), change: unassign() },
    { what: "a user who could not be read", more: { people: [person({ user: failed() })] }, change: assign() },
    {
      what: "an account that could not be read",
      more: { accounts: [touchedAccount({ account: failed() })] },
      change: assign(),
    },
    { what: "the hundredth group", more: groups(99), change: assign(toGroup) },
    {
      what: "a group that is one of the hundred",
      more: groups(100),
      change: assign({ principal: { type: "GROUP", id: groupIds(1)[0] ?? DEVELOPERS } }),
    },
    {
      what: "a user beside a hundred groups",
      more: groups(100),
      change: assign({ principal: { type: "USER", id: ALICE } }),
    },
    { what: "a deletion of an entitlement of a deleted group", more: noGroup, change: unentitle() },
    { what: "a grant that was not looked at", more: { grants: [] }, change: assign(toGroup) },
    {
      what: "who has it could not be read",
      more: { grants: [touchedGrant({ attached: failed() })] },
      change: assign(toGroup),
    },
    { what: "as many policies as a role takes", more: policies(10), change: assign() },
  ])("$what", ({ more, change }) => {
    expect(foreseen(more, change)).toEqual({ refusals: [], warnings: [] });
  });
});

test("what is refused is named, with what to do instead", () => {
  expect(foreseen(noUser, assign()).refusals).toEqual([
    {
      kind: "principal-deleted",
      summary: `User alice (${ALICE}) is deleted, and AWS gives nothing to a deleted user`,
      steps: ["Give the access to the user that is there now, if there is one"],
      affects: [1],
    },
  ]);
  const nameless = assign({ ...toGroup, principalName: DEVELOPERS });
  expect(foreseen(noGroup, nameless).refusals[0]).toMatchObject({
    summary: `Group ${DEVELOPERS} is deleted, and AWS gives nothing to a deleted group`,
    steps: ["Give the access to the group that is there now, if there is one"],
  });
  expect(foreseen({ sets: [touchedSet({ name: known(null) })] }, provision()).refusals[0]?.steps).toEqual([
    "Use the permission set that replaced it, if there is one",
  ]);
  expect(foreseen({ accounts: [touchedAccount({ account: known(null) })] }, assign()).refusals[0]?.steps).toEqual([
    "Check the account id, or invite the account to the organization",
  ]);
  expect(foreseen(account("CLOSED"), assign()).refusals[0]).toMatchObject({
    summary: `The account sandbox (${SANDBOX}) is CLOSED, and Identity Center cannot make a role there`,
    steps: ["Reactivate the account or leave it out"],
  });
  expect(foreseen(groups(100), assign(toGroup)).refusals[0]?.steps).toHaveLength(1);
  expect(foreseen(policies(26), assign()).refusals[0]).toMatchObject({
    summary: expect.stringContaining("ReadOnly has 26 managed policies"),
    steps: ["Remove managed policies from the permission set, or combine them"],
  });
});

test("members of another kind are not counted as groups, customer managed policies are counted as policies", () => {
  const people = [{ type: "USER" as const, id: ALICE }];
  const rows = [...groupIds(99).map((id) => ({ type: "GROUP" as const, id })), ...people];
  expect(foreseen({ grants: [touchedGrant({ attached: known(rows) })] }, assign(toGroup)).refusals).toEqual([]);
  const own = { name: "Own", path: "/" };
  const both = {
    ...emptyContent,
    managedPolicyArns: ["arn:aws:iam::aws:policy/P"],
    customerManagedPolicies: Array(10).fill(own),
  };
  expect(foreseen({ sets: [touchedSet({ content: known(both) })] }, assign()).warnings).toEqual([
    expect.stringMatching(/^ReadOnly has 11 managed policies/),
  ]);
  // 25 are a matter of the quota, 26 of IAM.
  expect(foreseen(policies(25), assign()).warnings).toHaveLength(1);
  expect(foreseen(policies(25), assign()).refusals).toEqual([]);
  expect(foreseen(policies(26), assign()).warnings).toEqual([]);
});

test("a quota that AWS may have raised is a warning", () => {
  expect(foreseen(policies(11), assign())).toEqual({
    refusals: [],
    warnings: [expect.stringMatching(/^ReadOnly has 11 managed policies: step 1 fails unless the IAM quota/)],
  });
  const full = {
    accounts: [touchedAccount({ provisionedSets: known(500) })],
    grants: [touchedGrant({ freshness: known("not-provisioned") })],
  };
  expect(foreseen(full, assign()).warnings).toEqual([
    expect.stringMatching(`^sandbox \\(${SANDBOX}\\) has 500 permission sets: step 1 fails unless`),
  ]);
  expect(foreseen({ ...full, grants: [touchedGrant()] }, assign()).warnings).toEqual([]);
  expect(foreseen({ ...full, accounts: [touchedAccount({ provisionedSets: known(499) })] }, assign()).warnings).toEqual(
    [],
  );
  expect(foreseen({ ...full, accounts: [touchedAccount({ provisionedSets: failed() })] }, assign()).warnings).toEqual(
    [],
  );
});

test.each([
  { state: "PENDING_ACTIVATION", step: "Wait until AWS has activated the account, or leave it out" },
  { state: "SUSPENDED", step: "Reactivate the account or leave it out" },
] as const)("what helps with an account that is $state", ({ state, step }) => {
  expect(foreseen(account(state), assign()).refusals.flatMap(({ steps }) => steps)).toEqual([step]);
});
