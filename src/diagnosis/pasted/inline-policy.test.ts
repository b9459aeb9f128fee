/** A policy with a character that AWS does not take: known by the pattern that AWS names, and the character is shown. */
import { describe, expect, test } from "vitest";
import { explainPasted } from "./index.ts";
import { unusualCharactersIn } from "./inline-policy.ts";

const PATTERN = String.raw`[\u0009\u000A\u000D\u0020-\u00FF]+`;
const refused = (policy: string, pattern = PATTERN) =>
  `An error occurred (ValidationException) when calling the PutInlinePolicyToPermissionSet operation: 1 validation error detected: Value '${policy}' at 'inlinePolicy' failed to satisfy constraint: Member must satisfy regular expression pattern: ${pattern}`;

describe("the refusal", () => {
  test.each([PATTERN, PATTERN.replaceAll("\\", "\\\\")])("is known by the pattern %s", (pattern) => {
    const [first] = explainPasted(refused('{"Sid":"Read–only"}', pattern));
    expect(first?.title).toBe("The inline policy holds a character that AWS does not take");
    expect(first?.meaning[0]).toBe(`It holds – (U+2013, en dash) near "Value '{"Sid":"Read–only"}".`);
    expect(first?.fits).toEqual([{ id: "inline-policy-invalid", confidence: "proved" }]);
  });

  test("says that the character is not shown, where it is not", () => {
    expect(explainPasted(refused('{"Sid":"Read"}'))[0]?.meaning[0]).toMatch(/does not show the character/);
  });
});

describe("the characters", () => {
  test.each([
    ["plain", []],
    ["é is below U+0100", []],
    ["a\u2013b", ['– (U+2013, en dash) near "a–b"']],
    ["a\u4e2db", ['中 (U+4E2D) near "a中b"']],
    ["a\u0100b", ['Ā (U+0100) near "aĀb"']],
    // What cannot be seen is told by its number alone.
    ["a\u200bb", ['(U+200B, zero width space) near "a\u200bb"']],
    ["a\u3000b", ['(U+3000, ideographic space) near "a b"']],
    ["\u2014\u2014", ['— (U+2014, em dash) near "——"']],
    ["a\u{1f600}b", ['😀 (U+1F600) near "a😀b"']],
    // Frames are drawn by programs.
    ["│ a ─ b", []],
    [
      "0123456789  0123456789xyz\u2026 0123456789 0123456789xyz",
      ['… (U+2026, ellipsis) near "56789 0123456789xyz… 0123456789 0123456"'],
    ],
  ] as const)("of %j", (text, shown) => {
    expect(unusualCharactersIn(text)).toEqual(shown);
  });

  test("five at most", () => {
    expect(unusualCharactersIn("\u2010\u2011\u2013\u2014\u2018\u2019")).toHaveLength(5);
  });

  test.each([
    ["… Value 'a–b' at 'inlinePolicy' …", ["– "]],
    ['… Value "a–b" at "inlinePolicy" …', ["– "]],
    ["… Value 'ab' at 'inlinePolicy'", []],
    ["… Value 'a–b' of something", ["… ", "– "]],
    ["… at 'inlinePolicy' Value 'a–b'", ["… ", "– "]],
    ["at 'inlinePolicy' –", ["– "]],
  ] as const)("of the policy alone, where it is repeated: %s", (text, shown) => {
    expect(unusualCharactersIn(text).map((one) => one.slice(0, 2))).toEqual(shown);
  });
});
