/** Accounts of the organization and their lifecycle. */
import { certain, parseAccountId } from "../../../model/ids.ts";
import type { Account } from "../../../model/organization-document/document.ts";
import { ApiError } from "../../protocol/api-error.ts";
import { paginate } from "../../protocol/paginate.ts";
import { type AccountCreation, grantKey } from "../../world/world.ts";
import type { Handlers } from "../operation.ts";
import { accountFor, authorize, described, rootId } from "./access.ts";

type Organizations = typeof import("@aws-sdk/client-organizations");

/** Organizations lists at most 20 a page (API model). */
const PAGE = 20;

const creationStatus = ({ id, accountId, accountName, requestedAt }: AccountCreation) => ({
  Id: id,
  AccountId: accountId,
  AccountName: accountName,
  State: "SUCCEEDED" as const,
  RequestedTimestamp: new Date(requestedAt),
  CompletedTimestamp: new Date(requestedAt),
});

export const accounts: Handlers<Organizations> = {
  DescribeAccount: (input, call) => {
    authorize(call, "DescribeAccount");
    return { Account: described(call.world, accountFor(call, input.AccountId)) };
  },

  ListAccounts: (input, call) => {
    authorize(call, "ListAccounts");
    const rows = [...call.world.accounts].map((account) => described(call.world, account));
    const { page, nextToken } = paginate(
      rows,
      {
        maxResults: input.MaxResults,
        nextToken: input.NextToken,
        defaultSize: PAGE,
        invalidToken: "InvalidInputException",
      },
      ["ListAccounts"],
    );
    return { Accounts: [...page], NextToken: nextToken };
  },

  ListAccountsForParent: (input, call) => {
    authorize(call, "ListAccountsForParent");
    const rows = [...call.world.accounts].filter(({ parentId }) => parentId === input.ParentId);
    const { page, nextToken } = paginate(
      rows,
      {
        maxResults: input.MaxResults,
        nextToken: input.NextToken,
        defaultSize: PAGE,
        invalidToken: "InvalidInputException",
      },
      ["ListAccountsForParent", input.ParentId],
    );
    return { Accounts: page.map((account) => described(call.world, account)), NextToken: nextToken };
  },

  /** Accounts are ready at once here; the workflow's time is not modelled. */
  CreateAccount: (input, call) => {
    authorize(call, "CreateAccount", "change");
    const { world } = call;
    const account: Account = {
      id: certain(parseAccountId(newAccountId(world.random.hex(12)))),
      name: input.AccountName ?? "",
      email: input.Email ?? "",
      state: "ACTIVE",
      parentId: rootId(world),
      customerManagedPolicies: [],
    };
    world.accounts.put(account);
    const creation: AccountCreation = {
      id: `car-${world.random.hex(32)}`,
      accountId: account.id,
      accountName: account.name,
      requestedAt: call.now.toISOString(),
    };
    world.accountCreations.put(creation);
    return { CreateAccountStatus: creationStatus(creation) };
  },

  DescribeCreateAccountStatus: (input, call) => {
    authorize(call, "DescribeCreateAccountStatus");
    const creation = call.world.accountCreations.get(input.CreateAccountRequestId ?? "");
    if (!creation)
      throw new ApiError(
        "CreateAccountStatusNotFoundException",
        "We can't find an create account request with the specified id.",
      );
    return { CreateAccountStatus: creationStatus(creation) };
  },

  /** PENDING_CLOSURE and then SUSPENDED for 90 days (facts A12); the first passes at once here. */
  CloseAccount: (input, call) => {
    authorize(call, "CloseAccount", "change");
    const account = accountFor(call, input.AccountId);
    if (account.id === call.world.organization.managementAccountId)
      throw new ApiError("ConstraintViolationException", "You cannot close the management account.");
    call.world.accounts.put({ ...account, state: "SUSPENDED" });
    return {};
  },

  /** Identity Center cleans up behind an account that leaves (facts A12). */
  RemoveAccountFromOrganization: (input, call) => {
    authorize(call, "RemoveAccountFromOrganization", "change");
    const account = accountFor(call, input.AccountId);
    if (account.id === call.world.organization.managementAccountId)
      throw new ApiError(
        "MasterCannotLeaveOrganizationException",
        "The management account cannot leave its organization.",
      );
    for (const role of [...call.world.roles.under("account", account.id)]) call.world.roles.remove(grantKey(role));
    call.world.accounts.remove(account.id);
    return {};
  },

  MoveAccount: (input, call) => {
    authorize(call, "MoveAccount", "change");
    const account = accountFor(call, input.AccountId);
    if (account.parentId !== input.SourceParentId)
      throw new ApiError(
        "SourceParentNotFoundException",
        "We can't find a source root or OU with the ParentId that you specified.",
      );
    call.world.accounts.put({ ...account, parentId: input.DestinationParentId ?? account.parentId });
    return {};
  },
};

/** Twelve decimal digits from hexadecimal ones; never beginning with zero. */
const newAccountId = (hex: string): string =>
  [...hex].map((digit, at) => String((Number.parseInt(digit, 16) % (at === 0 ? 9 : 10)) + (at === 0 ? 1 : 0))).join("");
