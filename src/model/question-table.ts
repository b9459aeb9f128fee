/** Questions as the lines of a table, as a spreadsheet saves or copies them: divided by tabs, semicolons or commas. Untrusted input. */
import { readLine } from "./typed-line.ts";

const SEPARATORS = ["\t", ";", ","] as const;
type Separator = (typeof SEPARATORS)[number];

/** Columns of a table without a heading, in their order. */
const COLUMNS = ["user", "account", "set"] as const;

const LONGEST_HEADING = 2000;

/** What people write above a column, without blanks, dashes and capitals. */
const MEANINGS: Readonly<Record<string, string>> = {
  user: "user",
  username: "user",
  email: "user",
  emailaddress: "user",
  account: "account",
  accountid: "account",
  accountname: "account",
  set: "set",
  permissionset: "set",
  permissionsetname: "set",
  action: "action",
  resource: "resource",
  actionregion: "actionRegion",
  context: "context",
};

const meaningOf = (cell: string): string | undefined => {
  const name = cell.toLowerCase().replace(/[\s_-]/g, "");
  return Object.hasOwn(MEANINGS, name) ? MEANINGS[name] : undefined;
};

export interface TableHeading {
  readonly separator: Separator;
  /** The member of a question in each column. */
  readonly columns: readonly string[];
  /** Columns that no question has, or that stand twice. */
  readonly wrong: readonly string[];
}

/** The heading that a line is; undefined where it is none: one of its cells has to be the user's. */
export function tableHeading(line: string): TableHeading | undefined {
  if (line.length > LONGEST_HEADING || line.trimStart().startsWith("{")) return undefined;
  for (const separator of SEPARATORS) {
    const cells = cellsOf(line, separator) ?? [];
    const columns = cells.map(meaningOf);
    if (cells.length < 2 || !columns.includes("user")) continue;
    const wrong = cells.filter((_, at) => columns[at] === undefined || columns.indexOf(columns[at]) < at);
    return { separator, columns: columns.map((column) => column ?? ""), wrong };
  }
  return undefined;
}

export type TableLine =
  | { readonly kind: "members"; readonly members: Readonly<Record<string, string>> }
  | { readonly kind: "invalid"; readonly problem: string };

/** A line below a heading. */
export function lineBelow({ separator, columns }: TableHeading, line: string): TableLine {
  const cells = cellsOf(line, separator);
  if (cells === undefined)
    return { kind: "invalid", problem: "The quotes of this line of a table do not fit together" };
  if (cells.slice(columns.length).some((cell) => cell !== ""))
    return { kind: "invalid", problem: "The line has more columns than the heading" };
  return members(columns, cells);
}

/** A line without a heading; undefined where it is words as on the command line. */
export function lineAlone(line: string): TableLine | undefined {
  for (const separator of SEPARATORS) {
    const cells = cellsOf(line, separator);
    if (cells === undefined || cells.length < 2 || areWords(line, cells, separator)) continue;
    if (cells.slice(COLUMNS.length).some((cell) => cell !== ""))
      return {
        kind: "invalid",
        problem: "A line of a table without a heading has at most three columns: user, account and set",
      };
    return members(COLUMNS, cells);
  }
  return undefined;
}

const members = (columns: readonly string[], cells: readonly string[]): TableLine => ({
  kind: "members",
  members: Object.fromEntries(columns.flatMap((column, at) => (cells[at] ? [[column, cells[at]]] : []))),
});

/**
 * Whether the line is words after all: `'Moreau, Alice' sandbox`, `Moreau,Alice sandbox`, or blanks and tabs between words.
 * Words that only a separator keeps apart are none.
 */
function areWords(line: string, cells: readonly string[], separator: Separator): boolean {
  if (/(?:^|\s)'[^']*'(?:\s|$)/.test(line) || /\\[\s,;"']/.test(line)) return true;
  if (separator === "\t") return cells.some(hasWords);
  const { words } = readLine(`${line} `);
  const isInFirstOnly = words.every((word, at) => (at === 0 ? !word.endsWith(separator) : !word.includes(separator)));
  return words.length > 1 && words.length <= COLUMNS.length && isInFirstOnly && !/@/.test(cells[0] ?? "");
}

/** Blanks that divide words: several of them, or one behind an e-mail address. */
function hasWords(cell: string): boolean {
  const [first = "", ...rest] = cell.split(/\s/);
  return rest.length > 0 && (first.includes("@") || rest.includes(""));
}

/** Cells of a line, where a quote inside of a quoted cell is doubled (RFC 4180); undefined for quotes that are not those of cells. */
function cellsOf(line: string, separator: Separator): readonly string[] | undefined {
  const cells: string[] = [];
  for (let rest = line; ; ) {
    const quoted = /^\s*"((?:[^"]|"")*)"[^\S\t]*/.exec(rest);
    const end = quoted === null ? endOf(rest, separator) : quoted[0].length;
    const cell = quoted === null ? rest.slice(0, end) : (quoted[1] ?? "").replaceAll('""', '"');
    if (quoted === null && /(?:^|\s)"|"\s*$/.test(cell)) return undefined;
    cells.push(cell.trim());
    rest = rest.slice(end);
    if (rest.trim() === "" && !rest.startsWith(separator)) return cells;
    if (!rest.startsWith(separator)) return undefined;
    rest = rest.slice(separator.length);
  }
}

const endOf = (text: string, separator: Separator): number => {
  const at = text.indexOf(separator);
  return at < 0 ? text.length : at;
};
