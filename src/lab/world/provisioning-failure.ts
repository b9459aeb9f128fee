/** Why a set cannot be put into an account, in the words of FailureReason (facts 2.4). */
import type { AccountId, PermissionSetArn } from "../../model/ids.ts";
import type { Account, PermissionSet, PolicyReference } from "../../model/organization-document/document.ts";
import { isRefusedDocument } from "../authorization/grammar.ts";
import { grantKey, type World } from "./world.ts";

interface Grant {
  readonly accountId: AccountId;
  readonly permissionSetArn: PermissionSetArn;
}

/** Undefined where it can. */
export function provisioningFailure(world: World, grant: Grant): string | undefined {
  const account = world.accounts.get(grant.accountId);
  if (!account || !isReachable(world, account)) return unreachable(grant.accountId);
  const set = world.permissionSets.get(grant.permissionSetArn);
  if (!set) return undefined;
  return (
    missingPolicy(account, set) ??
    goneAwsPolicy(account, set) ??
    refusedInlinePolicy(set) ??
    exceededQuota(world, account, grant, set)
  );
}

/** Facts 3.6: IAM's quota for the inline policies of a role. */
const INLINE_CHARACTERS = 10_240;

/** Facts D7: IAM judges the inline policy when it is put on the role. The sentences are IAM's, the wrapping is inferred (facts 8.8). */
function refusedInlinePolicy({ name, inlinePolicy }: PermissionSet): string | undefined {
  if (inlinePolicy === "") return undefined;
  if (inlinePolicy.replaceAll(/\s/g, "").length > INLINE_CHARACTERS)
    return `Received a 409 status error: Maximum policy size of ${INLINE_CHARACTERS} bytes exceeded for role AWSReservedSSO_${name}`;
  return isRefusedDocument(inlinePolicy, "permissions")
    ? "Received a 400 status error: MalformedPolicyDocument: Syntax errors in policy."
    : undefined;
}

/**
 * An active account of the organization in which Identity Center may act: trusted access (D11), its service-linked role
 * (D12), the instance's Region not switched off (A14). That all of them end in the text of D10 is inferred.
 */
function isReachable({ organization, instance }: World, { state, iam }: Account): boolean {
  if (state !== "ACTIVE" || !organization.trustedServices.includes("sso.amazonaws.com")) return false;
  if (iam?.serviceLinkedRole === "missing") return false;
  return instance === null || iam?.disabledRegions.includes(instance.primaryRegion) !== true;
}

/** Facts D10 and the observed sentences: "is taking" is the newer form. */
const unreachable = (accountId: string): string =>
  `AWS SSO is unable to complete your request at this time. Obtaining permissions to manage your AWS account '${accountId}' is taking longer than usual. Please try again in a few minutes. If this problem continues, contact AWS Support.`;

/** Facts D1: beginning and the policy's name are documented, the words between them are not (facts 8.9). */
function missingPolicy(account: Account, set: PermissionSet): string | undefined {
  const missing = policiesNeeded(set).find((policy) => !hasPolicy(account.customerManagedPolicies, policy));
  return (
    missing &&
    `Received a 404 status error: Not supported policy arn:aws:iam::${account.id}:policy${missing.path}${missing.name}.`
  );
}

/** Facts D16: IAM's own wording; how Identity Center wraps it is not known (facts 8.8). */
function goneAwsPolicy(
  { iam }: Account,
  { managedPolicyArns, permissionsBoundary }: PermissionSet,
): string | undefined {
  const boundary = permissionsBoundary?.kind === "aws-managed" ? [permissionsBoundary.arn] : [];
  const gone = [...managedPolicyArns, ...boundary].find((arn) => iam?.deletedAwsManagedPolicies.includes(arn));
  return gone && `Received a 404 status error: Policy ${gone} does not exist or is not attachable.`;
}

/** Service-linked role and the organization's own role. */
const ROLES_BESIDES = 2;

/** Facts D5, D6, D9: IAM's own wording; how Identity Center wraps it is not known (facts 8.8). */
function exceededQuota(world: World, account: Account, grant: Grant, set: PermissionSet): string | undefined {
  const { quotas, roles, samlProviders } = account.iam ?? {};
  const reserved = world.roles.under("account", account.id).size;
  const [roleQuota, policyQuota, providerQuota] = [
    quotas?.roles ?? 1000,
    quotas?.attachedPoliciesPerRole ?? 10,
    quotas?.samlProviders ?? 100,
  ];
  const exceeded = (name: string, quota: number): string =>
    `Received a 409 status error: Cannot exceed quota for ${name}: ${quota}`;
  if (set.managedPolicyArns.length + set.customerManagedPolicies.length > policyQuota)
    return exceeded("PoliciesPerRole", policyQuota);
  if (world.roles.get(grantKey(grant))?.isRolePresent) return undefined;
  if (reserved + (roles?.length ?? 0) + ROLES_BESIDES >= roleQuota) return exceeded("RolesPerAccount", roleQuota);
  if (reserved === 0 && (samlProviders?.length ?? 0) >= providerQuota)
    return exceeded("SAMLProvidersPerAccount", providerQuota);
  return undefined;
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
