/** The contract of both queues: done once, taken over, handed over, cancelled, watched, scheduled. */
import { afterEach, describe, expect, test } from "vitest";
import { openDatabase, type Store } from "../database.ts";
import { onBothEngines } from "../testing/engines.ts";
import type { Job, JobEvent, JobQueue } from "./queue.ts";

const ASKED = { queue: "collect", organization: "one", key: null, payload: { full: true }, requestedBy: "alice" };

onBothEngines((newDatabase) => {
  const opened: { readonly store: Store; readonly queue: JobQueue }[] = [];
  afterEach(async () => {
    for (const { queue, store } of opened.splice(0)) {
      await queue.stop();
      await store.close();
    }
  });

  /** Two processes on one database. */
  async function two() {
    const at = await newDatabase();
    const [one, other] = [await open(at), await open(at)];
    return { one: one.queue, other: other.queue };
  }
  async function open(at: Awaited<ReturnType<typeof newDatabase>>) {
    const store = await openDatabase(at, { leaseMilliseconds: 600 });
    const queue = await store.openJobs();
    opened.push({ store, queue });
    return { store, queue };
  }
  const ended = async (queue: JobQueue, id: string): Promise<Job> => {
    for await (const _ of queue.watch(id, 0, AbortSignal.timeout(30_000)));
    const job = await queue.read(id);
    if (!job) throw new Error("no job");
    return job;
  };

  test("a job is done once, whoever does it, and says how it ended", async () => {
    const { one, other } = await two();
    const done: string[] = [];
    const handler =
      (who: string) =>
      async ({ job }: { readonly job: Job }) => {
        done.push(`${who} ${job.id}`);
        return `done by ${who}`;
      };
    const jobs: Job[] = [];
    for (const number of [1, 2, 3, 4, 5, 6]) jobs.push(await one.enqueue({ ...ASKED, payload: { number } }));
    await one.work("collect", handler("one"), 1);
    await other.work("collect", handler("other"), 1);
    const ends = await Promise.all(jobs.map(({ id }) => ended(other, id)));
    expect(ends.map(({ state, attempts }) => [state, attempts])).toEqual(jobs.map(() => ["done", 1]));
    expect(ends.map(({ payload }) => payload)).toEqual([1, 2, 3, 4, 5, 6].map((number) => ({ number })));
    expect(new Set(done.map((line) => line.split(" ")[1])).size).toBe(6);
    expect(done).toHaveLength(6);
    expect(ends[0]).toMatchObject({ ...ASKED, payload: { number: 1 }, outcome: expect.stringMatching(/^done by /) });
    expect(await one.depth()).toEqual([]);
  });

  test("what is asked for twice is one job until it ends", async () => {
    const { one, other } = await two();
    const keyed = { ...ASKED, key: "one" };
    const [first, second] = await Promise.all([one.enqueue(keyed), other.enqueue(keyed)]);
    expect(first?.id).toBe(second?.id);
    expect(await one.depth()).toEqual([{ queue: "collect", state: "waiting", jobs: 1 }]);
    await other.work("collect", async () => "done", 1);
    await ended(one, first?.id ?? "");
    expect((await one.enqueue(keyed)).id).not.toBe(first?.id);
  });

  test("a handler that throws fails the job, with its words and without secrets", async () => {
    const { one } = await two();
    const job = await one.enqueue(ASKED);
    await one.work(
      "collect",
      async () => {
        throw new Error("sso-admin refused, Bearer abcdefgh12345678");
      },
      1,
    );
    expect(await ended(one, job.id)).toMatchObject({ state: "failed", outcome: "sso-admin refused, Bearer [secret]" });
  });

  test("events have numbers, are read again from any of them, and end with the job", async () => {
    const { one, other } = await two();
    let goOn: () => void = () => undefined;
    const middle = new Promise<void>((resolve) => {
      goOn = resolve;
    });
    await one.work(
      "collect",
      async ({ report }) => {
        await report({ kind: "progress", done: 1 });
        await report({ kind: "progress", done: 2 });
        await middle;
        await report({ kind: "progress", done: 3 });
        return "done";
      },
      1,
    );
    const { id } = await one.enqueue(ASKED);
    const before: JobEvent[] = [];
    const reload = new AbortController();
    for await (const event of other.watch(id, 0, reload.signal)) {
      before.push(event);
      if (before.length === 2) reload.abort();
    }
    goOn();
    const after: JobEvent[] = [];
    for await (const event of other.watch(id, before.at(-1)?.sequence ?? 0, AbortSignal.timeout(30_000)))
      after.push(event);
    expect([...before, ...after].map(({ sequence, event }) => [sequence, event])).toEqual([
      [1, { kind: "progress", done: 1 }],
      [2, { kind: "progress", done: 2 }],
      [3, { kind: "progress", done: 3 }],
      [4, { kind: "job", state: "done" }],
    ]);
    expect(await one.events(id, 3)).toEqual(after.slice(1));
  });

  test("a job that is cancelled stops, and is not begun again", async () => {
    const { one, other } = await two();
    const begun: string[] = [];
    const untilAborted = async ({ job, signal }: { readonly job: Job; readonly signal: AbortSignal }) => {
      begun.push(job.id);
      await new Promise((resolve) => signal.addEventListener("abort", resolve));
      return "stopped";
    };
    await one.work("collect", untilAborted, 1);
    const { id } = await one.enqueue(ASKED);
    await expect.poll(() => begun, { timeout: 20_000, interval: 20 }).toEqual([id]);
    expect(await other.cancel(id)).toBe(true);
    expect(await other.cancel(id)).toBe(false);
    await other.work("collect", untilAborted, 1);
    // The next one is begun, and this one is not.
    const next = await other.enqueue(ASKED);
    await expect.poll(() => begun, { timeout: 20_000, interval: 20 }).toEqual([id, next.id]);
    expect(await one.read(id)).toMatchObject({ state: "cancelled", attempts: 1 });
  });

  test("a process that stops hands its work over", async () => {
    const { one, other } = await two();
    const begun: string[] = [];
    await one.work(
      "collect",
      async ({ signal }) => {
        begun.push("one");
        await new Promise((resolve) => signal.addEventListener("abort", resolve));
        throw new Error("interrupted");
      },
      1,
    );
    const { id } = await one.enqueue(ASKED);
    await expect.poll(() => begun, { timeout: 20_000, interval: 20 }).toEqual(["one"]);
    await other.work("collect", async ({ job }) => `attempt ${job.attempts}`, 1);
    await one.stop();
    expect(await ended(other, id)).toMatchObject({ state: "done", outcome: "attempt 2", attempts: 2 });
  });

  test("a schedule makes one job each time, however many processes look", async () => {
    const { one, other } = await two();
    const schedule = { queue: "collect", key: "one", cron: "* * * * *", organization: "one", payload: { full: false } };
    await one.schedule({ ...schedule, cron: "0 0 1 1 *" });
    await other.schedule(schedule);
    await other.schedule({ ...schedule, key: "two" });
    await other.unschedule("collect", "two");
    expect(await one.schedules()).toEqual([schedule]);
    await expect(one.schedule({ ...schedule, cron: "every day" })).rejects.toThrow(/is not a cron schedule/);
    await one.unschedule("collect", "one");

    const keys = Array.from({ length: 20 }, (_, number) => `organization ${number}`);
    for (const key of keys) await one.schedule({ ...schedule, key });
    for (const queue of [one, other]) await queue.work("collect", async ({ job }) => `did ${job.key}`, 5);
    const all = () => one.list({ organization: "one", limit: 1000 });
    const doneKeys = async () => new Set((await all()).flatMap(({ state, key }) => (state === "done" ? [key] : [])));
    await expect.poll(doneKeys, { timeout: 60_000, interval: 200 }).toEqual(new Set(keys));
    const minutes = (await all()).map(({ key, createdAt }) => `${key} ${createdAt.slice(0, 16)}`);
    expect(new Set(minutes).size).toBe(minutes.length);
    expect((await all()).map(({ attempts }) => attempts)).toEqual(minutes.map(() => 1));
  });
});

describe("lists", () => {
  test("the newest first, of one organization, in some states", async () => {
    const store = await openDatabase({ kind: "embedded", file: ":memory:" });
    const queue = await store.openJobs();
    await queue.enqueue(ASKED);
    const { id } = await queue.enqueue({ ...ASKED, organization: "two" });
    expect((await queue.list({ organization: null, limit: 10 })).map(({ organization }) => organization)).toHaveLength(
      2,
    );
    expect((await queue.list({ organization: "two", limit: 10 })).map((job) => job.id)).toEqual([id]);
    expect(await queue.list({ organization: "two", states: ["done"], limit: 10 })).toEqual([]);
    await queue.stop();
    await store.close();
  });
});
