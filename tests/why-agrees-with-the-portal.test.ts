/**
 * The law that everything rests on: on any organization `why` says what the lab's own portal and roles do, and where one
 * thing is broken, it names that thing first (docs/agreement.md).
 *
 * Options: IDC_DOCTOR_CASES (default 100, and 2000 with IDC_DOCTOR_THOROUGH, which `.ci/run` sets), IDC_DOCTOR_SEED (printed with
 * every run, and with a failure).
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { causes } from "../src/diagnosis/causes/index.ts";
import { INJECTED_FAULTS } from "./agreement/faults/index.ts";
import { report, runCases } from "./agreement/run.ts";
import { isThorough } from "./support/in-turn.ts";

const CASES = Number(process.env["IDC_DOCTOR_CASES"] ?? (isThorough ? 2000 : 100));
const SEED = Number(process.env["IDC_DOCTOR_SEED"] ?? Date.now() % 2 ** 31);

test(`why agrees with the portal in ${CASES} organizations (seed ${SEED})`, {
  timeout: 60_000 + CASES * 1000,
}, async () => {
  const tally = await runCases({ seed: SEED, cases: CASES });
  const figures = report(tally, SEED);
  process.stdout.write(figures);
  expect(tally.disagreements, figures).toEqual([]);
  expect(tally.cases).toBe(CASES);
  // The rate says something, and every verdict occurs, where there are enough cases.
  if (tally.single < 300) return;
  expect(tally.firstIsTheFault / tally.single, figures).toBeGreaterThanOrEqual(0.99);
  expect(Object.keys(tally.verdicts).sort()).toEqual([
    "denied",
    "not-visible",
    "pending",
    "stale",
    "undecided",
    "works",
  ]);
});

test("every cause of the catalogue is injected, or the documentation says why not", () => {
  const text = readFileSync(join(import.meta.dirname, "../docs/agreement.md"), "utf8");
  const [, notInjected = ""] = text.split("## Not injected");
  const excused = [...notInjected.matchAll(/`([a-z-]+)`/g)].map(([, id]) => id);
  const injected = INJECTED_FAULTS.map(({ name }) => name);
  expect([...new Set([...injected, ...excused])].sort()).toEqual(causes.map(({ id }) => id).sort());
  expect(excused.filter((id) => injected.includes(id ?? ""))).toEqual([]);
});
