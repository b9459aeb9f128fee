/** A hundred thousand findings in columns: filtered, ordered and grouped where they are shown. Nothing is judged here. */
import type { FindingAcceptance, FindingColumns } from "../../model/finding-columns.ts";
import { createTextSearch, folded } from "./text-search.ts";

/** Each is as the address has it; undefined: everything. */
export interface FindingFilter {
  readonly text?: string | undefined;
  readonly severity?: string | undefined;
  readonly state?: string | undefined;
  readonly cause?: string | undefined;
  readonly set?: string | undefined;
  readonly account?: string | undefined;
  /** `new`: the last scan was the first to have it. `recurred`: it was gone and is back. */
  readonly history?: string | undefined;
}

type TextColumn = Exclude<keyof FindingColumns["columns"], "key" | "users">;
export type SortColumn = "worst" | "users" | TextColumn;

export interface FindingOrder {
  readonly column: SortColumn;
  readonly isDescending: boolean;
}

export interface FindingIndex {
  readonly data: FindingColumns;
  /** Numbers of rows, the worst first. */
  readonly filtered: (filter: FindingFilter) => Int32Array;
  readonly ordered: (rows: Int32Array, order: FindingOrder) => Int32Array;
  /** Empty where there is none. */
  readonly text: (column: TextColumn, row: number) => string;
  readonly isNew: (row: number) => boolean;
  readonly isRecurred: (row: number) => boolean;
  readonly acceptance: (row: number) => FindingAcceptance | undefined;
  /** Every different text of a column, by name. */
  readonly values: (column: TextColumn) => readonly string[];
  /** Orders of all rows; made when they are asked for, or before that while nothing else is to do. */
  readonly preparations: readonly (() => void)[];
}

/** Where words of the search field are looked for. */
const SEARCHED: readonly TextColumn[] = [
  "title",
  "cause",
  "accountName",
  "accountId",
  "permissionSet",
  "principalName",
  "author",
];

type OrderedColumn = Exclude<SortColumn, "worst">;
/** Columns that the table can be ordered by. */
const ORDERED: readonly OrderedColumn[] = [
  "cause",
  "permissionSet",
  "accountName",
  "principalName",
  "users",
  "firstSeen",
];

const collator = new Intl.Collator("en", { numeric: true });

export function createFindingIndex(data: FindingColumns): FindingIndex {
  const { columns, texts, total, takenAt } = data;
  const acceptances = new Map(data.acceptances.map(({ row, ...acceptance }) => [row, acceptance]));
  const search = createTextSearch(texts);
  const placesOf = onceEach((column: TextColumn) => shiftedPlaces(columns[column]));
  const ranksOf = onceEach((column: TextColumn) => rowRanks(placesOf(column), texts));
  const usersOf = onceEach((column: "users") => Int32Array.from(columns[column]));
  const every = Int32Array.from({ length: total }, (_, row) => row);
  /** Of all rows. */
  const orderOf = onceEach((name: `${"-" | ""}${OrderedColumn}`) => {
    const column = name.replace("-", "") as OrderedColumn;
    return sortedBy(every, column === "users" ? usersOf(column) : ranksOf(column), name.startsWith("-"));
  });
  const places = new Map(texts.map((one, place) => [one, place]));
  const searched = SEARCHED.map((column) => ({ places: placesOf(column), used: usedPlaces(placesOf(column), texts) }));
  // Once while the findings are loaded anyway: the first letter that somebody writes is as fast as the next.
  rowsNaming(every, searched, search.placesWith(" "));
  let chosen = { by: "", rows: every as Int32Array };
  /** Without the words; they change letter by letter while all else stays. */
  const chosenBy = (filter: FindingFilter): Int32Array => {
    const by = JSON.stringify(EXACT.map(([name]) => filter[name]));
    if (by === chosen.by) return chosen.rows;
    let rows: Int32Array = every;
    for (const [name, column] of EXACT) {
      const wanted = filter[name];
      if (wanted !== undefined) rows = rowsWith(rows, placesOf(column), 1 + (places.get(wanted) ?? -2));
    }
    chosen = { by, rows };
    return rows;
  };
  const text = (column: TextColumn, row: number): string => texts[columns[column][row] ?? -1] ?? "";
  // Of the first scan everything is new, which tells nobody anything.
  const taken = texts.indexOf(takenAt);
  const hasEarlier = columns.firstSeen.some((place) => place !== taken);
  const isNew = (row: number): boolean => hasEarlier && columns.firstSeen[row] === taken && !isRecurred(row);
  const isRecurred = (row: number): boolean => (columns.recurredAt[row] ?? -1) >= 0;
  return {
    data,
    text,
    isNew,
    isRecurred,
    acceptance: (row) => acceptances.get(row),
    values: (column) =>
      [...new Set(columns[column])].flatMap((place) => texts[place] ?? []).sort((a, b) => collator.compare(a, b)),
    filtered: (filter) => {
      let rows = chosenBy(filter);
      const fitsHistory = { new: isNew, recurred: isRecurred }[filter.history ?? ""];
      if (fitsHistory) rows = rows.filter((row) => fitsHistory(row));
      for (const word of folded(filter.text ?? "").split(/\s+/))
        if (word !== "") rows = rowsNaming(rows, searched, search.placesWith(word));
      return rows;
    },
    ordered: (rows, { column, isDescending }) => {
      if (column === "worst") return isDescending ? rows : rows.toReversed();
      return rowsAmong(orderOf(`${isDescending ? "-" : ""}${column}`), rows);
    },
    preparations: ORDERED.flatMap((column) => [() => orderOf(column), () => orderOf(`-${column}`)]),
  };
}

