/** How far a collection is: answers, the rate of the moment, throttles, and when it may end. */
import type { Context } from "../../../model/context.ts";
import type { Budgets } from "../../aws/calling/budgets.ts";
import type { Progress } from "./answers.ts";

export interface CollectionProgress {
  /** Answers so far, those of an interrupted collection among them. */
  readonly done: number;
  /** As far as is known now; it grows while lists are read. */
  readonly total: number;
  /** Answers a second over the last seconds. */
  readonly rate: number;
  readonly throttled: number;
  /** Undefined: nothing can be said yet. */
  readonly secondsLeft: number | undefined;
}

/** Milliseconds that the rate looks back. */
const WINDOW = 10_000;

/** @param onProgress is told after every answer; whoever prints chooses when. */
export function createProgress(
  context: Pick<Context, "monotonic">,
  budgets: Budgets,
  onProgress: (progress: CollectionProgress) => void,
): Progress {
  let done = 0;
  let total = 0;
  const recent: number[] = [];
  const rateNow = (now: number): number => {
    while (recent[0] !== undefined && recent[0] < now - WINDOW) recent.shift();
    const since = recent[0];
    return since === undefined || now - since < 200 ? 0 : ((recent.length - 1) * 1000) / (now - since);
  };
  return {
    expect: (count) => {
      total += count;
    },
    answered: () => {
      done += 1;
      const now = context.monotonic();
      recent.push(now);
      const rate = rateNow(now);
      const throttled = budgets.report().reduce((sum, budget) => sum + budget.throttled, 0);
      const secondsLeft = rate > 0 ? Math.max(0, total - done) / rate : undefined;
      onProgress({ done, total: Math.max(done, total), rate, throttled, secondsLeft });
    },
  };
}
