/** Policies of the organization: made, changed, attached, listed. Service and resource control policies bear on access. */
import type { OrganizationPolicy } from "../../../model/organization-document/document.ts";
import { type ControlKind, isRefusedDocument } from "../../authorization/grammar.ts";
import { jsonOf } from "../../authorization/policy-json.ts";
import { ApiError } from "../../protocol/api-error.ts";
import { rootId } from "../../world/account-lifecycle.ts";
import type { Call, Handlers } from "../operation.ts";
import { arn, authorize, constraint, invalidInput, paged, tagsIn } from "./access.ts";
import { allPolicies, FULL_ACCESS_POLICIES, policyArn } from "./policy-types.ts";
import { policyTypesOf } from "./root.ts";

type Organizations = typeof import("@aws-sdk/client-organizations");

/** Quotas of Organizations: policies of a type on one target. */
const MOST_ATTACHED = 5;

const isAwsManaged = (id: string | undefined): boolean => FULL_ACCESS_POLICIES.some((policy) => policy.id === id);

const summary = (call: Call, policy: OrganizationPolicy) => ({
  Id: policy.id,
  Arn: policyArn(call.world, policy),
  Name: policy.name,
  Description: policy.description,
  Type: policy.type,
  AwsManaged: isAwsManaged(policy.id),
});

const described = (call: Call, policy: OrganizationPolicy) => ({
  Policy: { PolicySummary: summary(call, policy), Content: policy.document },
});

function policyFor({ world }: Call, id = ""): OrganizationPolicy {
  const policy = allPolicies(world).find((one) => one.id === id);
  if (!policy)
    throw new ApiError("PolicyNotFoundException", "We can't find a policy with the PolicyId that you specified.");
  return policy;
}

/** The organization's own policy; AWS's cannot be changed. */
function ownPolicyFor(call: Call, id: string | undefined): OrganizationPolicy {
  const policy = policyFor(call, id);
  if (isAwsManaged(id))
    throw invalidInput("IMMUTABLE_POLICY", "You specified a policy that is managed by AWS and can't be modified.");
  return policy;
}

/** Service and resource control policies are written in IAM's grammar, the other types in their own. */
const IN_IAM_GRAMMAR: ReadonlyMap<OrganizationPolicy["type"], ControlKind> = new Map([
  ["SERVICE_CONTROL_POLICY", "service control"],
  ["RESOURCE_CONTROL_POLICY", "resource control"],
]);

function checkedContent(type: OrganizationPolicy["type"], content = ""): string {
  const kind = IN_IAM_GRAMMAR.get(type);
  const isRefused = kind === undefined ? jsonOf(content) === undefined : isRefusedDocument(content, kind);
  if (!isRefused) return content;
  throw new ApiError(
    "MalformedPolicyDocumentException",
    "The provided policy document doesn't meet the requirements of the specified policy type.",
  );
}

function refuseDuplicate({ world }: Call, name: string, type: string, except?: string): void {
  if (allPolicies(world).some((other) => other.name === name && other.type === type && other.id !== except))
    throw new ApiError("DuplicatePolicyException", "A policy with the same name already exists.");
}

function targetRow(call: Call, id: string) {
  const { world } = call;
  const organizationId = world.organization.id;
  const account = world.accounts.get(id);
  if (account)
    return {
      TargetId: id,
      Arn: arn(call, `account/${organizationId}/${id}`),
      Name: account.name,
      Type: "ACCOUNT" as const,
    };
  const unit = world.organizationalUnits.get(id);
  if (unit)
    return {
      TargetId: id,
      Arn: arn(call, `ou/${organizationId}/${id}`),
      Name: unit.name,
      Type: "ORGANIZATIONAL_UNIT" as const,
    };
  if (id !== rootId(world))
    throw new ApiError(
      "TargetNotFoundException",
      "We can't find a root, OU, account, or policy with the TargetId that you specified.",
    );
  return { TargetId: id, Arn: arn(call, `root/${organizationId}/${id}`), Name: "Root", Type: "ROOT" as const };
}

