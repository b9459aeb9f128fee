/** Which first letters a sentence has given, and which belong to a name. */
import { expect, test } from "vitest";
import { midSentence } from "./mid-sentence.ts";

test.each([
  ["Assigned, but not provisioned", "assigned, but not provisioned"],
  ["A proxy blocks the portal", "a proxy blocks the portal"],
  ["AWS could not create the assignment", "AWS could not create the assignment"],
  ["Identity Center has no such user", "Identity Center has no such user"],
  ["", ""],
])("%s", (text, middle) => {
  expect(midSentence(text)).toBe(middle);
});
