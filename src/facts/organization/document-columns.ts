/** An organization document as columns. */
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
  return builder.columns(document.coverage);
}
