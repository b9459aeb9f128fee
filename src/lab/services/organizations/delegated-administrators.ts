/** Delegated administrators: for Identity Center one at a time (facts 3.7). */
import type { AccountId } from "../../../model/ids.ts";
import type { Organization } from "../../../model/organization-document/document.ts";
import { ApiError } from "../../protocol/api-error.ts";
import type { World } from "../../world/world.ts";
import type { Handlers } from "../operation.ts";
import { accountFor, authorize, constraint, described, paged } from "./access.ts";

type Organizations = typeof import("@aws-sdk/client-organizations");

const IDENTITY_CENTER = "sso.amazonaws.com";

/** Delegates by service principal. */
const delegations = ({
  delegatedAdministrators,
  delegatedServices,
}: Organization): ReadonlyMap<string, readonly AccountId[]> =>
  new Map([[IDENTITY_CENTER, delegatedAdministrators], ...Object.entries(delegatedServices ?? {})]);

/** Of delegations that a document gives without their event. */
const UNDATED = "2026-01-05T08:00:00Z";

/** When an account was made delegated administrator, by the event that CloudTrail has of it. */
function enabledAt(world: World, accountId: string, service: string | undefined): Date {
  const registrations = [...world.events].filter(
    ({ name, errorCode, requestParameters }) =>
      name === "RegisterDelegatedAdministrator" &&
      errorCode === undefined &&
      requestParameters?.["accountId"] === accountId &&
      (service === undefined || requestParameters["servicePrincipal"] === service),
  );
  return new Date(registrations.at(-1)?.at ?? UNDATED);
}

function withDelegates(organization: Organization, service: string, ids: readonly AccountId[]): Organization {
  if (service === IDENTITY_CENTER) return { ...organization, delegatedAdministrators: ids };
  return { ...organization, delegatedServices: { ...organization.delegatedServices, [service]: ids } };
}

export const delegatedAdministrators: Handlers<Organizations> = {
  ListDelegatedAdministrators: (input, call) => {
    authorize(call);
    const { ServicePrincipal: service } = input;
    const all = delegations(call.world.organization);
    const ids = new Set(service === undefined ? [...all.values()].flat() : (all.get(service) ?? []));
    const rows = [...ids].map((id) => ({
      ...described(call.world, accountFor(call, id)),
      DelegationEnabledDate: enabledAt(call.world, id, service),
    }));
    const { page, NextToken } = paged(rows, input, ["ListDelegatedAdministrators", service]);
    return { DelegatedAdministrators: page, NextToken };
  },

  ListDelegatedServicesForAccount: (input, call) => {
    authorize(call);
    const { id } = accountFor(call, input.AccountId);
    const services = [...delegations(call.world.organization)].filter(([, ids]) => ids.includes(id));
    if (services.length === 0)
      throw new ApiError(
        "AccountNotRegisteredException",
        "The specified account is not a delegated administrator for this AWS service.",
      );
    const rows = services.map(([service]) => ({
      ServicePrincipal: service,
      DelegationEnabledDate: enabledAt(call.world, id, service),
    }));
    const { page, NextToken } = paged(rows, input, ["ListDelegatedServicesForAccount", id]);
    return { DelegatedServices: page, NextToken };
  },

  RegisterDelegatedAdministrator: (input, call) => {
    authorize(call, "change");
    const { organization } = call.world;
    const account = accountFor(call, input.AccountId);
    const service = input.ServicePrincipal ?? "";
    const ids = delegations(organization).get(service) ?? [];
    if (account.id === organization.managementAccountId)
      throw constraint(
        "CANNOT_REGISTER_MASTER_AS_DELEGATED_ADMINISTRATOR",
        "You cannot register master account/yourself as delegated administrator for your organization.",
      );
    if (account.state !== "ACTIVE")
      throw constraint(
        "CANNOT_REGISTER_SUSPENDED_ACCOUNT_AS_DELEGATED_ADMINISTRATOR",
        "You cannot register a suspended account as a delegated administrator.",
      );
    if (!organization.trustedServices.includes(service))
      throw constraint("SERVICE_ACCESS_NOT_ENABLED", "You must first enable service access for the service principal.");
    if (ids.includes(account.id))
      throw new ApiError(
        "AccountAlreadyRegisteredException",
        "The provided account is already a delegated administrator for your organization.",
      );
    if (ids.length > 0 && service === IDENTITY_CENTER)
      throw constraint(
        "MAX_DELEGATED_ADMINISTRATORS_FOR_SERVICE_LIMIT_EXCEEDED",
        "You have reached the limit of delegated administrators for the service.",
      );
    call.world.organization = withDelegates(organization, service, [...ids, account.id]);
    return {};
  },

  DeregisterDelegatedAdministrator: (input, call) => {
    authorize(call, "change");
    const { organization } = call.world;
    const service = input.ServicePrincipal ?? "";
    const ids = delegations(organization).get(service) ?? [];
    const kept = ids.filter((id) => id !== input.AccountId);
    if (kept.length === ids.length)
      throw new ApiError(
        "AccountNotRegisteredException",
        "The specified account is not a delegated administrator for this AWS service.",
      );
    call.world.organization = withDelegates(organization, service, kept);
    return {};
  },
};
