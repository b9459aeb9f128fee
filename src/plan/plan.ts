/** From a diagnosis to an ordered repair. Pure: the same diagnosis gives the same steps. */
import { causes } from "../diagnosis/causes/index.ts";
import type { CauseId } from "../model/cause-ids.ts";
import type { Change } from "../model/change.ts";
import type { DiagnosedCause, Diagnosis, Remedy } from "../model/diagnosis.ts";
import { PLAN_SCHEMA, type Plan, type PlanStep } from "../model/plan.ts";
import { sameChange } from "./changes/index.ts";
import { numberedSteps, type ReasonedChange } from "./numbered.ts";
import { createBeforeDelete } from "./order.ts";

export type Planned =
  | { readonly kind: "plan"; readonly plan: Plan }
  /** The first cause is not fixed by an API: a person or time must do it. */
  | { readonly kind: "no-api-remedy"; readonly cause: DiagnosedCause }
  | { readonly kind: "nothing-to-do" };

export interface PlanIdentity {
  readonly id: string;
  /** ISO 8601. */
  readonly createdAt: string;
}

/**
 * The repair of the first cause. Further causes of the same grant that an API fixes follow where they are needed as well:
 * a membership does not help while the set is not provisioned.
 */
export function planFor(diagnosis: Diagnosis, identity: PlanIdentity): Planned {
  const [first] = diagnosis.causes;
  if (!first) return { kind: "nothing-to-do" };
  if (!isMended(first)) return { kind: "no-api-remedy", cause: first };
  const blocking = diagnosis.causes.find((cause) => BLOCKING.has(cause.id) && !isMended(cause));
  if (blocking) return { kind: "no-api-remedy", cause: blocking };
  const reasons = diagnosis.causes.filter(isMended).filter((cause) => cause === first || isFurtherRepair(cause, first));
  const steps = numbered(reasons, diagnosis);
  return { kind: "plan", plan: planOf(diagnosis, identity, first, steps, reasons) };
}

/** A cause that an API fixes. */
type MendedCause = DiagnosedCause & { readonly remedy: Extract<Remedy, { kind: "api" }> };

const isMended = (cause: DiagnosedCause): cause is MendedCause => cause.remedy.kind === "api";

/** Causes that no assignment can overcome, even where another cause comes first. */
const BLOCKING: ReadonlySet<CauseId> = new Set(causes.filter((cause) => cause.blocksEveryRepair).map(({ id }) => id));

/** Causes of later stages that a repaired first cause would leave. Assigning provisions by itself (facts S1). */
function isFurtherRepair({ remedy }: MendedCause, first: MendedCause): boolean {
  const assigns = first.remedy.changes.some(({ kind }) => kind === "create-account-assignment");
  return !assigns && remedy.changes.every(({ kind }) => kind === "provision-permission-set");
}

function numbered(causes: readonly MendedCause[], diagnosis: Diagnosis): readonly PlanStep[] {
  const steps: ReasonedChange[] = [];
  for (const { id, title, remedy } of causes)
    for (const change of remedy.changes)
      if (!steps.some((step) => sameChange(step.change, change))) steps.push({ change, reason: `${id}: ${title}` });
  return numberedSteps(createBeforeDelete(steps), diagnosis.question.region.home ?? diagnosis.question.region.asked);
}

/** On the second road the role, by its name and ARN. */
const promised = (roleArn: string | undefined, permissionSet: string | null) =>
  roleArn === undefined
    ? { permissionSetName: permissionSet ?? "" }
    : { permissionSetName: roleArn.slice(roleArn.lastIndexOf("/") + 1), roleArn };

const isMembership = ({ kind }: Change): boolean =>
  kind === "create-group-membership" || kind === "delete-group-membership";

function planOf(
  diagnosis: Diagnosis,
  identity: PlanIdentity,
  cause: DiagnosedCause,
  steps: readonly PlanStep[],
  reasons: readonly MendedCause[],
): Plan {
  const { question } = diagnosis;
  const grant = cause.grant ?? diagnosis.grants[0];
  if (!grant || !question.user.userName) throw new TypeError("a cause with an API remedy names its grant and its user");
  const notes = reasons.flatMap(({ remedy }) => remedy.notes);
  return {
    schema: PLAN_SCHEMA,
    ...identity,
    region: question.region.home ?? question.region.asked,
    promise: {
      userName: question.user.userName,
      accountId: grant.account,
      ...promised(reasons[0]?.remedy.roleArn, grant.permissionSet),
      // A membership lets the person in and leaves the role as it is.
      ...(steps.every(({ change }) => isMembership(change)) ? { expects: "access" as const } : {}),
    },
    cause: cause.id,
    steps,
    warnings: [...new Set(notes)],
  };
}
