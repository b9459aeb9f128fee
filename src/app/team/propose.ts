/** A plan for others to look at: made, rehearsed and kept with its hash. Nothing is sent to AWS. */
import { AccessError } from "../../model/errors.ts";
import type { PlanIdentity } from "../../plan/plan.ts";
import type { Proposal as StoredProposal } from "../../store/plan-proposals.ts";
import { planHash } from "../../store/plan-proposals.ts";
import type { NotPlanned } from "../fix.ts";
import type { Proposal, WriteServices } from "../write/services.ts";
import type { Written } from "../write/written.ts";
import { audit } from "./audit.ts";
import { type PlanOrigin, type ShownPlan, writeFromOrigin, writingConnection } from "./plan-origin.ts";
import type { ServedOrganization, Team } from "./team.ts";

/** A proposed plan as it is shown. */
export interface TeamPlan extends Omit<StoredProposal, "origin"> {
  readonly madeFrom: PlanOrigin;
  readonly shown: ShownPlan;
}

export type Proposed =
  | { readonly kind: "proposed"; readonly proposal: TeamPlan }
  | NotPlanned
  | Extract<Written, { kind: "nothing-to-do" | "refusal-predicted" | "rehearsal-failed" }>;

/** Who wants what. */
export interface ProposalRequest {
  readonly origin: PlanOrigin;
  readonly by: string;
}

/** @throws AccessError as `fix` does */
export async function proposePlan(
  { origin, by }: ProposalRequest,
  organization: ServedOrganization,
  team: Team,
): Promise<Proposed> {
  const { context } = team;
  const identity = { id: context.newId(), createdAt: context.now().toISOString() };
  const made = await madeAgain(origin, { organization, team, identity });
  if (made.kind !== "made") return made.ended;
  const { plan, ...shown } = made.proposal;
  const stored = await team.store.proposals.propose({
    organization: organization.key,
    plan,
    proposedBy: by,
    proposedAt: identity.createdAt,
    undoes: origin.kind === "undo" ? origin.planId : null,
    origin: { madeFrom: origin, shown },
  });
  await audit(team, organization, {
    who: by,
    action: "plan.propose",
    target: stored.id,
    planHash: stored.hash,
    outcome: "accepted",
  });
  return { kind: "proposed", proposal: shownPlan(stored) };
}

interface Making {
  readonly organization: ServedOrganization;
  readonly team: Team;
  readonly identity: PlanIdentity;
}

type Made =
  | { readonly kind: "made"; readonly proposal: Omit<Proposal, "changes"> }
  | { readonly kind: "not-made"; readonly ended: Exclude<Proposed, { kind: "proposed" }> };

/** The plan that the origin gives now. */
async function madeAgain(origin: PlanOrigin, { organization, team, identity }: Making): Promise<Made> {
  let seen: Omit<Proposal, "changes"> | undefined;
  const services: WriteServices = {
    connection: writingConnection(organization),
    journal: team.store.journal,
    context: team.context,
    isDryRun: false,
    identity,
    confirm: ({ changes: _, ...proposal }) => {
      seen = proposal;
      // INVARIANT: a plan is carried out after its approval, never here.
      return Promise.resolve(false);
    },
    onProgress: () => undefined,
  };
  const ended = await organization.turns.take(team.context.signal, () =>
    writeFromOrigin(origin, organization, services),
  );
  if (seen) return { kind: "made", proposal: seen };
  switch (ended.kind) {
    case "works-already":
    case "undecided":
    case "no-api-remedy":
    case "nothing-to-do":
    case "refusal-predicted":
    case "rehearsal-failed":
      return { kind: "not-made", ended };
    default:
      throw new AccessError("unverified", `A plan that was only proposed ended as ${ended.kind}`);
  }
}

/** The stored proposal with what was seen when it was made. */
export function shownPlan({ origin, ...proposal }: StoredProposal): TeamPlan {
  return { ...proposal, ...(origin as Pick<TeamPlan, "madeFrom" | "shown">) };
}

/** Whether two plans do the same in the same words. */
export const isSamePlan = (a: Proposal["plan"], { hash }: Pick<StoredProposal, "hash">): boolean =>
  planHash(a) === hash;
