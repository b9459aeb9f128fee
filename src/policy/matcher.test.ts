/** Which texts patterns match (IAM User Guide, "Resource"), and which ARNs by their fields (IAM User Guide, "Amazon Resource Name (ARN) condition operators"). */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { contextOf } from "./context.ts";
import { fieldsMatcherOf, matcherOf, matches } from "./matcher.ts";
import { arnFields, fill } from "./pattern.ts";

const unitsOf = (text: string, options = { hasWildcards: true, hasVariables: true }): readonly string[] => {
  const filled = fill(text, contextOf({}), options);
  return filled.state === "known" ? filled.units : [filled.state];
};

describe("matches", () => {
  test.each<{ readonly pattern: string; readonly text: string; readonly expected: boolean }>([
    { pattern: "", text: "", expected: true },
    { pattern: "", text: "a", expected: false },
    { pattern: "a", text: "", expected: false },
    { pattern: "*", text: "", expected: true },
    { pattern: "?", text: "", expected: false },
    { pattern: "?", text: "a", expected: true },
    { pattern: "?", text: "ab", expected: false },
    { pattern: "a*", text: "a", expected: true },
    { pattern: "*a", text: "ba", expected: true },
    { pattern: "*a", text: "ab", expected: false },
    { pattern: "a*c", text: "abbbc", expected: true },
    { pattern: "a*c", text: "abbbcd", expected: false },
    { pattern: "*ab*", text: "aab", expected: true },
    { pattern: "*a?c*d", text: "abcacxabcd", expected: true },
    { pattern: "*aab", text: "aaaab", expected: true },
    { pattern: "a**", text: "a", expected: true },
    { pattern: "a*?", text: "a", expected: false },
    { pattern: "**b?", text: "abab", expected: false },
    { pattern: "*b?", text: "ababa", expected: true },
    { pattern: "*\ude00", text: "\u{1f600}", expected: false },
    { pattern: "*\ud83d", text: "\u{1f600}", expected: false },
    { pattern: "?*", text: "\u{1f600}", expected: true },
    { pattern: "*?b*", text: "aab", expected: true },
    { pattern: "ab*ba", text: "aba", expected: false },
    { pattern: "??", text: "\u{1f600}é", expected: true },
  ])("$pattern against $text: $expected", ({ pattern, text, expected }) => {
    expect(matches(unitsOf(pattern), text)).toBe(expected);
  });

  test("an asterisk is text where there are no wildcards", () => {
    const options = { hasWildcards: false, hasVariables: true };
    expect(matches(unitsOf("a*?", options), "a*?")).toBe(true);
    expect(matches(unitsOf("a*?", options), "abc")).toBe(false);
  });
});

test("one matcher for many texts", () => {
  const matcher = matcherOf(unitsOf("*?b*c"));
  expect(["abc", "bc", "xxabxc", "abc", ""].map(matcher)).toEqual([true, false, true, true, false]);
});

test.each<{ readonly pattern: string; readonly arn: string; readonly expected: boolean }>([
  { pattern: "arn:*:iam::*:role/*", arn: "arn:aws:iam::1:role/a", expected: true },
  { pattern: "arn:*:role/*", arn: "arn:aws:iam::1:role/a", expected: false },
  { pattern: "arn:aws:sqs:*:*:a:*", arn: "arn:aws:sqs:eu-west-1:1:a:b:c", expected: true },
  { pattern: "arn:aws:sqs:*:1?:a", arn: "arn:aws:sqs:eu-west-1:1:a", expected: false },
  { pattern: "arn:a?s:s3:::*", arn: "arn:aws:s3:::", expected: true },
])("$pattern by fields against $arn: $expected", ({ pattern, arn, expected }) => {
  expect(fieldsMatcherOf(unitsOf(pattern))(arnFields(arn))).toBe(expected);
});

/** By every way to divide the text, as slow as it is plain. */
function matchesPlainly(pattern: readonly string[], text: readonly string[]): boolean {
  const [unit, ...units] = pattern;
  if (unit === undefined) return text.length === 0;
  if (unit === "*") return text.some((_, at) => matchesPlainly(units, text.slice(at))) || matchesPlainly(units, []);
  return text.length > 0 && (unit === "?" || unit === text[0]) && matchesPlainly(units, text.slice(1));
}

test("as every way to divide the text decides", () => {
  const of = (...units: readonly string[]) => fc.array(fc.constantFrom(...units), { maxLength: 8 });
  fc.assert(
    fc.property(of("a", "b", "*", "?", ".", "\\", "😀"), of("a", "b", ".", "\\", "😀"), (pattern, text) => {
      expect(matches(unitsOf(pattern.join("")), text.join(""))).toBe(matchesPlainly(pattern, text));
    }),
    { numRuns: 5000 },
  );
});
