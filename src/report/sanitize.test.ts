/** A code span of Markdown shows every character of a command: one that is changed would be another command. */
import { expect, test } from "vitest";
import { shellWord } from "../model/shell-word.ts";
import { markdownCode } from "./sanitize.ts";

test.each([
  { text: "aws sts get-caller-identity", span: "`aws sts get-caller-identity`" },
  { text: "a`b", span: "`` a`b ``" },
  { text: "`a``b", span: "``` `a``b ```" },
])("$text", ({ text, span }) => {
  expect(markdownCode(text)).toBe(span);
});

test("a name with backticks does not leave its quotes", () => {
  expect(markdownCode(shellWord("a`; touch owned; `b"))).toContain("'a`; touch owned; `b'");
});
