/** Taking a plan back: only what it did, the last thing first, and what cannot be taken back is said. */
import { expect, test } from "vitest";
import { EU, SANDBOX, US } from "../facts/grant/testing/grant-facts.ts";
import type { Change } from "../model/change.ts";
import { PLAN_SCHEMA, type Plan } from "../model/plan.ts";
import { inversePlan } from "./inverse.ts";
import { numberedSteps } from "./numbered.ts";
import { assign, join, leave, provision, stepsOf, unassign } from "./testing/touched.ts";

const IDENTITY = { id: "p2", createdAt: "2026-09-14T10:00:00Z" };
const plan = (...changes: readonly Change[]): Plan => ({
  schema: PLAN_SCHEMA,
  id: "p1",
  createdAt: "2026-09-14T09:31:00Z",
  region: US,
  promise: { userName: "alice", accountId: SANDBOX, permissionSetName: "ReadOnly" },
  cause: "no-assignment",
  steps: stepsOf(...changes),
  warnings: ["of the plan itself"],
});
const inverse = (changes: readonly Change[], carriedOut: readonly number[]) =>
  inversePlan(plan(...changes), new Set(carriedOut), IDENTITY);

test("all of it: the last step first, numbered again", () => {
  const made = inverse([assign(), join(), leave(), unassign()], [1, 2, 3, 4]);
  const { promise: _, ...rest } = plan();
  expect(made).toEqual({
    ...rest,
    ...IDENTITY,
    cause: "undo of p1",
    promises: [],
    warnings: [],
    steps: numberedSteps(
      [
        { change: assign(), reason: "takes back step 4 of p1" },
        { change: join(), reason: "takes back step 3 of p1" },
        { change: leave(), reason: "takes back step 2 of p1" },
        { change: unassign(), reason: "takes back step 1 of p1" },
      ],
      US,
    ),
  });
});

test.each([
  { what: "nothing was done", carriedOut: [], expected: [] },
  { what: "the first was", carriedOut: [1], expected: ["1 delete-account-assignment"] },
  { what: "the second was; the first was in place before", carriedOut: [2], expected: ["1 delete-group-membership"] },
  { what: "a number that the plan does not have", carriedOut: [7], expected: [] },
])("only what was carried out: $what", ({ carriedOut, expected }) => {
  const { steps, warnings } = inverse([assign(), join()], carriedOut);
  expect(steps.map(({ number, change }) => `${number} ${change.kind}`)).toEqual(expected);
  expect(warnings).toEqual([]);
});

test("what cannot be taken back stays, and is told with its own number", () => {
  const made = inverse([assign(), provision(), join()], [1, 2, 3]);
  expect(made.steps.map(({ number, reason }) => `${number} ${reason}`)).toEqual([
    "1 takes back step 3 of p1",
    "2 takes back step 1 of p1",
  ]);
  expect(made.leftOut).toEqual([
    {
      change: provision(),
      description: `Step 2: Provision ReadOnly to account ${SANDBOX}`,
      reason: expect.stringMatching(/^provisioning cannot be undone/),
    },
  ]);
  expect(inverse([provision(), join()], [2]).leftOut).toBeUndefined();
});

test("the commands are for the plan's own Region, and the plan itself is left as it was", () => {
  const original: Plan = { ...plan(assign(), join()), region: EU };
  const before = structuredClone(original);
  const { steps } = inversePlan(original, new Set([1, 2]), IDENTITY);
  expect(steps.map(({ command }) => command)).toEqual([
    expect.stringContaining("--region eu-west-1"),
    expect.stringMatching(/^aws sso-admin delete-account-assignment .* --region eu-west-1$/),
  ]);
  expect(original).toEqual(before);
});
