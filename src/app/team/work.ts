/** What a server does beside answering: applies approved plans, refreshes snapshots, takes away what is too old. */

import { applyInJob } from "./apply-job.ts";
import { APPLY_QUEUE } from "./plans.ts";
import { REFRESH_QUEUE, refreshInJob } from "./refresh-job.ts";
import type { Team } from "./team.ts";

const RETENTION_QUEUE = "retention";

/** Jobs at once in one process. */
const AT_ONCE = { apply: 4, refresh: 2, retention: 1 } as const;

/** From now on this process works on the jobs of its organizations. */
export async function beginWork(team: Team): Promise<void> {
  const { jobs, store, context } = team;
  await jobs.work(APPLY_QUEUE, (run) => applyInJob(run, team), AT_ONCE.apply);
  await jobs.work(REFRESH_QUEUE, (run) => refreshInJob(run, team), AT_ONCE.refresh);
  await jobs.work(
    RETENTION_QUEUE,
    async () => JSON.stringify(await store.endRetention(context.now())),
    AT_ONCE.retention,
  );
  await jobs.schedule({ queue: RETENTION_QUEUE, key: "daily", cron: "17 3 * * *", organization: null, payload: null });
}
