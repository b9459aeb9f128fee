/** Credentials of a role through the portal: by its API, and by its page. */
import { ApiError } from "../../protocol/api-error.ts";
import { recordAssumeRoleWithSaml } from "../../world/account-events.ts";
import { durationMilliseconds } from "../../world/clock.ts";
import { hasSamlProvider } from "../../world/saml-provider.ts";
import { grantKey, type SignIn, type World } from "../../world/world.ts";
import { type IssuedKeys, issueKeys } from "../sts/keys.ts";
import { sessionTags } from "./session-tags.ts";

const HOUR = 3_600_000;

/** @throws ApiError 403 `No access` (facts C1, wording observed; not in the model) */
export function roleCredentials(world: World, session: SignIn, accountId: string, roleName: string): IssuedKeys {
  const entry = session.listing.find((one) => one.accountId === accountId && one.permissionSetName === roleName);
  const [set] = world.permissionSets.under("name", roleName);
  const role = entry && set && world.roles.get(grantKey({ accountId: entry.accountId, permissionSetArn: set.arn }));
  // The portal assumes the role with SAML: without the role in IAM there is nothing to assume (facts C4),
  // without the provider nobody whom the role trusts (facts C5, inferred).
  if (!role?.isRolePresent || !set || !hasSamlProvider(world, role.accountId))
    throw new ApiError("ForbiddenException", "No access", { status: 403 });
  const { userName } = session.user;
  const lifetime = durationMilliseconds(set.sessionDuration) ?? HOUR;
  const keys = issueKeys(
    world,
    {
      accountId: role.accountId,
      roleName: role.roleName,
      sessionName: userName,
      tags: sessionTags(world, world.users.get(session.user.id) ?? session.user),
    },
    lifetime,
  );
  recordAssumeRoleWithSaml(world, {
    accountId: role.accountId,
    roleName: role.roleName,
    userName,
    accessKeyId: keys.accessKeyId,
    duration: lifetime / 1000,
  });
  return keys;
}
