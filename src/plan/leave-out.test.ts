/** Leaving out what AWS would refuse, telling edited words, and seeing what is in place already. */
import { describe, expect, test } from "vitest";
import { ALICE, DEVELOPERS, failed, SANDBOX, US } from "../diagnosis/testing/grant-facts.ts";
import { PLAN_SCHEMA, type Plan } from "../model/plan.ts";
import { known } from "../model/reading.ts";
import { disagreeingSteps } from "./disagreement.ts";
import { isInPlaceAround } from "./in-place.ts";
import { withoutRefused } from "./leave-out.ts";
import type { Refusal } from "./refusal.ts";
import {
  assign,
  join,
  leave,
  person,
  provision,
  stepsOf,
  surroundings,
  touchedGrant,
  unassign,
} from "./testing/touched.ts";

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

describe("leaving out", () => {
  test("only the steps that would be refused, numbered again, and each named", () => {
    const left = withoutRefused(plan, [refusal([1]), refusal([1])]);
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
    ["what is about the whole plan", [refusal()]],
    ["all of its steps", [refusal([1, 2]), refusal([3])]],
  ])("not %s", (_what, refusals) => {
    expect(withoutRefused(plan, refusals)).toEqual({ plan, refusals });
  });

  test("what is about the whole plan stays beside what is left out", () => {
    expect(withoutRefused(plan, [refusal([2]), refusal()]).refusals).toEqual([refusal()]);
  });
});

describe("words and changes", () => {
  const [step] = plan.steps;
  if (!step) throw new Error("no step");

  test("agree where they were made from each other", () => {
    expect(disagreeingSteps(plan)).toEqual([]);
  });

  test.each([
    ["another change", { ...step, change: unassign() }],
    ["another person", { ...step, change: assign({ principalName: "bob" }) }],
    ["another description", { ...step, description: "Harmless" }],
    ["another command", { ...step, command: "true" }],
    ["another risk", { ...step, risk: "low" as const }],
    ["other effects", { ...step, effects: [] }],
    ["another number", { ...step, number: 7 }],
  ])("disagree: %s", (_what, edited) => {
    expect(disagreeingSteps({ ...plan, steps: [edited, ...plan.steps.slice(1)] })).toEqual([edited.number]);
  });
});

describe("in place already", () => {
  const nobody = surroundings({ grants: [touchedGrant({ attached: known([]) })] });
  const member = surroundings({ people: [person({ id: ALICE, groupIds: known([DEVELOPERS]) })] });
  const unknown = surroundings({
    grants: [touchedGrant({ attached: failed() })],
    people: [person({ groupIds: failed() })],
  });

  test.each([
    ["an assignment that is there", assign(), surroundings(), true],
    ["an assignment that is not", assign(), nobody, false],
    ["a removal of what is there", unassign(), surroundings(), false],
    ["a removal of what is not", unassign(), nobody, true],
    ["a member", join(), member, true],
    ["no member", join(), surroundings(), false],
    ["leaving as a member", leave(), member, false],
    ["leaving as none", leave(), surroundings(), true],
    ["provisioning", provision({ accountId: SANDBOX }), surroundings(), false],
    ["an assignment that could not be read", assign(), unknown, false],
    ["a removal that could not be read", unassign(), unknown, false],
    ["leaving what could not be read", leave(), unknown, false],
  ])("%s", (_what, change, around, expected) => {
    expect(isInPlaceAround(change, around)).toBe(expected);
  });
});
