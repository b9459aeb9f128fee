/** Leaving out what AWS would refuse, and telling edited words. */
import { describe, expect, test } from "vitest";
import { ADMIN, ALICE, BOB, DEVELOPERS, SANDBOX, US } from "../facts/grant/testing/grant-facts.ts";
import type { Change } from "../model/change.ts";
import { type GrantPromise, PLAN_SCHEMA, type Plan } from "../model/plan.ts";
import { disagreeingSteps } from "./disagreement.ts";
import { withoutRefused } from "./leave-out.ts";
import type { Refusal } from "./refusal.ts";
import { assign, entitle, join, leave, provision, retrust, stepsOf, unassign, unentitle } from "./testing/touched.ts";

const plan: Plan = {
  schema: PLAN_SCHEMA,
  id: "p1",
  createdAt: "2026-09-14T09:31:00Z",
  region: US,
  cause: "a",
  steps: stepsOf(assign(), provision(), join()),
  warnings: [],
};
const refusal = (affects?: readonly number[]): Refusal => ({
  kind: "account-not-active",
  summary: "it is closed",
  steps: [],
  affects,
});

const leaving = (...refusals: readonly Refusal[]) => withoutRefused(plan, { refusals, mayTakeAway: true });

describe("leaving out", () => {
  test("only the steps that would be refused, numbered again, and each named", () => {
    const left = leaving(refusal([1]), refusal([1]));
    expect(left.refusals).toEqual([]);
    expect(left.plan.steps.map(({ number, change }) => `${number} ${change.kind}`)).toEqual([
      "1 provision-permission-set",
      "2 create-group-membership",
    ]);
    expect(left.plan.leftOut).toEqual([
      { change: assign(), description: plan.steps[0]?.description, reason: "it is closed; it is closed" },
    ]);
  });

  test.each([
    { what: "what is about the whole plan", refusals: [refusal()] },
    { what: "all of its steps", refusals: [refusal([1, 2]), refusal([3])] },
  ])("not $what", ({ refusals }) => {
    expect(leaving(...refusals)).toEqual({ plan, refusals });
  });

  test("what is about the whole plan stays beside what is left out", () => {
    expect(leaving(refusal([2]), refusal()).refusals).toEqual([refusal()]);
  });
});

