/** The findings that an API fixes, as one plan that `fix --plan` carries out. Pure. */
import type { Finding } from "../model/finding.ts";
import type { Region } from "../model/ids.ts";
import { PLAN_SCHEMA, type Plan } from "../model/plan.ts";
import { changeKey } from "./changes/index.ts";
import { numberedSteps, type ReasonedChange } from "./numbered.ts";
import { createBeforeDelete } from "./order.ts";
import type { PlanIdentity } from "./plan.ts";

/** Undefined where no finding is fixed by an API. */
export function planForFindings(
  findings: readonly Finding[],
  region: Region,
  identity: PlanIdentity,
): Plan | undefined {
  const fixed = findings.flatMap((finding) =>
    finding.remedy.kind === "api" ? [{ finding, remedy: finding.remedy }] : [],
  );
  const changes = fixed.flatMap(({ finding, remedy }): ReasonedChange[] =>
    remedy.changes.map((change) => ({ change, reason: `${finding.cause}: ${finding.title}` })),
  );
  const distinct = new Map(changes.map((one) => [changeKey(one.change), one]));
  const steps = numberedSteps(createBeforeDelete([...distinct.values()]), region);
  if (steps.length === 0) return undefined;
  // Whom a group may hold is for its owner to decide: findings change who has a grant or a role.
  if (steps.some(({ change }) => "groupId" in change)) throw new TypeError("a finding changes no group");
  return {
    schema: PLAN_SCHEMA,
    ...identity,
    region,
    cause: "scan",
    steps,
    warnings: [...new Set(fixed.flatMap(({ remedy }) => remedy.notes))],
  };
}
