/** IAM's side of provisioning: the roles that Identity Center makes and drops in the target account (facts 5.3). */
import { parseReservedRoleName } from "../../../model/reserved-role.ts";
import { objectAt, textAt } from "../json.ts";
import type { Family, PastedEvent } from "./family.ts";

const CALLS = new Map([
  ["CreateRole", "The role of the permission set was made: the first assignment of the set in this account does that."],
  [
    "DeleteRole",
    "The role of the permission set is gone: deleting the last assignment of the set in this account does that. A new one gets another name.",
  ],
  ["AttachRolePolicy", "A policy of the permission set was attached to its role."],
  ["DetachRolePolicy", "A policy was taken off the permission set's role."],
  ["PutRolePolicy", "The permission set's inline policy was written to its role."],
  ["DeleteRolePolicy", "The inline policy of the permission set's role was deleted."],
  ["UpdateRole", "The permission set's role was updated."],
]);

export const reservedRoles: Family = (event) => {
  const meaning = CALLS.get(event.name);
  if (meaning === undefined) return undefined;
  const roleName = textAt(event.input, "roleName");
  // A role of one's own is no business of Identity Center; an abbreviated event may have lost the name.
  if (roleName === undefined ? !isByIdentityCenter(event) : !roleName.startsWith("AWSReservedSSO_")) return undefined;
  return {
    title: `${event.name}${roleName === undefined ? " by Identity Center" : ` on ${roleName}`}`,
    account: textAt(event.raw, "recipientAccountId") ?? null,
    permissionSet: parseReservedRoleName(roleName ?? "")?.permissionSetName ?? null,
    layer: "Identity Center",
    meaning: event.hasFailed ? [] : [meaning],
    fits: event.hasFailed ? ["provisioning-failed", "assignment-failed"] : [],
  };
};

const isByIdentityCenter = ({ raw }: PastedEvent): boolean =>
  textAt(objectAt(raw, "userIdentity") ?? {}, "invokedBy") === "sso.amazonaws.com" ||
  textAt(raw, "sourceIPAddress") === "sso.amazonaws.com";
