/** Gives a principal a permission set in an account. AWS provisions the set with it (facts S1). */
import type { KindOfChange } from "../change-kind.ts";
import { accountWords } from "./account-words.ts";

export const createAccountAssignment: KindOfChange<"create-account-assignment"> = {
  describe: ({ permissionSetName, principal, principalName, ...account }) =>
    `Assign ${permissionSetName} in account ${accountWords(account)} to ${principal.type.toLowerCase()} ${principalName} (${principal.id})`,
  effects: ({ permissionSetName, principal, principalName, ...account }) => [
    `adds: ${permissionSetName} in ${accountWords(account)} for ${principal.type.toLowerCase()} ${principalName}, and for nobody else`,
    `AWS makes or updates the role AWSReservedSSO_${permissionSetName}_… in ${accountWords(account)} with it`,
  ],
  risk: "medium",
  call: ({ instanceArn, accountId, permissionSetArn, principal }) => ({
    service: "sso-admin",
    operation: "CreateAccountAssignment",
    input: {
      InstanceArn: instanceArn,
      TargetId: accountId,
      TargetType: "AWS_ACCOUNT",
      PermissionSetArn: permissionSetArn,
      PrincipalType: principal.type,
      PrincipalId: principal.id,
    },
  }),
  polling: { ledger: "create-assignment" },
  goal: { kind: "assigned", wanted: true },
  undo: (change) => ({ ...change, kind: "delete-account-assignment" }),
};
