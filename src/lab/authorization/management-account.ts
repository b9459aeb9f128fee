/** In the management account Identity Center works with the caller's own rights, not the service's (facts D3, 7.3). */
import type { Call } from "../services/operation.ts";
import { samlProviderName } from "../world/saml-provider.ts";

/** What provisioning a role does, in the order of the documented minimum (facts 7.3; observed: UpdateSAMLProvider). */
const ROLE_ACTIONS = [
  "GetRole",
  "CreateRole",
  "UpdateRole",
  "ListRolePolicies",
  "PutRolePolicy",
  "ListAttachedRolePolicies",
  "AttachRolePolicy",
];
const PROVIDER_ACTIONS = ["GetSAMLProvider", "UpdateSAMLProvider"];

/** The FailureReason that the caller's missing rights will end in; undefined where nothing is missing (text observed: D3). */
export function missingRights(call: Call, accountId: string): string | undefined {
  const { world, mayDo } = call;
  if (accountId !== world.organization.managementAccountId) return undefined;
  const role = `arn:aws:iam::${accountId}:role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_*`;
  const provider = `arn:aws:iam::${accountId}:saml-provider/${samlProviderName(world)}`;
  const needed = [
    ...PROVIDER_ACTIONS.map((action) => [action, provider] as const),
    ...ROLE_ACTIONS.map((action) => [action, role] as const),
  ];
  for (const [action, resource] of needed) {
    const refusal = mayDo(`iam:${action}`, resource);
    if (refusal !== undefined)
      return `Received a 403 status error: Access denied by IAM. Please check your policy, or wait for role propagation to complete. IAM Error: ${refusal} (Service: AmazonIdentityManagement; Status Code: 403; Error Code: AccessDenied; Request ID: ${call.requestId}; Proxy: null)`;
  }
  return undefined;
}
