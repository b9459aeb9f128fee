/** Rows of an organization in columns as the published answers name them. */
import type { OrganizationFacts } from "../facts/organization/facts.ts";
import { typeOf } from "../facts/organization/gap-index.ts";
import type { AccountRow, PrincipalRow, RoleRow, SetRow, UserRow } from "../facts/organization/rows.ts";
import type { AccessRow, GrantedVia, NamedRole, Orphan } from "../model/effective-access.ts";

export const userOf = ({ columns: { principals } }: OrganizationFacts, user: UserRow): AccessRow["user"] => ({
  id: principals.ids[user] ?? "",
  userName: principals.names[user] || null,
});

export const accountOf = ({ columns: { accounts } }: OrganizationFacts, account: AccountRow): AccessRow["account"] => ({
  id: accounts.ids[account] ?? "",
  name: accounts.names[account] || null,
});

export const permissionSetOf = (
  { columns: { permissionSets } }: OrganizationFacts,
  set: SetRow,
): AccessRow["permissionSet"] => ({
  arn: permissionSets.arns[set] ?? "",
  name: permissionSets.names[set] || null,
});

export function roleOf({ columns: { roles } }: OrganizationFacts, role: RoleRow): NamedRole {
  const arn = roles.arns[role] ?? "";
  return { arn, name: arn.slice(arn.lastIndexOf("/") + 1) };
}

export function viaOf(
  { columns: { principals } }: OrganizationFacts,
  user: UserRow,
  principal: PrincipalRow,
): GrantedVia {
  if (principal === user) return "direct";
  return { group: { id: principals.ids[principal] ?? "", name: principals.names[principal] || null } };
}

export const orphanedPrincipal = (
  { columns: { principals } }: OrganizationFacts,
  principal: PrincipalRow,
): Orphan["principal"] => ({ type: typeOf(principals.kinds[principal]), id: principals.ids[principal] ?? "" });
