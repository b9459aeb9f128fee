/** The search of the catalogue by words: what counts as a word, what it is worth, and when a result is sure. */
import { describe, expect, test } from "vitest";
import { causes } from "../causes/index.ts";
import { isTelling, searched, surelyMeant } from "./catalogue-search.ts";

const idsFor = (words: string): readonly string[] => searched(words).map(({ cause }) => cause.id);
const sureFor = (words: string): readonly string[] => surelyMeant(words, searched(words)).map(({ cause }) => cause.id);
const worthOfOneIn = (pages: number): number => Math.log(1 + causes.length / pages);

test.each(["", "the user of AWS", "zebra"])("nothing is found for the words %j", (words) => {
  expect(searched(words)).toEqual([]);
});

describe("points of a result", () => {
  test.each([
    ["a symptom's word that no other page has, verbatim", "laptop", worthOfOneIn(1) * 2 * 4],
    ["a symptom's word in another form", "laptops", worthOfOneIn(1) * 2],
    ["a word that one explanation has", "encrypted", worthOfOneIn(1)],
    ["a word that two explanations have", "undone", worthOfOneIn(2)],
    ["two words, each with its own worth", "undone laptop", worthOfOneIn(1) * 2],
  ])("%s: %s", (_name, words, points) => {
    expect(searched(words)[0]?.points).toBeCloseTo(points);
  });
});

test("at least half of the words must stand on a page", () => {
  expect(idsFor("laptop zebra")).toEqual(["identity-store-network-control"]);
  expect(idsFor("laptop zebra lion")).toEqual([]);
});

test("ten results at most are given, and those that share a common word only are not the best", () => {
  const found = searched("suspended account");
  expect(found).toHaveLength(10);
  expect(found.filter(({ isBest }) => isBest).map(({ cause }) => cause.id)).toEqual(["account-suspended"]);
});

test.each([
  ["evaluation", "too-many-groups"],
  ["evaluations", "too-many-groups"],
  ["requirement", "outdated"],
  ["requirements", "outdated"],
  ["requiring", "outdated"],
])("%s is found without its ending: %s", (word, id) => {
  expect(idsFor(word)).toContain(id);
});

test("a word of four letters keeps its ending", () => {
  expect(idsFor("arns")).toEqual(["malformed-identifier"]);
});

test.each([
  ["one two", false],
  [" one two ", false],
  ["one  two", false],
  ["one two three", true],
  ["AccessDenied", true],
  ["AADSTS50105", true],
  ["AWS_PROFILE", true],
  ["kms:Decrypt", true],
  ["portal#Forbidden", true],
  ["two. words", true],
])("%j says enough: %s", (phrase, expected) => {
  expect(isTelling(phrase)).toBe(expected);
});

test.each([
  ["wrong account id in the profile", ["wrong-account-id"]],
  ["role chaining limit", ["role-chaining-limit"]],
  ["SessionNotOnOrAfter", ["session-too-short"]],
  // Two words that say something, in another order than the page has them.
  ["the group nested", []],
  // One word, which is no name of AWS.
  ["laptop", []],
  ["laptop zebra of mine", []],
])("surely meant by %j: %j", (words, ids) => {
  expect(sureFor(words)).toEqual(ids);
});
