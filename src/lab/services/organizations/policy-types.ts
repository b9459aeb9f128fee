/** Which types of policies the organization uses, and the policy of AWS's own that allows everything. */
import type { OrganizationPolicy, PolicyType } from "../../../model/organization-document/document.ts";
import { ApiError } from "../../protocol/api-error.ts";
import { rootId } from "../../world/account-lifecycle.ts";
import type { World } from "../../world/world.ts";
import type { Handlers } from "../operation.ts";
import { authorize } from "./access.ts";
import { policyTypesOf, rootOf } from "./root.ts";

type Organizations = typeof import("@aws-sdk/client-organizations");

const FULL_ACCESS = JSON.stringify({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }],
});

/** Attached to every root, unit and account until somebody detaches it (User Guide of Organizations: FullAWSAccess). */
export const FULL_ACCESS_POLICIES: readonly Omit<OrganizationPolicy, "targets">[] = [
  {
    id: "p-FullAWSAccess",
    name: "FullAWSAccess",
    type: "SERVICE_CONTROL_POLICY",
    description: "Allows access to every operation",
    document: FULL_ACCESS,
  },
  {
    id: "p-RCPFullAWSAccess",
    name: "RCPFullAWSAccess",
    type: "RESOURCE_CONTROL_POLICY",
    description: "Allows access to every operation",
    document: JSON.stringify({
      Version: "2012-10-17",
      Statement: [{ Effect: "Allow", Principal: "*", Action: "*", Resource: "*" }],
    }),
  },
];

/** AWS's own policies are of no organization. */
export function policyArn({ organization }: World, { id, type }: Pick<OrganizationPolicy, "id" | "type">): string {
  const kind = type.toLowerCase();
  return FULL_ACCESS_POLICIES.some((policy) => policy.id === id)
    ? `arn:aws:organizations::aws:policy/${kind}/${id}`
    : `arn:aws:organizations::${organization.managementAccountId}:policy/${organization.id}/${kind}/${id}`;
}

/** All policies with their targets, AWS's own first. */
export function allPolicies(world: World): readonly OrganizationPolicy[] {
  const detached = world.organization.fullAccessDetachedFrom ?? {};
  const nodes = [
    rootId(world),
    ...[...world.organizationalUnits].map(({ id }) => id),
    ...[...world.accounts].map(({ id }) => id),
  ];
  const own = FULL_ACCESS_POLICIES.map((policy) => ({
    ...policy,
    targets: nodes.filter((node) => !detached[policy.id]?.includes(node)),
  }));
  return [...own, ...world.policies];
}

export const policyTypes: Handlers<Organizations> = {
  EnablePolicyType: (input, call) => {
    authorize(call, "change");
    const type = (input.PolicyType ?? "SERVICE_CONTROL_POLICY") as PolicyType;
    if (policyTypesOf(call.world).includes(type))
      throw new ApiError("PolicyTypeAlreadyEnabledException", "The specified policy type is already enabled.");
    call.world.organization = { ...call.world.organization, policyTypes: [...policyTypesOf(call.world), type] };
    return { Root: rootOf(call) };
  },

  DisablePolicyType: (input, call) => {
    authorize(call, "change");
    const kept = policyTypesOf(call.world).filter((type) => type !== input.PolicyType);
    if (kept.length === policyTypesOf(call.world).length)
      throw new ApiError(
        "PolicyTypeNotEnabledException",
        "This operation can be performed only for enabled policy types.",
      );
    call.world.organization = { ...call.world.organization, policyTypes: kept };
    return { Root: rootOf(call) };
  },
};
