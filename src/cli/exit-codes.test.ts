/** Exit codes that scripts rely on. */
import { describe, expect, test } from "vitest";
import { AccessError } from "../model/errors.ts";
import { EXIT, EXIT_MEANINGS, exitCodeOf, processExitCode } from "./exit-codes.ts";

test("every code has a meaning of its own", () => {
  expect(Object.keys(EXIT_MEANINGS)).toEqual(Object.keys(EXIT));
  expect(new Set(Object.values(EXIT)).size).toBe(Object.keys(EXIT).length);
});

describe("an error", () => {
  test.each([
    { code: "bad-input", exit: 2 },
    { code: "ambiguous", exit: 2 },
    { code: "not-found", exit: 2 },
    { code: "no-credentials", exit: 3 },
    { code: "refused", exit: 3 },
    { code: "unverified", exit: 4 },
    { code: "interrupted", exit: 130 },
  ] as const)("$code exits with $exit", ({ code, exit }) => {
    expect(exitCodeOf(new AccessError(code, "words"))).toBe(exit);
  });

  test.each([{ thrown: new TypeError("x is undefined") }, { thrown: "a string" }, { thrown: undefined }])(
    "a crash is never bad input: $thrown",
    ({ thrown }) => {
      expect(exitCodeOf(thrown)).toBe(70);
    },
  );
});

describe("the code of the process", () => {
  test.each([
    { what: "an answer", set: 3, code: 3 },
    { what: "nothing was set", set: undefined, code: 0 },
    { what: "an unknown command", set: -5, code: 2 },
    { what: "a wrong argument", set: -4, code: 2 },
    { what: "a command that cannot be loaded", set: -2, code: 70 },
    { what: "an internal error of the parser", set: -1, code: 70 },
    { what: "not a number", set: "x", code: 70 },
  ])("$what: $code", ({ set, code }) => {
    expect(processExitCode(set)).toBe(code);
  });
});
