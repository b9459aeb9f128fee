/** `--enforce-iam`: a call is carried out only where the caller's policies, and those of its organization, allow it. */

import { ApiError } from "../protocol/api-error.ts";
import type { Call, Called } from "../services/operation.ts";
import type { AccessRequest } from "./access-request.ts";
import { type Decision, evaluate } from "./evaluate.ts";
import { principalKeys, resourceKeys } from "./organization-keys.ts";
import { layersFor, serviceControlOf } from "./principal-policies.ts";
import { authorizationTail } from "./refusal-record.ts";
import { actionOf, contextOf, resourcesOf } from "./request.ts";
import { trustAnswer } from "./resource-policy.ts";

/** Services whose resources resource control policies guard, of those that the lab has (Organizations User Guide). */
const RESOURCE_CONTROLLED = new Set(["sts"]);

/** @throws ApiError in AWS's own words for the layer that refuses (facts 5.6). */
export function authorizeByPolicies(called: Called, call: Call): void {
  if (called.service === "sso") {
    authorizeFederation(called, call);
    return;
  }
  const action = actionOf(called);
  if (action === undefined) return;
  for (const resource of resourcesOf(called, call)) {
    const refused = decided(called, call, { action, resource });
    if (!refused) continue;
    const tail = authorizationTail(called, call, { ...refused, isExplicit: refused.decision.isExplicit });
    throw denial(called, `${sentence(call, refused)}${tail}`);
  }
}

/** Why the caller may not do something; undefined where it may. */
export function refusalOf(called: Called, call: Call, action: string, resource: string): string | undefined {
  const refused = decided(called, call, { action, resource });
  return refused && sentence(call, refused);
}

type Denied = Extract<Decision, { kind: "denied" }>;

interface Refused {
  readonly request: AccessRequest;
  readonly decision: Denied;
}

/** The refusal; undefined where the caller may. */
function decided(
  called: Called,
  call: Call,
  { action, resource }: Pick<AccessRequest, "action" | "resource">,
): Refused | undefined {
  const { world, caller } = call;
  const account = RESOURCE_CONTROLLED.has(called.service) ? (resource.split(":")[4] ?? "") : undefined;
  const request = { action, resource, context: contextOf(called, call, resource) };
  const trust = called.operation === "AssumeRole" ? trustAnswer(world, caller, request) : undefined;
  const decision = evaluate(request, { ...layersFor(world, caller, account), resource: trust });
  return decision.kind === "allowed" ? undefined : { request, decision };
}

const sentence = ({ caller }: Call, { request: { action, resource }, decision }: Refused): string =>
  `User: ${caller.arn} is not authorized to perform: ${action} on resource: ${resource} ${reason(decision, action)}`;

/** Facts 5.6. The wording for resource control policies is inferred from the others (facts 8.11). */
function reason({ layer, isExplicit, policyArn }: Denied, action: string): string {
  // Service control and identity policies are named, inline ones cannot be (facts N14, AT1, AT8).
  const which = policyArn === undefined ? "" : `: ${policyArn}`;
  switch (layer) {
    case "service-control":
      // Implicit denials of service control policies print this, too.
      return `with an explicit deny in a service control policy${which}`;
    case "resource-control":
      return "with an explicit deny in a resource control policy";
    case "resource":
      return "with an explicit deny in a resource-based policy";
    case "boundary":
      return isExplicit
        ? "with an explicit deny in a permissions boundary"
        : `because no permissions boundary allows the ${action} action`;
    case "session":
      return isExplicit
        ? "with an explicit deny in a session policy"
        : `because no session policy allows the ${action} action`;
    case "identity":
      return isExplicit
        ? `with an explicit deny in an identity-based policy${which}`
        : `because no identity-based policy allows the ${action} action`;
  }
}

function denial({ service }: Called, message: string): ApiError {
  const isQuery = service === "iam" || service === "sts";
  return isQuery
    ? new ApiError("AccessDenied", message, { status: 403 })
    : new ApiError("AccessDeniedException", message);
}

/** A service control policy that denies the federation keeps the portal from taking the role (facts C7 (i), inferred). */
function authorizeFederation({ operation, input }: Called, { world }: Call): void {
  if (operation !== "GetRoleCredentials") return;
  const account = String(input["accountId"] ?? "");
  // The session that the federation makes belongs to the account.
  const keys = [...principalKeys(world, account), ...resourceKeys(world, account)];
  const context = new Map(keys.map(([key, value]) => [key.toLowerCase(), [value]]));
  const request = { action: "sts:AssumeRoleWithSAML", resource: `arn:aws:iam::${account}:role/*`, context };
  const serviceControl = serviceControlOf(world, account);
  const decision = evaluate(request, { serviceControl, resourceControl: [], boundary: undefined, identity: [] });
  if (decision.kind === "denied" && decision.layer === "service-control" && decision.isExplicit)
    throw new ApiError("ForbiddenException", "No access", { status: 403 });
}
