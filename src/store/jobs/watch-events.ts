/** Those who watch a job: however many they are, the database is asked once for each job and moment. */
import type { Engine } from "../engine.ts";
import { eventsOf, readJob } from "./job-rows.ts";
import type { JobEvent } from "./queue.ts";

/** Milliseconds between two looks. */
const LOOK_EVERY = 250;

interface Watched {
  /** Resolves when there may be an event behind this one, or the job has ended. */
  readonly next: (last: number) => Promise<void>;
  watchers: number;
}

export interface EventWatch {
  readonly watch: (id: string, after: number, signal: AbortSignal) => AsyncIterable<JobEvent>;
}

export function createEventWatch(engine: Engine): EventWatch {
  const watched = new Map<string, Watched>();
  return {
    watch: async function* (id, after, signal) {
      const shared = watched.get(id) ?? lookingAt(engine, id);
      watched.set(id, shared);
      shared.watchers += 1;
      try {
        yield* follow(engine, { id, after, signal, shared });
      } finally {
        shared.watchers -= 1;
        if (shared.watchers === 0) watched.delete(id);
      }
    },
  };
}

interface Following {
  readonly id: string;
  readonly after: number;
  readonly signal: AbortSignal;
  readonly shared: Watched;
}

async function* follow(engine: Engine, { id, after, signal, shared }: Following): AsyncGenerator<JobEvent> {
  const aborted = whenAborted(signal);
  let last = after;
  while (!signal.aborted) {
    // Asked before the events: what was written before the end is then among them.
    const job = await readJob(engine, id);
    const events = await eventsOf(engine, id, last);
    for (const event of events) {
      if (signal.aborted) return;
      yield event;
      last = event.sequence;
    }
    if (events.length > 0) continue;
    if (job === undefined || job.endedAt !== null) return;
    await Promise.race([shared.next(last), aborted]);
  }
}

/** A look is made only while somebody waits for it; all who wait are told when there is something new. */
function lookingAt(engine: Engine, id: string): Watched {
  let looking: Promise<void> | undefined;
  let known = -1;
  const look = async (): Promise<void> => {
    for (;;) {
      await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY));
      const [job, newest] = await Promise.all([readJob(engine, id), newestOf(engine, id)]);
      const isNew = newest !== known || job === undefined || job.endedAt !== null;
      known = newest;
      if (isNew || shared.watchers === 0) return;
    }
  };
  const shared: Watched = {
    watchers: 0,
    next: (last) => {
      // Others have seen it already.
      if (known > last) return Promise.resolve();
      looking ??= look().finally(() => {
        looking = undefined;
      });
      return looking;
    },
  };
  return shared;
}

async function newestOf({ database }: Engine, id: string): Promise<number> {
  const row = await database
    .selectFrom("job_event")
    .where("job_id", "=", id)
    .select(({ fn }) => fn.max("sequence").as("sequence"))
    .executeTakeFirst();
  return Number(row?.sequence ?? 0);
}

const whenAborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener("abort", () => resolve(), { once: true });
  });
