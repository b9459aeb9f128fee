/** What Identity Center does in accounts: roles come with the first assignment, take the set's content, go with the last. */
import type { AccountId, PermissionSetArn } from "../../model/ids.ts";
import type {
  PermissionSet,
  PermissionSetContent,
  PolicyReference,
} from "../../model/organization-document/document.ts";
import { reservedRoleName } from "../../model/reserved-role.ts";
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
  world.roles.put({
    ...grant,
    // A role that is made anew gets another suffix (facts E4).
    roleName: isKept ? existing.roleName : reservedRoleName(set.name, world.random.hex(16)),
    freshness: "latest",
    isRolePresent: true,
    content: undefined,
    createdAt: isKept ? existing.createdAt : world.clock.now().toISOString(),
  });
}

/** The role goes with the last assignment of its set in the account (facts 3.2). */
export function dropUnusedRole(world: World, grant: Grant): void {
  if (world.assignments.under("grant", grantKey(grant)).size === 0) world.roles.remove(grantKey(grant));
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

/** Why a set cannot be put into an account, in the words of FailureReason (facts 2.4); undefined where it can. */
export function provisioningFailure(world: World, { accountId, permissionSetArn }: Grant): string | undefined {
  const account = world.accounts.get(accountId);
  const isReachable = account?.state === "ACTIVE" && world.organization.trustedServices.includes("sso.amazonaws.com");
  // Facts D10 (text observed); for an account outside the organization and for D11 the same text is inferred.
  if (!isReachable)
    return `AWS SSO is unable to complete your request at this time. Obtaining permissions to manage your AWS account '${accountId}' takes longer than usual. Please try again in a few minutes. If this problem continues, contact AWS Support.`;
  const set = world.permissionSets.get(permissionSetArn);
  const missing = set && policiesNeeded(set).find((policy) => !hasPolicy(account.customerManagedPolicies, policy));
  if (!missing) return undefined;
  // Facts D1: beginning and the policy's name are documented, the words between them are not (facts 8.9).
  return `Received a 404 status error: Not supported policy arn:aws:iam::${accountId}:policy${missing.path}${missing.name}.`;
}

function policiesNeeded(set: PermissionSet): readonly PolicyReference[] {
  const { customerManagedPolicies, permissionsBoundary } = set;
  return permissionsBoundary?.kind === "customer-managed"
    ? [...customerManagedPolicies, permissionsBoundary.reference]
    : customerManagedPolicies;
}

/** Name and path are compared to the letter, upper and lower case too (facts D1). */
const hasPolicy = (policies: readonly PolicyReference[], { name, path }: PolicyReference): boolean =>
  policies.some((policy) => policy.name === name && policy.path === path);
