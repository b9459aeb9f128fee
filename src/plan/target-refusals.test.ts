/** Targets that AWS refuses: what is gone, closed or full; never what could not be read, and never a removal. */
import { describe, expect, test } from "vitest";
import { ALICE, DEVELOPERS, failed, SANDBOX, sandbox } from "../diagnosis/testing/grant-facts.ts";
import type { AccountFacts } from "../facts/grant/grant-facts.ts";
import type { PlanSurroundings } from "../facts/plan/plan-surroundings.ts";
import type { Change } from "../model/change.ts";
import { certain, type GroupId, parseGroupId } from "../model/ids.ts";
import { known } from "../model/reading.ts";
import { targetRefusals } from "./target-refusals.ts";
import {
  assign,
  emptyContent,
  join,
  leave,
  person,
  provision,
  stepsOf,
  surroundings,
  touchedAccount,
  touchedGrant,
  touchedGroup,
  touchedSet,
  unassign,
} from "./testing/touched.ts";

const foreseen = (more: Partial<PlanSurroundings>, ...changes: readonly Change[]) =>
  targetRefusals(stepsOf(...changes), surroundings(more));
const kinds = (more: Partial<PlanSurroundings>, ...changes: readonly Change[]) =>
  foreseen(more, ...changes).refusals.map(({ kind, affects }) => `${kind} ${affects?.join()}`);

const toGroup = { principal: { type: "GROUP", id: DEVELOPERS } } as const;
const noUser = { people: [person({ user: known(null) })] };
const noGroup = { groups: [touchedGroup({ details: known(null) })] };
const account = (state: AccountFacts["state"]) => ({
  accounts: [touchedAccount({ account: known({ ...sandbox, state }) })],
});
const groupIds = (count: number): readonly GroupId[] =>
  Array.from({ length: count }, (_, at) =>
    certain(parseGroupId(`00000000-0000-0000-0000-${String(at).padStart(12, "0")}`)),
  );
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

test.each<[string, Partial<PlanSurroundings>, Change, readonly string[]]>([
  ["a deleted user", noUser, assign(), ["principal-deleted 2"]],
  ["a deleted group", noGroup, assign(toGroup), ["principal-deleted 2"]],
  ["a deleted user who is to join", noUser, join(), ["principal-deleted 2"]],
  ["a deleted group that is to be joined", noGroup, join(), ["principal-deleted 2"]],
  ["a deleted set", { sets: [touchedSet({ name: known(null) })] }, provision(), ["permission-set-deleted 2"]],
  [
    "an account that left",
    { accounts: [touchedAccount({ account: known(null) })] },
    assign(),
    ["account-not-in-organization 2"],
  ],
  ["a suspended account", account("SUSPENDED"), provision(), ["account-not-active 2"]],
  ["a closing account", account("PENDING_CLOSURE"), assign(), ["account-not-active 2"]],
  ["a closed account", account("CLOSED"), assign(), ["account-not-active 2"]],
  ["a hundred groups", groups(100), assign(toGroup), ["quota-reached 2"]],
  ["more policies than any role takes", policies(26), assign(), ["quota-reached 2"]],
])("%s is refused, with the number of its step", (_what, more, change, expected) => {
  expect(kinds(more, leave(), change)).toEqual(expected);
});

describe("is not refused", () => {
  test.each<[string, Partial<PlanSurroundings>, Change]>([
    ["removing from a deleted user", noUser, unassign()],
    ["removing in a suspended account", account("SUSPENDED"), unassign()],
    ["a user who could not be read", { people: [person({ user: failed() })] }, assign()],
    ["an account that could not be read", { accounts: [touchedAccount({ account: failed() })] }, assign()],
    ["an account that starts", account("PENDING_ACTIVATION"), assign()],
    ["the hundredth group", groups(99), assign(toGroup)],
    [
      "a group that is one of the hundred",
      groups(100),
      assign({ principal: { type: "GROUP", id: groupIds(1)[0] ?? DEVELOPERS } }),
    ],
    ["a user beside a hundred groups", groups(100), assign({ principal: { type: "USER", id: ALICE } })],
    ["as many policies as a role takes", policies(10), assign()],
  ])("%s", (_what, more, change) => {
    expect(foreseen(more, change)).toEqual({ refusals: [], warnings: [] });
  });
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
});
