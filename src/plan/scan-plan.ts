/** The findings that an API mends, as one plan that `fix --plan` carries out. Pure. */
import type { Change } from "../model/change.ts";
import type { Finding } from "../model/finding.ts";
import type { Region } from "../model/ids.ts";
import { type GrantPromise, PLAN_SCHEMA, type Plan } from "../model/plan.ts";
import { numberedSteps, type ReasonedChange } from "./numbered.ts";
import { createBeforeDelete } from "./order.ts";
import type { PlanIdentity } from "./plan.ts";

/** Undefined where no finding is mended by an API. */
export function planForFindings(
  findings: readonly Finding[],
  region: Region,
  identity: PlanIdentity,
): Plan | undefined {
  const mended = findings.flatMap((finding) =>
    finding.remedy.kind === "api" ? [{ finding, remedy: finding.remedy }] : [],
  );
  const changes = mended.flatMap(({ finding, remedy }): ReasonedChange[] =>
    remedy.changes.map((change) => ({ change, reason: `${finding.cause}: ${finding.title}` })),
  );
  const steps = numberedSteps(createBeforeDelete(changes), region);
  const [first] = steps;
  if (!first) return undefined;
  return {
    schema: PLAN_SCHEMA,
    ...identity,
    region,
    promise: promiseOf(first.change),
    cause: "scan",
    steps,
    warnings: [...new Set(mended.flatMap(({ remedy }) => remedy.notes))],
  };
}

/** Findings are mended by changes of grants, never of groups: whom a group may hold is nobody's to decide but its owner's. */
function promiseOf(change: Change): GrantPromise {
  if (!("accountId" in change)) throw new TypeError("a finding is mended by changes of grants");
  return { userName: "", accountId: change.accountId, permissionSetName: change.permissionSetName };
}
