/** Facts that were not read are named in words; a name that is words already stays. */
import { expect, test } from "vitest";
import { partWords } from "./part-words.ts";

test.each([
  ["hasServiceLinkedRole", "the service-linked role"],
  ["serviceControl", "service control policies"],
  ["older requests", "older requests"],
  ["constructor", "constructor"],
])("%s: %s", (what, words) => {
  expect(partWords(what)).toBe(words);
});
