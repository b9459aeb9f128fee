/** Entitlements to a role in question that are somebody else's: of the deleted, and of groups that the user is not in (facts AAM12, AAM47). */
import type { AttachedPrincipal } from "../../facts/grant/grant-facts.ts";
import type { OtherEntitlement } from "../../facts/grant/second-road.ts";
import type { UserFacts } from "../../facts/grant/user-facts.ts";
import type { Change } from "../../model/change.ts";
import type { EvidenceId } from "../../model/evidence.ts";
import type { Principal } from "../../model/ids.ts";
import { evidenceOf, knownValue, unread } from "../../model/reading.ts";
import type { WalkedGrant } from "../path/walked-grant.ts";
import { isKnownUnassigned } from "./reach.ts";

export interface OthersEntitled {
  readonly user: UserFacts;
  readonly applicationArn: string;
  readonly rows: readonly OtherEntitlement[];
  /** Of the lists; each principal's own is with its row. */
  readonly evidence: readonly EvidenceId[];
}

/** Undefined where a permission set or an entitlement reaches the user, or where it is not known. */
export function othersEntitled(grant: WalkedGrant): OthersEntitled | undefined {
  const { secondRoad } = grant.facts.additional;
  const road = knownValue(secondRoad);
  const rows = road && knownValue(road.others);
  const user = knownValue(grant.facts.user);
  const isUnassigned = knownValue(grant.facts.permissionSet) === null || isKnownUnassigned(grant);
  if (!road || !rows || !user || !isUnassigned) return undefined;
  return {
    user,
    applicationArn: road.application.arn,
    rows,
    evidence: [...evidenceOf(grant.facts.user), ...evidenceOf(secondRoad)],
  };
}

/** Whether the question names this role, and not a permission set. */
export const isNamedRole = ({ facts }: WalkedGrant, { roleArn }: OtherEntitlement): boolean =>
  knownValue(facts.permissionSet) === null && roleArn.endsWith(`/${facts.question.permissionSet}`);

/** `role Developer in sandbox (111122223333)`. */
export function otherRoleName({ roleArn, accountId, accountName }: OtherEntitlement): string {
  const place = accountName === undefined || accountName === accountId ? accountId : `${accountName} (${accountId})`;
  return `role ${roleArn.slice(roleArn.lastIndexOf("/") + 1)} in ${place}`;
}

/** The principal as one that is attached to a grant. */
export const attachedOf = ({ principal, details }: OtherEntitlement): AttachedPrincipal => ({
  principal,
  details,
  isEmpty: unread("an entitled group was not looked into"),
});

export const entitlementChange = (
  kind: "create-entitlement" | "delete-entitlement",
  { roleArn, accountId, accountName }: OtherEntitlement,
  {
    applicationArn,
    principal,
    name,
  }: { readonly applicationArn: string; readonly principal: Principal; readonly name: string },
): Change => ({
  kind,
  entitlement: {
    applicationArn,
    roleArn,
    accountId,
    ...(accountName !== undefined && { accountName }),
    principal,
    principalName: name,
  },
});
