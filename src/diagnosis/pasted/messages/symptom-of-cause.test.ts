/** A symptom made of a page of the catalogue. */
import { describe, expect, test } from "vitest";
import { causes } from "../../causes/index.ts";
import { symptomInCatalogue, symptomOf } from "./symptom-of-cause.ts";

describe("a symptom that leads to one cause", () => {
  const page = causes.find(({ id }) => id === "nested-group");
  const expected = {
    title: page?.title,
    words: [],
    meaning: [page?.documentation.why],
    question: `${page?.documentation.whatToDo} Whether it is so:`,
    fits: [{ id: "nested-group", confidence: "likely" }],
  };

  test("says what the page says", () => {
    expect(symptomOf("nested-group")).toStrictEqual(expected);
  });

  test("asks about what it is told to", () => {
    expect(symptomOf("nested-group", "user")).toStrictEqual({ ...expected, asks: "user" });
  });
});

test.each([
  ["one page has the words", "wrong account id in the profile", ["wrong-account-id"]],
  ["two pages have them", "permission set recreated", ["set-recreated", "role-renamed"]],
  [
    "three pages have them",
    "permission set works",
    ["delegated-admin-limit", "customer-managed-policy-missing", "policy-differs-per-account"],
  ],
  ["four pages have them, which decides nothing", "An unexpected error", undefined],
  ["no page surely has them", "laptop zebra of mine", undefined],
  ["more pages have them than decide anything", "the access portal", undefined],
])("%s: %s", (_name, line, ids) => {
  const symptom = symptomInCatalogue(line);
  expect(symptom?.fits.map(({ id }) => id)).toEqual(ids);
  expect(symptom?.fits.every(({ confidence }) => confidence === "likely")).toBe(ids && true);
});
