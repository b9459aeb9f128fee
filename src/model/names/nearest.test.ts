/** Which ids a hurried hand mixes up. */
import { expect, test } from "vitest";
import { isSlipOf } from "./nearest.ts";

test.each([
  ["111122223334", "111122223333", true],
  ["211122223333", "111122223333", true],
  // Two neighbours changed places.
  ["111122232333", "111122223333", true],
  ["123456789021", "123456789012", true],
  ["111122223333", "111122223333", false],
  ["111122223344", "111122223333", false],
  ["211122223334", "111122223333", false],
  ["321122223333", "121322223333", false],
  ["1111222233", "111122223333", false],
  ["", "", false],
])("%s for %s: %s", (typed, meant, isSlip) => expect(isSlipOf(typed, meant)).toBe(isSlip));
