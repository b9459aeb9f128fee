/** A plan as others decide about it: each state it gets into, and the job that applies or applied it, until it has ended. */
import type { Proposal } from "../../store/plan-proposals.ts";
import { APPLY_QUEUE, planNamed } from "./plans.ts";
import type { ServedOrganization, Team } from "./team.ts";

export interface PlanEvent {
  readonly sequence: number;
  /** ISO 8601. */
  readonly at: string;
  readonly event: { readonly state: Proposal["state"]; readonly jobId: string | null };
}

/** Milliseconds between two looks at the store: another process may have decided. */
const EVERY = 500;
const UNDECIDED: readonly Proposal["state"][] = ["proposed", "approved"];
const ENDED: readonly Proposal["state"][] = ["applied", "failed", "withdrawn"];
/** Of the newest jobs of an organization, those among which the plan's own is looked for. */
const JOBS_LOOKED_AT = 100;

/** Whoever connects again gets the state that there is now. @throws AccessError as `planNamed` does */
export async function* watchPlan(
  { id, signal }: { readonly id: string; readonly signal: AbortSignal },
  organization: ServedOrganization,
  team: Team,
): AsyncGenerator<PlanEvent> {
  const { context } = team;
  let last = "";
  for (let sequence = 0; !signal.aborted; ) {
    const { state } = await planNamed(id, organization, team);
    // It may begin and end between two looks.
    const jobId = UNDECIDED.includes(state) ? null : await jobOf(id, organization, team);
    if (`${state} ${jobId}` !== last) {
      last = `${state} ${jobId}`;
      sequence += 1;
      yield { sequence, at: context.now().toISOString(), event: { state, jobId } };
    }
    if (ENDED.includes(state)) return;
    await context.delay(EVERY, signal).catch(() => undefined);
  }
}

async function jobOf(planId: string, { key }: ServedOrganization, { jobs }: Team): Promise<string | null> {
  const all = await jobs.list({ organization: key, limit: JOBS_LOOKED_AT });
  return all.find((job) => job.queue === APPLY_QUEUE && job.key === planId)?.id ?? null;
}
