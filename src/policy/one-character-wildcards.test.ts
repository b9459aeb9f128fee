/** The search over all places at once finds what comparing place by place finds, across words of 32 characters and outside the basic plane. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { seeker } from "./one-character-wildcards.ts";

const charactersOf = (pattern: string) => [...pattern].map((one) => (one === "?" ? undefined : one));

/** Place by place, in code points. */
function slowly(pattern: string, text: string, index: number): number {
  const wanted = charactersOf(pattern);
  const all = [...text.slice(index)];
  for (let at = 0; at + wanted.length <= all.length; at += 1)
    if (wanted.every((one, offset) => one === undefined || one === all[at + offset]))
      return index + all.slice(0, at + wanted.length).join("").length;
  return -1;
}

describe("a place", () => {
  test.each([
    { pattern: "?", text: "", index: 0, end: -1 },
    { pattern: "a?c", text: "xabc", index: 0, end: 4 },
    { pattern: "a?c", text: "abcabc", index: 1, end: 6 },
    { pattern: "?😀", text: "a😀", index: 0, end: 3 },
    { pattern: "??", text: "😀", index: 0, end: -1 },
    { pattern: `${"?".repeat(31)}b`, text: `${"a".repeat(40)}b`, index: 0, end: 41 },
    { pattern: `${"?".repeat(64)}b?`, text: `${"a".repeat(64)}bc`, index: 0, end: 66 },
  ])("of $pattern in $text behind $index", ({ pattern, text, index, end }) => {
    expect(seeker(charactersOf(pattern))(text, index)).toBe(end);
  });
});

test("is the first one, as place by place", () => {
  const text = fc.string({ unit: fc.constantFrom("a", "b", "😀"), maxLength: 150 });
  const pattern = fc.string({ unit: fc.constantFrom("a", "b", "?", "?", "😀"), minLength: 1, maxLength: 70 });
  fc.assert(
    fc.property(pattern, text, fc.boolean(), fc.nat(3), (looked, around, isPlanted, index) => {
      const all = `aaa${around}${isPlanted ? looked.replaceAll("?", "b") : ""}${around}`;
      expect(seeker(charactersOf(looked))(all, index)).toBe(slowly(looked, all, index));
    }),
    { numRuns: 300 },
  );
});
