/**
 * How much of a long run `npm test` does. `.ci/run` sets IDC_DOCTOR_THOROUGH and does all of it; without it a part that changes
 * with the day runs, so that a developer's machine is done in minutes and has met every case after some days.
 */
export const isThorough = process.env["IDC_DOCTOR_THOROUGH"] !== undefined;

const DAY_MILLISECONDS = 24 * 60 * 60 * 1000;

/** IDC_DOCTOR_TURN repeats the part of another day; a test that fails prints what it did. */
export const TURN = Number(process.env["IDC_DOCTOR_TURN"] ?? Math.floor(Date.now() / DAY_MILLISECONDS));

/** All, or `few` of them in their order, spread evenly; the next day's are their neighbours. */
export function inTurn<T>(all: readonly T[], few: number): readonly T[] {
  if (isThorough || all.length <= few) return all;
  const chosen = new Set(
    Array.from({ length: few }, (_, at) => (Math.floor((at * all.length) / few) + TURN) % all.length),
  );
  return all.filter((_, at) => chosen.has(at));
}
