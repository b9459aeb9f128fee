/** Users, groups and memberships, answered from a saved document. */
import type { UserFacts } from "../../facts/grant/user-facts.ts";
import type { UserId } from "../../model/ids.ts";
import { departmentIn } from "../../model/names/name-index.ts";
import type { User } from "../../model/organization-document/document.ts";
import type { DirectoryReader } from "../reader.ts";
import { isSameAddress, isSameUserName } from "./same-name.ts";
import type { DocumentSource } from "./source.ts";

const user = (id: UserId) => ({ type: "USER", id }) as const;

export function directoryReads({
  document,
  relations,
  gaps,
  users,
  groups,
  answer,
  found,
}: DocumentSource): DirectoryReader {
  return {
    userIdByUserName: (_store, userName) =>
      found(
        "GetUserId",
        { userName },
        document.users.find((one) => isSameUserName(one.userName, userName))?.id ?? null,
        gaps.ofUsers(),
      ),
    userIdByEmail: (_store, email) =>
      found(
        "GetUserId",
        { email },
        document.users.find((one) => isSameAddress(one.email, email))?.id ?? null,
        gaps.ofUsers(),
      ),
    user: (_store, userId) =>
      found("DescribeUser", { userId }, userFacts(users.get(userId)), gaps.ofPrincipal(user(userId))),
    users: (_store, limit) =>
      answer(
        "ListUsers",
        {},
        {
          users: document.users.slice(0, limit).flatMap((one) => userFacts(one) ?? []),
          isComplete: document.users.length <= limit,
        },
        gaps.ofUsers(),
      ),
    group: (_store, groupId) => {
      const group = groups.get(groupId);
      const details = group && {
        displayName: group.displayName,
        isExternallyOwned: group.externalId !== undefined,
        createdAt: group.createdAt,
      };
      return found("DescribeGroup", { groupId }, details ?? null, gaps.ofPrincipal({ type: "GROUP", id: groupId }));
    },
    // The whole list is at hand, with its evidence.
    rememberedUsers: () => [],
    groupIdsOf: (_store, userId) =>
      answer(
        "ListGroupMembershipsForMember",
        { userId },
        (relations.groupsOfUser.get(userId) ?? []).map(({ groupId }) => groupId),
        gaps.ofGroupsOf(userId),
      ),
    isGroupEmpty: (_store, groupId) => {
      const isEmpty = (relations.membersOfGroup.get(groupId) ?? []).length === 0;
      return answer("ListGroupMemberships", { groupId }, isEmpty, isEmpty ? gaps.ofMembers(groupId) : undefined);
    },
  };
}

function userFacts(user: User | undefined): UserFacts | null {
  if (!user) return null;
  const { id, userName, displayName, givenName, familyName, email, status, externalId, createdAt, attributes } = user;
  return {
    id,
    userName,
    displayName,
    givenName,
    familyName,
    department: departmentIn(attributes?.["Extensions"]),
    email,
    status,
    isExternallyOwned: externalId !== undefined,
    createdAt,
  };
}
