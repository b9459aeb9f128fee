/** One look at every organization and what is due to its channels, for a schedule outside of idc-doctor. */

import { watchedOrganization } from "../../model/watch-settings.ts";
import type { Job } from "../../store/jobs/queue.ts";
import { REFRESH_QUEUE, refreshInJob, refreshOnEvent } from "../team/refresh-job.ts";
import type { ServedOrganization, Team } from "../team/team.ts";
import { alertOrganization } from "./alert-channel.ts";
import { receiveOnce } from "./event-loop.ts";
import type { Watch } from "./open-watch.ts";

export interface Looked {
  readonly organization: string;
  /** Null: the refresh did not succeed. */
  readonly takenAt: string | null;
  /** Why it did not. */
  readonly failure: string | null;
  /** What became of each alert. */
  readonly alerts: readonly string[];
}

/** One after another. @throws AccessError `interrupted` */
export async function watchOnce(team: Team): Promise<readonly Looked[]> {
  // The channels are told afterwards, so that what became of it can be said.
  const silent = { ...team, watch: team.watch && { ...team.watch, channels: [] } };
  await team.jobs.work(REFRESH_QUEUE, (run) => refreshInJob(run, silent), 1);
  const looked: Looked[] = [];
  for (const organization of team.organizations.values()) looked.push(await lookOnce(organization, team));
  return looked;
}

async function lookOnce(organization: ServedOrganization, team: Team): Promise<Looked> {
  const { watch, context } = team;
  const { queue } = watch ? watchedOrganization(watch.settings, organization.name) : {};
  if (queue !== undefined) await emptied({ organization, queueUrl: queue, team });
  const job = await ended(await refreshOnEvent(organization, team), team);
  const isDone = job?.state === "done";
  const now = watch && withoutGroups(watch);
  return {
    organization: organization.name,
    takenAt: isDone ? takenAtOf(job) : null,
    failure: isDone ? null : (job?.outcome ?? "the refresh did not end"),
    alerts: now ? await alertOrganization(organization, now, team, context) : [],
  };
}

/** There is no later look of this process that a group could wait for. */
const withoutGroups = (watch: Watch): Watch => ({
  ...watch,
  channels: watch.channels.map((one) => ({ ...one, settings: { ...one.settings, group: 0 } }) as typeof one),
});

/** More calls than a queue of a day's changes needs. */
const MOST_RECEIVES = 200;

/** The refresh that follows reads what was kept; a queue that cannot be read only makes it later. */
async function emptied(
  intake: Pick<Parameters<typeof receiveOnce>[0], "organization" | "queueUrl" | "team"> & { readonly team: Team },
) {
  const { context } = intake.team;
  for (let times = 0; times < MOST_RECEIVES; times += 1) {
    const received = await receiveOnce({ ...intake, context, onChange: () => Promise.resolve() });
    if (typeof received === "string")
      context.log("warn", `The queue of ${intake.organization.name} cannot be read: ${received}`);
    if (typeof received === "string" || received === 0) return;
  }
}

async function ended({ id }: Job, { jobs, context }: Team): Promise<Job | undefined> {
  for await (const _ of jobs.watch(id, 0, context.signal));
  context.signal.throwIfAborted();
  return jobs.read(id);
}

const takenAtOf = ({ outcome }: Job): string | null =>
  (JSON.parse(outcome ?? "{}") as { readonly takenAt?: string }).takenAt ?? null;
