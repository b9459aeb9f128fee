/** The part of a long run that is done without IDC_DOCTOR_THOROUGH: its size is right, and days together leave nothing out. */
import { expect, test } from "vitest";
import { inTurn, isThorough, TURN } from "./support/in-turn.ts";

const ALL = Array.from({ length: 23 }, (_, at) => at);

test("a part has the size asked for and keeps the order", () => {
  const part = inTurn(ALL, 5);
  expect(part).toHaveLength(isThorough ? ALL.length : 5);
  expect([...part].sort((one, other) => one - other)).toEqual(part);
  expect(inTurn(ALL, 23)).toEqual(ALL);
  expect(inTurn(ALL, 50)).toEqual(ALL);
  expect(Number.isSafeInteger(TURN)).toBe(true);
});
