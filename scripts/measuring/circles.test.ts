/** Circles are found whatever their size, and a chain is none. */
import { expect, test } from "vitest";
import { circlesOf } from "./circles.ts";
import type { MeasuredFile } from "./sources.ts";

/** Files as `file: target target`. */
const filesOf = (...lines: readonly string[]): readonly MeasuredFile[] =>
  lines.map((line) => {
    const [file = "", targets = ""] = line.split(": ");
    return {
      file,
      lines: 1,
      functions: [],
      imports: targets
        .split(" ")
        .filter(Boolean)
        .map((target) => ({ file, target, isOurs: true, isTypeOnly: true })),
    };
  });

test.each([
  ["a chain", filesOf("a: b c", "b: c", "c: "), []],
  ["two files", filesOf("a: b", "b: a"), [["a", "b"]]],
  ["a file that imports itself", filesOf("a: a"), [["a"]]],
  ["a long circle behind a chain", filesOf("start: c", "c: a", "a: b d", "b: c", "d: "), [["a", "b", "c"]]],
  [
    "two circles, one leading to the other",
    filesOf("a: b", "b: a c", "c: d", "d: c"),
    [
      ["c", "d"],
      ["a", "b"],
    ],
  ],
])("%s", (_what, files, circles) => {
  expect(circlesOf(files)).toEqual(circles);
});
