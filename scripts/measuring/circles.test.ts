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
  { what: "a chain", files: filesOf("a: b c", "b: c", "c: "), circles: [] },
  { what: "two files", files: filesOf("a: b", "b: a"), circles: [["a", "b"]] },
  { what: "a file that imports itself", files: filesOf("a: a"), circles: [["a"]] },
  {
    what: "a long circle behind a chain",
    files: filesOf("start: c", "c: a", "a: b d", "b: c", "d: "),
    circles: [["a", "b", "c"]],
  },
  {
    what: "two circles, one leading to the other",
    files: filesOf("a: b", "b: a c", "c: d", "d: c"),
    circles: [
      ["c", "d"],
      ["a", "b"],
    ],
  },
])("$what", ({ files, circles }) => {
  expect(circlesOf(files)).toEqual(circles);
});
