/** In the management account Identity Center works with the caller's own rights, not the service's (facts D3, 7.3). */
import type { AccountId, PermissionSetArn } from "../../model/ids.ts";
import type { PermissionSetContent, RequestRecord } from "../../model/organization-document/document.ts";
import type { Call } from "../services/operation.ts";
import { hasSamlProvider, samlProviderName } from "../world/saml-provider.ts";
import { grantKey, type World } from "../world/world.ts";

interface Grant {
  readonly accountId: AccountId;
  readonly permissionSetArn: PermissionSetArn;
}

interface Rights {
  readonly onProvider: readonly string[];
  readonly onRole: readonly string[];
}

const NONE: Rights = { onProvider: [], onRole: [] };

/** The FailureReason that the caller's missing rights will lead to; undefined where nothing is missing (text observed: D3). */
export function missingRights(call: Call, kind: RequestRecord["kind"], grant: Grant): string | undefined {
  const { world, mayDo } = call;
  const { accountId } = grant;
  if (accountId !== world.organization.managementAccountId) return undefined;
  const role = `arn:aws:iam::${accountId}:role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_*`;
  const provider = `arn:aws:iam::${accountId}:saml-provider/${samlProviderName(world)}`;
  const { onProvider, onRole } = neededRights(world, kind, grant);
  const needed = [
    ...onProvider.map((action) => [action, provider] as const),
    ...onRole.map((action) => [action, role] as const),
  ];
  for (const [action, resource] of needed) {
    const refusal = mayDo(`iam:${action}`, resource);
    if (refusal !== undefined)
      return `Received a 403 status error: Access denied by IAM. Please check your policy, or wait for role propagation to complete. IAM Error: ${refusal} (Service: AmazonIdentityManagement; Status Code: 403; Error Code: AccessDenied; Request ID: ${call.requestId}; Proxy: null)`;
  }
  return undefined;
}

/** What the work will do in IAM; each action is of the documented minimum or observed (facts 7.3), that only these are needed is inferred. */
function neededRights(world: World, kind: RequestRecord["kind"], grant: Grant): Rights {
  const role = world.roles.get(grantKey(grant));
  const isRolePresent = role?.isRolePresent === true;
  const set = world.permissionSets.get(grant.permissionSetArn);
  if (kind === "delete-assignment") {
    const isLast = world.assignments.under("grant", grantKey(grant)).size <= 1;
    const content = role?.content ?? set;
    return isLast && isRolePresent && content ? { onProvider: [], onRole: removal(content) } : NONE;
  }
  if (!set || (kind === "create-assignment" && isRolePresent)) return NONE;
  const hasProvider = hasSamlProvider(world, grant.accountId);
  return {
    onProvider: ["GetSAMLProvider", hasProvider ? "UpdateSAMLProvider" : "CreateSAMLProvider"],
    onRole: ["GetRole", isRolePresent ? "UpdateRole" : "CreateRole", ...content(set, isRolePresent)],
  };
}

const hasManaged = ({ managedPolicyArns, customerManagedPolicies }: PermissionSetContent): boolean =>
  managedPolicyArns.length + customerManagedPolicies.length > 0;

/** A role that is there is compared with the set before it is changed. */
const content = (set: PermissionSetContent, isRolePresent: boolean): readonly string[] => [
  ...(isRolePresent || set.inlinePolicy !== "" ? ["ListRolePolicies"] : []),
  ...(set.inlinePolicy === "" ? [] : ["PutRolePolicy"]),
  ...(isRolePresent || hasManaged(set) ? ["ListAttachedRolePolicies"] : []),
  ...(hasManaged(set) ? ["AttachRolePolicy"] : []),
  ...(set.permissionsBoundary === undefined ? [] : ["PutRolePermissionsBoundary"]),
];

const removal = (set: PermissionSetContent): readonly string[] => [
  "GetRole",
  ...(set.inlinePolicy === "" ? [] : ["ListRolePolicies", "DeleteRolePolicy"]),
  ...(hasManaged(set) ? ["ListAttachedRolePolicies", "DetachRolePolicy"] : []),
  ...(set.permissionsBoundary === undefined ? [] : ["DeleteRolePermissionsBoundary"]),
  "DeleteRole",
];
