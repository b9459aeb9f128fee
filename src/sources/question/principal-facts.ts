/** What a question keeps of a user or group that somebody else has access through; null where there is none. */
import type { PrincipalFacts } from "../../facts/grant/principal-facts.ts";
import type { UserFacts } from "../../facts/grant/user-facts.ts";

export const principalOfUser = (user: UserFacts | null): PrincipalFacts | null =>
  user && {
    name: user.userName,
    displayName: user.displayName,
    email: user.email,
    isExternallyOwned: user.isExternallyOwned,
    createdAt: user.createdAt,
  };

export const principalOfGroup = (
  group: {
    readonly displayName: string;
    readonly isExternallyOwned: boolean;
    readonly createdAt: string | undefined;
  } | null,
): PrincipalFacts | null =>
  group && { name: group.displayName, isExternallyOwned: group.isExternallyOwned, createdAt: group.createdAt };
