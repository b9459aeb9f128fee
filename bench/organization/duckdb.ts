/** The questions of effective access as SQL in DuckDB, in a process of its own: `duckdb.ts <folder of the package>`; prints JSON. */

import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { OrganizationColumns } from "../../src/facts/organization/columns.ts";
import { type PrincipalRow, rowAt } from "../../src/facts/organization/rows.ts";
import { median } from "../timing.ts";
import { generateColumns } from "./generator.ts";
import { COUNTED_ACCOUNTS, SEED } from "./seed.ts";
import { SIZES } from "./sizes.ts";

export interface MeasuredSql {
  readonly build: number;
  readonly whoCan: number;
  readonly whatCan: number;
  /** By account, and by account and set, of the first COUNTED_ACCOUNTS only. */
  readonly counts: number;
  readonly usersOfAccounts: number;
  readonly cells: number;
  readonly peakBytes: number;
}

interface Connection {
  readonly run: (sql: string) => Promise<unknown>;
  readonly runAndReadAll: (sql: string) => Promise<{ readonly getRows: () => readonly (readonly unknown[])[] }>;
}

interface DuckDb {
  readonly DuckDBInstance: {
    readonly create: (path: string) => Promise<{ readonly connect: () => Promise<Connection> }>;
  };
}

/** Who can, as a view: users and groups of assignments whose pair has its role in an active account. */
const SCHEMA = `
  create table grants as
    select a.account, a.set, a.principal from assignment a
    join provisioned p on p.account = a.account and p.set = a.set
    join account c on c.id = a.account where c.active and p.present;
  create view can as
    select g.account, g.set, m.member from grants g join membership m on m.team = g.principal join person u on u.id = m.member where u.enabled
    union all
    select g.account, g.set, g.principal from grants g join person u on u.id = g.principal where u.enabled;`;

async function measure(packages: string): Promise<MeasuredSql> {
  const { DuckDBInstance } = createRequire(join(packages, "package.json"))("@duckdb/node-api") as DuckDb;
  const connection = await (await DuckDBInstance.create(":memory:")).connect();
  const folder = mkdtempSync(join(tmpdir(), "idc-doctor-bench-"));
  const tables = csvTables(generateColumns(SIZES.XL, SEED));
  for (const [name, text] of Object.entries(tables)) writeFileSync(join(folder, `${name}.csv`), text);
  const ask = async (sql: string) => Number((await connection.runAndReadAll(sql)).getRows()[0]?.[0]);
  const build = await timedRun(async () => {
    for (const name of Object.keys(tables))
      await connection.run(`create table ${name} as select * from read_csv('${join(folder, `${name}.csv`)}')`);
    await connection.run(SCHEMA);
  });
  rmSync(folder, { recursive: true });
  const each = (sql: (row: number) => string, count: number) =>
    Promise.all([0, 1, 2, 3, 4].map((at) => Math.floor((at * (count - 1)) / 4))).then(async (rows) => {
      const times: number[] = [];
      for (const row of rows) times.push(await timedRun(() => connection.runAndReadAll(sql(row))));
      return median(times);
    });
  const whoCan = await each((row) => `select distinct member from can where account = ${row}`, SIZES.XL.accounts);
  const whatCan = await each((row) => `select distinct account, set from can where member = ${row}`, SIZES.XL.users);
  const start = performance.now();
  const counted = async (keys: string) =>
    ask(
      `select sum(n) from (select count(distinct member) n from can where account < ${COUNTED_ACCOUNTS} group by ${keys})`,
    );
  const usersOfAccounts = await counted("account");
  const cells = await counted("account, set");
  const counts = performance.now() - start;
  return { build, whoCan, whatCan, counts, usersOfAccounts, cells, peakBytes: process.resourceUsage().maxRSS * 1024 };
}

async function timedRun(run: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await run();
  return performance.now() - start;
}

function csvTables({ accounts, principals, memberships, provisioned, assignments }: OrganizationColumns) {
  const lines = (head: string, count: number, line: (row: number) => string): string => {
    const all = [head];
    for (let row = 0; row < count; row += 1) all.push(line(row));
    return all.join("\n");
  };
  return {
    account: lines("id,active", accounts.ids.length, (row) => `${row},true`),
    person: lines("id,enabled", principals.kinds.length, (at) => {
      const row = rowAt<PrincipalRow>(at);
      return `${row},${principals.kinds[row] === 0 && principals.disabled[row] === 0}`;
    }),
    membership: lines(
      "team,member",
      memberships.users.length,
      (row) => `${memberships.groups[row]},${memberships.users[row]}`,
    ),
    provisioned: lines(
      "account,set,present",
      provisioned.flags.length,
      (row) => `${provisioned.accounts[row]},${provisioned.permissionSets[row]},true`,
    ),
    assignment: lines(
      "account,set,principal",
      assignments.principals.length,
      (row) => `${assignments.accounts[row]},${assignments.permissionSets[row]},${assignments.principals[row]}`,
    ),
  };
}

process.stdout.write(JSON.stringify(await measure(process.argv[2] ?? "")));
