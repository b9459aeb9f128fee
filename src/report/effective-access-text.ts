/** Effective access for people and spreadsheets: text, Markdown and CSV. */

import type { AccessRow, EffectiveAccess, EntitledRow, GrantedVia, Unread } from "../model/effective-access.ts";
import { inTheWay } from "../model/reading.ts";
import { type GroupableGrant, linesByGroup, MOST_SINGLE_LINES } from "./access-by-group.ts";
import { counted } from "./counted.ts";
import { csvText } from "./csv.ts";
import { fittingTable, table, wrap } from "./layout.ts";
import { markdownText, plain } from "./sanitize.ts";
import type { TextStyle } from "./text-style.ts";
import { unreadLines } from "./unread-lines.ts";

export function effectiveAccessText(access: EffectiveAccess, style: TextStyle): string {
  const { palette, width } = style;
  const rowsThat = (can: AccessRow["can"]) => access.rows.filter((row) => row.can === can);
  const entitledThat = (can: AccessRow["can"]) => access.entitled.filter((row) => row.can === can);
  const block = (title: string, rows: readonly GrantRow[]) =>
    rows.length === 0
      ? []
      : [
          "",
          palette.strong(title),
          ...(rows.length > MOST_SINGLE_LINES && style.isFull !== true
            ? linesByGroup(rows.map(groupable), { width, asked: access.question.user ? "user" : "account" })
            : rowLines(
                rows.map((row) => cells(access, row, style).map(plain)),
                style,
              )),
        ];
  return `${[
    ...wrap(plain(effectiveAccessHeadline(access, style.isFull === true ? nameOf : withoutId)), width).map(
      palette.strong,
    ),
    ...block("Can", rowsThat("yes")),
    ...block("Assigned but broken", rowsThat("no")),
    ...block("Unknown", rowsThat("unknown")),
    ...block("Can, through account access manager", entitledThat("yes")),
    ...block("Entitled by account access manager but broken", entitledThat("no")),
    ...block("Entitled by account access manager, unknown", entitledThat("unknown")),
    ...portalsOf(access).map((portal) => palette.faint(`account access portal: ${plain(portal)}`)),
    ...(access.orphans.length === 0
      ? []
      : ["", palette.strong("Assigned to principals that are not in the directory"), ...orphanRows(access)]),
    ...(access.entitledOrphans.length === 0
      ? []
      : ["", palette.strong("Entitled principals that are not in the directory"), ...entitledOrphanRows(access)]),
    ...(access.isWhole
      ? []
      : [
          "",
          palette.warn("Incomplete: failed reads may hide others"),
          ...unreadLines(access.unread, unreadWords, style),
        ]),
    ...access.notExamined.flatMap((words) => wrap(`Not examined: ${plain(words)}`, width)),
    ...(Math.max(access.rows.length, access.entitled.length) > MOST_SINGLE_LINES && style.isFull !== true
      ? wrap("--full has a line for each person; csv and json have them too", width).map(palette.faint)
      : []),
    palette.faint(`as of ${plain(access.takenAt)}`),
  ].join("\n")}\n`;
}

/** With everything, each grant stays one line, for whoever searches in it. */
const rowLines = (rows: readonly (readonly string[])[], { isFull, width }: TextStyle): readonly string[] =>
  isFull === true ? table(rows).map((line) => `  ${line}`) : fittingTable(rows, width);

export type GrantRow = AccessRow | EntitledRow;

/** As grants are grouped. */
export const groupable = (row: GrantRow): GroupableGrant => ({
  user: { id: row.user.id, name: row.user.userName },
  account: row.account,
  permissionSet:
    "role" in row ? { id: row.role.arn, name: grantWords(row) } : { ...row.permissionSet, id: row.permissionSet.arn },
  via: row.via,
});

/** `ReadOnly`, or `role Developer` for what account access manager gives. */
export const grantWords = (row: Pick<AccessRow, "permissionSet"> | Pick<EntitledRow, "role">): string =>
  "role" in row ? `role ${row.role.name}` : (row.permissionSet.name ?? row.permissionSet.arn);

/** Where the entitled roles are found; the access portal does not list them (facts AAM18). */
export const portalsOf = ({ entitled }: EffectiveAccess): readonly string[] => [
  ...new Set(entitled.flatMap(({ portal }) => portal ?? [])),
];

/** What was asked, and the number that answers it; accounts always with their ids, which tell namesakes apart. */
export function effectiveAccessHeadline(
  { question: { user, account, permissionSet, role }, total, isWhole }: EffectiveAccess,
  written: Written = nameOf,
): string {
  const least = isWhole ? "" : "at least ";
  if (user) return `${written(user.userName, user.id)} can use ${least}${counted(total, "grant")}`;
  const where = account ? nameOf(account.name, account.id) : "any account";
  const set = permissionSet ? `${written(permissionSet.name, permissionSet.arn)} in ` : "";
  const what = role ? `role ${written(role.name, role.arn)} in ` : set;
  return `${least}${counted(total, "user")} can use ${what}${where}`;
}

