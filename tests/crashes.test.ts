/**
 * Two processes on one database; one of them is killed with SIGKILL or stopped with SIGSTOP for longer than its lease, in the middle of
 * a collection and of an apply. The other one finishes it: nothing is sent twice that AWS would not accept twice, and nothing is lost.
 * `npm run crashes` does the same at many random moments.
 */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { missingPostgres } from "../src/store/testing/postgres-server.ts";
import { type CrashBench, type CrashCase, casesFrom, crashBench } from "./support/crash/cases.ts";
import { inTurn } from "./support/in-turn.ts";

const TIMES = process.env["IDC_DOCTOR_CASES"];
const CASES = casesFrom(Number(TIMES ?? 1), Number(process.env["IDC_DOCTOR_SEED"] ?? 1));
/** pg-boss takes ten seconds to miss a process: one work of each harm, where not more are asked for. */
const CASES_OF = {
  embedded: TIMES === undefined ? inTurn(CASES, 2) : CASES,
  postgres: CASES.filter(({ queue, harm }) => TIMES !== undefined || (queue === "apply") === (harm === "stopped")),
};

describe.each(["embedded", "postgres"] as const)("%s", (engine) => {
  const missing = engine === "postgres" ? missingPostgres() : undefined;
  if (missing !== undefined) process.stderr.write(`crashes on PostgreSQL are skipped: ${missing}\n`);
  describe.skipIf(missing !== undefined)("at a random moment", () => {
    let bench: CrashBench;
    beforeAll(async () => {
      bench = await crashBench(engine);
    });
    afterAll(() => bench.close());

    test.each(CASES_OF[engine])("$queue $harm, case $number", { timeout: 240_000 }, async (one: CrashCase) => {
      const { found, wanted, context } = await bench.run(one);
      expect(found, context).toEqual(wanted);
    });

    test("most of them were really taken over", () => {
      expect(bench.takenOver()).toBeGreaterThan(CASES_OF[engine].length / 3);
    });
  });
});
