/** The use case behind `fix`: diagnose → plan → rehearse → ask → apply → verify; and its continuation and its undoing. */
import { type Applied, type ApplyProgress, applyPlan } from "../apply/apply.ts";
import { createSender } from "../apply/send.ts";
import type { Context } from "../model/context.ts";
import type { DiagnosedCause, Diagnosis } from "../model/diagnosis.ts";
import { AccessError } from "../model/errors.ts";
import type { Plan, PlanStep } from "../model/plan.ts";
import { PLAN_SCHEMA } from "../model/plan.ts";
import { commandOf, describeChange, effectsOf, riskOf, undoOf } from "../plan/changes/index.ts";
import { planFor } from "../plan/plan.ts";
import { createAwsReader } from "../sources/aws/reader.ts";
import type { Question } from "../sources/question/collect.ts";
import type { Journal, JournaledPlan } from "../store/journal.ts";
import { type Verification, verifyPromise } from "../verify/verify.ts";
import type { Connection } from "./connection.ts";
import { openReader } from "./connection.ts";
import { labPortalToken } from "./lab-portal.ts";
import { type Rehearsal, rehearse } from "./rehearse.ts";
import { why } from "./why.ts";

export interface FixServices {
  readonly connection: Connection;
  readonly journal: Journal;
  readonly context: Context;
  /** Shown before the first write; false stops. */
  readonly confirm: (proposal: Proposal) => Promise<boolean>;
  readonly onProgress: (progress: FixProgress) => void;
}

/** What a person sees before saying yes. */
export interface Proposal {
  readonly plan: Plan;
  readonly rehearsal: Rehearsal;
  /** Who writes, where. */
  readonly caller: string;
  readonly region: string;
  readonly endpointUrl: string | undefined;
}

export type FixProgress =
  | { readonly kind: "diagnosed"; readonly diagnosis: Diagnosis }
  | { readonly kind: "planned"; readonly plan: Plan }
  | { readonly kind: "rehearsed"; readonly rehearsal: Rehearsal }
  | { readonly kind: "journaled"; readonly plan: Plan }
  | { readonly kind: "applying"; readonly progress: ApplyProgress }
  | { readonly kind: "verifying" };

export type Fixed =
  | { readonly kind: "works-already"; readonly diagnosis: Diagnosis }
  | { readonly kind: "undecided"; readonly diagnosis: Diagnosis }
  | { readonly kind: "no-api-remedy"; readonly diagnosis: Diagnosis; readonly cause: DiagnosedCause }
  | { readonly kind: "rehearsal-failed"; readonly plan: Plan; readonly reason: string }
  | { readonly kind: "rehearsed-only"; readonly plan: Plan; readonly rehearsal: Rehearsal }
  | { readonly kind: "declined"; readonly plan: Plan }
  | { readonly kind: "applied"; readonly plan: Plan; readonly verification: Verification }
  | { readonly kind: "failed"; readonly plan: Plan; readonly step: PlanStep; readonly reason: string }
  | {
      readonly kind: "unfinished";
      readonly plan: Plan;
      readonly step: PlanStep;
      readonly requestId: string | null;
      readonly reason: string;
    };

/** Diagnoses and repairs one grant. With `isDryRun` it stops after the rehearsal; nothing is written then. */
export async function fix(question: Question, isDryRun: boolean, services: FixServices): Promise<Fixed> {
  const { connection, context, onProgress, journal } = services;
  if (connection.from)
    throw new AccessError("bad-input", "A saved document cannot be repaired", {
      next: "Load it into a lab (idc-doctor lab --load) and repair it there",
    });
  const { diagnosis, gathered } = await why(question, openReader(connection, context), context);
  onProgress({ kind: "diagnosed", diagnosis });
  if (diagnosis.verdict === "works") return { kind: "works-already", diagnosis };
  if (diagnosis.verdict === "undecided") return { kind: "undecided", diagnosis };
  const planned = planFor(diagnosis, { id: context.newId(), createdAt: context.now().toISOString() });
  if (planned.kind === "nothing-to-do") return { kind: "undecided", diagnosis };
  if (planned.kind === "no-api-remedy") return { kind: "no-api-remedy", diagnosis, cause: planned.cause };
  const { plan } = planned;
  onProgress({ kind: "planned", plan });
  const rehearsal = await rehearse(plan, gathered, context);
  onProgress({ kind: "rehearsed", rehearsal });
  if (rehearsal.kind !== "passed") return { kind: "rehearsal-failed", plan, reason: rehearsal.reason };
  if (isDryRun) return { kind: "rehearsed-only", plan, rehearsal };
  const caller = diagnosis.question.askedBy ?? "unknown";
  const proposal: Proposal = { plan, rehearsal, caller, region: plan.region, endpointUrl: connection.aws.endpointUrl };
  if (!(await services.confirm(proposal))) return { kind: "declined", plan };
  await journal.begin(plan, journalConnection(connection, plan, caller));
  onProgress({ kind: "journaled", plan });
  return carryOut({ plan, entries: [] }, services);
}

const journalConnection = ({ aws }: Connection, plan: Plan, callerArn: string | null) => ({
  region: plan.region,
  endpointUrl: aws.endpointUrl ?? null,
  profile: aws.profile ?? null,
  callerArn,
});

