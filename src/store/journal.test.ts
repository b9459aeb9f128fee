/** The contract of every journal: found by the beginning of an id and by nothing else, listed newest first, damage named, one holder. */
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { US } from "../facts/grant/testing/grant-facts.ts";
import { PLAN_SCHEMA, type Plan } from "../model/plan.ts";
import { openDatabase } from "./database.ts";
import type { Journal, PlanHold } from "./journal.ts";
import { memoryJournal } from "./memory-journal.ts";
import { openSqlite } from "./sqlite-driver.ts";
import { onBothEngines } from "./testing/engines.ts";

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

async function held(journal: Journal, planId: string): Promise<PlanHold> {
  const found = await journal.hold(planId);
  if (found.kind === "busy") throw new Error(`held by ${found.holder}`);
  return found.hold;
}

async function filled(journal: Journal): Promise<Journal> {
  await journal.begin(plan("aaaa-1", "2026-01-01T00:00:00Z"), CONNECTION);
  await journal.begin(plan("aaaa-2", "2026-01-02T00:00:00Z"), CONNECTION, "aaaa-1");
  const hold = await held(journal, "aaaa-2");
  await hold.append("2026-01-02T00:00:01Z", { kind: "sending", step: 1 });
  await hold.append("2026-01-02T00:00:02Z", { kind: "done", step: 1 });
  await hold.release();
  return journal;
}

function contract(open: () => Promise<Journal>): void {
  test("a plan is held before it is begun, and what the hold records is the plan's", async () => {
    const journal = await open();
    const hold = await held(journal, "aaaa-3");
    await journal.begin(plan("aaaa-3", "2026-01-03T00:00:00Z"), CONNECTION);
    await hold.append("2026-01-03T00:00:01Z", { kind: "done", step: 1 });
    await hold.release();
    expect((await journal.read("aaaa-3"))?.entries).toMatchObject([{ event: { kind: "done", step: 1 } }]);
  });

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

  test("events that are written side by side each have a number", async () => {
    const journal = await filled(await open());
    const hold = await held(journal, "aaaa-1");
    const steps = Array.from({ length: 20 }, (_, at) => at + 1);
    await Promise.all(steps.map((step) => hold.append("2026-01-03T00:00:00Z", { kind: "done", step })));
    const entries = (await journal.read("aaaa-1"))?.entries ?? [];
    expect(entries.map(({ sequence }) => sequence)).toEqual(steps);
    expect(new Set(entries.map(({ event }) => event.step))).toEqual(new Set(steps));
    await hold.release();
    await journal.close();
  });
}

describe("in memory", () => contract(async () => memoryJournal()));
onBothEngines((newDatabase) => {
  contract(async () => (await openDatabase(await newDatabase())).journal);

  test("one process at a time carries a plan out", async () => {
    const journal = await filled((await openDatabase(await newDatabase())).journal);
    const first = await held(journal, "aaaa-1");
    expect(await journal.hold("aaaa-1")).toEqual({ kind: "busy", holder: expect.stringMatching(/^process \d+ on /) });
    expect((await journal.hold("aaaa-2")).kind).toBe("held");
    await first.release();
    expect((await journal.hold("aaaa-1")).kind).toBe("held");
    await journal.close();
  });

  test("who has lost a plan records nothing more, and sends nothing", async () => {
    const at = await newDatabase();
    const { journal } = await openDatabase(at);
    await filled(journal);
    const asleep = await held(journal, "aaaa-1");
    // What another process finds when the lease of one that sleeps is over.
    await asleep.release();
    const awake = await held(journal, "aaaa-1");
    await awake.append("2026-01-03T00:00:00Z", { kind: "sending", step: 1 });
    await expect(asleep.append("2026-01-03T00:00:01Z", { kind: "sending", step: 2 })).rejects.toMatchObject({
      code: "lease-lost",
    });
    const kinds = (await journal.read("aaaa-1"))?.entries.map(({ event }) => [event.kind, event.step]);
    expect(kinds).toEqual([["sending", 1]]);
    await awake.release();
    await journal.close();
  });
});

test.each([
  ["a plan that is no JSON", "update plan set body = '{' where id = 'aaaa-2'"],
  ["a connection that is null", "update plan set connection = 'null'"],
  ["a Region that is a number", `update plan set connection = '{"region":5}'`],
  ["an address that is a list", `update plan set connection = json_set(connection, '$.endpointUrl', json('[]'))`],
  ["an event that is null", "update journal set event = 'null' where sequence = 1"],
  ["an event of another kind", `update journal set event = '{"kind":"toString","step":1}' where sequence = 2`],
  ["an event of no step", `update journal set event = '{"kind":"done"}' where sequence = 2`],
])("%s is named", async (_, sql) => {
  const path = join(mkdtempSync(join(tmpdir(), "idc-doctor-journal-")), "journal.sqlite");
  const { journal } = await openDatabase({ kind: "embedded", file: path });
  await filled(journal);
  const file = openSqlite(path);
  file.prepare(sql).run([]);
  file.close();
  await expect(journal.read("aaaa-2")).rejects.toThrow("Plan aaaa-2 in the journal is damaged");
  await expect(journal.list()).rejects.toThrow(/^Plan aaaa-[12] in the journal is damaged$/);
  await journal.close();
});
