/** Events as rows of a table, as people copy them from Athena, Logs Insights or a spreadsheet: divided by commas or tabs, with a heading or without, or a name and a value on each line. */
import { bareRow } from "./bare-rows.ts";

/** Rows and columns that are read. */
const MOST_ROWS = 1000;
const MOST_COLUMNS = 200;

const SEPARATORS = ["\t", ",", "|", ";"] as const;

/** Each row with its column's names. */
export function rowsIn(text: string): readonly Readonly<Record<string, string>>[] {
  const lines = text.trim().split(/\r?\n/);
  const pairs = pairsOf(lines);
  // Names of an event's members below each other are no heading, whatever divides them from their values.
  if (pairs !== undefined && Object.keys(pairs).some((name) => BESIDE.test(name))) return [pairs];
  for (const separator of SEPARATORS) {
    const at = lines.findIndex((line) => isHeading(line, separator));
    if (at >= 0) return recordsBelow(lines.slice(at).join("\n"), separator);
  }
  return pairs === undefined ? [] : [pairs];
}

/** What stands beside an event's name in every form of it. */
const BESIDE =
  /^(?:event_?(?:source|time|version|type|id)|user_?identity|aws_?region|error_?(?:code|message)|recipient_?account_?id)$/i;

/** Rows that were copied without their heading. */
export function bareRowsIn(text: string): readonly Readonly<Record<string, string>>[] {
  if (!mayBeBare(text)) return [];
  for (const separator of SEPARATORS) {
    const rows = recordsOf(text.trim(), separator)
      .filter((cells) => cells.length > 2)
      .map(bareRow)
      .filter((row) => row !== undefined);
    if (rows.length > 0) return rows;
  }
  return [];
}

/** A time and the source of an event, or Athena's way of writing an identity. */
const mayBeBare = (text: string): boolean =>
  (/\d{4}-\d\d-\d\d[T ]\d\d:\d\d/.test(text) && /\.amazon(?:aws)?\.com/.test(text)) || /\{type=\w/.test(text);

const isHeading = (line: string, separator: string): boolean =>
  line.length < 4000 &&
  line.includes(separator) &&
  !/["']?\s*[:=]\s*["']/.test(line) &&
  line.split(separator).some((cell) => /^\s*"?(?:event_?name|@message)"?\s*$/i.test(cell));

function recordsBelow(table: string, separator: string): readonly Readonly<Record<string, string>>[] {
  const [heading = [], ...rows] = recordsOf(table, separator);
  return rows
    .filter((cells) => cells.some((cell) => /\w/.test(cell)))
    .map((cells) => Object.fromEntries(heading.map((name, column) => [name.trim(), (cells[column] ?? "").trim()])));
}

/** Cells of a quoted table (RFC 4180): a quote inside of a quoted cell is doubled. Linear. */
function recordsOf(table: string, separator: string): readonly (readonly string[])[] {
  const records: string[][] = [[]];
  let cell = "";
  let isQuoted = false;
  for (let at = 0; at < table.length && records.length <= MOST_ROWS; at += 1) {
    const character = table[at] ?? "";
    if (isQuoted && character === '"' && table[at + 1] === '"') {
      cell += '"';
      at += 1;
    } else if (character === '"' && (isQuoted || cell.trim() === "")) {
      isQuoted = !isQuoted;
      if (isQuoted) cell = "";
    } else if (!isQuoted && (character === separator || character === "\n")) {
      const record = records.at(-1);
      if (record !== undefined && record.length < MOST_COLUMNS) record.push(cell);
      cell = "";
      if (character === "\n") records.push([]);
    } else cell += character;
  }
  records.at(-1)?.push(cell);
  return records;
}

/** `eventname   GetRoleCredentials` on a line each, as a console shows one row. */
function pairsOf(lines: readonly string[]): Readonly<Record<string, string>> | undefined {
  const pairs: Record<string, string> = {};
  for (const line of lines.slice(0, MOST_COLUMNS)) {
    const [, name, value] =
      /^[\s|"]{0,8}([A-Za-z_@.]{4,60})["|\s]{0,8}(?:[:=|\t]|\s{2,}|\s(?=\S))\s*(.{1,20000})$/.exec(line) ?? [];
    if (name !== undefined && value !== undefined && name !== "__proto__")
      pairs[name] = value.replace(/^["']|["'|,\s]+$/g, "");
  }
  const names = Object.keys(pairs).map((name) => name.toLowerCase().replaceAll("_", ""));
  return names.includes("eventname") && names.length > 1 ? pairs : undefined;
}
