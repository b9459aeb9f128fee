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

const collator = new Intl.Collator("en", { numeric: true });

export function createFindingIndex(data: FindingColumns): FindingIndex {
  const { columns, texts, total, takenAt } = data;
  const acceptances = new Map(data.acceptances.map(({ row, ...acceptance }) => [row, acceptance]));
  const search = createTextSearch(texts);
  const ranks = new Map<TextColumn, Int32Array>();
  const places = new Map(texts.map((one, place) => [one, place]));
  const text = (column: TextColumn, row: number): string => texts[columns[column][row] ?? -1] ?? "";
  // Of the first scan everything is new, which tells nobody anything.
  const taken = texts.indexOf(takenAt);
  const hasEarlier = columns.firstSeen.some((place) => place !== taken);
  const isNew = (row: number): boolean => hasEarlier && columns.firstSeen[row] === taken && !isRecurred(row);
  const isRecurred = (row: number): boolean => (columns.recurredAt[row] ?? -1) >= 0;
  const rankOf = (column: TextColumn): Int32Array => {
    const kept = ranks.get(column);
    if (kept) return kept;
    const made = rankedTexts(columns[column], texts);
    ranks.set(column, made);
    return made;
  };
  return {
    data,
    text,
    isNew,
    isRecurred,
    acceptance: (row) => acceptances.get(row),
    values: (column) =>
      [...new Set(columns[column])].flatMap((place) => texts[place] ?? []).sort((a, b) => collator.compare(a, b)),
    filtered: (filter) => {
      const exact = EXACT.flatMap(([name, column]) => {
        const wanted = filter[name];
        return wanted === undefined ? [] : [{ column: columns[column], place: places.get(wanted) ?? -2 }];
      });
      const words = folded(filter.text ?? "")
        .split(/\s+/)
        .filter(Boolean)
        .map(search.placesWith);
      const fitsHistory = { new: isNew, recurred: isRecurred }[filter.history ?? ""];
      const searched = SEARCHED.map((column) => columns[column]);
      const found = new Int32Array(total);
      let count = 0;
      for (let row = 0; row < total; row += 1) {
        if (!hasExactly(exact, row) || (fitsHistory && !fitsHistory(row)) || !hasWords(words, searched, row)) continue;
        found[count] = row;
        count += 1;
      }
      return found.subarray(0, count);
    },
    ordered: (rows, { column, isDescending }) => {
      if (column === "worst") return isDescending ? rows : rows.toReversed();
      const rank = column === "users" ? undefined : rankOf(column);
      const numbers = column === "users" ? columns.users : columns[column];
      return sortedBy(rows, {
        rankOf: (row) => (rank ? (rank[(numbers[row] ?? -1) + 1] ?? 0) : (numbers[row] ?? 0)),
        isDescending,
      });
    },
  };
}

/** Loops, not callbacks: they run a hundred thousand times for each letter that somebody writes. */
function hasExactly(exact: readonly { readonly column: readonly number[]; readonly place: number }[], row: number) {
  for (const { column, place } of exact) if (column[row] !== place) return false;
  return true;
}

/** Every word is in one of the columns. */
function hasWords(words: readonly Uint8Array[], searched: readonly (readonly number[])[], row: number): boolean {
  for (const has of words) {
    let isThere = false;
    for (const column of searched)
      if (has[column[row] ?? -1] === 1) {
        isThere = true;
        break;
      }
    if (!isThere) return false;
  }
  return true;
}

/** Filters that are a whole text of a column. */
const EXACT = [
  ["severity", "severity"],
  ["state", "state"],
  ["cause", "cause"],
  ["set", "permissionSet"],
  ["account", "accountName"],
] as const;

/** The place of each text in the order of names; at 0 that of no text at all, which comes last. */
function rankedTexts(column: readonly number[], texts: readonly string[]): Int32Array {
  const places = [...new Set(column)].filter((place) => place >= 0);
  places.sort((one, other) => collator.compare(texts[one] ?? "", texts[other] ?? ""));
  const ranks = new Int32Array(texts.length + 1);
  ranks[0] = places.length;
  for (const [rank, place] of places.entries()) ranks[place + 1] = rank;
  return ranks;
}

interface Sorting {
  readonly rankOf: (row: number) => number;
  readonly isDescending: boolean;
}

/** Counted, not compared: ranks are small numbers, and rows of the same rank stay in their order. */
function sortedBy(rows: Int32Array, { rankOf, isDescending }: Sorting): Int32Array {
  const count = rows.length;
  const ranks = new Int32Array(count);
  let most = 0;
  for (let at = 0; at < count; at += 1) {
    const rank = rankOf(rows[at] ?? 0);
    ranks[at] = rank;
    if (rank > most) most = rank;
  }
  if (isDescending) for (let at = 0; at < count; at += 1) ranks[at] = most - (ranks[at] ?? 0);
  const starts = new Int32Array(most + 2);
  for (let at = 0; at < count; at += 1) starts[(ranks[at] ?? 0) + 1] = (starts[(ranks[at] ?? 0) + 1] ?? 0) + 1;
  for (let at = 0; at <= most; at += 1) starts[at + 1] = (starts[at + 1] ?? 0) + (starts[at] ?? 0);
  const sorted = new Int32Array(count);
  for (let at = 0; at < count; at += 1) {
    const place = starts[ranks[at] ?? 0] ?? 0;
    starts[ranks[at] ?? 0] = place + 1;
    sorted[place] = rows[at] ?? 0;
  }
  return sorted;
}
