/** Reads units and parents of accounts again. */
import type { AccountId } from "../../../model/ids.ts";
import type { OrganizationDocument } from "../../../model/organization-document/document.ts";
import { byKey } from "../collecting/assemble.ts";
import type { Collecting } from "../collecting/keyed-reads.ts";
import { gatherUnits, parentOfAccount, UNITS } from "../collecting/units.ts";
import { type MaybeAgain, replaced } from "./document-change.ts";

/** A gap of the tree is closed by the whole tree only: a unit or parent answers nothing of it. */
const NONE = [] as const;

export async function parentAgain(collecting: Collecting, accountId: AccountId): Promise<MaybeAgain> {
  const parentId = await parentOfAccount(collecting, accountId);
  if (parentId === undefined) return undefined;
  return {
    answers: NONE,
    change: (document) => ({
      ...document,
      accounts: document.accounts.map((row) =>
        row.id === accountId && parentId !== null ? { ...row, parentId } : row,
      ),
    }),
  };
}

/** A unit can be renamed, and never moves (API model of organizations): a known one keeps its parent. */
export async function unitAgain(
  { reads, answers }: Collecting,
  id: string,
  { organizationalUnits }: OrganizationDocument,
): Promise<MaybeAgain> {
  const name = await answers.read(`unit ${id}`, UNITS, () => reads.unitName(id));
  if (name === undefined) return undefined;
  const known = organizationalUnits.find((unit) => unit.id === id);
  const parentId =
    name === null
      ? null
      : (known?.parentId ?? (await answers.read(`parent-of ${id}`, UNITS, () => reads.parentOf(id))));
  if (parentId === undefined) return undefined;
  const unit = name === null || parentId === null ? undefined : { ...known, id, name, parentId };
  return {
    answers: NONE,
    change: (document) => ({
      ...document,
      organizationalUnits: replaced(document.organizationalUnits, id, unit),
    }),
  };
}

/** The whole tree, or nothing: half a tree would put accounts under the wrong unit. */
export async function unitsAgain(collecting: Collecting, { accounts }: OrganizationDocument): Promise<MaybeAgain> {
  const { rootId, units, parents } = await gatherUnits(collecting, accounts);
  if (rootId === undefined || collecting.answers.gaps().some(({ part }) => part.kind === UNITS.kind)) return undefined;
  return {
    answers: [UNITS],
    change: (document) => ({
      ...document,
      organizationalUnits: byKey(units, ({ id }) => id),
      accounts: document.accounts.map((row) => ({ ...row, parentId: parents.get(row.id) ?? row.parentId })),
    }),
  };
}
