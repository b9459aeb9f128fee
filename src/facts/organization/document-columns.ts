/** An organization document as columns. */
import { customerRoleArn } from "../../model/organization-document/account-iam.ts";
import type { OrganizationDocument } from "../../model/organization-document/document.ts";
import type { OrganizationColumns } from "./columns.ts";
import { createColumnsBuilder } from "./columns-builder.ts";

export function documentColumns(document: OrganizationDocument): OrganizationColumns {
  const builder = createColumnsBuilder(document.instance?.status ?? null);
  for (const account of document.accounts) builder.account(account);
  for (const set of document.permissionSets) builder.permissionSet(set);
  for (const user of document.users) builder.user(user);
  for (const group of document.groups) builder.group(group);
  for (const { groupId, userId } of document.memberships) builder.membership(groupId, userId);
  for (const role of document.provisionedRoles) builder.provisioned(role.accountId, role.permissionSetArn, role);
  for (const { accountId, permissionSetArn, principal } of document.assignments)
    builder.assignment(accountId, permissionSetArn, principal);
  const isRolePresent = rolePresence(document);
  for (const application of document.accountAccessApplications) builder.application(application);
  for (const row of document.entitlements) builder.entitlement({ ...row, isRolePresent: isRolePresent(row.roleArn) });
  return builder.columns(document.coverage);
}

/** Whether the account of a role has it in IAM; undefined where the document does not tell of the account's roles. */
function rolePresence({ accounts, entitlements, coverage }: OrganizationDocument) {
  if (entitlements.length === 0) return () => undefined;
  const areRolesAsked = coverage?.neverAsked?.includes("account-roles") !== true;
  const arns = new Set(accounts.flatMap(({ id, iam }) => (iam?.roles ?? []).map((role) => customerRoleArn(id, role))));
  return (roleArn: string): boolean | undefined => (areRolesAsked || arns.has(roleArn) ? arns.has(roleArn) : undefined);
}
