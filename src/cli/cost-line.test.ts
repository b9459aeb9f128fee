/** What a collection cost, in one line. */
import { expect, test } from "vitest";
import { costLine } from "./cost-line.ts";

test.each([
  { total: 1, byOperation: {}, throttled: [0], line: "1 call in 4.2 s, 0 throttled" },
  {
    total: 272,
    byOperation: { "cloudtrail:LookupEvents": 3 },
    throttled: [1, 2],
    line: "272 calls (3 LookupEvents) in 4.2 s, 3 throttled",
  },
])("$line", ({ total, byOperation, throttled, line }) => {
  const budgets = throttled.map((count) => ({ throttled: count }));
  expect(costLine({ calls: { total, byOperation }, budgets, milliseconds: 4200 })).toBe(line);
});
