/** Which of a question's grants a named profile of the user's configuration is held against. */
import { knownValue } from "../../model/reading.ts";
import type { GrantInQuestion } from "./subject.ts";
import type { ClientInput } from "./user-configuration.ts";

interface ProfileQuestion {
  readonly client?: ClientInput | undefined;
  readonly account: string | null;
  readonly permissionSet: string | null;
}

/**
 * Which grant the named profile is for: the one that was asked about. Where no set was named, the grant of the profile's role name;
 * where no grant of the account has that name, it is held against each of them, because it opens none.
 */
export function profileMeant(
  { client, account, permissionSet }: ProfileQuestion,
  grants: readonly GrantInQuestion[],
): (grant: GrantInQuestion) => Promise<boolean> {
  if (!client?.isNamed) return () => Promise.resolve(false);
  if (account !== null && permissionSet !== null) return () => Promise.resolve(true);
  const [profile] = client.profiles;
  return async ({ accountId }) => {
    if (profile?.accountId !== undefined && profile.accountId !== accountId) return false;
    const here = grants.filter((grant) => grant.accountId === accountId);
    const names = await Promise.all(here.map(async (grant) => knownValue(await grant.permissionSet)?.name));
    return !names.includes(profile?.roleName);
  };
}
