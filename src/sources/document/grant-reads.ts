/** Permission sets, assignments and provisioned sets, answered from a saved document. */
import type { Principal } from "../../model/ids.ts";
import { unread } from "../../model/reading.ts";
import type { Reader } from "../reader.ts";
import { grantKey } from "./columns.ts";
import type { DocumentSource } from "./source.ts";

type GrantReader = Pick<
  Reader,
  | "permissionSetArns"
  | "permissionSetName"
  | "rememberedPermissionSet"
  | "assignments"
  | "grantsOf"
  | "provisionedSets"
  | "accountsOfSet"
>;

export function grantReads({ document, relations, gaps, sets, answer, found }: DocumentSource): GrantReader {
  return {
    permissionSetArns: () => answer("ListPermissionSets", {}, [...sets.keys()], gaps.ofSets()),
    permissionSetName: (_instance, arn) =>
      found("DescribePermissionSet", { arn }, sets.get(arn)?.name ?? null, gaps.ofSet(arn)),
    rememberedPermissionSet: (_instance, name) => document.permissionSets.find((set) => set.name === name)?.arn,
    assignments: (_instance, accountId, arn) => {
      const rows = relations.assignmentsOfGrant.get(grantKey(accountId, arn)) ?? [];
      const gap = gaps.ofAssignments(accountId, arn) ?? (sets.has(arn) ? undefined : gaps.ofSet(arn));
      const isProvisioned = (relations.rolesOfAccount.get(accountId) ?? []).some(
        (role) => role.permissionSetArn === arn,
      );
      // The walk over provisioned pairs never asked who is assigned to this one.
      if (document.coverage?.walk === "pairs" && !isProvisioned && rows.length === 0 && !gap && sets.has(arn))
        return Promise.resolve(unread("the snapshot asked only for sets that are provisioned in the account"));
      const value = sets.has(arn) ? rows.map(({ principal }) => principal) : null;
      return answer("ListAccountAssignments", { accountId, arn }, value, gap);
    },
    grantsOf: (_instance, principal, { accountId } = {}) => {
      const rows = principalIds(principal, relations.groupsOfUser).flatMap(
        (id) => relations.assignmentsOfPrincipal.get(id) ?? [],
      );
      return answer(
        "ListAccountAssignmentsForPrincipal",
        { principal, accountId },
        rows.filter((row) => accountId === undefined || row.accountId === accountId),
        gaps.ofGrants(principal, accountId) ?? (principal.type === "USER" ? gaps.ofGroupsOf(principal.id) : undefined),
      );
    },
    provisionedSets: (_instance, accountId, freshness) => {
      const roles = (relations.rolesOfAccount.get(accountId) ?? []).filter((role) => role.freshness === freshness);
      return answer(
        "ListPermissionSetsProvisionedToAccount",
        { accountId, freshness },
        roles.map(({ permissionSetArn }) => permissionSetArn),
        gaps.ofProvisioned({ accountId }),
      );
    },
    accountsOfSet: (_instance, arn, freshness) =>
      answer(
        "ListAccountsForProvisionedPermissionSet",
        { arn, freshness },
        document.provisionedRoles
          .filter((role) => role.permissionSetArn === arn && role.freshness === freshness)
          .map(({ accountId }) => accountId),
        gaps.ofProvisioned({ arn }),
      ),
  };
}

/** A USER query also returns the rows of the user's groups (facts 3.4). */
const principalIds = (
  principal: Principal,
  groupsOfUser: ReadonlyMap<string, readonly { readonly groupId: string }[]>,
): readonly string[] =>
  principal.type === "GROUP"
    ? [principal.id]
    : [principal.id, ...(groupsOfUser.get(principal.id) ?? []).map(({ groupId }) => groupId)];
