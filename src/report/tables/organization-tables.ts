/** A whole organization as tables for SQL, defined once for every format. Only names, ids and states: no e-mail addresses, no attributes, no policies. */
import { trustJudge } from "../../diagnosis/families/entitled-role.ts";
import { type OrganizationFacts, organizationFacts } from "../../facts/organization/facts.ts";
import type { Coverage } from "../../model/coverage.ts";
import type { OrganizationDocument } from "../../model/organization-document/document.ts";
import type { Cell, ExportedTable, TableColumn } from "../../model/table.ts";
import { counted } from "../counted.ts";
import { boolean, integer, text, textOrNull } from "./column.ts";
import { effectiveEntitlementsTable, entitlementsTable } from "./entitlements.ts";
import { accountsTable, groupsTable, permissionSetsTable, usersTable } from "./nouns.ts";
import { assignmentsTable, effectiveAccessTable, gapsTable, membershipsTable, provisionedTable } from "./relations.ts";

/** Its number grows when a column changes its meaning or goes. */
export const TABLES_SCHEMA = "idc-doctor/tables/1";

/** Tables that others reference come first. `about` is one row. */
export function organizationTables(document: OrganizationDocument): readonly ExportedTable[] {
  const facts = organizationFacts(document);
  const judge = trustJudge(document);
  const tables = [
    accountsTable,
    permissionSetsTable,
    usersTable,
    groupsTable,
    membershipsTable,
    assignmentsTable,
    provisionedTable,
    effectiveAccessTable,
    entitlementsTable,
    (columns: OrganizationFacts) => effectiveEntitlementsTable(columns, judge),
    gapsTable,
  ].map((table) => table(facts));
  return [...tables, aboutTable(document, facts, tables)];
}

function aboutTable(
  document: OrganizationDocument,
  { columns: { coverage } }: OrganizationFacts,
  tables: readonly ExportedTable[],
): ExportedTable {
  const { takenAt, organization, instance } = document;
  const members: readonly (readonly [TableColumn, () => Cell])[] = [
    [text("schema"), () => TABLES_SCHEMA],
    [text("taken_at"), () => takenAt],
    [text("organization_id"), () => organization.id],
    [text("management_account_id"), () => organization.managementAccountId],
    [textOrNull("instance_arn"), () => instance?.arn ?? null],
    [textOrNull("instance_status"), () => instance?.status ?? null],
    [boolean("is_whole"), () => isWhole(coverage)],
    [text("reads_as"), () => readsAs(coverage)],
    [textOrNull("blind_spot"), () => coverage?.blindSpot ?? null],
    [textOrNull("never_asked"), () => coverage?.neverAsked?.join(", ") || null],
    ...tables.map((table) => [integer(table.name), () => countOf(table.rows())] as const),
  ];
  return {
    name: "about",
    columns: members.map(([column]) => column),
    key: [],
    indexes: [],
    isLarge: false,
    rows: () => [members.map(([, cell]) => cell())],
  };
}

const isWhole = (coverage: Coverage | undefined): boolean =>
  coverage === undefined || (coverage.gaps.length === 0 && seesAllAccess(coverage));

/** What both walks of one collection cannot see gives nobody access. */
const seesAllAccess = ({ walk, blindSpot, trail, entitlementWalk }: Coverage): boolean =>
  entitlementWalk !== undefined && (blindSpot === null || (walk === "both" && trail === undefined));

function readsAs(coverage: Coverage | undefined): string {
  if (coverage === undefined) return "The document is complete: what has no row does not exist.";
  const gaps = coverage.gaps.length;
  if (isWhole(coverage)) return "Everything requested was read: what has no row did not exist.";
  return [
    "A missing row does not prove absence.",
    ...(gaps === 0 ? [] : [`${counted(gaps, "read")} failed; see the table gaps.`]),
    ...(coverage.entitlementWalk === undefined ? ["Entitlements of account access manager were not read."] : []),
    ...(coverage.blindSpot === null ? [] : [`This collection cannot see: ${coverage.blindSpot}`]),
  ].join(" ");
}

function countOf(rows: Iterable<unknown>): number {
  let count = 0;
  for (const _ of rows) count += 1;
  return count;
}
