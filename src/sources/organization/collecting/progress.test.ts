/** How far a collection is, by a clock of its own. */
import { expect, test } from "vitest";
import { type CollectionProgress, createProgress } from "./progress.ts";

function open(throttled: readonly number[] = []) {
  let now = 0;
  const told: CollectionProgress[] = [];
  const budgets = {
    budgetOf: () => ({}) as never,
    report: () => throttled.map((count) => ({ name: "x", sent: 0, throttled: count, rate: 0 })),
  };
  const progress = createProgress({ monotonic: () => now }, budgets, (one) => told.push(one));
  const answerAt = (at: number) => {
    now = at;
    progress.answered();
    return told.at(-1);
  };
  return { progress, answerAt };
}

test("nothing is said of the end before there is a rate", () => {
  const { progress, answerAt } = open();
  progress.expect(10);
  expect(answerAt(0)).toEqual({ done: 1, total: 10, rate: 0, throttled: 0, secondsLeft: undefined });
  expect(answerAt(199)).toMatchObject({ rate: 0, secondsLeft: undefined });
});

test("the rest at the rate of the last seconds", () => {
  const { progress, answerAt } = open();
  progress.expect(12);
  answerAt(0);
  expect(answerAt(1000)).toMatchObject({ done: 2, rate: 1, secondsLeft: 10 });
  // The answers of long ago say nothing of the rate now.
  answerAt(60_000);
  expect(answerAt(61_000)).toMatchObject({ done: 4, rate: 1, secondsLeft: 8 });
});

test("more answers than were expected are the total, and nothing is left", () => {
  const { progress, answerAt } = open();
  progress.expect(1);
  answerAt(0);
  expect(answerAt(1000)).toMatchObject({ done: 2, total: 2, secondsLeft: 0 });
});

test("throttles of all budgets", () => {
  expect(open([2, 3]).answerAt(0)).toMatchObject({ throttled: 5 });
});
