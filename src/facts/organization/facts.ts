/** One whole organization, indexed in every direction: what who-can, what-can, the matrix and the scan ask. */
import type { OrganizationDocument } from "../../model/organization-document/document.ts";
import type { OrganizationColumns } from "./columns.ts";
import { type CompressedRows, compressRows, reversedRows } from "./compressed-rows.ts";
import { documentColumns } from "./document-columns.ts";
import { type GapIndex, gapIndex } from "./gap-index.ts";
import { buildPairs, type Pairs } from "./pairs.ts";
import type { GroupRow, UserRow } from "./rows.ts";

/** Every index gives rows of the columns' tables, or pairs of `pairs`. */
export interface OrganizationFacts {
  readonly columns: OrganizationColumns;
  /** Group → users, both as principals. */
  readonly members: CompressedRows<GroupRow, UserRow>;
  /** User → groups. */
  readonly groups: CompressedRows<UserRow, GroupRow>;
  readonly pairs: Pairs;
  readonly gaps: GapIndex;
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
    gaps: gapIndex(columns),
  };
}
