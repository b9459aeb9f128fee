/** Both engines for a contract suite: each test gets a database of its own. */
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe } from "vitest";
import type { DatabaseAt } from "../database.ts";
import { missingPostgres, testPostgres } from "./postgres-server.ts";

/** A new place for a database, of one engine. */
export type NewDatabase = () => Promise<DatabaseAt>;

const embedded: NewDatabase = async () => ({
  kind: "embedded",
  file: join(mkdtempSync(join(tmpdir(), "idc-doctor-store-")), "store.sqlite"),
});
const postgres: NewDatabase = async () => ({ kind: "postgres", url: (await testPostgres()).newDatabase() });

/** Runs the suite on both; where there is no PostgreSQL, the reason is printed and its part is skipped. */
export function onBothEngines(suite: (newDatabase: NewDatabase) => void): void {
  const missing = missingPostgres();
  if (missing !== undefined) process.stderr.write(`skipped on PostgreSQL: ${missing}\n`);
  describe("embedded", () => suite(embedded));
  describe.skipIf(missing !== undefined)("on PostgreSQL", () => suite(postgres));
}
