/** The organization itself: root, units, policies, trusted services, delegated administrators. */
import { certain, parseAccountId } from "../../../model/ids.ts";
import type { OrganizationPolicy } from "../../../model/organization-document/document.ts";
import { ApiError } from "../../protocol/api-error.ts";
import { paginate } from "../../protocol/paginate.ts";
import type { Call, Handlers } from "../operation.ts";
import { accountFor, authorize, described, rootId } from "./access.ts";

type Organizations = typeof import("@aws-sdk/client-organizations");

const PAGE = 20;

interface ListInput {
  readonly MaxResults?: number | undefined;
  readonly NextToken?: string | undefined;
}

function paged<T>(rows: readonly T[], input: ListInput, scope: readonly unknown[]) {
  const { page, nextToken } = paginate(
    rows,
    {
      maxResults: input.MaxResults,
      nextToken: input.NextToken,
      defaultSize: PAGE,
      invalidToken: "InvalidInputException",
    },
    scope,
  );
  return { page: [...page], NextToken: nextToken };
}

const arn = ({ world }: Call, rest: string): string =>
  `arn:aws:organizations::${world.organization.managementAccountId}:${rest}`;

const summary = (call: Call, policy: OrganizationPolicy) => ({
  Id: policy.id,
  Arn: arn(call, `policy/${call.world.organization.id}/${policy.type.toLowerCase()}/${policy.id}`),
  Name: policy.name,
  Type: policy.type,
  AwsManaged: false,
});

function policyFor({ world }: Call, id = ""): OrganizationPolicy {
  const policy = world.policies.get(id);
  if (!policy)
    throw new ApiError("PolicyNotFoundException", "We can't find a policy with the PolicyId that you specified.");
  return policy;
}

