/** The jobs that somebody may see. */
import { AccessError } from "../../model/errors.ts";
import { type Identity, mayAct } from "../../model/roles.ts";
import type { Job, JobEvent } from "../../store/jobs/queue.ts";
import { organizationOfKey, type Team } from "./team.ts";

const JOBS_LISTED = 200;

/** A job with the organization as the server calls it; null: the server's own. */
export type TeamJob = Omit<Job, "payload" | "key">;

/** The newest first. */
export async function listJobs(who: Identity, team: Team): Promise<readonly TeamJob[]> {
  const all = await team.jobs.list({ organization: null, limit: JOBS_LISTED });
  return all.filter((job) => isSeen(job, who, team)).map((job) => named(job, team));
}

/** @throws AccessError `not-found`, for a job of an organization that they may not see too */
export async function jobNamed(id: string, who: Identity, team: Team): Promise<TeamJob> {
  const job = await team.jobs.read(id);
  if (job && isSeen(job, who, team)) return named(job, team);
  throw new AccessError("not-found", `There is no job ${JSON.stringify(id)}`);
}

/** The events after that number, and those that follow until the job has ended. */
export const watchJob = (
  { id, after, signal }: { readonly id: string; readonly after: number; readonly signal: AbortSignal },
  { jobs }: Pick<Team, "jobs">,
): AsyncIterable<JobEvent> => jobs.watch(id, after, signal);

/** Waits until the job has ended, or until the signal. @throws AccessError as `jobNamed` does */
export async function endedJob(
  { id, who, signal }: { readonly id: string; readonly who: Identity; readonly signal: AbortSignal },
  team: Team,
): Promise<TeamJob> {
  for await (const _ of watchJob({ id, after: 0, signal }, team));
  return jobNamed(id, who, team);
}

const nameOf = (key: string | null, team: Team): string | null => organizationOfKey(team, key)?.name ?? null;

function isSeen({ organization }: Job, who: Identity, team: Team): boolean {
  const name = nameOf(organization, team);
  // The server's own, and those of organizations that it has no more.
  if (name === null) return who.grants.some((grant) => grant.organization === null);
  return mayAct(who, "viewer", name);
}

const named = ({ payload: _, key: __, ...job }: Job, team: Team): TeamJob => ({
  ...job,
  organization: nameOf(job.organization, team),
});
