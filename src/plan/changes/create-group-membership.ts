/** Puts a user into a group of the identity store. */
import type { KindOfChange } from "../change-kind.ts";

export const createGroupMembership: KindOfChange<"create-group-membership"> = {
  describe: ({ userName, groupName, groupId }) => `Add ${userName} to group ${groupName} (${groupId})`,
  effects: ({ userName, groupName }) => [
    `adds: everything that group ${groupName} may use, in every account, for ${userName}`,
  ],
  risk: "medium",
  call: ({ identityStoreId, groupId, userId }) => ({
    service: "identitystore",
    operation: "CreateGroupMembership",
    input: { IdentityStoreId: identityStoreId, GroupId: groupId, MemberId: { UserId: userId } },
  }),
  polling: undefined,
  goal: { kind: "member", wanted: true },
  undo: (change) => ({ ...change, kind: "delete-group-membership" }),
};
