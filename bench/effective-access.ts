/** Effective access of 100,000 users, 7,000 accounts and 500,000 assignments, beside the same questions in DuckDB SQL. */
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { MeasuredSql } from "./organization/duckdb.ts";
import type { Measured } from "./organization/measure.ts";
import { COUNTED_ACCOUNTS } from "./organization/seed.ts";
import { SIZES } from "./organization/sizes.ts";
import { timed } from "./timing.ts";
import { say } from "./verdict.ts";

const MEGABYTE = 1e6;
const DUCKDB = "@duckdb/node-api@1.5.6-r.1";

const run = async <T>(program: string, ...args: string[]): Promise<T> => {
  const file = join(import.meta.dirname, "organization", program);
  const { code, stdout } = await timed(process.execPath, ["--import", "tsx", file, ...args]);
  if (code !== 0) throw new Error(`${program} ended with ${code}`);
  return JSON.parse(stdout) as T;
};

export async function effectiveAccess(): Promise<void> {
  const whole = await run<Measured>("measure.ts", String(SIZES.XL.assignments));
  const { build, peakBytes, whoCan, whatCan, counts, cells } = whole;
  const peak = peakBytes / MEGABYTE;
  say(
    build < 2000 && peak < 600,
    `effective access built in ${build.toFixed(0)} ms (under 2,000), ${peak.toFixed(0)} MB in all (under 600)`,
  );
  say(whoCan < 20 && whatCan < 20, `who-can ${whoCan.toFixed(2)} ms, what-can ${whatCan.toFixed(2)} ms (under 20)`);
  say(
    counts < 1000,
    `counts of the whole matrix in ${counts.toFixed(0)} ms, best of five (under 1,000): ${cells} cells, by account, by set and by both`,
  );
  await flatness(whole);
  await besideDuckDb(whole);
}

/** The smallest organization fits into the processor's cache and the largest does not, hence a factor and not equality. */
const FLAT = 2;

async function flatness(whole: Measured): Promise<void> {
  const rows: { assignments: number; nanoseconds: number; bytes: number }[] = [];
  for (const assignments of [10_000, 50_000, 100_000, SIZES.XL.assignments]) {
    const { bestBuild: build, bytes } =
      assignments === SIZES.XL.assignments ? whole : await run<Measured>("measure.ts", String(assignments));
    rows.push({ assignments, nanoseconds: (build * 1e6) / assignments, bytes: bytes / assignments });
  }
  const last = rows.at(-1);
  const first = rows[0];
  const isFlat = first && last && last.nanoseconds <= first.nanoseconds * FLAT && last.bytes <= first.bytes * FLAT;
  const figures = rows.map(
    (row) => `${row.assignments}: ${row.nanoseconds.toFixed(0)} ns, ${row.bytes.toFixed(1)} bytes`,
  );
  say(
    isFlat === true,
    `flat per assignment (at most ${FLAT} × from the smallest to the largest): ${figures.join("; ")}`,
  );
}

async function besideDuckDb(ours: Measured): Promise<void> {
  const packages = await installedDuckDb();
  if (packages === undefined) return void process.stdout.write(`- DuckDB: skipped, ${DUCKDB} could not be installed\n`);
  const sql = await run<MeasuredSql>("duckdb.ts", packages);
  const { counted } = ours;
  say(
    sql.cells === counted.cells && sql.usersOfAccounts === counted.usersOfAccounts,
    `DuckDB counts the same in ${COUNTED_ACCOUNTS} accounts: ${sql.cells} cells, ${sql.usersOfAccounts} users of accounts`,
  );
  const against = (theirs: number, own: number, unit: string): string =>
    `${theirs.toFixed(0)} ${unit} (${(theirs / own).toFixed(1)} × ours)`;
  const figures = [
    `build ${against(sql.build, ours.build, "ms")}`,
    `who-can ${against(sql.whoCan, ours.whoCan, "ms")}`,
    `what-can ${against(sql.whatCan, ours.whatCan, "ms")}`,
    `counts by account and by both of a tenth of the accounts ${against(sql.counts, ours.counts, "ms")}: ours is the whole matrix`,
    `memory ${against(sql.peakBytes / MEGABYTE, ours.peakBytes / MEGABYTE, "MB")}`,
  ];
  process.stdout.write(`- DuckDB: ${figures.join(", ")}\n`);
}

/** DuckDB stays out of the project's lock file: `npm ci` refuses a lock without every platform's binary. */
async function installedDuckDb(): Promise<string | undefined> {
  const folder = join(tmpdir(), "idc-doctor-bench-duckdb");
  const manifest = join(folder, "package.json");
  mkdirSync(folder, { recursive: true });
  if (!existsSync(manifest)) writeFileSync(manifest, "{}");
  if (existsSync(join(folder, "node_modules/@duckdb/node-api"))) return folder;
  const { code } = await timed("npm", ["install", "--prefix", folder, "--no-audit", "--no-fund", DUCKDB]);
  return code === 0 ? folder : undefined;
}
