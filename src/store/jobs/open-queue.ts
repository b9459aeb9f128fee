/** The queue that belongs to an engine; pg-boss is loaded only for PostgreSQL. */
import type { Engine } from "../engine.ts";
import { embeddedQueue, type QueueOptions } from "./embedded-queue.ts";
import type { JobQueue } from "./queue.ts";

export const openQueue = async (engine: Engine, options: QueueOptions): Promise<JobQueue> =>
  engine.kind === "embedded"
    ? embeddedQueue(engine, options)
    : (await import("./postgres-queue.ts")).postgresQueue(engine, options);
