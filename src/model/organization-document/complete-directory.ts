/** Users, groups and memberships of a hand-written organization document, completed. */
import { derivedGroupId, derivedMembershipId, derivedUserId } from "../derived-ids.ts";
import { parseGroupId, parseUserId } from "../ids.ts";
import { type Completion, DEFAULT_TIME, identifier } from "./completion.ts";
import type { Group, Membership, User } from "./document.ts";
import { enter, find } from "./names.ts";

/** Users, with the names that AWS requires. */
export function completeUsers(completion: Completion, storeId: string): User[] {
  const isWrittenByHand = completion.written.coverage === undefined;
  return (completion.written.users ?? []).map((user, at) => {
    const id = identifier(completion, user.id, parseUserId, `users[${at}].id`, () =>
      derivedUserId(storeId, user.userName),
    );
    const words = user.userName.split("@")[0]?.split(/[._-]/) ?? [];
    const givenName = user.givenName ?? capitalized(words[0] ?? user.userName);
    const familyName = user.familyName ?? capitalized(words[1] ?? "User");
    enter(completion.names.users, id, [user.userName], `users[${at}].id`, completion.problems);
    return {
      id,
      userName: user.userName,
      displayName: user.displayName ?? `${givenName} ${familyName}`,
      givenName,
      familyName,
      // A document that was collected leaves out what AWS did not tell.
      email: user.email ?? (isWrittenByHand && user.userName.includes("@") ? user.userName : undefined),
      status: user.status ?? "ENABLED",
      password: user.password,
      mfa: user.mfa,
      externalId: user.externalId,
      createdAt: user.createdAt ?? DEFAULT_TIME,
      updatedAt: user.updatedAt,
      attributes: user.attributes,
    };
  });
}

export function completeGroups(completion: Completion, storeId: string): Group[] {
  return (completion.written.groups ?? []).map((group, at) => {
    const id = identifier(completion, group.id, parseGroupId, `groups[${at}].id`, () =>
      derivedGroupId(storeId, group.displayName),
    );
    enter(completion.names.groups, id, [group.displayName], `groups[${at}].id`, completion.problems);
    return {
      id,
      displayName: group.displayName,
      description: group.description,
      externalId: group.externalId,
      createdAt: group.createdAt ?? DEFAULT_TIME,
      updatedAt: group.updatedAt,
    };
  });
}

/** Members written at their group, then rows of their own. */
export function completeMemberships({ written, names, problems }: Completion): Membership[] {
  const fromGroups = (written.groups ?? []).flatMap((group, at) =>
    (group.members ?? []).map((user, member) => ({
      id: undefined,
      group: group.id ?? group.displayName,
      user,
      path: `groups[${at}].members[${member}]`,
    })),
  );
  const rows = (written.memberships ?? []).map((row, at) => ({ ...row, path: `memberships[${at}]` }));
  return [...fromGroups, ...rows].flatMap(({ id, group, user, path }) => {
    const groupId = find(names.groups, group, path, problems);
    const userId = find(names.users, user, path, problems);
    return groupId && userId ? [{ id: id ?? derivedMembershipId(groupId, userId), groupId, userId }] : [];
  });
}

const capitalized = (word: string): string => word.slice(0, 1).toUpperCase() + word.slice(1);
