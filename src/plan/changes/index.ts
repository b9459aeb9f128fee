/** The kinds of change, by name, and the questions that may be asked of any change. */
import type { Change, ChangeKind, Entitled, Risk } from "../../model/change.ts";
import type { ApiCall, Goal, KindOfChange, Polling } from "../change-kind.ts";
import { awsCliCommand } from "../shell.ts";
import { createAccountAssignment } from "./create-account-assignment.ts";
import { createEntitlement } from "./create-entitlement.ts";
import { createGroupMembership } from "./create-group-membership.ts";
import { deleteAccountAssignment } from "./delete-account-assignment.ts";
import { deleteEntitlement } from "./delete-entitlement.ts";
import { deleteGroupMembership } from "./delete-group-membership.ts";
import { provisionPermissionSet } from "./provision-permission-set.ts";
import { updateTrustPolicy } from "./update-trust-policy.ts";

const kinds: { readonly [K in ChangeKind]: KindOfChange<K> } = {
  "create-account-assignment": createAccountAssignment,
  "delete-account-assignment": deleteAccountAssignment,
  "provision-permission-set": provisionPermissionSet,
  "create-group-membership": createGroupMembership,
  "delete-group-membership": deleteGroupMembership,
  "create-entitlement": createEntitlement,
  "delete-entitlement": deleteEntitlement,
  "update-trust-policy": updateTrustPolicy,
};

/** The kind of a change; a change and its kind have the same name, which the compiler cannot see through the union. */
const kindOf = (change: Change): KindOfChange<never> => kinds[change.kind] as unknown as KindOfChange<never>;

export const describeChange = (change: Change): string => kindOf(change).describe(change as never);
export const effectsOf = (change: Change): readonly string[] => kindOf(change).effects(change as never);
export const riskOf = (change: Change): Risk => kindOf(change).risk;
export const callOf = (change: Change): ApiCall => kindOf(change).call(change as never);
export const pollingOf = (change: Change): Polling | undefined => kindOf(change).polling;
export const goalOf = (change: Change): Goal => kindOf(change).goal;
export const undoOf = (change: Change): ReturnType<KindOfChange<never>["undo"]> => kindOf(change).undo(change as never);

/** The aws CLI command that does the same. Memberships and entitlements are deleted by an id that only a look-up gives. */
export function commandOf(change: Change, region: string): string {
  const { service, operation, input } = callOf(change);
  if (change.kind === "delete-entitlement") return deletingEntitlement(change.entitlement, region);
  if (change.kind !== "delete-group-membership") return awsCliCommand(service, operation, input, region);
  const lookUp = awsCliCommand(service, "GetGroupMembershipId", input, region);
  const membership = `--membership-id "$(${lookUp} --query MembershipId --output text)"`;
  return `${awsCliCommand(service, operation, { IdentityStoreId: change.identityStoreId }, region)} ${membership}`;
}

function deletingEntitlement({ applicationArn, principal, roleArn }: Entitled, region: string): string {
  const identityCenter = principal.type === "USER" ? { userId: principal.id } : { groupId: principal.id };
  const filter = { principalRole: { principal: { identityCenter }, roleArn } };
  const lookUp = awsCliCommand("account-access", "ListEntitlements", { applicationArn, filter }, region);
  const entitlement = `--entitlement-id "$(${lookUp} --query 'entitlements[0].entitlementId' --output text)"`;
  return `${awsCliCommand("account-access", "DeleteEntitlement", { applicationArn }, region)} ${entitlement}`;
}

/** What a change does, as a key: names for people are not in it. */
export const changeKey = (change: Change): string => `${change.kind} ${JSON.stringify(callOf(change))}`;

/** Two changes that do the same. */
export const sameChange = (a: Change, b: Change): boolean => changeKey(a) === changeKey(b);