describe("what rests on a step that is left out", () => {
  const alice = { userName: "alice", accountId: SANDBOX, permissionSetName: "ReadOnly" };
  const other = { ...alice, accountId: "222233334444" as typeof SANDBOX };
  const promising = (promises: readonly GrantPromise[], ...changes: readonly Change[]): Plan => ({
    ...plan,
    ...(promises[0] ? { promise: promises[0], promises } : {}),
    steps: stepsOf(...changes),
  });
  const without = (written: Plan, number: number, mayTakeAway = false) =>
    withoutRefused(written, { refusals: [refusal([number])], mayTakeAway }).plan;

  test("its promise goes, the others stay", () => {
    const left = without(promising([alice, other], assign({ principalName: "alice" }), join()), 1);
    expect(left).toMatchObject({ promise: other, promises: [other] });
    expect(without(promising([alice], assign({ principalName: "alice" }), join()), 1)).not.toHaveProperty("promise");
  });

  test("a promise to another user of the same account and set stays; one that a group may serve goes", () => {
    const toBob = promising([alice], assign({ principalName: "bob", principal: { type: "USER", id: ALICE } }), join());
    expect(without(toBob, 1).promises).toEqual([alice]);
    const developers = { principal: { type: "GROUP", id: DEVELOPERS }, principalName: "Developers" } as const;
    const toGroup = promising([alice], assign(developers), join());
    expect(without(toGroup, 1).promises).toBeUndefined();
    const provisioned = promising([{ ...alice, userName: "carol" }], provision(), join());
    expect(without(provisioned, 1).promises).toBeUndefined();
  });

  test("a removal of something else goes ahead", () => {
    const kinds = (written: Plan) => without(written, 1).steps.map(({ change }) => change.kind);
    const elsewhere = unassign({ accountId: other.accountId, principal: { type: "GROUP", id: DEVELOPERS } });
    expect(kinds(promising([], assign(), elsewhere))).toEqual(["delete-account-assignment"]);
    const otherSet = unassign({ permissionSetArn: ADMIN.arn, principal: { type: "GROUP", id: DEVELOPERS } });
    expect(kinds(promising([], assign(), otherSet))).toEqual(["delete-account-assignment"]);
    const sameGrant = unassign({ principal: { type: "GROUP", id: DEVELOPERS } });
    expect(kinds(promising([], assign(), sameGrant, join()))).toEqual(["create-group-membership"]);
    const samePerson = unassign({ accountId: other.accountId });
    expect(kinds(promising([], assign(), samePerson, provision()))).toEqual(["provision-permission-set"]);
    // A step that takes access away is replaced by nothing: another removal does not wait for it.
    expect(kinds(promising([], unassign(), leave()))).toEqual(["delete-group-membership"]);
    expect(kinds(promising([], provision(), leave()))).toEqual(["delete-group-membership"]);
  });

  test("a removal goes with the step that gives the same person or the same role", () => {
    const kinds = (...changes: readonly Change[]) =>
      without(promising([], ...changes), 1).steps.map(({ change }) => change.kind);
    const elsewhere = unassign({ accountId: other.accountId, permissionSetArn: ADMIN.arn });
    expect(kinds(join(), elsewhere, provision())).toEqual(["provision-permission-set"]);
    expect(kinds(join(), leave({ userId: BOB }))).toEqual(["delete-group-membership"]);
    const toBob = { principal: { type: "USER", id: BOB } } as const;
    expect(kinds(entitle(), unentitle(toBob), provision())).toEqual(["provision-permission-set"]);
    expect(kinds(retrust(), unentitle(toBob), provision())).toEqual(["provision-permission-set"]);
    const otherRole = unentitle({ roleArn: `arn:aws:iam::${SANDBOX}:role/Other` });
    expect(kinds(entitle(), otherRole)).toEqual(["delete-entitlement"]);
    expect(kinds(retrust(), otherRole)).toEqual(["delete-entitlement"]);
  });

  test.each([
    { what: "an entitlement", change: entitle() },
    { what: "a trust policy", change: retrust() },
  ])("$what serves the promises of its own role", ({ change }) => {
    const ours = { ...alice, permissionSetName: "Developer", roleArn: `arn:aws:iam::${SANDBOX}:role/team/Developer` };
    const theirs = { ...ours, roleArn: `arn:aws:iam::${SANDBOX}:role/Developer` };
    expect(without(promising([alice, ours, theirs], change, provision()), 1).promises).toEqual([alice, theirs]);
  });

  test("each step that is left out takes its own promises away, and a plan without promises stays without", () => {
    const written = promising(
      [alice, other],
      assign({ principalName: "alice" }),
      join({ userName: "carol" }),
      provision(),
    );
    const left = withoutRefused(written, { refusals: [refusal([1, 2])], mayTakeAway: false }).plan;
    expect(left.promises).toEqual([other]);
    expect(without({ ...promising([], assign(), provision()), promises: [] }, 1).promises).toEqual([]);
  });

  test("a membership serves the promise of its own user, provisioning that of its own place", () => {
    const bob = { ...alice, userName: "bob" };
    expect(without(promising([alice, bob], join(), provision()), 1).promises).toEqual([bob]);
    expect(without(promising([alice, other], provision(), join()), 1).promises).toEqual([other]);
    const otherSet = { ...alice, permissionSetName: "Admin" };
    expect(without(promising([otherSet, alice], provision(), join()), 1).promises).toEqual([otherSet]);
    const single: Plan = { ...promising([], provision(), join()), promise: alice };
    expect(without(single, 2, true)).not.toHaveProperty("promise");
    expect(without({ ...single, promise: bob }, 2)).toMatchObject({ promise: bob });
    expect(without({ ...single, promise: bob }, 2)).not.toHaveProperty("promises");
  });

  test("a removal does not go ahead without what was to replace it, unless removing is the purpose", () => {
    const moving = promising([], assign(), unassign(), provision());
    expect(without(moving, 1).steps.map(({ change }) => change.kind)).toEqual(["provision-permission-set"]);
    expect(without(moving, 1, true).steps.map(({ change }) => change.kind)).toEqual([
      "delete-account-assignment",
      "provision-permission-set",
    ]);
  });
});

describe("words and changes", () => {
  const [step] = plan.steps;
  if (!step) throw new Error("no step");

  test("agree where they were made from each other", () => {
    expect(disagreeingSteps(plan)).toEqual([]);
  });

  test.each([
    { what: "another change", edited: { ...step, change: unassign() } },
    { what: "another person", edited: { ...step, change: assign({ principalName: "bob" }) } },
    { what: "another description", edited: { ...step, description: "Harmless" } },
    { what: "another command", edited: { ...step, command: "true" } },
    { what: "another risk", edited: { ...step, risk: "low" as const } },
    { what: "other effects", edited: { ...step, effects: [] } },
    { what: "another number", edited: { ...step, number: 7 } },
  ])("disagree: $what", ({ edited }) => {
    expect(disagreeingSteps({ ...plan, steps: [edited, ...plan.steps.slice(1)] })).toEqual([edited.number]);
  });
});
