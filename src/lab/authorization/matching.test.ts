/** Long texts, which are compared at all places at once, match as short ones do, place by place. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { matcherOf, patternOf } from "./matching.ts";

const matchesText = (pattern: string, text: string): boolean => matcherOf(patternOf(pattern))(text);

describe("a long text", () => {
  const LONG = "ab".repeat(300);
  test.each([
    { pattern: `*${"a?".repeat(200)}*`, text: LONG, expected: true },
    { pattern: `*${"a?".repeat(200)}c*`, text: LONG, expected: false },
    { pattern: `*${"a?".repeat(200)}c*`, text: `${LONG}c`, expected: true },
    { pattern: `*${"?a".repeat(150)}*${"?a".repeat(150)}*`, text: LONG, expected: false },
    { pattern: `*${"?a".repeat(149)}*${"?a".repeat(149)}*`, text: LONG, expected: true },
  ])("$expected", ({ pattern, text, expected }) => {
    expect(matchesText(pattern, text)).toBe(expected);
  });
});

test("as an expression of the same meaning says", () => {
  const pattern = fc.array(fc.string({ unit: fc.constantFrom("a", "b", "?"), minLength: 1, maxLength: 60 }), {
    minLength: 1,
    maxLength: 3,
  });
  const text = fc.string({ unit: fc.constantFrom("a", "b"), minLength: 300, maxLength: 600 });
  fc.assert(
    fc.property(pattern, text, fc.boolean(), (segments, around, isPlanted) => {
      const planted = isPlanted ? segments.map((one) => one.replaceAll("?", "b")).join("a") : "";
      const all = `${around}${planted}${around}`;
      const expression = new RegExp(`^.*${segments.map((one) => one.replaceAll("?", ".")).join(".*")}.*$`);
      expect(matchesText(`*${segments.join("*")}*`, all)).toBe(expression.test(all));
    }),
    { numRuns: 100 },
  );
});
