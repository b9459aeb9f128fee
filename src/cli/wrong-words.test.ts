/** The command line before any command: a flag without its value is no name, and what is misspelt or missing is named. */
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

describe("a command line that names no command or no flag", () => {
  test.each([
    { args: ["matrix"], said: "matrix needs a command: people or sets. idc-doctor matrix --help describes them." },
    { args: ["matrix", "--full"], said: "matrix needs a command: people or sets." },
    { args: ["scan", "--no-refesh"], said: "There is no flag --no-refesh. Did you mean --no-refresh?" },
    { args: ["matrix", "people", "--no-pagr"], said: "There is no flag --no-pagr. Did you mean --no-pager?" },
  ])("$args", async ({ args, said }) => {
    const { cli, stderr } = fakeTerminal();
    expect(await runProgram(args, cli, "0.0.0")).toBe(EXIT.badInput);
    expect(stderr()).toContain(`idc-doctor: ${said}`);
  });

  test.each([
    { args: ["scan", "--no-such-thing-at-all"], said: "No flag registered for --no-such-thing-at-all" },
    { args: ["matrix", "peple"], said: "did you mean `people`?" },
  ])("the parser's own words: $args", async ({ args, said }) => {
    const { cli, stderr } = fakeTerminal();
    expect(await runProgram(args, cli, "0.0.0")).toBe(EXIT.badInput);
    expect(stderr()).toContain(said);
  });
});