/** Made when it is first asked for, then kept. */
function onceEach<Name, Made>(make: (name: Name) => Made): (name: Name) => Made {
  const made = new Map<Name, Made>();
  return (name) => {
    const before = made.get(name);
    if (before !== undefined) return before;
    const now = make(name);
    made.set(name, now);
    return now;
  };
}

/** One more than the place of each text, so that 0 is no text at all: no lookup of a row is outside its array. */
function shiftedPlaces(column: readonly number[]): Int32Array {
  const shifted = new Int32Array(column.length);
  for (let row = 0; row < shifted.length; row += 1) shifted[row] = (column[row] ?? -1) + 1;
  return shifted;
}

// Loops, not callbacks: they run a hundred thousand times for each letter that somebody writes.

/** The rows that have this place in the column. */
function rowsWith(rows: Int32Array, column: Int32Array, place: number): Int32Array {
  const found = new Int32Array(rows.length);
  let count = 0;
  for (let at = 0; at < rows.length; at += 1) {
    const row = rows[at] ?? 0;
    if (column[row] !== place) continue;
    found[count] = row;
    count += 1;
  }
  return found.subarray(0, count);
}

/** The rows that are among the others, in their own order. */
function rowsAmong(rows: Int32Array, others: Int32Array): Int32Array {
  if (others.length === rows.length) return rows;
  const isIn = new Int32Array(rows.length);
  for (let at = 0; at < others.length; at += 1) isIn[others[at] ?? 0] = 1;
  return rowsWith(rows, isIn, 1);
}

interface SearchedColumn {
  readonly places: Int32Array;
  /** Each different place once. */
  readonly used: readonly number[];
}

/** The rows that have the word in one of the columns; most words are in the texts of one or two of them. */
function rowsNaming(rows: Int32Array, columns: readonly SearchedColumn[], has: Uint8Array): Int32Array {
  const isThere = new Uint8Array(rows.length);
  for (const { places, used } of columns) {
    if (!used.some((place) => has[place] === 1)) continue;
    for (let at = 0; at < rows.length; at += 1) if (has[places[rows[at] ?? 0] ?? 0] === 1) isThere[at] = 1;
  }
  const found = new Int32Array(rows.length);
  let count = 0;
  for (let at = 0; at < rows.length; at += 1) {
    if (isThere[at] === 0) continue;
    found[count] = rows[at] ?? 0;
    count += 1;
  }
  return found.subarray(0, count);
}

/** Filters that are a whole text of a column. */
const EXACT = [
  ["severity", "severity"],
  ["state", "state"],
  ["cause", "cause"],
  ["set", "permissionSet"],
  ["account", "accountName"],
] as const;

/** The places that a column has, without that of no text at all. */
function usedPlaces(column: Int32Array, texts: readonly string[]): number[] {
  const isUsed = new Uint8Array(texts.length + 1);
  for (let row = 0; row < column.length; row += 1) isUsed[column[row] ?? 0] = 1;
  return Array.from(isUsed.keys()).filter((place) => place > 0 && isUsed[place] === 1);
}

/** By row: the place of its text in the order of names; no text at all comes last. */
function rowRanks(column: Int32Array, texts: readonly string[]): Int32Array {
  const places = usedPlaces(column, texts);
  places.sort((one, other) => collator.compare(texts[one - 1] ?? "", texts[other - 1] ?? ""));
  const ranks = new Int32Array(texts.length + 1);
  ranks[0] = places.length;
  for (const [rank, place] of places.entries()) ranks[place] = rank;
  const ofRows = new Int32Array(column.length);
  for (let row = 0; row < column.length; row += 1) ofRows[row] = ranks[column[row] ?? 0] ?? 0;
  return ofRows;
}

/** Counted, not compared: ranks are small numbers, and rows of the same rank stay in their order. */
function sortedBy(rows: Int32Array, ranks: Int32Array, isDescending: boolean): Int32Array {
  const count = rows.length;
  let most = 0;
  for (let at = 0; at < count; at += 1) most = Math.max(most, ranks[rows[at] ?? 0] ?? 0);
  const turned = isDescending ? most : 0;
  const starts = new Int32Array(most + 2);
  for (let at = 0; at < count; at += 1) {
    const next = Math.abs(turned - (ranks[rows[at] ?? 0] ?? 0)) + 1;
    starts[next] = (starts[next] ?? 0) + 1;
  }
  for (let at = 0; at <= most; at += 1) starts[at + 1] = (starts[at + 1] ?? 0) + (starts[at] ?? 0);
  const sorted = new Int32Array(count);
  for (let at = 0; at < count; at += 1) {
    const row = rows[at] ?? 0;
    const rank = Math.abs(turned - (ranks[row] ?? 0));
    const place = starts[rank] ?? 0;
    starts[rank] = place + 1;
    sorted[place] = row;
  }
  return sorted;
}
