/** What patterns match, what variables become, and the parts of ARNs (IAM User Guide, "Resource" and "Policy variables"). */
import { describe, expect, test } from "vitest";
import { ABSENT, contextOf, valued } from "./context.ts";
import { arnParts, type Filled, fill, literal, matches, matchesEverything, variablesIn } from "./pattern.ts";

const variable = (inside: string): string => `$\{${inside}}`;
const context = contextOf({
  team: valued("a*b"),
  several: valued("one", "two"),
  empty: valued(""),
  none: ABSENT,
});
const ALL = { hasWildcards: true, hasVariables: true };
const filled = (text: string, options = ALL): Filled => fill(text, context, options);
const unitsOf = (text: string, options = ALL): readonly string[] => {
  const one = filled(text, options);
  return one.state === "known" ? one.units : [one.state];
};

describe("matches", () => {
  test.each<[string, string, boolean]>([
    ["", "", true],
    ["", "a", false],
    ["a", "", false],
    ["*", "", true],
    ["?", "", false],
    ["?", "a", true],
    ["?", "ab", false],
    ["a*", "a", true],
    ["*a", "ba", true],
    ["*a", "ab", false],
    ["a*c", "abbbc", true],
    ["a*c", "abbbcd", false],
    ["*ab*", "aab", true],
    ["*a?c*d", "abcacxabcd", true],
    ["*aab", "aaaab", true],
    ["a**", "a", true],
    ["a*?", "a", false],
    ["**b?", "abab", false],
    ["*b?", "ababa", true],
    ["??", "\u{1f600}é", true],
  ])("%j against %j: %s", (pattern, text, expected) => {
    expect(matches(unitsOf(pattern), text)).toBe(expected);
  });

  test("an asterisk is text where there are no wildcards", () => {
    const options = { hasWildcards: false, hasVariables: true };
    expect(matches(unitsOf("a*?", options), "a*?")).toBe(true);
    expect(matches(unitsOf("a*?", options), "abc")).toBe(false);
  });

  test.each([
    ["*", true],
    ["**", true],
    ["", false],
    ["*?", false],
    [variable("*"), false],
    ["a*", false],
  ])("%j is everything: %s", (pattern, expected) => {
    expect(matchesEverything(unitsOf(pattern))).toBe(expected);
  });
});

describe("a variable", () => {
  test.each<[string, string, string]>([
    ["its value", `x-${variable("team")}-y`, "x-a*b-y"],
    ["whatever the case and blanks", variable(" TEAM "), "a*b"],
    ["an empty value", `x${variable("empty")}`, "x"],
    ["an asterisk", variable("*"), "*"],
    ["a question mark", variable(" ? "), "?"],
    ["a dollar", `${variable("$")}{team}`, `${variable("team")}`],
    ["a value before the default", variable("team, 'z'"), "a*b"],
    ["the default of none", variable("none, 'z y'"), "z y"],
    ["the default without blanks", variable("none,'z'"), "z"],
    ["the default with many blanks", variable("none ,  'z'  "), "z"],
    ["the default, empty", `x${variable("none, ''")}`, "x"],
    ["the default with commas and quotes", variable("none, 'a','b'"), "a','b"],
    ["the default of several", variable("several, 'z'"), "z"],
  ])("%s", (_what, text, expected) => {
    expect(filled(text)).toEqual({ state: "known", units: [...expected] });
  });

  test.each<[string, string]>([
    ["none", variable("none")],
    ["several values", variable("several")],
    ["a default without quotes", variable("none, z")],
    ["a default before which something stands", variable("none, x'z'")],
    ["a default behind which something stands", variable("none, 'z'x")],
  ])("%s: absent", (_what, text) => {
    expect(filled(`a${text}b${variable("team")}`)).toEqual({ state: "absent" });
  });

  test("what is not known is named, and wins over what is absent", () => {
    expect(filled(`${variable("none")}${variable("x, 'z'")}${variable("team")}${variable(" y ")}`)).toEqual({
      state: "unknown",
      keys: ["x", "y"],
    });
  });

  test("is text where there are none", () => {
    const text = variable("team");
    expect(filled(text, { hasWildcards: true, hasVariables: false })).toEqual({ state: "known", units: [...text] });
  });

  test("is never a wildcard, and stands between wildcards", () => {
    const units = unitsOf(`*${variable("team")}?`);
    expect(matches(units, "x-a*b!")).toBe(true);
    expect(matches(units, "x-aab!")).toBe(false);
  });

  test.each<[string, readonly string[]]>([
    ["nothing", []],
    [`${variable("team")}/${variable(" none , 'z'")}`, ["team", "none"]],
    [`${variable("*")}${variable(" ? ")}${variable("$")}${variable("team")}`, ["team"]],
  ])("is found in %s", (text, keys) => {
    expect(variablesIn(text)).toEqual(keys);
  });
});

describe("the parts of an ARN", () => {
  test.each<[string, readonly string[]]>([
    ["", [""]],
    ["a", ["a"]],
    ["arn:aws:s3:::logs/a", ["arn", "aws", "s3", "", "", "logs/a"]],
    ["arn:aws:logs:eu-west-1:1:log-group:web:*", ["arn", "aws", "logs", "eu-west-1", "1", "log-group:web:*"]],
  ])("%j", (arn, parts) => {
    expect(arnParts([...arn]).map(literal)).toEqual(parts);
  });
});
