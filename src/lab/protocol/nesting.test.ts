/** Nesting is counted outside of strings, in one pass. */
import { expect, test } from "vitest";
import { isNestedTooDeeply } from "./nesting.ts";

test.each<{ readonly what: string; readonly text: string; readonly expected: boolean }>([
  { what: "a flat object", text: '{"a":1}', expected: false },
  { what: "exactly the limit", text: "[".repeat(64) + "]".repeat(64), expected: false },
  { what: "one more", text: "[".repeat(65) + "]".repeat(65), expected: true },
  { what: "objects", text: '{"a":'.repeat(65), expected: true },
  { what: "brackets in a string", text: `"${"[".repeat(100)}"`, expected: false },
  { what: "behind an escaped quotation mark", text: `"\\"${"[".repeat(100)}"`, expected: false },
  { what: "many beside each other", text: "[],".repeat(1000), expected: false },
])("$what", ({ text, expected }) => expect(isNestedTooDeeply(text)).toBe(expected));
