/** Policies are compared by what they say. */
import { expect, test } from "vitest";
import { isSamePolicy } from "./policy-text.ts";

test.each([
  ['{"a":1,"b":{"c":[1,2]}}', '{ "b": { "c": [1, 2] }, "a": 1 }', true],
  ['{"a":[1,2]}', '{"a":[2,1]}', false],
  ['{"a":1}', '{"a":2}', false],
  ["no json", "no json", true],
  ["no json", "{}", false],
  ["null", "null ", true],
])("%s and %s", (one, other, isSame) => {
  expect([isSamePolicy(one, other), isSamePolicy(other, one)]).toEqual([isSame, isSame]);
});
