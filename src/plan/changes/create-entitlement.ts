/** Entitles a user or group to a role of account access manager (facts AAM4). */
import type { Entitled } from "../../model/change.ts";
import type { KindOfChange } from "../change-kind.ts";
import { accountWords } from "./account-words.ts";

/** `role team/Developer in sandbox (111122223333)`. */
export const roleWords = ({ roleArn, ...account }: Pick<Entitled, "roleArn" | "accountId" | "accountName">): string =>
  `role ${roleArn.replace(/^.*:role\//, "")} in ${accountWords(account)}`;

/** `group Developers`. */
export const entitledWords = ({ principal, principalName }: Entitled): string =>
  `${principal.type.toLowerCase()} ${principalName}`;

export const createEntitlement: KindOfChange<"create-entitlement"> = {
  describe: ({ entitlement }) =>
    `Entitle ${entitledWords(entitlement)} (${entitlement.principal.id}) to ${roleWords(entitlement)}`,
  effects: ({ entitlement }) => [
    `adds: ${roleWords(entitlement)} for ${entitlement.principal.type === "USER" ? "" : "everybody in "}${entitledWords(entitlement)}, in the account access portal`,
  ],
  risk: "medium",
  call: ({ entitlement: { applicationArn, principal, roleArn } }) => ({
    service: "account-access",
    operation: "CreateEntitlement",
    input: {
      applicationArn,
      entitlement: {
        principalRole: {
          principal: {
            identityCenter: principal.type === "USER" ? { userId: principal.id } : { groupId: principal.id },
          },
          roleArn,
        },
      },
    },
  }),
  polling: undefined,
  goal: { kind: "entitled", wanted: true },
  undo: (change) => ({ ...change, kind: "delete-entitlement" }),
};
