/** Takes a permission set in an account away from a principal. The role goes with the last assignment (facts 3.2). */
import type { KindOfChange } from "../change-kind.ts";
import { accountWords } from "./account-words.ts";
import { createAccountAssignment } from "./create-account-assignment.ts";

export const deleteAccountAssignment: KindOfChange<"delete-account-assignment"> = {
  describe: ({ permissionSetName, principal, principalName, ...account }) =>
    `Remove the assignment of ${permissionSetName} in account ${accountWords(account)} from ${principal.type.toLowerCase()} ${principalName} (${principal.id})`,
  effects: ({ permissionSetName, principal, principalName, ...account }) => [
    `removes: ${permissionSetName} in ${accountWords(account)} from ${principal.type.toLowerCase()} ${principalName}`,
  ],
  risk: "medium",
  call: (change) => ({
    ...createAccountAssignment.call({ ...change, kind: "create-account-assignment" }),
    operation: "DeleteAccountAssignment",
  }),
  polling: { ledger: "delete-assignment" },
  goal: { kind: "assigned", wanted: false },
  undo: (change) => ({ ...change, kind: "create-account-assignment" }),
};
