/** How much of a document is another after a refresh: events are looked at again for a while, and most of them have told nothing new. */
import type { OrganizationDocument } from "../../../model/organization-document/document.ts";

/** Everything that a refresh reads again. */
const LISTS = [
  "organizationalUnits",
  "accounts",
  "users",
  "groups",
  "memberships",
  "permissionSets",
  "assignments",
  "provisionedRoles",
  "requests",
  "accountAccessApplications",
  "entitlements",
] as const satisfies readonly (keyof OrganizationDocument)[];

/** Rows that came, went or are not what they were, each once; the organization itself counts as a row. */
export const changedRows = (before: OrganizationDocument, after: OrganizationDocument): number =>
  LISTS.reduce<number>((sum, list) => sum + changedIn(before[list], after[list]), 0) +
  changedIn([before.organization], [after.organization]);

function changedIn(before: readonly object[], after: readonly object[]): number {
  const differing = new Set([...rowsOnlyIn(before, after), ...rowsOnlyIn(after, before)]);
  return differing.size;
}

/** The keys of rows that the other list does not have as they are. Rows that nobody read again are the same objects. */
function rowsOnlyIn(rows: readonly object[], others: readonly object[]): readonly string[] {
  const same = new Set(others);
  const suspects = rows.filter((row) => !same.has(row));
  if (suspects.length === 0) return [];
  const texts = new Set(others.map(written));
  return suspects.filter((row) => !texts.has(written(row))).map(keyOf);
}

/** What stays the same when the row changes. */
function keyOf(row: object): string {
  const { id, arn, accountId, permissionSetArn, principal } = row as Readonly<Record<string, unknown>>;
  return written([id ?? arn ?? [accountId, permissionSetArn, principal]]);
}

/** Whatever order its fields have: a row of a file and one of an answer were not written by the same hand. */
const written = (value: unknown): string => JSON.stringify(value, inOrder);

const inOrder = (_key: string, value: unknown): unknown =>
  typeof value === "object" && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
    : value;
