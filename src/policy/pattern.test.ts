/** What variables become, which patterns match everything, and the parts of ARNs (IAM User Guide, "Resource" and "Policy variables"). */
import { describe, expect, test } from "vitest";
import { ABSENT, contextOf, valued } from "./context.ts";
import { matches } from "./matcher.ts";
import { arnParts, type Filled, fill, literal, matchesEverything, variablesIn } from "./pattern.ts";

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

describe("a pattern", () => {
  test.each([
    { pattern: "*", expected: true },
    { pattern: "**", expected: true },
    { pattern: "", expected: false },
    { pattern: "*?", expected: false },
    { pattern: variable("*"), expected: false },
    { pattern: "a*", expected: false },
  ])("$pattern is everything: $expected", ({ pattern, expected }) => {
    expect(matchesEverything(unitsOf(pattern))).toBe(expected);
  });
});

describe("a variable", () => {
  test.each<{ readonly what: string; readonly text: string; readonly expected: string }>([
    { what: "its value", text: `x-${variable("team")}-y`, expected: "x-a*b-y" },
    { what: "whatever the case", text: variable("TEAM"), expected: "a*b" },
    { what: "an empty value", text: `x${variable("empty")}`, expected: "x" },
    { what: "an asterisk", text: variable("*"), expected: "*" },
    { what: "a question mark", text: variable("?"), expected: "?" },
    { what: "a dollar", text: `${variable("$")}{team}`, expected: `${variable("team")}` },
    { what: "a value before the default", text: variable("team, 'z'"), expected: "a*b" },
    { what: "the default of none", text: variable("none, 'z y'"), expected: "z y" },
    { what: "the default without blanks", text: variable("none,'z'"), expected: "z" },
    { what: "the default behind many blanks", text: variable("none,   'z'"), expected: "z" },
    { what: "the default, empty", text: `x${variable("none, ''")}`, expected: "x" },
    { what: "the default with commas and quotes", text: variable("none, 'a','b'"), expected: "a','b" },
    { what: "the default of several", text: variable("several, 'z'"), expected: "z" },
  ])("$what", ({ text, expected }) => {
    expect(filled(text)).toEqual({ state: "known", units: [...expected] });
  });

  test.each<{ readonly what: string; readonly text: string }>([
    { what: "none", text: variable("none") },
    { what: "several values", text: variable("several") },
  ])("$what: absent", ({ text }) => {
    expect(filled(`a${text}b${variable("team")}`)).toEqual({ state: "absent" });
  });

  // The page on variables shows no such one.
  test.each([
    "none, z",
    "none, x'z'",
    "none, 'z'x",
    "none ,'z'",
    "none, 'z' ",
    " team",
    "team ",
    " * ",
    "? ",
    "",
    ",",
    ", 'z'",
  ])("%j is not written as AWS documents: open", (inside) => {
    expect(filled(`${variable("none")}${variable(inside)}`)).toEqual({
      state: "unknown",
      keys: [`what AWS makes of the policy variable ${variable(inside)}`],
    });
  });

  test.each([
    { what: "does not end", text: "a$" + "{team" },
    { what: "ends before another begins", text: `${variable("team")}$\{` },
    { what: "holds another", text: `$\{none, ${variable("team")}}` },
  ])("one that $what: open", ({ text }) => {
    expect(filled(text)).toEqual({
      state: "unknown",
      keys: ["what AWS makes of a policy variable without its own closing brace"],
    });
  });

  test("what is not known is named, and wins over what is absent", () => {
    expect(filled(`${variable("none")}${variable("x, 'z'")}${variable("team")}${variable("y")}`)).toEqual({
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

  test.each<{ readonly text: string; readonly keys: readonly string[] }>([
    { text: "nothing", keys: [] },
    { text: `${variable("team")}/${variable(" none , 'z'")}`, keys: ["team", "none"] },
    { text: `${variable("*")}${variable(" ? ")}${variable("$")}${variable("team")}`, keys: ["team"] },
  ])("is found in $text", ({ text, keys }) => {
    expect(variablesIn(text)).toEqual(keys);
  });
});

describe("the parts of an ARN", () => {
  test.each<{ readonly arn: string; readonly parts: readonly string[] }>([
    { arn: "", parts: [""] },
    { arn: "a", parts: ["a"] },
    { arn: "arn:aws:s3:::logs/a", parts: ["arn", "aws", "s3", "", "", "logs/a"] },
    {
      arn: "arn:aws:logs:eu-west-1:1:log-group:web:*",
      parts: ["arn", "aws", "logs", "eu-west-1", "1", "log-group:web:*"],
    },
  ])("$arn", ({ arn, parts }) => {
    expect(arnParts([...arn]).map(literal)).toEqual(parts);
  });
});