export const policies: Handlers<Organizations> = {
  /** No operation of the lab makes one (API reference of DescribeResourcePolicy). */
  DescribeResourcePolicy: (_input, call) => {
    authorize(call);
    throw new ApiError(
      "ResourcePolicyNotFoundException",
      "We can't find a resource policy request with the parameter that you specified.",
    );
  },

  ListPolicies: (input, call) => {
    authorize(call);
    const rows = allPolicies(call.world).filter(({ type }) => type === input.Filter);
    const { page, NextToken } = paged(
      rows.map((policy) => summary(call, policy)),
      input,
      ["ListPolicies", input.Filter],
    );
    return { Policies: page, NextToken };
  },

  ListPoliciesForTarget: (input, call) => {
    authorize(call);
    const target = targetRow(call, input.TargetId ?? "").TargetId;
    const rows = allPolicies(call.world).filter(
      ({ type, targets }) => type === input.Filter && targets.includes(target),
    );
    const { page, NextToken } = paged(
      rows.map((policy) => summary(call, policy)),
      input,
      ["ListPoliciesForTarget", target, input.Filter],
    );
    return { Policies: page, NextToken };
  },

  ListTargetsForPolicy: (input, call) => {
    authorize(call);
    const { id, targets } = policyFor(call, input.PolicyId);
    const { page, NextToken } = paged(
      targets.map((target) => targetRow(call, target)),
      input,
      ["ListTargetsForPolicy", id],
    );
    return { Targets: page, NextToken };
  },

  DescribePolicy: (input, call) => {
    authorize(call);
    return described(call, policyFor(call, input.PolicyId));
  },

  CreatePolicy: (input, call) => {
    authorize(call, "change");
    const type = (input.Type ?? "SERVICE_CONTROL_POLICY") as OrganizationPolicy["type"];
    refuseDuplicate(call, input.Name ?? "", type);
    const policy: OrganizationPolicy = {
      id: `p-${call.world.random.hex(8)}`,
      name: input.Name ?? "",
      description: input.Description,
      type,
      document: checkedContent(type, input.Content),
      targets: [],
      tags: tagsIn(input.Tags),
    };
    call.world.policies.put(policy);
    return described(call, policy);
  },

  UpdatePolicy: (input, call) => {
    authorize(call, "change");
    const policy = ownPolicyFor(call, input.PolicyId);
    const changed: OrganizationPolicy = {
      ...policy,
      name: input.Name ?? policy.name,
      description: input.Description ?? policy.description,
      document: input.Content === undefined ? policy.document : checkedContent(policy.type, input.Content),
    };
    refuseDuplicate(call, changed.name, changed.type, changed.id);
    call.world.policies.put(changed);
    return described(call, changed);
  },

  DeletePolicy: (input, call) => {
    authorize(call, "change");
    const policy = ownPolicyFor(call, input.PolicyId);
    if (policy.targets.length > 0)
      throw new ApiError("PolicyInUseException", "The policy is attached to one or more entities.");
    call.world.policies.remove(policy.id);
    return {};
  },

  AttachPolicy: (input, call) => {
    authorize(call, "change");
    const { world } = call;
    const policy = policyFor(call, input.PolicyId);
    const { TargetId: target } = targetRow(call, input.TargetId ?? "");
    if (!policyTypesOf(world).includes(policy.type))
      throw new ApiError(
        "PolicyTypeNotEnabledException",
        "This operation can be performed only for enabled policy types.",
      );
    if (policy.targets.includes(target))
      throw new ApiError(
        "DuplicatePolicyAttachmentException",
        "The selected policy is already attached to the specified target.",
      );
    const attached = allPolicies(world).filter(({ type, targets }) => type === policy.type && targets.includes(target));
    if (attached.length >= MOST_ATTACHED)
      throw constraint(
        "MAX_POLICY_TYPE_ATTACHMENT_LIMIT_EXCEEDED",
        "You have attached the maximum number of policies to the specified target.",
      );
    setTargets(call, policy, [...policy.targets, target]);
    return {};
  },

  DetachPolicy: (input, call) => {
    authorize(call, "change");
    const policy = policyFor(call, input.PolicyId);
    const { TargetId: target } = targetRow(call, input.TargetId ?? "");
    if (!policy.targets.includes(target))
      throw new ApiError(
        "PolicyNotAttachedException",
        "The policy isn't attached to the specified target in the specified root.",
      );
    const attached = allPolicies(call.world).filter(
      ({ type, targets }) => type === policy.type && targets.includes(target),
    );
    if (policy.type === "RESOURCE_CONTROL_POLICY" && isAwsManaged(policy.id))
      throw invalidInput("NON_DETACHABLE_POLICY", "You can't detach this AWS Managed Policy.");
    if (policy.type === "SERVICE_CONTROL_POLICY" && attached.length === 1)
      throw constraint(
        "MIN_POLICY_TYPE_ATTACHMENT_LIMIT_EXCEEDED",
        "You cannot remove the last policy attached to the specified target. You must have at least one attached at all times.",
      );
    setTargets(
      call,
      policy,
      policy.targets.filter((one) => one !== target),
    );
    return {};
  },

  /** Not for SCPs and RCPs (facts C7: the model's enum leaves them out); the lab keeps no other effective policy. */
  DescribeEffectivePolicy: (_input, call) => {
    authorize(call);
    throw new ApiError(
      "EffectivePolicyNotFoundException",
      "If you ran this action on the management account, this policy type is not enabled.",
    );
  },
};

/** AWS's own policies are kept by where they are not. */
function setTargets({ world }: Call, policy: OrganizationPolicy, targets: readonly string[]): void {
  if (!isAwsManaged(policy.id)) {
    world.policies.put({ ...policy, targets });
    return;
  }
  const { organization } = world;
  const detached = new Set(organization.fullAccessDetachedFrom?.[policy.id]);
  for (const target of policy.targets) if (!targets.includes(target)) detached.add(target);
  for (const target of targets) detached.delete(target);
  world.organization = {
    ...organization,
    fullAccessDetachedFrom: { ...organization.fullAccessDetachedFrom, [policy.id]: [...detached] },
  };
}
