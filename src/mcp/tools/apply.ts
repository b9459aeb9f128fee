/** The tool `apply`: asks the person for a yes to one plan by its hash, then has it applied. Only there with `--allow-apply`. */
import { acceptedContent, type InputRequiredResult, inputRequired } from "@modelcontextprotocol/server";
import * as z from "zod/mini";
import { endedJob } from "../../app/team/jobs.ts";
import { applyApproved, approvePlan, type Decided, planNamed } from "../../app/team/plans.ts";
import type { TeamPlan } from "../../app/team/propose.ts";
import type { ServedOrganization } from "../../app/team/team.ts";
import { AccessError } from "../../model/errors.ts";
import type { AskedApproval } from "../approvals.ts";
import { members, type ToolCall, tool } from "../tool.ts";
import { planId } from "./plan.ts";
import { questionText, shownToAssistant } from "./shown-plan.ts";

const input = z.strictObject({
  organization: members.organization,
  id: members.described(planId, "Id of the plan"),
  hash: members.described(z.string().check(z.regex(/^[0-9a-f]{64}$/)), "Hash of the plan as it was shown"),
});

type Call = ToolCall<z.output<typeof input>>;

/** The key of the one question that is asked. */
const QUESTION = "approval";

const approval = z.object({ approve: z.boolean() });

export const applyTool = tool({
  name: "apply",
  title: "Apply an approved plan",
  description:
    "Apply a plan to AWS. The person is asked first, with the plan's hash and effects; without their yes nothing is sent. The result says whether the access was verified afterwards.",
  writes: true,
  input,
  output: z.object({
    id: z.string(),
    hash: z.string(),
    outcome: members.described(z.string(), "'applied', 'declined', or how else it ended"),
    isVerified: z.boolean(),
    summary: z.string(),
    replacedBy: members.described(
      z.nullable(z.string()),
      "Plan that took its place, because something changed meanwhile",
    ),
    job: z.nullable(z.string()),
  }),
  handle: async (call) => {
    const { input: asked, organization, team, context } = call;
    const one = organization("approver");
    const plan = await planNamed(asked.id, one, team);
    refuseAnother(plan, asked.hash);
    const state = context.mcpReq.requestState<AskedApproval>();
    const answer = context.mcpReq.inputResponses?.[QUESTION];
    // An answer counts where this server asked for it, about this very plan and for this caller.
    if (answer === undefined || !isOf(state, call, one)) return question(plan, call, one);
    const accepted = acceptedContent<z.output<typeof approval>>(context.mcpReq.inputResponses, QUESTION);
    const { id, hash } = asked;
    if (approval.safeParse(accepted).data?.approve !== true)
      return {
        id,
        hash,
        outcome: "declined",
        isVerified: false,
        summary: "Not approved, so nothing was sent",
        replacedBy: null,
        job: null,
      };
    return carriedOut(plan, call, one);
  },
});

/** @throws AccessError `bad-input` */
function refuseAnother({ hash, id, state }: TeamPlan, asked: string): void {
  if (hash !== asked)
    throw new AccessError("bad-input", `Plan ${id} is not the one with this hash`, {
      next: "Show it again with plan and its id, and apply that hash",
    });
  if (state === "applied" || state === "withdrawn")
    throw new AccessError("bad-input", `Plan ${id} is ${state} already`, { next: "Make a new plan" });
}

function isOf(
  state: AskedApproval | undefined,
  { input: { id, hash }, who }: Call,
  { name }: ServedOrganization,
): boolean {
  return state?.organization === name && state.id === id && state.hash === hash && state.who === who.name;
}

async function question(plan: TeamPlan, call: Call, { name }: ServedOrganization): Promise<InputRequiredResult> {
  const { id, hash } = plan;
  return inputRequired({
    inputRequests: {
      [QUESTION]: inputRequired.elicit({
        message: questionText(shownToAssistant(plan)),
        requestedSchema: {
          type: "object",
          properties: { approve: { type: "boolean", title: "Apply this plan", default: false } },
          required: ["approve"],
        },
      }),
    },
    requestState: await call.approvals.mint({ organization: name, id, hash, who: call.who.name }, call.context),
  });
}

/** How the job of an apply ended, as it says it itself. */
const jobOutcome = z.object({
  kind: z.string(),
  isVerified: z.boolean(),
  summary: z.string(),
  replacedBy: z.optional(z.string()),
});

async function carriedOut(plan: TeamPlan, { team, who, context }: Call, one: ServedOrganization) {
  const decision = { id: plan.id, hash: plan.hash, by: who.name };
  if (plan.state === "proposed") decided(await approvePlan(decision, one, team));
  const { id: job } = decided(await applyApproved(decision, one, team));
  const ended = await endedJob({ id: job, who, signal: context.mcpReq.signal }, team);
  const { id, hash } = plan;
  if (ended.state !== "done")
    return {
      id,
      hash,
      outcome: ended.state,
      isVerified: false,
      summary: ended.outcome ?? `The job is ${ended.state}`,
      replacedBy: null,
      job,
    };
  const { kind, isVerified, summary, replacedBy = null } = jobOutcome.parse(JSON.parse(ended.outcome ?? "{}"));
  return { id, hash, outcome: kind, isVerified, summary, replacedBy, job };
}

/** @throws AccessError where the plan cannot be approved or applied */
function decided<T>(decision: Decided<T>): T {
  switch (decision.kind) {
    case "ok":
      return decision.value;
    case "changed":
      throw new AccessError("bad-input", "The plan is not the one that was shown", {
        next: "Show it again with plan and its id",
      });
    case "wrong-state":
      throw new AccessError("bad-input", `The plan is ${decision.plan.state}`);
    case "same-person":
      throw new AccessError("refused", "Whoever proposed the plan cannot approve it on this server", {
        next: "Ask another approver",
      });
  }
}
