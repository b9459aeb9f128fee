/** The plans of a team between proposal and end: read, approved by hash, handed to a job that applies them. */
import { AccessError } from "../../model/errors.ts";
import type { Job } from "../../store/jobs/queue.ts";
import type { Proposal } from "../../store/plan-proposals.ts";
import { audit } from "./audit.ts";
import { shownPlan, type TeamPlan } from "./propose.ts";
import type { ServedOrganization, Team } from "./team.ts";

/** The queue of jobs that apply plans. */
export const APPLY_QUEUE = "apply";

/** What the approver saw, and who it is. */
export interface PlanDecision {
  readonly id: string;
  readonly hash: string;
  readonly by: string;
}

export type Decided<T> =
  | { readonly kind: "ok"; readonly value: T }
  /** The hash is of another plan: this is the one that there is now. */
  | { readonly kind: "changed"; readonly plan: TeamPlan }
  /** It is not in a state in which this can be done. */
  | { readonly kind: "wrong-state"; readonly plan: TeamPlan }
  /** The configuration wants another person than the proposer. */
  | { readonly kind: "same-person" };

/** @throws AccessError `not-found`, for a plan of another organization too */
export async function planNamed(id: string, organization: ServedOrganization, team: Team): Promise<TeamPlan> {
  return shownPlan(await storedPlan(id, organization, team));
}

async function storedPlan(id: string, { key, name }: ServedOrganization, { store }: Team): Promise<Proposal> {
  const stored = await store.proposals.read(id);
  if (stored?.organization === key) return stored;
  throw new AccessError("not-found", `There is no plan ${JSON.stringify(id)} in ${name}`);
}

/** The newest first. */
export async function listTeamPlans({ key }: ServedOrganization, { store }: Team): Promise<readonly TeamPlan[]> {
  return (await store.proposals.list(key, PLANS_LISTED)).map(shownPlan);
}

const PLANS_LISTED = 100;

export async function approvePlan(
  decision: PlanDecision,
  organization: ServedOrganization,
  team: Team,
): Promise<Decided<TeamPlan>> {
  const stored = await storedPlan(decision.id, organization, team);
  const refused = refusedDecision(decision, stored, { from: ["proposed"], isAlone: !team.needsTwoPeople });
  const approved =
    refused === undefined
      ? await team.store.proposals.approve(stored.id, { ...decision, at: team.context.now().toISOString() })
      : undefined;
  const outcome = refused ?? (approved ? undefined : ({ kind: "wrong-state", plan: shownPlan(stored) } as const));
  await auditDecision("plan.approve", { decision, organization, outcome: outcome?.kind }, team);
  return outcome ?? { kind: "ok", value: shownPlan(approved ?? stored) };
}

/** One that failed or was interrupted goes on from the journal: it is approved already. */
const TO_APPLY: readonly Proposal["state"][] = ["approved", "applying", "failed"];

/** Hands the plan to a job. Asked again while it is being applied, it gives the same job. */
export async function applyApproved(
  decision: PlanDecision,
  organization: ServedOrganization,
  team: Team,
): Promise<Decided<Job>> {
  const { store, jobs, context } = team;
  const stored = await storedPlan(decision.id, organization, team);
  const refused = refusedDecision(decision, stored, { from: TO_APPLY, isAlone: true });
  const at = context.now().toISOString();
  const moved = refused ?? (await store.proposals.move(stored.id, { from: TO_APPLY, to: "applying", at }));
  const outcome = refused ?? (moved ? undefined : ({ kind: "wrong-state", plan: shownPlan(stored) } as const));
  await auditDecision("plan.apply", { decision, organization, outcome: outcome?.kind }, team);
  if (outcome) return outcome;
  const job = await jobs.enqueue({
    queue: APPLY_QUEUE,
    organization: organization.key,
    key: stored.id,
    payload: { organization: organization.name, planId: stored.id },
    requestedBy: decision.by,
  });
  return { kind: "ok", value: job };
}

interface Wanted {
  readonly from: readonly Proposal["state"][];
  /** One person may do all of it. */
  readonly isAlone: boolean;
}

function refusedDecision(
  { hash, by }: PlanDecision,
  stored: Proposal,
  { from, isAlone }: Wanted,
): Exclude<Decided<never>, { kind: "ok" }> | undefined {
  if (stored.hash !== hash) return { kind: "changed", plan: shownPlan(stored) };
  if (!from.includes(stored.state)) return { kind: "wrong-state", plan: shownPlan(stored) };
  return !isAlone && stored.proposedBy === by ? { kind: "same-person" } : undefined;
}

interface DecisionToAudit {
  readonly decision: PlanDecision;
  readonly organization: ServedOrganization;
  /** Undefined: it was taken. */
  readonly outcome: string | undefined;
}

const auditDecision = (
  action: string,
  { decision: { id, by, hash }, organization, outcome }: DecisionToAudit,
  team: Team,
): Promise<void> =>
  audit(team, organization, {
    who: by,
    action,
    target: id,
    planHash: hash,
    outcome: outcome === undefined ? "accepted" : `refused: ${outcome}`,
  });
