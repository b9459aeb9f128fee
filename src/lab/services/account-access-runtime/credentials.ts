/** What a signed-in user may take through account access manager, and the credentials of one such role (facts AAM14, AAM15). */
import type { AccountAccessApplication, Entitlement } from "../../../model/organization-document/account-access.ts";
import { ApiError } from "../../protocol/api-error.ts";
import type { SignIn, World } from "../../world/world.ts";
import { NEEDED_ACTIONS, roleOfArn, trustsApplication } from "../account-access/trusted-role.ts";
import { sessionTags } from "../sso/session-tags.ts";
import { type IssuedKeys, issueKeys } from "../sts/keys.ts";
import { recordAssumedRole } from "./events.ts";

export interface EntitledRole {
  readonly accountId: string;
  readonly roleArn: string;
  readonly accountName: string | undefined;
}

/**
 * The roles that the user's entitlements and those of the user's groups name, each once. A role that is gone or no longer
 * trusts the service stays visible (facts AAM46, inferred); accounts that are not listed in the access portal are not here either.
 */
export function entitledRoles(
  world: World,
  { user }: SignIn,
  application: AccountAccessApplication,
): readonly EntitledRole[] {
  // As in the access portal: nobody signs in to an instance that is not ACTIVE (inferred).
  if (world.instance?.status !== "ACTIVE") return [];
  const groups = [...world.memberships.under("user", user.id)].map(({ groupId }) => groupId);
  const rows = [user.id, ...groups].flatMap((id) => [...world.entitlements.under("principal", id)]);
  const arns = rows.filter(({ applicationArn }) => applicationArn === application.arn).map(({ roleArn }) => roleArn);
  return [...new Set(arns)].flatMap((roleArn) => {
    const account = world.accounts.get(accountOf({ roleArn }));
    const isListed = account && (account.state === "ACTIVE" || world.settings.portalListsInactiveAccounts);
    return isListed ? [{ accountId: account.id, roleArn, accountName: account.name }] : [];
  });
}

const accountOf = ({ roleArn }: Pick<Entitlement, "roleArn">): string => roleArn.split(":")[4] ?? "";

export interface Asked {
  readonly roleArn: string;
  readonly sessionName?: string | undefined;
  /** Seconds. */
  readonly duration?: number | undefined;
}

/** The text of the portal's refusals is open (facts AAM46). */
const denied = (roleArn: string): ApiError =>
  new ApiError("AccessDeniedException", `You do not have access to the role ${roleArn}`, { status: 403 });

/** The policy that every session gets: it holds within the organization only (facts AAM40; its text is inferred). */
const organizationOnly = ({ organization: { id } }: World): string =>
  JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      { Effect: "Allow", Action: "*", Resource: "*", Condition: { StringEquals: { "aws:PrincipalOrgID": id } } },
    ],
  });

/** @throws ApiError where the user is not entitled, the role cannot be taken, or the duration is longer than the role's. */
export function entitledCredentials(
  world: World,
  session: SignIn,
  { application, roleArn, sessionName, duration }: Asked & { readonly application: AccountAccessApplication },
): IssuedKeys {
  if (!entitledRoles(world, session, application).some((one) => one.roleArn === roleArn)) throw denied(roleArn);
  const found = roleOfArn(world, roleArn);
  const state = world.accounts.get(accountOf({ roleArn }))?.state;
  const trust = { applicationArn: application.arn, actions: NEEDED_ACTIONS };
  if (!found || state !== "ACTIVE" || !trustsApplication(world, found.role, trust)) throw denied(roleArn);
  const { accountId, role } = found;
  if (duration !== undefined && duration > role.maxSessionDuration)
    throw new ApiError("ValidationException", "The session duration exceeds the maximum session duration of the role");
  // Without sts:TagSession the role is taken all the same, without the attributes (facts AAM36).
  const mayTag = trustsApplication(world, role, { ...trust, actions: ["sts:TagSession"] });
  const tags = mayTag ? sessionTags(world, world.users.get(session.user.id) ?? session.user) : {};
  const seconds = duration ?? role.maxSessionDuration;
  // The user's id, not the user's name (facts AAM39).
  const name = sessionName ?? session.user.id;
  const sessionPolicy = organizationOnly(world);
  const keys = issueKeys(
    world,
    { accountId, roleName: role.roleName, sessionName: name, tags, sessionPolicy },
    seconds * 1000,
  );
  recordAssumedRole(world, { accountId, roleArn, sessionName: name, userId: session.user.id, keys, seconds });
  return keys;
}
