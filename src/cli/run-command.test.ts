/** Errors as people read them: one clear line, what to do next, and no stack trace. */
import { describe, expect, test } from "vitest";
import { AccessError } from "../model/errors.ts";
import { describeError, runCommand } from "./run-command.ts";
import { fakeTerminal } from "./testing/fake-terminal.ts";

const quietly = { isVerbose: false };

describe("an expected error", () => {
  test.each([
    { message: "There is no such set", next: "Give its ARN", line: "There is no such set. Give its ARN." },
    { message: "Is it a lab?", next: "Did you mean one of these?", line: "Is it a lab? Did you mean one of these?" },
    { message: "These fit:", next: undefined, line: "These fit:" },
    { message: "one\ntwo", next: "Try again!", line: "one\ntwo. Try again!" },
    { message: "Several", next: "Choose one:\n  a\n  b", line: "Several. Choose one:\n  a\n  b." },
  ])("ends once: $line", ({ message, next, line }) => {
    const error = new AccessError("bad-input", message, next === undefined ? {} : { next });
    expect(describeError(error, quietly)).toBe(`idc-doctor: ${line}`);
  });

  test("candidates follow, a line each, printable", () => {
    const candidates = [
      { id: "1", name: "Sam\u001b[2J" },
      { id: "2", name: "Sam" },
    ];
    const error = new AccessError("ambiguous", "Two users", { candidates });
    expect(describeError(error, quietly).split("\n").slice(1)).toEqual(["  1  Sam\ufffd[2J", "  2  Sam"]);
  });

  test("shows its stack with --verbose only", () => {
    const error = new AccessError("bad-input", "wrong");
    expect(describeError(error, quietly)).not.toMatch(/\n\s+at /);
    expect(describeError(error, { isVerbose: true })).toMatch(/\n\s+at /);
  });
});

describe("a crash", () => {
  test("says that it is a bug, and exits with 70", async () => {
    const terminal = fakeTerminal();
    await runCommand(terminal.cli, {}, () => Promise.reject(new TypeError("x is undefined")));
    expect(terminal.cli.process.exitCode).toBe(70);
    expect(terminal.stderr()).toBe(
      "idc-doctor: Internal error: x is undefined. This is a bug. Run the command again with --verbose and report its output.\n",
    );
  });

  test("shows its stack with --verbose", async () => {
    const terminal = fakeTerminal();
    await runCommand(terminal.cli, { verbose: true }, () => Promise.reject(new TypeError("x")));
    expect(terminal.stderr()).toMatch(/\n\s+at /);
  });
});

test("the code of the command is the code of the process", async () => {
  const terminal = fakeTerminal();
  await runCommand(terminal.cli, {}, () => Promise.resolve(4));
  expect({ code: terminal.cli.process.exitCode, stderr: terminal.stderr() }).toEqual({ code: 4, stderr: "" });
});
