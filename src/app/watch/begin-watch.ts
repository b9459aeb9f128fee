/** Begins to watch: schedules of refreshes, and the loops that receive what queues bring and tell what is due. */
import { watchedOrganization } from "../../model/watch-settings.ts";
import { everyMinutes } from "../../store/jobs/cron.ts";
import { REFRESH_QUEUE, refreshOnEvent } from "../team/refresh-job.ts";
import type { ServedOrganization, Team } from "../team/team.ts";
import { alertRegularly } from "./alert-loop.ts";
import { receiveEvents } from "./event-loop.ts";
import type { Watch } from "./open-watch.ts";

/** A collection of everything, for what events do not tell. */
const FULL_EVERY_MINUTES = 1440;

/** Resolves once everything has begun; the loops end with the context's signal. */
export async function beginWatch(team: Team): Promise<void> {
  const { watch } = team;
  for (const organization of team.organizations.values()) {
    // A saved document does not change, and what was watched once may be watched no more.
    if (watch === undefined || organization.connection.from) await stopSchedules(organization, team);
    else await watchOrganization(organization, watch, team);
  }
  if (watch !== undefined && watch.channels.length > 0) void alertRegularly(watch, team);
}

const freshKey = ({ key }: ServedOrganization): string => `${key} fresh`;

async function stopSchedules(organization: ServedOrganization, { jobs }: Team): Promise<void> {
  await jobs.unschedule(REFRESH_QUEUE, organization.key);
  await jobs.unschedule(REFRESH_QUEUE, freshKey(organization));
}

async function watchOrganization(organization: ServedOrganization, watch: Watch, team: Team): Promise<void> {
  const { every, queue } = watchedOrganization(watch.settings, organization.name);
  const { key, name } = organization;
  const schedule = (of: string, minutes: number, isFresh: boolean): Promise<void> =>
    team.jobs.schedule({
      queue: REFRESH_QUEUE,
      key: of,
      cron: everyMinutes(minutes, of),
      organization: key,
      payload: { organization: name, isFresh },
    });
  await schedule(key, every, false);
  await schedule(freshKey(organization), FULL_EVERY_MINUTES, true);
  const refresh = () => refreshOnEvent(organization, team);
  if (queue !== undefined)
    void receiveEvents({ organization, queueUrl: queue, team, context: team.context, onChange: refresh });
  // What happened while nobody watched.
  await refresh();
}
