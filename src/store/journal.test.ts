/** The contract of every journal: found by the beginning of an id and by nothing else, listed newest first, damage named. */
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { US } from "../facts/grant/testing/grant-facts.ts";
import { PLAN_SCHEMA, type Plan } from "../model/plan.ts";
import type { Journal } from "./journal.ts";
import { memoryJournal } from "./memory-journal.ts";
import { openSqlite } from "./sqlite-driver.ts";
import { openSqliteJournal } from "./sqlite-journal.ts";

const CONNECTION = { region: US, endpointUrl: null, profile: null, callerArn: "arn:aws:iam::123456789012:user/a" };
const plan = (id: string, createdAt: string): Plan => ({
  schema: PLAN_SCHEMA,
  id,
  createdAt,
  region: US,
  cause: "a",
  steps: [],
  warnings: [],
});
const fileOf = () => join(mkdtempSync(join(tmpdir(), "idc-doctor-journal-")), "journal.sqlite");

async function filled(journal: Journal): Promise<Journal> {
  await journal.begin(plan("aaaa-1", "2026-01-01T00:00:00Z"), CONNECTION);
  await journal.begin(plan("aaaa-2", "2026-01-02T00:00:00Z"), CONNECTION, "aaaa-1");
  await journal.append("aaaa-2", "2026-01-02T00:00:01Z", { kind: "sending", step: 1 });
  await journal.append("aaaa-2", "2026-01-02T00:00:02Z", { kind: "done", step: 1 });
  return journal;
}

describe.each([
  ["in memory", async () => memoryJournal()],
  ["in a file", () => openSqliteJournal(fileOf())],
] as const)("%s", (_where, open) => {
  test.each([
    ["aaaa-1", "aaaa-1"],
    ["aaaa-2", "aaaa-2"],
    ["aaaa", undefined],
    ["%%%%", undefined],
    ["____-1", undefined],
    ["aaaa-1x", undefined],
  ])("%s is %s", async (id, found) => {
    const journal = await filled(await open());
    expect((await journal.read(id))?.plan.id).toBe(found);
    await journal.close();
  });

  test("lists plans whole, the newest first", async () => {
    const journal = await filled(await open());
    const all = await journal.list();
    expect(
      all.map(({ plan: { id }, undoes, entries }) => [id, undoes, entries.map(({ event }) => event.kind)]),
    ).toEqual([
      ["aaaa-2", "aaaa-1", ["sending", "done"]],
      ["aaaa-1", null, []],
    ]);
    expect(all[0]).toEqual(await journal.read("aaaa-2"));
    await journal.close();
  });
});

test("a plan that is no JSON is named", async () => {
  const path = fileOf();
  const journal = await filled(await openSqliteJournal(path));
  const file = openSqlite(path);
  file.prepare("update plan set body = '{' where id = 'aaaa-1'").run([]);
  file.close();
  await expect(journal.read("aaaa-1")).rejects.toThrow("Plan aaaa-1 in the journal is damaged");
  await journal.close();
});
