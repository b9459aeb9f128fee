/** Nesting is counted outside of strings, in one pass. */
import { expect, test } from "vitest";
import { isNestedTooDeeply } from "./nesting.ts";

test.each<[string, string, boolean]>([
  ["a flat object", '{"a":1}', false],
  ["exactly the limit", "[".repeat(64) + "]".repeat(64), false],
  ["one more", "[".repeat(65) + "]".repeat(65), true],
  ["objects", '{"a":'.repeat(65), true],
  ["brackets in a string", `"${"[".repeat(100)}"`, false],
  ["behind an escaped quotation mark", `"\\"${"[".repeat(100)}"`, false],
  ["many beside each other", "[],".repeat(1000), false],
])("%s", (_, text, expected) => expect(isNestedTooDeeply(text)).toBe(expected));
