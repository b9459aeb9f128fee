/** Plans of a team: proposed from a question or from findings, approved by their hash, applied by a job, undone by another plan. */
import * as z from "zod/mini";
import { applyApproved, approvePlan, type Decided, listTeamPlans, planNamed } from "../../app/team/plans.ts";
import { proposePlan } from "../../app/team/propose.ts";
import { proposeForFindings } from "../../app/team/propose-findings.ts";
import { organizationNamed } from "../../app/team/team.ts";
import { watchPlan } from "../../app/team/watch-plan.ts";
import { eventStream } from "../event-stream.ts";
import { RefusedRequest } from "../problem.ts";
import { organization, route, words } from "../route.ts";
import { job } from "./jobs.ts";

const planId = { id: z.string().check(z.regex(/^[\w-]{1,64}$/)) };
const hash = z.string().check(z.regex(/^[0-9a-f]{64}$/));

const plan = z.looseObject({
  id: z.string(),
  hash: z.string(),
  state: z.enum(["proposed", "approved", "applying", "applied", "failed", "withdrawn"]),
  plan: z.looseObject({}),
  proposedBy: z.string(),
});

const question = z.strictObject({
  user: words,
  account: words,
  permissionSet: words,
});

export const proposeRoute = route({
  method: "POST",
  path: "/organizations/{organization}/plans",
  summary: "Propose a repair: of one question, or of findings",
  needs: "operator",
  writes: true,
  isCostly: true,
  params: z.strictObject(organization),
  body: z.union([
    z.strictObject({ question }),
    z.strictObject({ findings: z.array(z.string()).check(z.minLength(1), z.maxLength(1000)) }),
  ]),
  answer: { kind: "own", schema: z.looseObject({ kind: z.string(), proposal: z.optional(plan) }) },
  handle: async ({ params, body, team, who }) => {
    const one = organizationNamed(team, params.organization);
    const by = who.name;
    return "question" in body
      ? proposePlan({ origin: { kind: "question", question: body.question }, by }, one, team)
      : proposeForFindings({ keys: body.findings, by }, one, team);
  },
});

export const plansRoute = route({
  method: "GET",
  path: "/organizations/{organization}/plans",
  summary: "List the newest plans",
  needs: "viewer",
  writes: false,
  params: z.strictObject(organization),
  answer: { kind: "own", schema: z.array(plan) },
  handle: async ({ params, team }) => listTeamPlans(organizationNamed(team, params.organization), team),
});

export const planRoute = route({
  method: "GET",
  path: "/organizations/{organization}/plans/{id}",
  summary: "Show a plan: steps, who gains and loses, the rehearsal, who approved it, how it ended",
  needs: "viewer",
  writes: false,
  params: z.strictObject({ ...organization, ...planId }),
  answer: { kind: "own", schema: plan },
  handle: async ({ params, team }) => planNamed(params.id, organizationNamed(team, params.organization), team),
});

export const planEventsRoute = route({
  method: "GET",
  path: "/organizations/{organization}/plans/{id}/events",
  summary: "Follow a plan as server-sent events: each state it gets into, and the job that applies it",
  needs: "viewer",
  writes: false,
  params: z.strictObject({ ...organization, ...planId }),
  answer: { kind: "other", mediaType: "text/event-stream" },
  handle: async ({ params, team, ending }) => {
    const one = organizationNamed(team, params.organization);
    const { id } = await planNamed(params.id, one, team);
    const signal = ending();
    return eventStream(watchPlan({ id, signal }, one, team), signal);
  },
});

export const approveRoute = route({
  method: "POST",
  path: "/organizations/{organization}/plans/{id}/approve",
  summary: "Approve the plan with this hash; another hash is refused with the plan that there is",
  needs: "approver",
  writes: true,
  params: z.strictObject({ ...organization, ...planId }),
  body: z.strictObject({ hash }),
  answer: { kind: "own", schema: plan },
  handle: async ({ params, body, team, who }) =>
    decidedValue(
      await approvePlan(
        { id: params.id, hash: body.hash, by: who.name },
        organizationNamed(team, params.organization),
        team,
      ),
    ),
});

export const applyRoute = route({
  method: "POST",
  path: "/organizations/{organization}/plans/{id}/apply",
  summary: "Apply the approved plan with this hash as a job",
  needs: "approver",
  writes: true,
  params: z.strictObject({ ...organization, ...planId }),
  body: z.strictObject({ hash }),
  status: 202,
  answer: { kind: "own", schema: job },
  handle: async ({ params, body, team, who }) =>
    decidedValue(
      await applyApproved(
        { id: params.id, hash: body.hash, by: who.name },
        organizationNamed(team, params.organization),
        team,
      ),
    ),
});

export const undoRoute = route({
  method: "POST",
  path: "/organizations/{organization}/plans/{id}/undo",
  summary: "Propose the plan that takes this one back",
  needs: "operator",
  writes: true,
  isCostly: true,
  params: z.strictObject({ ...organization, ...planId }),
  body: z.strictObject({}),
  answer: { kind: "own", schema: z.looseObject({ kind: z.string(), proposal: z.optional(plan) }) },
  handle: async ({ params, team, who }) => {
    const one = organizationNamed(team, params.organization);
    const { id } = await planNamed(params.id, one, team);
    return proposePlan({ origin: { kind: "undo", planId: id }, by: who.name }, one, team);
  },
});

/** @throws RefusedRequest 403 or 409, with the plan that there is */
function decidedValue<T>(decided: Decided<T>): T {
  switch (decided.kind) {
    case "ok":
      return decided.value;
    case "changed":
      throw new RefusedRequest({
        status: 409,
        code: "plan-changed",
        detail: "The plan is not the one that was shown",
        next: "Look at the plan that there is now, and approve that",
        current: decided.plan,
      });
    case "wrong-state":
      throw new RefusedRequest({
        status: 409,
        code: "plan-state",
        detail: `The plan is ${decided.plan.state}`,
        current: decided.plan,
      });
    case "same-person":
      throw new RefusedRequest({
        status: 403,
        code: "two-people-needed",
        detail: "Whoever proposed the plan cannot approve it on this server",
        next: "Ask another approver",
      });
  }
}
