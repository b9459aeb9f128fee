/** Brings the set's present content into one account: makes the role where it is missing, replaces its content where it is old. */
import type { KindOfChange } from "../change-kind.ts";
import { accountWords } from "./account-words.ts";

export const provisionPermissionSet: KindOfChange<"provision-permission-set"> = {
  describe: ({ permissionSetName, ...account }) => `Provision ${permissionSetName} to account ${accountWords(account)}`,
  // Facts S12: not without effect, whatever the article says.
  effects: ({ permissionSetName, ...account }) => [
    `replaces the policies of the role AWSReservedSSO_${permissionSetName}_… in ${accountWords(account)} with the current policies of the permission set; a role that is created again gets a new suffix`,
  ],
  risk: "medium",
  call: ({ instanceArn, permissionSetArn, accountId }) => ({
    service: "sso-admin",
    operation: "ProvisionPermissionSet",
    input: {
      InstanceArn: instanceArn,
      PermissionSetArn: permissionSetArn,
      TargetId: accountId,
      TargetType: "AWS_ACCOUNT",
    },
  }),
  polling: { ledger: "provision" },
  goal: { kind: "provisioned" },
  undo: () => ({
    kind: "cannot",
    reason: "provisioning cannot be undone: the role's earlier content is not kept by AWS",
  }),
};