/** The column of the question is left out: it would be the same in every row. */
function cells({ question }: EffectiveAccess, row: GrantRow, { isFull }: TextStyle): string[] {
  const written = isFull === true ? nameOf : withoutId;
  const who = written(row.user.userName, row.user.id);
  const what = grantWords(row);
  const subject = question.user ? [nameOf(row.account.name, row.account.id), what] : [who, what];
  return [...subject, viaWords(row.via, written), ...(row.stage === null ? [] : [`${row.stage}: ${row.reason ?? ""}`])];
}

const viaWords = (via: readonly GrantedVia[], written: Written = nameOf): string =>
  via.map((one) => (one === "direct" ? "direct" : `via ${written(one.group.name, one.group.id)}`)).join(", ");

/** How somebody or something is written that has a name and an id. */
type Written = (name: string | null, id: string) => string;

/** The identity store has one user of a user name and one group of a display name, so that the name is enough for people. */
const withoutId: Written = (name, id) => name ?? id;

/** The name with its id in brackets; the id where the name is not known. */
export const nameOf: Written = (name, id) => (name === null ? id : `${name} (${id})`);

const orphanRows = ({ orphans }: EffectiveAccess): readonly string[] =>
  table(
    orphans.map(({ principal, permissionSet }) =>
      [principal.type, principal.id, permissionSet.name ?? permissionSet.arn].map(plain),
    ),
  ).map((line) => `  ${line}`);

const entitledOrphanRows = ({ entitledOrphans }: EffectiveAccess): readonly string[] =>
  table(
    entitledOrphans.map(({ principal, role }) => [principal.type, principal.id, grantWords({ role })].map(plain)),
  ).map((line) => `  ${line}`);

/** One failed read. */
export function unreadWords({ part, operation, permission, kind, message }: Unread): string {
  const { kind: what, ...which } = part;
  const named = Object.values(which).map((value) => (typeof value === "string" ? value : value.id));
  return `${[what.replaceAll("-", " "), ...named].join(" ")}: ${operation} (${inTheWay({ kind, permission })}) ${kind}, ${message}`;
}

export function effectiveAccessMarkdown(access: EffectiveAccess): string {
  return [
    `## ${markdownText(effectiveAccessHeadline(access))}`,
    "",
    "| user | account | permission set or role | can | via | broken or unknown at |",
    "|---|---|---|---|---|---|",
    ...[...access.rows, ...access.entitled].map((row) => `| ${plainCells(row).map(markdownText).join(" | ")} |`),
    "",
    ...access.orphans.map(
      ({ principal, permissionSet }) =>
        `- assigned to a principal that is not in the directory: ${principal.type} ${markdownText(principal.id)}, ${markdownText(permissionSet.name ?? permissionSet.arn)}`,
    ),
    ...access.entitledOrphans.map(
      ({ principal, role }) =>
        `- entitled principal that is not in the directory: ${principal.type} ${markdownText(principal.id)}, ${markdownText(grantWords({ role }))}`,
    ),
    ...portalsOf(access).map((portal) => `- account access portal: ${markdownText(portal)}`),
    ...access.unread.map((one) => `- could not read ${markdownText(unreadWords(one))}`),
    ...access.notExamined.map((words) => `- not examined: ${markdownText(words)}`),
    `_As of ${markdownText(access.takenAt)}_`,
    "",
  ].join("\n");
}

const plainCells = (row: GrantRow): readonly string[] => [
  nameOf(row.user.userName, row.user.id),
  nameOf(row.account.name, row.account.id),
  grantWords(row),
  row.can,
  viaWords(row.via),
  row.stage === null ? "" : `${row.stage}: ${row.reason ?? ""}`,
];

const CSV_HEAD = [
  "user_id",
  "user_name",
  "account_id",
  "account_name",
  "permission_set_arn",
  "permission_set_name",
  "can",
  "via",
  "stage",
  "reason",
  "role_arn",
];

/** One row for each user, account and permission set or entitled role; what could not be read is in no row, the exit code tells. */
export const effectiveAccessCsv = ({ rows, entitled }: EffectiveAccess): string =>
  csvText([CSV_HEAD, ...[...rows, ...entitled].map(csvCells)]);

const csvCells = (row: GrantRow): readonly string[] => [
  row.user.id,
  row.user.userName ?? "",
  row.account.id,
  row.account.name ?? "",
  ...("role" in row ? ["", ""] : [row.permissionSet.arn, row.permissionSet.name ?? ""]),
  row.can,
  viaWords(row.via),
  row.stage ?? "",
  row.reason ?? "",
  "role" in row ? row.role.arn : "",
];
