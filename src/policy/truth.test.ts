/** Yes, no and unknown together: what decides, and whose keys are named. */
import { describe, expect, test } from "vitest";
import { all, no, opposite, some, type Truth, truthOf, unknown, YES } from "./truth.ts";

describe("truths together", () => {
  test.each<[string, readonly Truth[], Truth, Truth]>([
    ["none", [], YES, no()],
    ["yes", [YES, YES], YES, YES],
    ["no", [no("a"), no("b")], no("a", "b"), no("a", "b")],
    ["no for the same reason", [no("a"), no("b", "a")], no("a", "b"), no("a", "b")],
    ["no, whatever the keys are", [no("a"), no()], no(), no("a")],
    ["yes and no", [YES, no("a")], no("a"), YES],
    ["yes and unknown", [YES, unknown("a"), unknown("b", "a")], unknown("a", "b"), YES],
    ["no and unknown", [unknown("a"), no("b")], no("b"), unknown("a")],
    ["all three", [unknown("a"), no("b"), YES], no("b"), YES],
  ])("%s", (_what, truths, together, oneOf) => {
    expect(all(truths)).toEqual(together);
    expect(some(truths)).toEqual(oneOf);
  });

  test.each<[Truth, Truth]>([
    [YES, no()],
    [no("a"), YES],
    [unknown("a"), unknown("a")],
  ])("the opposite of %j", (truth, other) => {
    expect(opposite(truth)).toEqual(other);
  });

  test("of true and false", () => {
    expect([truthOf(true), truthOf(false)]).toEqual([
      { state: "yes", keys: [] },
      { state: "no", keys: [] },
    ]);
  });
});
