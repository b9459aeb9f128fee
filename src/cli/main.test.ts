/** The command line before any command: a flag without its value is no name. */
import { describe, expect, test } from "vitest";
import { EXIT } from "./exit-codes.ts";
import { runProgram } from "./main.ts";
import { fakeTerminal } from "./testing/fake-terminal.ts";

describe("a flag whose value is empty", () => {
  test.each([
    { args: ["fix", "--undo=", "--yes"], flag: "--undo=" },
    { args: ["fix", "--resume="], flag: "--resume=" },
    { args: ["why", "--region=", "alice"], flag: "--region=" },
    { args: ["lab", "--port="], flag: "--port=" },
  ])("$args", async ({ args, flag }) => {
    const { cli, stderr } = fakeTerminal();
    expect(await runProgram(args, cli, "0.0.0")).toBe(EXIT.badInput);
    expect(stderr()).toBe(`idc-doctor: ${flag} has no value. Give it one, or leave the flag out.\n`);
  });

  test("behind -- it is a name", async () => {
    const { cli, stderr } = fakeTerminal();
    await runProgram(["causes", "--", "--undo="], cli, "0.0.0");
    expect(stderr()).not.toContain("has no value");
  });
});
