/** What Identity Center does in accounts: roles come with the first assignment, take the set's content, go with the last. */
import type { AccountId, PermissionSetArn } from "../../model/ids.ts";
import type { PermissionSet, PermissionSetContent } from "../../model/organization-document/document.ts";
import { reservedRoleName } from "../../model/reserved-role.ts";
import {
  recordRoleContent,
  recordRoleCreated,
  recordRoleDeleted,
  recordSamlProviderCreated,
} from "./account-events.ts";
import { hasSamlProvider } from "./saml-provider.ts";
import { grantKey, type World } from "./world.ts";

interface Grant {
  readonly accountId: AccountId;
  readonly permissionSetArn: PermissionSetArn;
}

/** Creates or updates the role of a set in an account with the set's present content. */
export function provisionRole(world: World, grant: Grant): void {
  const set = world.permissionSets.get(grant.permissionSetArn);
  if (!set) return;
  const existing = world.roles.get(grantKey(grant));
  const isKept = existing?.isRolePresent === true;
  // A role that is created again gets another suffix (facts E4).
  const roleName = isKept ? existing.roleName : reservedRoleName(set.name, world.random.hex(16));
  if (!hasSamlProvider(world, grant.accountId)) recordSamlProviderCreated(world, grant.accountId);
  if (isKept) recordRoleContent(world, grant.accountId, roleName, contentOf(set));
  else recordRoleCreated(world, grant.accountId, roleName, contentOf(set));
  // By name, because a grant may be a whole request: nothing else of it belongs into a role.
  world.roles.put({
    accountId: grant.accountId,
    permissionSetArn: grant.permissionSetArn,
    roleName,
    freshness: "latest",
    isRolePresent: true,
    content: undefined,
    createdAt: isKept ? existing.createdAt : world.clock.now().toISOString(),
  });
  restoreSamlProvider(world, grant.accountId);
}

/** Provisioning is expected to restore a SAML provider that was deleted (facts C5, inferred). */
function restoreSamlProvider(world: World, accountId: AccountId): void {
  const account = world.accounts.get(accountId);
  if (account?.iam?.identityCenterSamlProvider === undefined) return;
  world.accounts.put({ ...account, iam: { ...account.iam, identityCenterSamlProvider: undefined } });
}

/** Whether a set has a role in an account, or an assignment that wants one. */
export const isInAccount = (world: World, grant: Grant): boolean =>
  world.roles.has(grantKey(grant)) || world.assignments.under("grant", grantKey(grant)).size > 0;

/** The role goes with the last assignment of its set in the account (facts 3.2). */
export function dropUnusedRole(world: World, grant: Grant): void {
  if (world.assignments.under("grant", grantKey(grant)).size > 0) return;
  const role = world.roles.remove(grantKey(grant));
  const content = role?.content ?? world.permissionSets.get(grant.permissionSetArn);
  if (role?.isRolePresent) recordRoleDeleted(world, grant.accountId, role.roleName, content?.managedPolicyArns ?? []);
}

/** A changed set leaves its roles with the old content until it is provisioned (facts E1). */
export function replacePermissionSet(world: World, before: PermissionSet, after: PermissionSet): void {
  world.permissionSets.put(after);
  for (const role of world.roles.under("set", after.arn))
    world.roles.put({ ...role, freshness: "outdated", content: role.content ?? contentOf(before) });
}

export function contentOf(set: PermissionSet): PermissionSetContent {
  const {
    managedPolicyArns,
    customerManagedPolicies,
    inlinePolicy,
    permissionsBoundary,
    description,
    sessionDuration,
    relayState,
  } = set;
  return {
    managedPolicyArns,
    customerManagedPolicies,
    inlinePolicy,
    permissionsBoundary,
    description,
    sessionDuration,
    relayState,
  };
}
