/** The use case behind `fix`: diagnose → plan → rehearse → ask → apply → verify; and its continuation and its undoing. */
import { type Applied, type ApplyProgress, applyPlan } from "../apply/apply.ts";
import { createSender } from "../apply/send.ts";
import type { InstanceFacts } from "../facts/grant/grant-facts.ts";
import type { PlanSurroundings } from "../facts/plan/plan-surroundings.ts";
import type { Context } from "../model/context.ts";
import type { DiagnosedCause, Diagnosis } from "../model/diagnosis.ts";
import { AccessError } from "../model/errors.ts";
import type { Plan } from "../model/plan.ts";
import { inversePlan } from "../plan/inverse.ts";
import { planFor } from "../plan/plan.ts";
import { type AwsClients, createAwsClients } from "../sources/aws/calling/clients.ts";
import type { AwsConnection } from "../sources/aws/calling/connection.ts";
import { createAwsReader } from "../sources/aws/reader.ts";
import type { PlanningReader } from "../sources/plan-reader.ts";
import type { Question } from "../sources/question/collect.ts";
import type { Journal, JournaledPlan } from "../store/journal.ts";
import type { Verification } from "../verify/verify.ts";
import type { Connection } from "./connection.ts";
import { openReader } from "./connection.ts";
import { type Prepared, prepare } from "./prepare.ts";
import type { Rehearsal } from "./rehearse.ts";
import { verifyPlan } from "./verify-plan.ts";
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
  | Extract<Prepared, { kind: "refusal-predicted" | "rehearsal-failed" }>
  | { readonly kind: "rehearsed-only"; readonly plan: Plan; readonly rehearsal: Rehearsal }
  | { readonly kind: "declined"; readonly plan: Plan }
  | { readonly kind: "applied"; readonly plan: Plan; readonly verification: Verification }
  | (Exclude<Applied, { kind: "applied" }> & { readonly plan: Plan });

/** Services of a repair that may stop after its rehearsal, when nothing has been written. */
export interface RehearsableServices extends FixServices {
  readonly isDryRun: boolean;
}

/** Diagnoses and repairs one grant. */
export async function fix(question: Question, { isDryRun, ...services }: RehearsableServices): Promise<Fixed> {
  const { connection, context } = services;
  if (connection.from)
    throw new AccessError("bad-input", "A saved document cannot be repaired", {
      next: "Load it into a lab with idc-doctor lab --load, and repair it there",
    });
  const clients = createAwsClients(connection.aws);
  try {
    const reader = createAwsReader(connection.aws, context, undefined, clients);
    return await fixWith(reader, { question, isDryRun, services });
  } finally {
    clients.close();
  }
}

interface Fixing {
  readonly question: Question;
  readonly isDryRun: boolean;
  readonly services: FixServices;
}

async function fixWith(reader: PlanningReader, { question, isDryRun, services }: Fixing): Promise<Fixed> {
  const { context, onProgress } = services;
  const { diagnosis, gathered } = await why(question, reader, context);
  onProgress({ kind: "diagnosed", diagnosis });
  if (diagnosis.verdict === "works") return { kind: "works-already", diagnosis };
  if (diagnosis.verdict === "undecided") return { kind: "undecided", diagnosis };
  const planned = planFor(diagnosis, { id: context.newId(), createdAt: context.now().toISOString() });
  if (planned.kind === "nothing-to-do") return { kind: "undecided", diagnosis };
  if (planned.kind === "no-api-remedy") return { kind: "no-api-remedy", diagnosis, cause: planned.cause };
  const instance = gathered.grants[0]?.instance;
  if (instance?.state !== "known" || !instance.value) return { kind: "undecided", diagnosis };
  return propose(planned.plan, { reader, instance: instance.value, isDryRun, services });
}

interface ProposeOptions {
  readonly reader: PlanningReader;
  readonly instance: InstanceFacts;
  readonly isDryRun: boolean;
  readonly services: FixServices;
  readonly check?: (plan: Plan, around: PlanSurroundings) => Plan;
}

/** Prepares the plan, asks, and carries it out. */
export async function propose(
  bare: Plan,
  { reader, instance, isDryRun, services, check }: ProposeOptions,
): Promise<Fixed> {
  const { connection, context, onProgress, journal } = services;
  const prepared = await prepare(bare, {
    reader,
    instance,
    context,
    onPlanned: (plan) => onProgress({ kind: "planned", plan }),
    onRehearsed: (rehearsal) => onProgress({ kind: "rehearsed", rehearsal }),
    ...(check ? { check } : {}),
  });
  if (prepared.kind !== "ready") return prepared;
  const { plan, rehearsal } = prepared;
  if (isDryRun) return { kind: "rehearsed-only", plan, rehearsal };
  const identity = await reader.callerIdentity();
  const caller = identity.state === "known" ? identity.value.arn : "unknown";
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
  const plan = inversePlan(journaled.plan, carriedOut(journaled), {
    id: context.newId(),
    createdAt: context.now().toISOString(),
  });
  const caller = await openReader(connection, context).callerIdentity();
  const callerArn = caller.state === "known" ? caller.value.arn : "unknown";
  const rehearsal: Rehearsal = {
    kind: "not-possible",
    reason: "an undo is not rehearsed: it reverts exactly the steps in the journal",
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
  throw new AccessError("not-found", `No single plan in the journal begins with "${planId}"`, {
    next: ids.length > 0 ? "The latest plans are:" : "The journal is empty",
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

const carriedOut = ({ entries }: JournaledPlan): ReadonlySet<number> =>
  new Set(entries.flatMap(({ event }) => (event.kind === "done" ? [event.step] : [])));

async function carryOut(
  { plan, entries }: Pick<JournaledPlan, "plan" | "entries">,
  services: FixServices,
  purpose: "fix" | "undo" = "fix",
): Promise<Fixed> {
  const { connection } = services;
  const aws = { ...connection.aws, region: plan.region };
  const clients = createAwsClients(aws);
  try {
    return await appliedAndVerified({ plan, entries }, { services, aws, clients, purpose });
  } finally {
    clients.close();
  }
}

interface CarryingOut {
  readonly services: FixServices;
  readonly aws: AwsConnection;
  readonly clients: AwsClients;
  readonly purpose: "fix" | "undo";
}

async function appliedAndVerified(
  { plan, entries }: Pick<JournaledPlan, "plan" | "entries">,
  { services, aws, clients, purpose }: CarryingOut,
): Promise<Fixed> {
  const { connection, context, journal, onProgress } = services;
  const applied: Applied = await applyPlan(plan, entries, {
    send: createSender(aws, context, clients),
    open: () => createAwsReader(aws, context, undefined, clients),
    journal,
    context,
    onProgress: (progress) => onProgress({ kind: "applying", progress }),
  });
  if (applied.kind !== "applied") return { ...applied, plan };
  onProgress({ kind: "verifying" });
  // An undo promises nothing but its steps.
  const promised: Plan = purpose === "fix" ? plan : { ...plan, promises: [] };
  const verification = await verifyPlan(promised, { ...connection, aws }, context, clients);
  const event =
    verification.kind === "verified"
      ? { kind: "verified" as const, step: null }
      : { kind: "not-verified" as const, step: null, reason: verification.reason };
  await journal.append(plan.id, context.now().toISOString(), event);
  return { kind: "applied", plan, verification };
}
