/** Takes a user out of a group: only ever the undoing of a membership that a plan made. */
import type { KindOfChange } from "../change-kind.ts";

export const deleteGroupMembership: KindOfChange<"delete-group-membership"> = {
  describe: ({ userName, groupName, groupId }) => `Remove ${userName} from group ${groupName} (${groupId})`,
  effects: ({ userName, groupName }) => [`removes: everything that ${userName} has through group ${groupName}`],
  risk: "medium",
  // The API wants the membership's own id, which `apply` looks up when it sends.
  call: ({ identityStoreId, groupId, userId }) => ({
    service: "identitystore",
    operation: "DeleteGroupMembership",
    input: { IdentityStoreId: identityStoreId, GroupId: groupId, MemberId: { UserId: userId } },
  }),
  polling: undefined,
  goal: { kind: "member", wanted: false },
  undo: (change) => ({ ...change, kind: "create-group-membership" }),
};
