/** Accounts of the organization and their lifecycle. */
import { ApiError } from "../../protocol/api-error.ts";
import { removeAccount } from "../../world/account-lifecycle.ts";
import type { AccountCreation, World } from "../../world/world.ts";
import type { Handlers } from "../operation.ts";
import { accountFor, authorize, constraint, described, paged, tagsIn } from "./access.ts";
import { parentFor } from "./units.ts";

type Organizations = typeof import("@aws-sdk/client-organizations");

const creationStatus = (creation: AccountCreation) => ({
  Id: creation.id,
  AccountId: creation.state === "SUCCEEDED" ? creation.accountId : undefined,
  AccountName: creation.accountName,
  State: creation.state,
  FailureReason: creation.failureReason,
  RequestedTimestamp: new Date(creation.requestedAt),
  CompletedTimestamp: creation.state === "IN_PROGRESS" ? undefined : new Date(creation.endsAt),
});

export const accounts: Handlers<Organizations> = {
  DescribeAccount: (input, call) => {
    authorize(call);
    return { Account: described(call.world, accountFor(call, input.AccountId)) };
  },

  ListAccounts: (input, call) => {
    authorize(call);
    const { page, NextToken } = paged(call.world.accounts, input, ["ListAccounts"]);
    return { Accounts: page.map((account) => described(call.world, account)), NextToken };
  },

  ListAccountsForParent: (input, call) => {
    authorize(call);
    const parent = parentFor(call, input.ParentId);
    const rows = [...call.world.accounts].filter(({ parentId }) => parentId === parent);
    const { page, NextToken } = paged(rows, input, ["ListAccountsForParent", parent]);
    return { Accounts: page.map((account) => described(call.world, account)), NextToken };
  },

  /** Asynchronous: the account is there when its creation has succeeded. */
  CreateAccount: (input, call) => {
    authorize(call, "change");
    const { world, now } = call;
    const creation: AccountCreation = {
      id: `car-${world.random.hex(32)}`,
      accountId: newAccountId(world.random.hex(12)),
      accountName: input.AccountName ?? "",
      email: input.Email ?? "",
      tags: tagsIn(input.Tags),
      state: "IN_PROGRESS",
      requestedAt: now.toISOString(),
      endsAt: new Date(now.getTime() + world.settings.provisioningMilliseconds).toISOString(),
    };
    world.accountCreations.put(creation);
    return { CreateAccountStatus: creationStatus(creation) };
  },

  DescribeCreateAccountStatus: (input, call) => {
    authorize(call);
    const creation = call.world.accountCreations.get(input.CreateAccountRequestId ?? "");
    if (!creation)
      throw new ApiError(
        "CreateAccountStatusNotFoundException",
        "We can't find an create account request with the specified id.",
      );
    return { CreateAccountStatus: creationStatus(creation) };
  },

  ListCreateAccountStatus: (input, call) => {
    authorize(call);
    const rows = [...call.world.accountCreations].filter(
      ({ state }) => input.States === undefined || input.States.includes(state),
    );
    const { page, NextToken } = paged(rows, input, ["ListCreateAccountStatus", input.States]);
    return { CreateAccountStatuses: page.map(creationStatus), NextToken };
  },

  /** PENDING_CLOSURE, then CLOSED (facts A12). */
  CloseAccount: (input, call) => {
    authorize(call, "change");
    const { world, now } = call;
    const account = accountFor(call, input.AccountId);
    if (account.id === world.organization.managementAccountId)
      throw constraint("CANNOT_CLOSE_MANAGEMENT_ACCOUNT", "You cannot close the management account.");
    if (account.state !== "ACTIVE")
      throw new ApiError("AccountAlreadyClosedException", "You attempted to close an account that is already closed.");
    const nextStateAt = new Date(now.getTime() + world.settings.provisioningMilliseconds).toISOString();
    world.accounts.put({ ...account, state: "PENDING_CLOSURE", nextStateAt });
    return {};
  },

  RemoveAccountFromOrganization: (input, call) => {
    authorize(call, "change");
    const account = accountFor(call, input.AccountId);
    if (account.id === call.world.organization.managementAccountId)
      throw new ApiError(
        "MasterCannotLeaveOrganizationException",
        "The management account cannot leave its organization.",
      );
    refuseDelegatedAdministrator(call.world, account.id);
    removeAccount(call.world, account.id);
    return {};
  },

  LeaveOrganization: (_input, call) => {
    const account = accountFor(call, call.caller.accountId);
    if (account.id === call.world.organization.managementAccountId)
      throw new ApiError(
        "MasterCannotLeaveOrganizationException",
        "The management account cannot leave its organization.",
      );
    refuseDelegatedAdministrator(call.world, account.id);
    removeAccount(call.world, account.id);
    return {};
  },

  MoveAccount: (input, call) => {
    authorize(call, "change");
    const account = accountFor(call, input.AccountId);
    if (account.parentId !== input.SourceParentId)
      throw new ApiError(
        "SourceParentNotFoundException",
        "We can't find a source root or OU with the ParentId that you specified.",
      );
    call.world.accounts.put({ ...account, parentId: destination(call, input.DestinationParentId) });
    return {};
  },
};

/** API reference of RemoveAccountFromOrganization: deregister the account first. */
function refuseDelegatedAdministrator({ organization }: World, accountId: string): void {
  const delegates = [organization.delegatedAdministrators, ...Object.values(organization.delegatedServices ?? {})];
  if (delegates.some((ids) => ids.some((id) => id === accountId)))
    throw constraint(
      "CANNOT_REMOVE_DELEGATED_ADMINISTRATOR_FROM_ORG",
      "You attempted to remove an account that is registered as a delegated administrator for a service integrated with your organization. You can complete this operation only after you deregister this account as a delegated administrator.",
    );
}

function destination(call: Parameters<typeof parentFor>[0], id: string | undefined): string {
  try {
    return parentFor(call, id);
  } catch {
    throw new ApiError(
      "DestinationParentNotFoundException",
      "We can't find the destination container (a root or OU) with the ParentId that you specified.",
    );
  }
}

/** Twelve decimal digits from hexadecimal ones; never beginning with zero. */
const newAccountId = (hex: string): string =>
  [...hex].map((digit, at) => String((Number.parseInt(digit, 16) % (at === 0 ? 9 : 10)) + (at === 0 ? 1 : 0))).join("");
