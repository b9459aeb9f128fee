/** The access portal's API (facts 4.1): what a signed-in user sees, and the credentials that a role gives. */

import { ApiError } from "../../protocol/api-error.ts";
import { paginate } from "../../protocol/paginate.ts";
import { recordAssumeRoleWithSaml } from "../../world/account-events.ts";
import { durationMilliseconds } from "../../world/clock.ts";
import { sessionOf } from "../../world/portal.ts";
import { hasSamlProvider } from "../../world/saml-provider.ts";
import type { SignIn } from "../../world/world.ts";
import { grantKey } from "../../world/world.ts";
import type { Call, Handlers, Operations } from "../operation.ts";
import { issueKeys } from "../sts/keys.ts";

type Portal = typeof import("@aws-sdk/client-sso");

/** Facts C2, wording observed. */
function session(call: Call): SignIn {
  const found = sessionOf(call.world, call.bearerToken ?? "");
  if (!found) throw new ApiError("UnauthorizedException", "Session token not found or invalid", { status: 401 });
  return found;
}

/** Facts C1, wording observed; not in the model. */
const noAccess = (): ApiError => new ApiError("ForbiddenException", "No access", { status: 403 });

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
        maxResults: input.maxResults,
        nextToken: input.nextToken,
        defaultSize: 100,
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
        maxResults: input.maxResults,
        nextToken: input.nextToken,
        defaultSize: 100,
        invalidToken: "InvalidRequestException",
      },
      ["ListAccountRoles", call.bearerToken, input.accountId],
    );
    return { roleList: [...page], nextToken };
  },

  GetRoleCredentials: (input, call) => {
    const { listing, user } = session(call);
    const { world } = call;
    const entry = listing.find((one) => one.accountId === input.accountId && one.permissionSetName === input.roleName);
    const set = [...world.permissionSets].find(({ name }) => name === input.roleName);
    const role = entry && set && world.roles.get(grantKey({ accountId: entry.accountId, permissionSetArn: set.arn }));
    // The portal assumes the role with SAML: without the role in IAM there is nothing to assume (facts C4),
    // without the provider nobody whom the role trusts (facts C5, inferred).
    if (!role?.isRolePresent || !set || !hasSamlProvider(world, role.accountId)) throw noAccess();
    const { accountId, roleName } = role;
    const lifetime = durationMilliseconds(set.sessionDuration) ?? 3_600_000;
    const keys = issueKeys(world, { accountId, roleName, sessionName: user.userName }, lifetime);
    const { accessKeyId, secretAccessKey, sessionToken } = keys;
    const duration = lifetime / 1000;
    recordAssumeRoleWithSaml(world, { accountId, roleName, userName: user.userName, accessKeyId, duration });
    // Epoch milliseconds, unlike every other time (facts 4.1).
    return { roleCredentials: { accessKeyId, secretAccessKey, sessionToken, expiration: keys.endsAt } };
  },

  Logout: (_input, call) => {
    call.world.signIns.remove(session(call).token);
    return {};
  },
};

export const sso: Operations = handlers as Operations;
