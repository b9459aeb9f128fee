/**
 * `npm run histories`: random histories of API calls, then questions, judged by the portal, the roles and what happened. Exits 1
 * on a violation, and prints the seed and the shortest history that still shows it.
 *
 * Options: IDC_DOCTOR_HISTORIES (default 300), IDC_DOCTOR_SEED, IDC_DOCTOR_FROM (the first history of the seed, default 0: a long run
 * in chunks, whose last lines can be added up), IDC_DOCTOR_WORKERS (default 2), IDC_DOCTOR_HISTORY (one history by its
 * number), IDC_DOCTOR_SHORTEN=0 (failing histories as they are).
 */
import { fork } from "node:child_process";
import { seedOfCase } from "../agreement/random.ts";
import { historyOf } from "./history.ts";
import { failureText, isWithinBound, NOTHING_TALLIED, report, sumOf, type Tally, tallyOf } from "./report.ts";
import { openHistoryBench } from "./run.ts";
import { shortest } from "./shorten.ts";

const env = (name: string, fallback: number): number => Number(process.env[name] ?? fallback);
const HISTORIES = env("IDC_DOCTOR_HISTORIES", 300);
const SEED = env("IDC_DOCTOR_SEED", Date.now() % 2 ** 31);
const FROM = env("IDC_DOCTOR_FROM", 0);
const WORKERS = env("IDC_DOCTOR_WORKERS", 2);
const SHORTENS = env("IDC_DOCTOR_SHORTEN", 1) === 1;
const ONLY = process.env["IDC_DOCTOR_HISTORY"];

async function work(seeds: readonly number[], onTally: (tally: Tally) => void): Promise<void> {
  const bench = await openHistoryBench();
  for (const seed of seeds) {
    const first = await bench.judge(historyOf(seed));
    const isShown = first.violations.length > 0 && SHORTENS;
    const kind = kindOf(first.violations[0]);
    const short = isShown
      ? await shortest(first.history, async (fewer) =>
          (await bench.judge(fewer)).violations.some((violation) => kindOf(violation) === kind),
        )
      : first.history;
    onTally(
      tallyOf(isShown ? { ...(await bench.judge(short)), questions: first.questions, calls: first.calls } : first),
    );
  }
  await bench.close();
}

/** Violations of one kind differ in names and numbers only. */
const kindOf = (violation: string | undefined): string =>
  (violation ?? "").replace(/^.*?": /, "").replace(/[^a-z ]+\S*/gi, "");

async function lead(): Promise<void> {
  const seeds =
    ONLY === undefined ? Array.from({ length: HISTORIES }, (_, at) => seedOfCase(SEED, FROM + at)) : [Number(ONLY)];
  let tally = NOTHING_TALLIED;
  const workers = Array.from({ length: ONLY === undefined ? WORKERS : 1 }, (_, worker) => {
    const child = fork(process.argv[1] ?? "", ["--worker"]);
    child.on("message", (one) => {
      tally = sumOf(tally, one as Tally);
      // At once: a long run may never come to its end.
      for (const failure of (one as Tally).failures) process.stderr.write(`${failureText(failure)}\n`);
      if (tally.histories % 100 === 0)
        process.stderr.write(`${tally.histories} of ${seeds.length} histories, ${tally.failures.length} fail\n`);
    });
    child.send(seeds.filter((_, at) => at % WORKERS === worker || ONLY !== undefined));
    return new Promise<number | null>((resolve) => child.on("exit", resolve));
  });
  const codes = await Promise.all(workers);
  const { histories: count, questions, failures } = tally;
  const summary = { seed: SEED, from: FROM, count, questions, violations: failures.length };
  process.stdout.write(`${report(tally, SEED)}summary ${JSON.stringify(summary)}\n`);
  const isDone = codes.every((code) => code === 0) && tally.histories === seeds.length;
  process.exitCode = isDone && tally.failures.length === 0 && isWithinBound(tally) ? 0 : 1;
}

if (process.argv[2] === "--worker")
  process.once("message", (seeds) => {
    void work(seeds as number[], (tally) => void process.send?.(tally)).then(() => process.disconnect());
  });
else await lead();
