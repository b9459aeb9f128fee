/** The job that applies an approved plan: made again, held against what was approved, carried out, verified. */
import { withoutSecrets } from "../../model/secrets.ts";
import type { JobRun } from "../../store/jobs/queue.ts";
import type { Proposal } from "../../store/plan-proposals.ts";
import type { NotPlanned } from "../fix.ts";
import { resumeFix } from "../resume.ts";
import type { WriteProgress, WriteServices } from "../write/services.ts";
import type { Written } from "../write/written.ts";
import { audit, SERVER } from "./audit.ts";
import { writeFromOrigin, writingConnection } from "./plan-origin.ts";
import { isSamePlan, proposePlan, shownPlan } from "./propose.ts";
import { refreshAfterWrite } from "./refresh-job.ts";
import { organizationNamed, type ServedOrganization, type Team } from "./team.ts";

export interface ApplyPayload {
  readonly organization: string;
  readonly planId: string;
}

/** How an apply ended, as the job and the plan say it. */
export interface ApplyOutcome {
  readonly kind: Written["kind"] | NotPlanned["kind"];
  readonly isVerified: boolean;
  /** A sentence for people. */
  readonly summary: string;
  /** The plan that took the place of this one, because what it rests on has changed. */
  readonly replacedBy?: string | undefined;
}

/** Begun again after a kill, it goes on from the journal. @throws AccessError as `fix` does */
export async function applyInJob({ job, signal, report }: JobRun, team: Team): Promise<string> {
  const { organization: name, planId } = job.payload as ApplyPayload;
  const organization = organizationNamed(team, name);
  const stored = await team.store.proposals.read(planId);
  if (stored?.state !== "applying") return `Plan ${planId} is not to be applied: ${stored?.state ?? "it is gone"}`;
  const auditEnd = (outcome: string, detail: string): Promise<void> =>
    audit(team, organization, {
      who: SERVER,
      action: "plan.apply",
      target: planId,
      planHash: stored.hash,
      outcome,
      detail: withoutSecrets(detail),
    });
  const outcome = await appliedOutcome(stored, { organization, team, signal, report }).catch(async (error: unknown) => {
    // Handed over, it has not failed.
    if (!signal.aborted) await auditEnd("failed", error instanceof Error ? error.message : String(error));
    throw error;
  });
  const ended = { at: team.context.now().toISOString(), outcome: JSON.stringify(outcome) };
  const to = outcome.kind === "applied" && outcome.isVerified ? "applied" : outcome.replacedBy ? "withdrawn" : "failed";
  await team.store.proposals.move(planId, { from: ["applying"], to, ...ended });
  await auditEnd(to, outcome.summary);
  await report({ kind: "ended", outcome });
  await refreshAfterWrite(organization, team);
  return JSON.stringify(outcome);
}

interface Applying extends Pick<JobRun, "signal" | "report"> {
  readonly organization: ServedOrganization;
  readonly team: Team;
}

async function appliedOutcome(stored: Proposal, applying: Applying): Promise<ApplyOutcome> {
  const { organization, team, signal, report } = applying;
  const { madeFrom } = shownPlan(stored);
  const context = { ...team.context, signal: AbortSignal.any([team.context.signal, signal]) };
  const services: WriteServices = {
    connection: writingConnection(organization),
    journal: team.store.journal,
    context,
    isDryRun: false,
    waitsForOthers: true,
    identity: { id: stored.id, createdAt: stored.plan.createdAt },
    // What was approved is carried out, and nothing else.
    confirm: async ({ plan, changes }) => changes.length === 0 && isSamePlan(plan, stored),
    onProgress: (progress) => void report(progressEvent(progress)).catch(() => undefined),
  };
  const begun = await team.store.journal.read(stored.id);
  const ended = begun
    ? await resumeFix(stored.id, { ...services, confirm: async ({ changes }) => changes.length === 0 })
    : await writeFromOrigin(madeFrom, organization, services);
  if (ended.kind !== "declined" && ended.kind !== "changed-meanwhile") return outcomeOf(ended);
  const again = await proposePlan({ origin: madeFrom, by: stored.proposedBy }, organization, team);
  return {
    kind: "changed-meanwhile",
    isVerified: false,
    summary: "What the plan rests on changed after it was approved, so nothing was sent",
    replacedBy: again.kind === "proposed" ? again.proposal.id : undefined,
  };
}

function outcomeOf(ended: Written | NotPlanned): ApplyOutcome {
  const { kind } = ended;
  const not = (summary: string): ApplyOutcome => ({ kind, isVerified: false, summary });
  switch (ended.kind) {
    case "applied": {
      const { verification } = ended;
      return verification.kind === "verified"
        ? { kind, isVerified: true, summary: "Applied and verified" }
        : not(`Applied, and not verified: ${verification.reason}`);
    }
    case "failed":
      return not(`Step ${ended.step.number} failed: ${ended.reason}`);
    case "unfinished":
      return not(`Step ${ended.step.number} is not finished`);
    case "refusal-predicted":
      return not(`AWS would refuse it: ${ended.refusals.map(({ summary }) => summary).join("; ")}`);
    case "rehearsal-failed":
      return not(`The rehearsal failed: ${ended.reason}`);
    case "nothing-to-do":
      return not(`Nothing to do: ${ended.reasons.join("; ")}`);
    case "works-already":
      return not("Access works already");
    default:
      return not("Nothing was sent");
  }
}

/** A step in few words: what a page that is loaded again has to know. */
function progressEvent(progress: WriteProgress): unknown {
  if (progress.kind !== "applying") return { kind: progress.kind };
  const { progress: applied } = progress;
  if (!("step" in applied)) return applied;
  const { step, ...rest } = applied;
  return { ...rest, step: step.number, description: step.description };
}
