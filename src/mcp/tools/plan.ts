/** The tool `plan`: a repair, rehearsed and kept with its hash. Nothing is sent to AWS. */
import * as z from "zod/mini";
import { planNamed } from "../../app/team/plans.ts";
import { type Proposed, proposePlan } from "../../app/team/propose.ts";
import { proposeForFindings } from "../../app/team/propose-findings.ts";
import { AccessError } from "../../model/errors.ts";
import { members, type ToolCall, tool } from "../tool.ts";
import { planShape, shownToAssistant } from "./shown-plan.ts";

const { described } = members;
const MOST_FINDINGS = 1000;

export const planId = z.string().check(z.regex(/^[\w-]{1,64}$/));

const input = z.strictObject({
  organization: members.organization,
  user: z.optional(members.user),
  account: z.optional(members.account),
  permissionSet: z.optional(members.permissionSet),
  findings: z.optional(
    described(
      z.array(z.string()).check(z.minLength(1), z.maxLength(MOST_FINDINGS)),
      "Keys of findings, as scan lists them",
    ),
  ),
  id: z.optional(described(planId, "Show this plan again")),
});

export const planTool = tool({
  name: "plan",
  title: "Plan a repair",
  description:
    "Plan the repair of one grant (user, account and permissionSet) or of findings, and rehearse it on a local twin of the organization; or with id show a plan again. Nothing is sent to AWS. Show the person the steps, the gains and the warnings before anything is applied.",
  writes: false,
  input,
  output: z.object({
    outcome: described(z.string(), "'plan', or why there is none, such as 'works-already' or 'no-api-remedy'"),
    reason: z.nullable(z.string()),
    plan: z.nullable(planShape),
  }),
  handle: async (call) => {
    const { input: asked, organization, team } = call;
    if (asked.id !== undefined)
      return {
        outcome: "plan",
        reason: null,
        plan: shownToAssistant(await planNamed(asked.id, organization("viewer"), team)),
      };
    const proposed = await proposal(call);
    return proposed.kind === "proposed"
      ? { outcome: "plan", reason: null, plan: shownToAssistant(proposed.proposal) }
      : { outcome: proposed.kind, reason: reasonOf(proposed), plan: null };
  },
});

/** @throws AccessError `bad-input` where neither a grant nor findings are named */
function proposal({ input: asked, organization, team, who }: ToolCall<z.output<typeof input>>): Promise<Proposed> {
  const { user, account, permissionSet, findings } = asked;
  if (findings !== undefined)
    return proposeForFindings({ keys: findings, by: who.name }, organization("operator"), team);
  if (user === undefined || account === undefined || permissionSet === undefined)
    throw new AccessError("bad-input", "A plan is for one grant or for findings", {
      next: "Give user, account and permissionSet, or findings",
    });
  const question = { user, account, permissionSet };
  return proposePlan({ origin: { kind: "question", question }, by: who.name }, organization("operator"), team);
}

function reasonOf(ended: Exclude<Proposed, { kind: "proposed" }>): string {
  switch (ended.kind) {
    case "works-already":
      return "The access works already";
    case "undecided":
      return "Too little could be read to plan a repair; diagnose names the missing permissions";
    case "no-api-remedy":
      return `No API repairs ${ended.cause.id}: ${ended.cause.remedy.summary}`;
    case "nothing-to-do":
      return ended.reasons.join("; ");
    case "refusal-predicted":
      return `AWS would refuse it: ${ended.refusals.map(({ summary }) => summary).join("; ")}`;
    case "rehearsal-failed":
      return `The rehearsal failed: ${ended.reason}`;
  }
}
