/** What a collection or a refresh cost, in one line. */
import { counted } from "../report/counted.ts";

interface Cost {
  readonly calls: { readonly total: number; readonly byOperation: Readonly<Record<string, number>> };
  readonly budgets: readonly { readonly throttled: number }[];
  readonly milliseconds: number;
}

/** `272 calls (3 LookupEvents) in 4.2 s, 0 throttled`; LookupEvents has a slow limit of its own (facts 3.6). */
export function costLine({ calls, budgets, milliseconds }: Cost): string {
  const throttled = budgets.reduce((sum, budget) => sum + budget.throttled, 0);
  const lookups = calls.byOperation["cloudtrail:LookupEvents"] ?? 0;
  const trail = lookups === 0 ? "" : ` (${lookups} LookupEvents)`;
  return `${counted(calls.total, "call")}${trail} in ${(milliseconds / 1000).toFixed(1)} s, ${throttled} throttled`;
}
