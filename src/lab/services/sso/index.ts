/** The access portal's API (facts 4.1): what a signed-in user sees, and the credentials that a role gives. */

import { ApiError } from "../../protocol/api-error.ts";
import { paginate } from "../../protocol/paginate.ts";
import { endSession, isForScope, PORTAL_SCOPE, sessionOf } from "../../world/portal.ts";
import type { SignIn } from "../../world/world.ts";
import type { Call, Handlers, Operations } from "../operation.ts";
import { roleCredentials } from "./credentials.ts";

/** The portal's page of accounts where the client names no size. */
const ACCOUNTS_PER_PAGE = 20;

type Portal = typeof import("@aws-sdk/client-sso");

/** Facts C2, wording observed. */
function session(call: Call): SignIn {
  const found = sessionOf(call.world, call.bearerToken ?? "");
  if (!found || !isForScope(found, PORTAL_SCOPE))
    throw new ApiError("UnauthorizedException", "Session token not found or invalid", { status: 401 });
  return found;
}

/** The service checks the size itself, with a sentence of its own (observed). */
function checkedSize(size: number | undefined): number | undefined {
  if (size !== undefined && (size < 1 || size > 100))
    throw new ApiError("InvalidRequestException", "ResultSize parameter must be within the valid limits of: 1-100");
  return size;
}

const handlers: Handlers<Portal> = {
  ListAccounts: (input, call) => {
    const { listing } = session(call);
    const accounts = [...new Set(listing.map(({ accountId }) => accountId))].map((accountId) => {
      const account = call.world.accounts.get(accountId);
      return { accountId, accountName: account?.name, emailAddress: account?.email };
    });
    const { page, nextToken } = paginate(
      accounts,
      {
        maxResults: checkedSize(input.maxResults),
        nextToken: input.nextToken,
        defaultSize: ACCOUNTS_PER_PAGE,
        invalidToken: "InvalidRequestException",
      },
      ["ListAccounts", call.bearerToken],
    );
    return { accountList: [...page], nextToken };
  },

  ListAccountRoles: (input, call) => {
    const roles = session(call)
      .listing.filter(({ accountId }) => accountId === input.accountId)
      .map(({ accountId, permissionSetName }) => ({ roleName: permissionSetName, accountId }));
    const { page, nextToken } = paginate(
      roles,
      {
        maxResults: checkedSize(input.maxResults),
        nextToken: input.nextToken,
        defaultSize: 100,
        invalidToken: "InvalidRequestException",
      },
      ["ListAccountRoles", call.bearerToken, input.accountId],
    );
    return { roleList: [...page], nextToken };
  },

  GetRoleCredentials: (input, call) => {
    const keys = roleCredentials(call.world, session(call), input.accountId ?? "", input.roleName ?? "");
    const { accessKeyId, secretAccessKey, sessionToken, endsAt } = keys;
    // Epoch milliseconds, unlike every other time (facts 4.1).
    return { roleCredentials: { accessKeyId, secretAccessKey, sessionToken, expiration: endsAt } };
  },

  /** The session ends, and with it what could refresh it (facts 4.4). */
  Logout: (_input, call) => {
    endSession(call.world, session(call).token);
    return {};
  },
};

export const sso: Operations = handlers as Operations;
