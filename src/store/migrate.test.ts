/** Forward only, each step once, whoever comes first; a newer database is refused; an older journal is kept. */
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "kysely";
import { describe, expect, test } from "vitest";
import { openDatabase } from "./database.ts";
import { openEmbedded } from "./embedded-engine.ts";
import { MIGRATIONS } from "./migrations/index.ts";
import { openPostgres } from "./postgres-engine.ts";
import { openSqlite } from "./sqlite-driver.ts";
import { onBothEngines } from "./testing/engines.ts";

const newFile = () => join(mkdtempSync(join(tmpdir(), "idc-doctor-migrate-")), "journal.sqlite");

test("steps are numbered without a gap, and each has a name of its own", () => {
  expect(MIGRATIONS.map(({ number }) => number)).toEqual(MIGRATIONS.map((_, at) => at + 1));
  expect(new Set(MIGRATIONS.map(({ name }) => name)).size).toBe(MIGRATIONS.length);
});

onBothEngines((newDatabase) => {
  test("two processes that open a database at once both find it whole", async () => {
    const at = await newDatabase();
    const stores = await Promise.all([1, 2, 3].map(() => openDatabase(at)));
    for (const store of stores) {
      expect(await store.journal.list()).toEqual([]);
      await store.close();
    }
  });
});

describe("the audit log", () => {
  const ENTRY = {
    at: "2026-11-28T12:00:00.000Z",
    organization: null,
    who: "alice",
    action: "plan.apply",
    target: null,
    planHash: null,
    outcome: "applied",
    detail: null,
  };

  onBothEngines((newDatabase) => {
    test("takes new entries and no changes", async () => {
      const at = await newDatabase();
      const store = await openDatabase(at);
      await store.audit.add(ENTRY);
      const engine = at.kind === "embedded" ? openEmbedded(at.file) : await openPostgres(at.url);
      const change = sql`update audit set outcome = 'nothing happened'`.execute(engine.database);
      await expect(change).rejects.toThrow("the audit log is append-only");
      expect(await store.audit.list({ organization: null, limit: 9 })).toMatchObject([ENTRY]);
      await engine.close();
      await store.close();
    });
  });
});

onBothEngines((newDatabase) => {
  test("one that a newer release has made is refused in one line, and stays as it is", async () => {
    const at = await newDatabase();
    await (await openDatabase(at)).close();
    const engine = at.kind === "embedded" ? openEmbedded(at.file) : await openPostgres(at.url);
    const future = { number: 99, name: "from the future", applied_at: "2030-01-01T00:00:00Z" };
    await engine.database.insertInto("migration").values(future).execute();
    await expect(openDatabase(at)).rejects.toMatchObject({
      code: "unreadable-document",
      message: `The database was made by a newer idc-doctor: its form is 99, and this one knows ${MIGRATIONS.length}`,
      next: "Update idc-doctor on this machine",
    });
    const rows = await engine.database.selectFrom("migration").select("number").orderBy("number").execute();
    expect(rows.map(({ number }) => number)).toEqual([...MIGRATIONS.map(({ number }) => number), 99]);
    await engine.close();
  });
});

test("a journal from before there were steps keeps its plans", async () => {
  const file = newFile();
  const old = openSqlite(file);
  old
    .prepare(
      "create table plan (id text primary key, created_at text not null, undoes text, body text not null, connection text not null)",
    )
    .run([]);
  old
    .prepare("insert into plan values ('aaaa-1', '2026-01-01', null, ?, ?)")
    .run([
      JSON.stringify({ id: "aaaa-1", steps: [] }),
      JSON.stringify({ region: "us-east-1", endpointUrl: null, profile: null, callerArn: null }),
    ]);
  old.close();
  const { journal } = await openDatabase({ kind: "embedded", file });
  expect((await journal.list()).map(({ plan: { id } }) => id)).toEqual(["aaaa-1"]);
  await journal.close();
});
