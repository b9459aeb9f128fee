/** Lines break between words, never inside a command that somebody pastes. */
import { expect, test } from "vitest";
import { hanging, headed, wrap } from "./layout.ts";

test.each<[string, string, readonly string[]]>([
  ["words", "one two three", ["one two", "three"]],
  ["a word that is longer", "a arn:aws:iam::aws b", ["a", "arn:aws:iam::aws", "b"]],
  ["a command", "Run `aws sso login --all`, then wait", ["Run", "`aws sso login --all`,", "then wait"]],
  ["a lone backtick", "it`s two words", ["it`s two", "words"]],
  ["two spaces", "one  two", ["one  two"]],
  ["nothing", "", [""]],
])("%s", (_what, text, lines) => {
  expect(wrap(text, 9)).toEqual(lines);
});

test("the lines after the first one stand under its text", () => {
  expect(hanging("  Do  ", "one two three", 14)).toEqual(["  Do  one two", "      three"]);
});

test("a head is painted, and the lines after it stand two columns in", () => {
  expect(headed("Done:", "one two three", 12, (head) => `<${head}>`)).toEqual(["<Done:> one", "  two three"]);
});
