/**
 * The law of histories: whatever calls an organization has seen, every answer is what the portals, the roles and the history
 * say, `proved` is only what happened, and a repair gives what was asked for and nothing else (docs/agreement.md). No question costs
 * more than the bound of docs/design-notes.md.
 *
 * Options: IDC_DOCTOR_HISTORIES (default 100, without IDC_DOCTOR_THOROUGH 30 of them, other ones each day), IDC_DOCTOR_SEED
 * (printed with every run, and with a failure).
 */
import { expect, test } from "vitest";
import { seedOfCase } from "./agreement/random.ts";
import { historyOf } from "./histories/history.ts";
import { isWithinBound, NOTHING_TALLIED, report, sumOf, tallyOf } from "./histories/report.ts";
import { openHistoryBench } from "./histories/run.ts";
import { inTurn } from "./support/in-turn.ts";

const GIVEN = process.env["IDC_DOCTOR_HISTORIES"];
const numbers = [...Array(Number(GIVEN ?? 100)).keys()];
const PLAYED = GIVEN === undefined ? inTurn(numbers, 30) : numbers;
const HISTORIES = PLAYED.length;
// The same histories in every run of the suite; `npm run histories` plays others each time.
const SEED = Number(process.env["IDC_DOCTOR_SEED"] ?? 20261128);

test(`answers are right after ${HISTORIES} histories (seed ${SEED})`, {
  timeout: 60_000 + HISTORIES * 15_000,
}, async () => {
  const bench = await openHistoryBench();
  let tally = NOTHING_TALLIED;
  for (const at of PLAYED) tally = sumOf(tally, tallyOf(await bench.judge(historyOf(seedOfCase(SEED, at)))));
  await bench.close();
  const figures = report(tally, SEED);
  process.stdout.write(figures);
  expect(tally.failures, figures).toEqual([]);
  // One question of a hundred may cost more, which says something of hundreds.
  if (tally.questions >= 500) expect(isWithinBound(tally), figures).toBe(true);
  expect(tally.histories).toBe(HISTORIES);
});
