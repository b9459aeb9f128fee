/**
 * `npm run agreement`: the agreement test as a program, in two processes, for very many cases. Exits 1 on any disagreement
 * and where the first cause is the fault in less than 99 %.
 *
 * Options: IDC_DOCTOR_CASES (default 2000), IDC_DOCTOR_SEED, IDC_DOCTOR_FROM (the first case of the seed, default 0: a long run in
 * chunks, whose last lines can be added up), IDC_DOCTOR_WORKERS (default 2), IDC_DOCTOR_CASE (one case by its number, with its document).
 */
import { fork } from "node:child_process";
import { caseOf } from "./case.ts";
import { documentOf } from "./organization.ts";
import { NOTHING_COUNTED, openBench, report, runCases, sumOf, type Tally } from "./run.ts";

const env = (name: string, fallback: number): number => Number(process.env[name] ?? fallback);
const CASES = env("IDC_DOCTOR_CASES", 2000);
const SEED = env("IDC_DOCTOR_SEED", Date.now() % 2 ** 31);
const FROM = env("IDC_DOCTOR_FROM", 0);
const WORKERS = env("IDC_DOCTOR_WORKERS", 2);
/** Cases between two lines of progress of one process. */
const PROGRESS = 500;

/** One process of several: sends what it has counted, now and then and at the end. */
async function work(from: number): Promise<void> {
  const send = (tally: Tally) => void process.send?.(tally);
  const tally = await runCases({ seed: SEED, cases: FROM + CASES, from: FROM + from, step: WORKERS }, (so) => {
    if (so.cases % PROGRESS === 0) send(so);
  });
  send(tally);
  process.disconnect();
}

async function lead(): Promise<void> {
  const started = performance.now();
  const counted = new Map<number, Tally>();
  const total = () => [...counted.values()].reduce(sumOf, NOTHING_COUNTED);
  const ended = Array.from({ length: WORKERS }, (_, from) => {
    const child = fork(process.argv[1] ?? "", [String(from)], {
      env: { ...process.env, IDC_DOCTOR_SEED: String(SEED) },
    });
    child.on("message", (tally) => {
      counted.set(from, tally as Tally);
      const { cases, disagreements } = total();
      const seconds = ((performance.now() - started) / 1000).toFixed(0);
      process.stderr.write(
        `${cases} of ${CASES} organizations in ${seconds} s, ${disagreements.length} disagreements\n`,
      );
    });
    return new Promise<number | null>((resolve) => child.on("exit", resolve));
  });
  const codes = await Promise.all(ended);
  const tally = total();
  const { cases: count, single, firstIsTheFault, disagreements } = tally;
  const summary = { seed: SEED, from: FROM, count, single, firstIsTheFault, violations: disagreements.length };
  process.stdout.write(`${report(tally, SEED)}summary ${JSON.stringify(summary)}\n`);
  const isEnough = tally.single < 300 || tally.firstIsTheFault / tally.single >= 0.99;
  const isDone = codes.every((code) => code === 0) && tally.cases === CASES;
  process.exitCode = isDone && isEnough && tally.disagreements.length === 0 ? 0 : 1;
}

/** One case with everything that it is made of. */
async function showCase(seed: number): Promise<void> {
  const one = caseOf(seed);
  const bench = await openBench();
  const tally = await bench.run(one);
  await bench.close();
  const { words, apiFault, faults } = one;
  const made = { words, faults: faults.map(({ name }) => name), apiFault, asked: one.draft.asked };
  process.stdout.write(
    `${JSON.stringify({ ...made, document: documentOf(one.draft) }, null, 1)}\n${report(tally, seed)}`,
  );
}

const [, , from] = process.argv;
const only = process.env["IDC_DOCTOR_CASE"];
if (only !== undefined) await showCase(Number(only));
else if (from === undefined) await lead();
else await work(Number(from));
