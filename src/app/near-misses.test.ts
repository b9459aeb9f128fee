/** What a person may have meant. */
import { expect, test } from "vitest";
import { closest } from "./near-misses.ts";

const KNOWN = ["not-a-member", "nested-group", "no-assignment", "assignment-failed", "assignment-removed"];

test.each([
  { written: "not-a-membr", near: ["not-a-member"] },
  { written: "NESTED-GRUOP", near: ["nested-group"] },
  { written: "assignment", near: ["no-assignment", "assignment-failed", "assignment-removed"] },
  { written: "xyz", near: [] },
  { written: "", near: [] },
])("$written: $near", ({ written, near }) => {
  expect(closest(written, KNOWN)).toEqual(near);
});
