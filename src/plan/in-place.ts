/** Whether a change is in place already, as far as the surroundings of its plan were read. */
import type { PlanSurroundings } from "../facts/plan/plan-surroundings.ts";
import type { Change } from "../model/change.ts";
import { isSamePolicy } from "../model/policy-text.ts";
import { knownValue } from "../model/reading.ts";
import { removes } from "./order.ts";

/** False where it could not be read, and for provisioning, which is never known to be superfluous (facts C4). */
export function isInPlaceAround(change: Change, { grants, people, roles }: PlanSurroundings): boolean {
  if ("groupId" in change) {
    const groupIds = people.find(({ id }) => id === change.userId)?.groupIds;
    const ids = groupIds && knownValue(groupIds);
    return ids !== undefined && ids.includes(change.groupId) !== removes(change);
  }
  if ("entitlement" in change) {
    const { roleArn, principal } = change.entitlement;
    const role = roles.find((one) => one.roleArn === roleArn);
    const rows = role && knownValue(role.principals);
    return rows !== undefined && rows.some(({ id }) => id === principal.id) !== removes(change);
  }
  if ("trust" in change) {
    const role = roles.find(({ roleArn }) => roleArn === change.trust.roleArn);
    const text = role && knownValue(role.trustPolicy);
    return typeof text === "string" && isSamePolicy(text, change.trust.after);
  }
  if (!("principal" in change)) return false;
  const grant = grants.find(
    ({ accountId, permissionSetArn }) => accountId === change.accountId && permissionSetArn === change.permissionSetArn,
  );
  const rows = grant && knownValue(grant.attached);
  return rows !== undefined && rows.some(({ id }) => id === change.principal.id) !== removes(change);
}
