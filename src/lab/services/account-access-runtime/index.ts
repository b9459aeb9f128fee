/** The user's side of account access manager: roles and credentials by bearer token (facts AAM14 to AAM17). */
import type { AccountAccessApplication } from "../../../model/organization-document/account-access.ts";
import { ApiError } from "../../protocol/api-error.ts";
import { paginate } from "../../protocol/paginate.ts";
import { isForScope, sessionOf } from "../../world/portal.ts";
import type { SignIn, World } from "../../world/world.ts";
import type { Call, Operations } from "../operation.ts";
import { entitledCredentials, entitledRoles } from "./credentials.ts";

/** The scopes of the two operations (facts AAM14, AAM15). */
const READ_SCOPE = "account_access:read_only";
const ASSUME_SCOPE = "account_access:assume";

interface ListInput {
  readonly tenantId: string;
  readonly maxResults?: number;
  readonly nextToken?: string;
}

interface CredentialsInput {
  readonly tenantId: string;
  readonly roleArn: string;
  readonly sessionName?: string;
  readonly sessionDuration?: number;
}

/** The signed-in user of a token. That a missing scope is a 403 is inferred: the token itself is valid (facts AAM16). */
function sessionFor({ world, bearerToken }: Call, scope: string): SignIn {
  const session = sessionOf(world, bearerToken ?? "");
  const user = session && world.users.get(session.user.id);
  if (!session || !user || user.status === "DISABLED")
    throw new ApiError("UnauthorizedException", "The bearer token is missing, invalid or expired");
  if (!isForScope(session, scope))
    throw new ApiError("AccessDeniedException", `The bearer token does not have the scope ${scope}`);
  return session;
}

/** The application that works under a tenant id; an unknown one is refused like one without access (inferred). */
export function applicationOfTenant(world: World, tenantId: string): AccountAccessApplication {
  const [application] = world.accountAccessApplications.under("tenant", tenantId);
  if (application?.status !== "ACTIVE")
    throw new ApiError("AccessDeniedException", `You do not have access to the tenant ${tenantId}`);
  return application;
}

export const accountAccessRuntime: Operations = {
  ListRoles: (input: ListInput, call: Call) => {
    const session = sessionFor(call, READ_SCOPE);
    const roles = entitledRoles(call.world, session, applicationOfTenant(call.world, input.tenantId));
    const { page, nextToken } = paginate(
      roles,
      { maxResults: input.maxResults, nextToken: input.nextToken, defaultSize: 100 },
      ["ListRoles", call.bearerToken, input.tenantId],
    );
    return { roles: [...page], nextToken };
  },

  GetRoleCredentials: (input: CredentialsInput, call: Call) => {
    const session = sessionFor(call, ASSUME_SCOPE);
    const { accessKeyId, secretAccessKey, sessionToken, endsAt } = entitledCredentials(call.world, session, {
      application: applicationOfTenant(call.world, input.tenantId),
      roleArn: input.roleArn,
      sessionName: input.sessionName,
      duration: input.sessionDuration,
    });
    return {
      credentialsDetails: {
        programmaticAccess: { accessKeyId, secretAccessKey, sessionToken, expiresAt: new Date(endsAt) },
      },
    };
  },
};