export const structure: Handlers<Organizations> = {
  /** Every member account may describe its organization (API reference). */
  DescribeOrganization: (_input, call) => {
    const { id, managementAccountId } = call.world.organization;
    return {
      Organization: {
        Id: id,
        Arn: arn(call, `organization/${id}`),
        FeatureSet: "ALL",
        MasterAccountId: managementAccountId,
        MasterAccountArn: arn(call, `account/${id}/${managementAccountId}`),
        MasterAccountEmail: call.world.accounts.get(managementAccountId)?.email,
      },
    };
  },

  ListRoots: (input, call) => {
    authorize(call, "ListRoots");
    const id = rootId(call.world);
    const { page, NextToken } = paged(
      [{ Id: id, Arn: arn(call, `root/${call.world.organization.id}/${id}`), Name: "Root", PolicyTypes: [] }],
      input,
      ["ListRoots"],
    );
    return { Roots: page, NextToken };
  },

  ListParents: (input, call) => {
    authorize(call, "ListParents");
    const child = call.world.organizationalUnits.get(input.ChildId ?? "") ?? accountFor(call, input.ChildId);
    const isUnit = call.world.organizationalUnits.has(child.parentId);
    return { Parents: [{ Id: child.parentId, Type: isUnit ? ("ORGANIZATIONAL_UNIT" as const) : ("ROOT" as const) }] };
  },

  ListOrganizationalUnitsForParent: (input, call) => {
    authorize(call, "ListOrganizationalUnitsForParent");
    const units = [...call.world.organizationalUnits].filter(({ parentId }) => parentId === input.ParentId);
    const { page, NextToken } = paged(
      units.map((unit) => ({
        Id: unit.id,
        Name: unit.name,
        Arn: arn(call, `ou/${call.world.organization.id}/${unit.id}`),
      })),
      input,
      ["ListOrganizationalUnitsForParent", input.ParentId],
    );
    return { OrganizationalUnits: page, NextToken };
  },

  DescribeOrganizationalUnit: (input, call) => {
    authorize(call, "DescribeOrganizationalUnit");
    const unit = call.world.organizationalUnits.get(input.OrganizationalUnitId ?? "");
    if (!unit)
      throw new ApiError(
        "OrganizationalUnitNotFoundException",
        "We can't find an OU with the OrganizationalUnitId that you specified.",
      );
    return {
      OrganizationalUnit: {
        Id: unit.id,
        Name: unit.name,
        Arn: arn(call, `ou/${call.world.organization.id}/${unit.id}`),
      },
    };
  },

  ListPolicies: (input, call) => {
    authorize(call, "ListPolicies");
    const rows = [...call.world.policies].filter(({ type }) => type === input.Filter);
    const { page, NextToken } = paged(
      rows.map((policy) => summary(call, policy)),
      input,
      ["ListPolicies", input.Filter],
    );
    return { Policies: page, NextToken };
  },

  ListPoliciesForTarget: (input, call) => {
    authorize(call, "ListPoliciesForTarget");
    const rows = [...call.world.policies].filter(
      ({ type, targets }) => type === input.Filter && targets.includes(input.TargetId ?? ""),
    );
    const { page, NextToken } = paged(
      rows.map((policy) => summary(call, policy)),
      input,
      ["ListPoliciesForTarget", input.TargetId, input.Filter],
    );
    return { Policies: page, NextToken };
  },

  DescribePolicy: (input, call) => {
    authorize(call, "DescribePolicy");
    const policy = policyFor(call, input.PolicyId);
    return { Policy: { PolicySummary: summary(call, policy), Content: policy.document } };
  },

  ListAWSServiceAccessForOrganization: (input, call) => {
    authorize(call, "ListAWSServiceAccessForOrganization");
    const { page, NextToken } = paged(
      call.world.organization.trustedServices.map((service) => ({ ServicePrincipal: service })),
      input,
      ["ListAWSServiceAccessForOrganization"],
    );
    return { EnabledServicePrincipals: page, NextToken };
  },

  EnableAWSServiceAccess: (input, call) => {
    authorize(call, "EnableAWSServiceAccess", "change");
    const { organization } = call.world;
    const trustedServices = [...new Set([...organization.trustedServices, input.ServicePrincipal ?? ""])];
    call.world.organization = { ...organization, trustedServices };
    return {};
  },

  DisableAWSServiceAccess: (input, call) => {
    authorize(call, "DisableAWSServiceAccess", "change");
    const { organization } = call.world;
    const trustedServices = organization.trustedServices.filter((service) => service !== input.ServicePrincipal);
    call.world.organization = { ...organization, trustedServices };
    return {};
  },

  ListDelegatedAdministrators: (input, call) => {
    authorize(call, "ListDelegatedAdministrators");
    const isSso = input.ServicePrincipal === undefined || input.ServicePrincipal === "sso.amazonaws.com";
    const rows = (isSso ? call.world.organization.delegatedAdministrators : []).map((id) =>
      described(call.world, accountFor(call, id)),
    );
    const { page, NextToken } = paged(rows, input, ["ListDelegatedAdministrators", input.ServicePrincipal]);
    return { DelegatedAdministrators: page, NextToken };
  },

  /** One delegate at a time (facts 3.7). Only the one for Identity Center is kept. */
  RegisterDelegatedAdministrator: (input, call) => {
    authorize(call, "RegisterDelegatedAdministrator", "change");
    const { organization } = call.world;
    const id = certain(parseAccountId(accountFor(call, input.AccountId).id));
    if (organization.delegatedAdministrators.includes(id))
      throw new ApiError(
        "AccountAlreadyRegisteredException",
        "The provided account is already a delegated administrator for your organization.",
      );
    if (organization.delegatedAdministrators.length > 0)
      throw new ApiError(
        "ConstraintViolationException",
        "You have reached the limit of delegated administrators for the service.",
      );
    call.world.organization = { ...organization, delegatedAdministrators: [id] };
    return {};
  },

  DeregisterDelegatedAdministrator: (input, call) => {
    authorize(call, "DeregisterDelegatedAdministrator", "change");
    const { organization } = call.world;
    const delegatedAdministrators = organization.delegatedAdministrators.filter((id) => id !== input.AccountId);
    if (delegatedAdministrators.length === organization.delegatedAdministrators.length)
      throw new ApiError("AccountNotRegisteredException", "The specified account is not a delegated administrator.");
    call.world.organization = { ...organization, delegatedAdministrators };
    return {};
  },
};