/** Continues an interrupted plan by its id or the beginning of it. What is done stays done. */
export async function resumeFix(planId: string, services: FixServices): Promise<Fixed> {
  const journaled = await journaledPlan(planId, services);
  services.onProgress({ kind: "journaled", plan: journaled.plan });
  return carryOut(journaled, { ...services, connection: connectionLike(journaled, services.connection) });
}

/** Takes back what a plan carried out, in reverse order. What was in place before it stays. */
export async function undoFix(planId: string, services: FixServices): Promise<Fixed> {
  const journaled = await journaledPlan(planId, services);
  const { context, journal } = services;
  const connection = connectionLike(journaled, services.connection);
  const plan = inversePlan(journaled, { id: context.newId(), createdAt: context.now().toISOString() });
  const caller = await openReader(connection, context).callerIdentity();
  const callerArn = caller.state === "known" ? caller.value.arn : "unknown";
  const rehearsal: Rehearsal = {
    kind: "not-possible",
    reason: "an undoing is not rehearsed: it takes back exactly what the journal shows",
  };
  services.onProgress({ kind: "planned", plan });
  if (
    !(await services.confirm({
      plan,
      rehearsal,
      caller: callerArn,
      region: plan.region,
      endpointUrl: connection.aws.endpointUrl,
    }))
  )
    return { kind: "declined", plan };
  await journal.begin(plan, journalConnection(connection, plan, callerArn), journaled.plan.id);
  services.onProgress({ kind: "journaled", plan });
  return carryOut({ plan, entries: [] }, { ...services, connection }, "undo");
}

async function journaledPlan(planId: string, { journal }: FixServices): Promise<JournaledPlan> {
  const found = await journal.read(planId);
  if (found) return found;
  const ids = (await journal.list()).slice(0, 5);
  throw new AccessError("not-found", `The journal has no plan, or more than one, that begins with "${planId}"`, {
    next: ids.length > 0 ? "These are the latest" : "The journal is empty",
    candidates: ids.map(({ id, createdAt }) => ({ id, name: createdAt })),
  });
}

/** A plan goes on where it began: its Region and endpoint are part of the journal. */
const connectionLike = ({ connection }: JournaledPlan, flags: Connection): Connection => ({
  ...flags,
  aws: {
    ...flags.aws,
    region: connection.region,
    endpointUrl: connection.endpointUrl ?? flags.aws.endpointUrl,
    profile: flags.aws.profile ?? connection.profile ?? undefined,
  },
});

function inversePlan(
  { plan, entries }: JournaledPlan,
  identity: { readonly id: string; readonly createdAt: string },
): Plan {
  const carriedOut = new Set(entries.flatMap(({ event }) => (event.kind === "done" ? [event.step] : [])));
  const steps = plan.steps.filter(({ number }) => carriedOut.has(number)).reverse();
  const inverses = steps.map(({ change, number }) => ({ inverse: undoOf(change), number }));
  const warnings = inverses.flatMap(({ inverse, number }) =>
    inverse.kind === "cannot" ? [`Step ${number} stays: ${inverse.reason}`] : [],
  );
  const changes = inverses.flatMap(({ inverse, number }) =>
    inverse.kind === "cannot" ? [] : [{ change: inverse, number }],
  );
  return {
    ...plan,
    ...identity,
    schema: PLAN_SCHEMA,
    warnings,
    steps: changes.map(({ change, number }, index) => ({
      number: index + 1,
      change,
      description: describeChange(change),
      reason: `takes back step ${number} of ${plan.id}`,
      effects: effectsOf(change),
      risk: riskOf(change),
      command: commandOf(change, plan.region),
    })),
  };
}

async function carryOut(
  { plan, entries }: Pick<JournaledPlan, "plan" | "entries">,
  services: FixServices,
  purpose: "fix" | "undo" = "fix",
): Promise<Fixed> {
  const { connection, context, journal, onProgress } = services;
  const aws = { ...connection.aws, region: plan.region };
  const applied: Applied = await applyPlan(plan, entries, {
    send: createSender(aws, context),
    open: () => createAwsReader(aws, context),
    journal,
    context,
    onProgress: (progress) => onProgress({ kind: "applying", progress }),
  });
  if (applied.kind !== "applied") return { ...applied, plan };
  onProgress({ kind: "verifying" });
  const verification = await verify(plan, services, purpose);
  const event =
    verification.kind === "verified"
      ? { kind: "verified" as const, step: null }
      : { kind: "not-verified" as const, step: null, reason: verification.reason };
  await journal.append(plan.id, context.now().toISOString(), event);
  return { kind: "applied", plan, verification };
}

/** A fresh diagnosis, with the user's own portal where the endpoint is a lab. An undoing promises nothing but its steps. */
async function verify(
  plan: Plan,
  { connection, context }: FixServices,
  purpose: "fix" | "undo",
): Promise<Verification> {
  const { userName, accountId, permissionSetName } = plan.promise;
  const portalToken = () => labPortalToken(connection.aws.endpointUrl, userName);
  const fresh: Connection = { ...connection, aws: { ...connection.aws, region: plan.region, portalToken } };
  const again = async () => {
    const question = { user: userName, account: accountId, permissionSet: permissionSetName, isRegionGiven: false };
    return (await why(question, openReader(fresh, context), context)).diagnosis;
  };
  return purpose === "fix" ? verifyPromise(again) : { kind: "verified", diagnosis: await again() };
}
