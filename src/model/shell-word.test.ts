/** Commands of this program: a name that begins like a flag is none, and nothing of a name is read by a shell. */
import { expect, test } from "vitest";
import { ownCommand, shellOption, shellWord } from "./shell-word.ts";

test.each([
  { words: ["alice", "111122223333"], flags: ["--full"], command: "idc-doctor why alice 111122223333 --full" },
  { words: ["-x", "111122223333"], flags: ["--full"], command: "idc-doctor why --full -- -x 111122223333" },
  { words: ["'-x y'"], flags: [], command: "idc-doctor why -- '-x y'" },
  { words: ["a-b", "<set>"], flags: [], command: "idc-doctor why a-b <set>" },
])("$words with $flags", ({ words, flags, command }) => {
  expect(ownCommand("why", words, flags)).toBe(command);
});

test("zsh takes =name for the path of a program", () => {
  expect([shellWord("=ls"), shellWord("a=ls")]).toEqual(["'=ls'", "a=ls"]);
});

test.each([
  { value: "Own", option: "--policy-name Own" },
  { value: "-Own", option: "--policy-name=-Own" },
  { value: "-a b", option: "--policy-name='-a b'" },
])("the option of $value", ({ value, option }) => {
  expect(shellOption("policy-name", value)).toBe(option);
});
