/** One whole organization, indexed in every direction: what who-can, what-can, the matrix and the scan ask. */
import type { OrganizationDocument } from "../../model/organization-document/document.ts";
import type { OrganizationColumns } from "./columns.ts";
import { type CompressedRows, compressRows, reversedRows, rowNumbers } from "./compressed-rows.ts";
import { documentColumns } from "./document-columns.ts";
import { type GapIndex, gapIndex } from "./gap-index.ts";
import { buildPairs, type Pairs } from "./pairs.ts";
import { type AccountRow, asRows, type GroupRow, type PrincipalRow, type RoleRow, type UserRow } from "./rows.ts";

/** Every index gives rows of the columns' tables, or pairs of `pairs`. */
export interface OrganizationFacts {
  readonly columns: OrganizationColumns;
  /** Group → users, both as principals. */
  readonly members: CompressedRows<GroupRow, UserRow>;
  /** User → groups. */
  readonly groups: CompressedRows<UserRow, GroupRow>;
  readonly pairs: Pairs;
  readonly entitled: Entitled;
  readonly gaps: GapIndex;
}

/** Who is entitled to which role of account access manager, in every direction. */
export interface Entitled {
  readonly principals: CompressedRows<RoleRow, PrincipalRow>;
  readonly ofPrincipal: CompressedRows<PrincipalRow, RoleRow>;
  readonly ofAccount: CompressedRows<AccountRow, RoleRow>;
}

/** The facts of a document. */
export const organizationFacts = (document: OrganizationDocument): OrganizationFacts =>
  buildOrganizationFacts(documentColumns(document));

/** The facts of columns, in time and memory that grow with their rows only. The columns are kept, not copied. */
export function buildOrganizationFacts(columns: OrganizationColumns): OrganizationFacts {
  const principals = columns.principals.ids.length;
  const members = compressRows(columns.memberships.groups, columns.memberships.users, principals, principals);
  return {
    columns,
    members,
    groups: reversedRows(members, principals),
    pairs: buildPairs(columns),
    entitled: buildEntitled(columns),
    gaps: gapIndex(columns),
  };
}

function buildEntitled({ accounts, principals, roles, entitlements }: OrganizationColumns): Entitled {
  const [roleCount, principalCount] = [roles.arns.length, principals.ids.length];
  const byRole = compressRows(entitlements.roles, entitlements.principals, roleCount, principalCount);
  const every = asRows<RoleRow>(rowNumbers(roleCount));
  return {
    principals: byRole,
    ofPrincipal: reversedRows(byRole, principalCount),
    ofAccount: compressRows(asRows<AccountRow>(roles.accounts), every, accounts.ids.length, roleCount),
  };
}
