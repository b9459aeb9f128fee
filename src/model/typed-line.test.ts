import { describe, expect, test } from "vitest";
import { readLine } from "./typed-line.ts";

describe("a line that is being typed", () => {
  test.each([
    ["idc-doctor why al", ["idc-doctor", "why"], "al", ""],
    ["idc-doctor why ", ["idc-doctor", "why"], "", ""],
    ["idc-doctor  why\talice ", ["idc-doctor", "why", "alice"], "", ""],
    ["x 'a b' \"c d\" e\\ f g", ["x", "a b", "c d", "e f"], "g", ""],
    ["x 'a b", ["x"], "a b", "'"],
    ['x "a \\" \\n b', ["x"], 'a " \\n b', '"'],
    ["x 'a\\", ["x"], "a\\", "'"],
    ["x a'b'\"c\"", ["x"], "abc", ""],
    ["x ''", ["x"], "", ""],
    ["x a\\", ["x"], "a", ""],
    ["", [], "", ""],
  ])("%j", (line, words, partial, quote) => {
    expect(readLine(line)).toMatchObject({ words, partial, quote });
  });
});
