/** Both engines for a contract suite: each test gets a database of its own. */
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe } from "vitest";
import { type DatabaseAt, openDatabase } from "../database.ts";
import { missingPostgres, type TestPostgres, testPostgres } from "./postgres-server.ts";

/** A new place for a database, of one engine. */
export type NewDatabase = () => Promise<DatabaseAt>;

const embedded: NewDatabase = async () => ({
  kind: "embedded",
  file: join(mkdtempSync(join(tmpdir(), "idc-doctor-store-")), "store.sqlite"),
});
const postgres: NewDatabase = async () => {
  const server = await testPostgres();
  madeOnce ??= make(server);
  return { kind: "postgres", url: await server.newDatabase(await madeOnce) };
};

/** Tables are made once, the queue's too, and copied for each test: that is several times as quick. */
let madeOnce: Promise<string> | undefined;

async function make(server: TestPostgres): Promise<string> {
  const url = await server.newDatabase();
  const store = await openDatabase({ kind: "postgres", url });
  await (await store.openJobs()).stop();
  await store.close();
  return url;
}

/** Runs the suite on both; where there is no PostgreSQL, the reason is printed and its part is skipped. */
export function onBothEngines(suite: (newDatabase: NewDatabase) => void): void {
  const missing = missingPostgres();
  if (missing !== undefined) process.stderr.write(`skipped on PostgreSQL: ${missing}\n`);
  describe("embedded", () => suite(embedded));
  describe.skipIf(missing !== undefined)("on PostgreSQL", () => suite(postgres));
}
