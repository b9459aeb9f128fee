/** The job that tells the channels: after each refresh for its organization, and every minute for all, because groups and quiet hours end. */
import type { Job, JobRun } from "../../store/jobs/queue.ts";
import { organizationNamed, type ServedOrganization, type Team } from "../team/team.ts";
import { alertOrganization } from "./alert-channel.ts";

/** The queue of jobs that send alerts. */
export const ALERT_QUEUE = "alerts";

/** Null: every organization. */
export interface AlertPayload {
  readonly organization: string | null;
}

/** Undefined: nobody is alerted of this organization. A job that runs may have looked already: then another one follows. */
export async function requestAlerts(organization: ServedOrganization, team: Team): Promise<Job | undefined> {
  if (team.watch === undefined || team.watch.channels.length === 0) return undefined;
  const payload: AlertPayload = { organization: organization.name };
  const enqueue = (key: string): Promise<Job> =>
    team.jobs.enqueue({ queue: ALERT_QUEUE, organization: organization.key, key, payload, requestedBy: null });
  const job = await enqueue(organization.key);
  return job.state === "running" ? enqueue(`${organization.key} after ${job.id}`) : job;
}

/** Never fails for what a receiver does: that is in the alert's own row. */
export async function alertInJob({ job, signal }: JobRun, team: Team): Promise<string> {
  const { watch } = team;
  if (watch === undefined) return "Nothing is watched";
  const { organization: name } = job.payload as AlertPayload;
  const context = { ...team.context, signal: AbortSignal.any([team.context.signal, signal]) };
  const wanted = name === null ? [...team.organizations.values()] : [organizationNamed(team, name)];
  const told: string[] = [];
  for (const organization of wanted) told.push(...(await alertOrganization(organization, watch, team, context)));
  return told.join("; ");
}
