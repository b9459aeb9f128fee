/** What reading something again makes of a document: a change of it, and the parts that are known by it. */
import type { NeverAsked, UnreadPart } from "../../../model/coverage.ts";
import type { AccountId, Principal, UserId } from "../../../model/ids.ts";
import type { OrganizationDocument } from "../../../model/organization-document/document.ts";
import { byKey } from "../collecting/assemble.ts";
import type { Touched } from "./touched.ts";

export type DocumentChange = (document: OrganizationDocument) => OrganizationDocument;

export interface Again {
  readonly change: DocumentChange;
  /** Gaps of the document that are none any more. */
  readonly answers: readonly UnreadPart[];
}

/** What events touch, and what only a gap of the document names. */
export type ToRead =
  | Touched
  | { readonly kind: "groups-of"; readonly id: UserId }
  | { readonly kind: "sets-of-account"; readonly id: AccountId }
  | { readonly kind: "grants-of" | "entitlements-of"; readonly principal: Principal }
  | { readonly kind: "list"; readonly of: "creation-requests" | "deletion-requests" | "delegated-administrators" };

/** Undefined: nothing could be read, so that nothing changes, and the gap says that what stands there may be old. */
export type MaybeAgain = Again | undefined;

/** The row in its place by id, at its place in the order; undefined: it is gone. */
export function replaced<Row extends { readonly id: string }>(
  rows: readonly Row[],
  id: string,
  row: Row | undefined,
): readonly Row[] {
  const others = rows.filter((one) => one.id !== id);
  return row ? byKey([...others, row], (one) => one.id) : others;
}

/** Rows that belong to what was read give way to what was read. */
export const exchanged = <Row>(
  rows: readonly Row[],
  belongs: (row: Row) => boolean,
  read: readonly Row[],
  keyOf: (row: Row) => string,
): readonly Row[] => byKey([...rows.filter((row) => !belongs(row)), ...read], keyOf);

/** Whether the document tells about what some collections do not ask for. */
export const includes = ({ coverage }: OrganizationDocument, part: NeverAsked): boolean =>
  coverage?.neverAsked?.includes(part) !== true;

export const includesUnits = (document: OrganizationDocument): boolean => includes(document, "units");
