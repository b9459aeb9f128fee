/** The findings screen in its address: filter, order, view and the finding that is open. */
import { address } from "../client/router.ts";
import type { FindingFilter, FindingOrder, SortColumn } from "./finding-index.ts";

export interface FindingPlace extends FindingFilter {
  /** `table`: every finding; else one line for each thing to do. */
  readonly view?: string | undefined;
  /** `-users`: the most first. */
  readonly order?: string | undefined;
  /** The key of the finding that is open. */
  readonly finding?: string | undefined;
}

const NAMES = [
  "text",
  "severity",
  "state",
  "cause",
  "set",
  "account",
  "history",
  "view",
  "order",
  "finding",
] as const satisfies readonly (keyof FindingPlace)[];

/** Every state: `any` stands in the address, because without one only open findings are shown. */
export const ANY_STATE = "any";

export const findingPlace = (query: URLSearchParams): FindingPlace =>
  Object.fromEntries(NAMES.map((name) => [name, query.get(name) ?? undefined]));

export const findingAddress = (place: FindingPlace): string =>
  address("/findings", Object.fromEntries(NAMES.map((name) => [name, place[name]])));

/** As the index takes it. */
export const filterOf = ({ state = "open", ...filter }: FindingPlace): FindingFilter => ({
  ...filter,
  state: state === ANY_STATE ? undefined : state,
});

const COLUMNS: readonly SortColumn[] = [
  "worst",
  "users",
  "cause",
  "permissionSet",
  "accountName",
  "principalName",
  "firstSeen",
];

export function orderOf({ order = "" }: FindingPlace): FindingOrder {
  const column = COLUMNS.find((name) => name === order.replace("-", ""));
  return column === undefined
    ? { column: "worst", isDescending: true }
    : { column, isDescending: order.startsWith("-") };
}

/** The same column again turns it round; numbers begin with the most. */
export function nextOrder(before: FindingOrder, column: SortColumn): string {
  const isDescending = before.column === column ? !before.isDescending : column === "users";
  return `${isDescending ? "-" : ""}${column}`;
}
