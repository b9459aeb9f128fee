/** Measures effective access in a process of its own, so that its memory is its own: `measure.ts <assignments>`; prints JSON. */

import { matrixCounts } from "../../src/facts/organization/counts.ts";
import { buildOrganizationFacts, type OrganizationFacts } from "../../src/facts/organization/facts.ts";
import { rowAt } from "../../src/facts/organization/rows.ts";
import { whatCan } from "../../src/facts/organization/what-can.ts";
import { whoCan } from "../../src/facts/organization/who-can.ts";
import { median } from "../timing.ts";
import { generateColumns } from "./generator.ts";
import { COUNTED_ACCOUNTS, SEED } from "./seed.ts";
import { type OrganizationSize, SIZES, scaled } from "./sizes.ts";

export interface Measured {
  readonly build: number;
  readonly bestBuild: number;
  readonly bytes: number;
  readonly peakBytes: number;
  readonly whoCan: number;
  readonly whatCan: number;
  /** The best of five: others may use the machine meanwhile. */
  readonly counts: number;
  readonly users: number;
  readonly cells: number;
  /** Of the first COUNTED_ACCOUNTS accounts. */
  readonly counted: { readonly usersOfAccounts: number; readonly cells: number };
}

function measure(size: OrganizationSize): Measured {
  const columns = generateColumns(size, SEED);
  const builds = repeated(5, () => buildOrganizationFacts(columns));
  const facts = builds.last;
  const counts = repeated(5, () => matrixCounts(facts));
  const sum = (rows: Uint32Array) => rows.reduce((total, count) => total + count, 0);
  return {
    // The first build is what a person waits for; the best of five is what flatness compares.
    build: builds.times[0] ?? 0,
    bestBuild: Math.min(...builds.times),
    bytes: bytesOf(facts),
    whoCan: median(spread(size.accounts, (account) => whoCan(facts, rowAt(account)).users.length)),
    whatCan: median(spread(size.users, (user) => whatCan(facts, rowAt(user)).grants.length)),
    counts: Math.min(...counts.times),
    users: counts.last.users,
    cells: counts.last.cells,
    counted: {
      usersOfAccounts: sum(counts.last.usersOfAccounts.subarray(0, COUNTED_ACCOUNTS)),
      cells: sum(counts.last.usersOfPairs.subarray(0, facts.pairs.accountOffsets[COUNTED_ACCOUNTS] ?? 0)),
    },
    peakBytes: process.resourceUsage().maxRSS * 1024,
  };
}

function repeated<T>(times: number, run: () => T): { readonly times: readonly number[]; readonly last: T } {
  const measured: number[] = [];
  for (;;) {
    const start = performance.now();
    const last = run();
    measured.push(performance.now() - start);
    if (measured.length === times) return { times: measured, last };
  }
}

/** Milliseconds of 101 questions, spread over all rows. */
const spread = (count: number, ask: (row: number) => number): number[] =>
  Array.from({ length: 101 }, (_, at) => {
    const start = performance.now();
    ask(Math.floor((at * (count - 1)) / 100));
    return performance.now() - start;
  });

/** Bytes of every index that was built. */
function bytesOf({ members, groups, pairs }: OrganizationFacts): number {
  const arrays = [members, groups, pairs.ofSet, pairs.principals, pairs.ofPrincipal].flatMap(({ offsets, values }) => [
    offsets,
    values,
  ]);
  return [...arrays, pairs.accounts, pairs.permissionSets, pairs.flags, pairs.accountOffsets].reduce(
    (sum, { byteLength }) => sum + byteLength,
    0,
  );
}

process.stdout.write(JSON.stringify(measure(scaled(SIZES.XL, Number(process.argv[2] ?? SIZES.XL.assignments)))));
