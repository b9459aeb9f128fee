/** Effective access for people and spreadsheets: text, Markdown and CSV. */
import type { AccessRow, EffectiveAccess, GrantedVia, Unread } from "../model/effective-access.ts";
import { type GroupableGrant, linesByGroup, MOST_SINGLE_LINES } from "./access-by-group.ts";
import { counted } from "./counted.ts";
import { csvText } from "./csv.ts";
import { hanging, table, wrap } from "./layout.ts";
import { markdownText, plain } from "./sanitize.ts";
import type { TextStyle } from "./text-style.ts";

export function effectiveAccessText(access: EffectiveAccess, style: TextStyle): string {
  const { palette, width } = style;
  const rowsThat = (can: AccessRow["can"]) => access.rows.filter((row) => row.can === can);
  const block = (title: string, rows: readonly AccessRow[]) =>
    rows.length === 0
      ? []
      : [
          "",
          palette.strong(title),
          ...(rows.length > MOST_SINGLE_LINES && style.isFull !== true
            ? linesByGroup(rows.map(groupable), { width, asked: access.question.user ? "user" : "account" })
            : table(rows.map((row) => cells(access, row).map(plain))).map((line) => `  ${line}`)),
        ];
  return `${[
    palette.strong(plain(effectiveAccessHeadline(access))),
    ...block("Can", rowsThat("yes")),
    ...block("Assigned but broken", rowsThat("no")),
    ...block("Unknown", rowsThat("unknown")),
    ...(access.orphans.length === 0
      ? []
      : ["", palette.strong("Assigned to principals that are not in the directory"), ...orphanRows(access)]),
    ...(access.isWhole
      ? []
      : [
          "",
          palette.warn("Incomplete: failed reads may hide others"),
          ...access.unread.flatMap((one) => hanging("  - ", plain(unreadWords(one)), width)),
        ]),
    ...access.notExamined.flatMap((words) => wrap(`Not examined: ${plain(words)}`, width)),
    ...(access.rows.length > MOST_SINGLE_LINES && style.isFull !== true
      ? [palette.faint("--full has a line for each person; csv and json have them too")]
      : []),
    palette.faint(`as of ${plain(access.takenAt)}`),
  ].join("\n")}\n`;
}

const groupable = ({ user, account, permissionSet, via }: AccessRow): GroupableGrant => ({
  user: { id: user.id, name: user.userName },
  account,
  permissionSet: { id: permissionSet.arn, name: permissionSet.name },
  via,
});

/** What was asked, and the number that answers it. */
export function effectiveAccessHeadline({
  question: { user, account, permissionSet },
  total,
  isWhole,
}: EffectiveAccess): string {
  const least = isWhole ? "" : "at least ";
  if (user) return `${nameOf(user.userName, user.id)} can use ${least}${counted(total, "grant")}`;
  const where = account ? nameOf(account.name, account.id) : "any account";
  const what = permissionSet ? `${nameOf(permissionSet.name, permissionSet.arn)} in ` : "";
  return `${least}${counted(total, "user")} can use ${what}${where}`;
}

/** The column of the question is left out: it would be the same in every row. */
function cells({ question }: EffectiveAccess, row: AccessRow): string[] {
  const who = nameOf(row.user.userName, row.user.id);
  const what = row.permissionSet.name ?? row.permissionSet.arn;
  const subject = question.user ? [nameOf(row.account.name, row.account.id), what] : [who, what];
  return [...subject, viaWords(row.via), ...(row.stage === null ? [] : [`${row.stage}: ${row.reason ?? ""}`])];
}

const viaWords = (via: readonly GrantedVia[]): string =>
  via.map((one) => (one === "direct" ? "direct" : `via ${nameOf(one.group.name, one.group.id)}`)).join(", ");

/** The name with its id in brackets; the id where the name is not known. */
export const nameOf = (name: string | null, id: string): string => (name === null ? id : `${name} (${id})`);

const orphanRows = ({ orphans }: EffectiveAccess): readonly string[] =>
  table(
    orphans.map(({ principal, permissionSet }) =>
      [principal.type, principal.id, permissionSet.name ?? permissionSet.arn].map(plain),
    ),
  ).map((line) => `  ${line}`);

/** One failed read. */
export function unreadWords({ part, operation, permission, kind, message }: Unread): string {
  const { kind: what, ...which } = part;
  const named = Object.values(which).map((value) => (typeof value === "string" ? value : value.id));
  return `${[what.replaceAll("-", " "), ...named].join(" ")}: ${operation} (${permission}) ${kind}, ${message}`;
}

export function effectiveAccessMarkdown(access: EffectiveAccess): string {
  return [
    `## ${markdownText(effectiveAccessHeadline(access))}`,
    "",
    "| user | account | permission set | can | via | broken or unknown at |",
    "|---|---|---|---|---|---|",
    ...access.rows.map((row) => `| ${plainCells(row).map(markdownText).join(" | ")} |`),
    "",
    ...access.orphans.map(
      ({ principal, permissionSet }) =>
        `- assigned to a principal that is not in the directory: ${principal.type} ${markdownText(principal.id)}, ${markdownText(permissionSet.name ?? permissionSet.arn)}`,
    ),
    ...access.unread.map((one) => `- could not read ${markdownText(unreadWords(one))}`),
    ...access.notExamined.map((words) => `- not examined: ${markdownText(words)}`),
    `_As of ${markdownText(access.takenAt)}_`,
    "",
  ].join("\n");
}

const plainCells = ({ user, account, permissionSet, can, via, stage, reason }: AccessRow): readonly string[] => [
  nameOf(user.userName, user.id),
  nameOf(account.name, account.id),
  permissionSet.name ?? permissionSet.arn,
  can,
  viaWords(via),
  stage === null ? "" : `${stage}: ${reason ?? ""}`,
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
];

/** One row for each user, account and set; what could not be read is in no row, the exit code tells. */
export const effectiveAccessCsv = ({ rows }: EffectiveAccess): string =>
  csvText([
    CSV_HEAD,
    ...rows.map(({ user, account, permissionSet, can, via, stage, reason }) => [
      user.id,
      user.userName ?? "",
      account.id,
      account.name ?? "",
      permissionSet.arn,
      permissionSet.name ?? "",
      can,
      viaWords(via),
      stage ?? "",
      reason ?? "",
    ]),
  ]);
