/** A process of a team, as small as it can be: one store, its jobs, a collection and an apply. Used by the tests' process and by its victims. */

import { refreshShared } from "../../../src/app/kept/shared-snapshot.ts";
import type { AwsConnection } from "../../../src/sources/aws/calling/connection.ts";
import { type DatabaseAt, openDatabase, type Store } from "../../../src/store/database.ts";
import type { JobQueue, JobRun } from "../../../src/store/jobs/queue.ts";
import { labConnection, testContext } from "../reader.ts";
import { writeOf } from "./team-plan.ts";

/** What a process is told: JSON of its command line. */
export interface WorkerSettings {
  readonly database: DatabaseAt;
  readonly endpointUrl: string;
  readonly leaseMilliseconds: number;
}

export const ORGANIZATION = "team";

export interface Worker {
  readonly store: Store;
  readonly queue: JobQueue;
  /** Takes jobs from now on. */
  readonly work: () => Promise<void>;
  readonly stop: () => Promise<void>;
}

/** @param say one line for each job that is begun or ended */
export async function openWorker(settings: WorkerSettings, say: (line: string) => void): Promise<Worker> {
  const { database, endpointUrl, leaseMilliseconds } = settings;
  const store = await openDatabase(database, { leaseMilliseconds });
  const queue = await store.openJobs();
  const connection = labConnection({ url: endpointUrl, limits: "off" });
  const told =
    (handler: (run: JobRun) => Promise<string>) =>
    async (run: JobRun): Promise<string> => {
      say(`begun ${run.job.id}`);
      try {
        const outcome = await handler(run);
        say(`ended ${run.job.id} ${outcome}`);
        return outcome;
      } catch (error) {
        say(`ended ${run.job.id} ${String(error)}`);
        throw error;
      }
    };
  return {
    store,
    queue,
    work: async () => {
      await queue.work(
        "collect",
        told((run) => collect(run, store, connection)),
        1,
      );
      await queue.work(
        "apply",
        told((run) => writeOf(run, store, connection)),
        1,
      );
    },
    stop: async () => {
      await queue.stop();
      await store.close();
    },
  };
}

async function collect({ job, signal, report }: JobRun, store: Store, connection: AwsConnection): Promise<string> {
  const context = testContext({ signal });
  await refreshShared({ store, organization: ORGANIZATION }, connection, context, {
    isFresh: true,
    isComplete: false,
    includesUnits: false,
    newerThan: job.createdAt,
    onProgress: () => undefined,
    onFull: () => undefined,
    onWaiting: () => void report({ kind: "waiting" }),
    onContinued: (answers) => void report({ kind: "continued", answers }),
  });
  return "collected";
}
