/** The organization itself, its root, and the services that it trusts. */
import { ApiError } from "../../protocol/api-error.ts";
import type { Handlers } from "../operation.ts";
import { arn, authorize, paged } from "./access.ts";
import { enabledPolicyTypes, rootOf } from "./root.ts";

type Organizations = typeof import("@aws-sdk/client-organizations");

export const organization: Handlers<Organizations> = {
  /** Every member account may describe its organization (API reference). */
  DescribeOrganization: (_input, call) => {
    const { id, managementAccountId } = call.world.organization;
    if (!call.world.accounts.has(call.caller.accountId))
      throw new ApiError("AWSOrganizationsNotInUseException", "Your account is not a member of an organization.");
    return {
      Organization: {
        Id: id,
        Arn: arn(call, `organization/${id}`),
        FeatureSet: "ALL",
        MasterAccountId: managementAccountId,
        MasterAccountArn: arn(call, `account/${id}/${managementAccountId}`),
        MasterAccountEmail: call.world.accounts.get(managementAccountId)?.email,
        AvailablePolicyTypes: enabledPolicyTypes(call.world),
      },
    };
  },

  /** The lab has an organization from the start. */
  CreateOrganization: () => {
    throw new ApiError("AlreadyInOrganizationException", "The AWS account is already a member of an organization.");
  },

  DeleteOrganization: (_input, call) => {
    authorize(call, "change");
    throw new ApiError(
      "OrganizationNotEmptyException",
      "To delete an organization you must first remove all member accounts (except the master).",
    );
  },

  ListRoots: (input, call) => {
    authorize(call);
    const { page, NextToken } = paged([rootOf(call)], input, ["ListRoots"]);
    return { Roots: page, NextToken };
  },

  ListAWSServiceAccessForOrganization: (input, call) => {
    authorize(call);
    const { page, NextToken } = paged(
      call.world.organization.trustedServices.map((service) => ({ ServicePrincipal: service })),
      input,
      ["ListAWSServiceAccessForOrganization"],
    );
    return { EnabledServicePrincipals: page, NextToken };
  },

  EnableAWSServiceAccess: (input, call) => {
    authorize(call, "change");
    const before = call.world.organization;
    const trustedServices = [...new Set([...before.trustedServices, input.ServicePrincipal ?? ""])];
    call.world.organization = { ...before, trustedServices };
    return {};
  },

  /** Nothing is cleaned up at once; provisioning fails from now on (facts D11). */
  DisableAWSServiceAccess: (input, call) => {
    authorize(call, "change");
    const before = call.world.organization;
    const trustedServices = before.trustedServices.filter((service) => service !== input.ServicePrincipal);
    call.world.organization = { ...before, trustedServices };
    return {};
  },

  ListHandshakesForOrganization: (_input, call) => {
    authorize(call);
    return { Handshakes: [] };
  },

  ListHandshakesForAccount: () => ({ Handshakes: [] }),
};
