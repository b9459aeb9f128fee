/** Yes, no and unknown together: what decides, and whose keys are named. */
import { describe, expect, test } from "vitest";
import { all, no, opposite, some, type Truth, truthOf, unknown, YES } from "./truth.ts";

describe("truths together", () => {
  test.each<{
    readonly what: string;
    readonly truths: readonly Truth[];
    readonly together: Truth;
    readonly oneOf: Truth;
  }>([
    { what: "none", truths: [], together: YES, oneOf: no() },
    { what: "yes", truths: [YES, YES], together: YES, oneOf: YES },
    { what: "no", truths: [no("a"), no("b")], together: no("a", "b"), oneOf: no("a", "b") },
    { what: "no for the same reason", truths: [no("a"), no("b", "a")], together: no("a", "b"), oneOf: no("a", "b") },
    { what: "no, whatever the keys are", truths: [no("a"), no()], together: no(), oneOf: no("a") },
    { what: "yes and no", truths: [YES, no("a")], together: no("a"), oneOf: YES },
    {
      what: "yes and unknown",
      truths: [YES, unknown("a"), unknown("b", "a")],
      together: unknown("a", "b"),
      oneOf: YES,
    },
    { what: "no and unknown", truths: [unknown("a"), no("b")], together: no("b"), oneOf: unknown("a") },
    { what: "all three", truths: [unknown("a"), no("b"), YES], together: no("b"), oneOf: YES },
  ])("$what", ({ truths, together, oneOf }) => {
    expect(all(truths)).toEqual(together);
    expect(some(truths)).toEqual(oneOf);
  });

  test.each<{ readonly truth: Truth; readonly other: Truth }>([
    { truth: YES, other: no() },
    { truth: no("a"), other: YES },
    { truth: unknown("a"), other: unknown("a") },
  ])("the opposite of $truth", ({ truth, other }) => {
    expect(opposite(truth)).toEqual(other);
  });

  test("of true and false", () => {
    expect([truthOf(true), truthOf(false)]).toEqual([
      { state: "yes", keys: [] },
      { state: "no", keys: [] },
    ]);
  });
});
