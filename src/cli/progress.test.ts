/** One line for each thing that happens during an apply. */
import { expect, test } from "vitest";
import { palette } from "../report/palette.ts";
import { applyLine } from "./progress.ts";

const STYLE = { palette: palette({ isColored: false }), width: 100 };
const step = { number: 2, description: "Assign ReadOnly" };

test.each([
  { progress: { kind: "step", step }, line: "▸ step 2: Assign ReadOnly" },
  { progress: { kind: "sent", step, requestId: "r-1" }, line: "  sent, request r-1" },
  { progress: { kind: "waiting", step, status: "IN_PROGRESS", milliseconds: 1500 }, line: "  IN_PROGRESS after 1.5 s" },
  {
    progress: { kind: "retrying", step, attempt: 2, of: 5, reason: "throttled", milliseconds: 400 },
    line: "  step 2, attempt 2 of 5: throttled; retrying in 0.4 s",
  },
  { progress: { kind: "done", step, wasAlreadyDone: true }, line: "✓ step 2 was already done" },
  { progress: { kind: "done", step, wasAlreadyDone: false }, line: "✓ step 2 done" },
  { progress: { kind: "failed", step, reason: "no\u001b" }, line: "✗ step 2 failed: no\ufffd" },
  { progress: { kind: "pace", done: 1, total: 1, millisecondsLeft: 0 }, line: "  1 of 1 step" },
  { progress: { kind: "pace", done: 1, total: 9, millisecondsLeft: 90_001 }, line: "  1 of 9 steps, about 2 min left" },
])("$line", ({ progress, line }) => {
  expect(applyLine(progress as unknown as Parameters<typeof applyLine>[0], STYLE)).toBe(line);
});
