/** What a plan of the team was made from, so that it can be made again before it is carried out. */
import type { Plan } from "../../model/plan.ts";
import type { Connection } from "../connection.ts";
import { fix, type NotPlanned } from "../fix.ts";
import { fixAsPlanned } from "../fix-plan.ts";
import { undoFix } from "../undo.ts";
import { identityFor, type Proposal, type WriteServices } from "../write/services.ts";
import type { Written } from "../write/written.ts";
import { type AskedWords, questionOf } from "./ask.ts";
import type { ServedOrganization } from "./team.ts";

export type PlanOrigin =
  | { readonly kind: "question"; readonly question: AskedWords }
  /** The plan as it followed from the findings, before it was seen in its surroundings. */
  | { readonly kind: "findings"; readonly keys: readonly string[]; readonly plan: Plan }
  | { readonly kind: "undo"; readonly planId: string };

/** What a person saw when the plan was proposed. */
export type ShownPlan = Pick<Proposal, "rehearsal" | "writer" | "unchecked">;

/** A plan goes to its own Region: the organization's is where the search for its instance began. */
export const writingConnection = ({ connection }: ServedOrganization): Connection => ({
  ...connection,
  isRegionGiven: false,
});

/** On the road of every write: what `services.confirm` says decides whether anything is sent. */
export function writeFromOrigin(
  origin: PlanOrigin,
  organization: ServedOrganization,
  services: WriteServices,
): Promise<Written | NotPlanned> {
  switch (origin.kind) {
    case "question":
      return fix(questionOf(origin.question, organization), services);
    case "findings":
      return fixAsPlanned("The plan of these findings", { ...origin.plan, ...identityFor(services) }, services);
    case "undo":
      return undoFix(origin.planId, services);
  }
}
