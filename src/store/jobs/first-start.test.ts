/** Processes that start at the same moment on a new PostgreSQL: all of them get the queue. */
import { expect, test } from "vitest";
import { openDatabase } from "../database.ts";
import { missingPostgres, testPostgres } from "../testing/postgres-server.ts";

const missing = missingPostgres();
if (missing !== undefined) process.stderr.write(`skipped on PostgreSQL: ${missing}\n`);

test.skipIf(missing !== undefined)("none finds the tables of the queue half made", async () => {
  const url = await (await testPostgres()).newDatabase();
  const stores = await Promise.all([1, 2, 3, 4].map(() => openDatabase({ kind: "postgres", url })));
  const opened = await Promise.allSettled(stores.map((store) => store.openJobs()));
  expect(opened.flatMap((one) => (one.status === "rejected" ? [String(one.reason)] : []))).toEqual([]);
  await Promise.all(opened.map((one) => (one.status === "fulfilled" ? one.value.stop() : undefined)));
  await Promise.all(stores.map((store) => store.close()));
});
