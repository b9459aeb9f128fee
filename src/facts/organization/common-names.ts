/** What the common numbers of two organizations are called: names and ids for people. */
import type { Named } from "../../model/snapshot-diff.ts";
import { type Places, rowIn, type Side, type TwoOrganizations } from "./two-organizations.ts";

interface NamedRows {
  readonly places: Places;
  readonly ids: readonly string[];
  readonly names: readonly string[];
}

export const accountNamed = (two: TwoOrganizations, number: number): Named =>
  laterName(two, number, ({ facts, accounts }) => ({ ...facts.columns.accounts, places: accounts }));

export const setNamed = (two: TwoOrganizations, number: number): Named =>
  laterName(two, number, ({ facts: { columns }, permissionSets }) => ({
    ids: columns.permissionSets.arns,
    names: columns.permissionSets.names,
    places: permissionSets,
  }));

export const principalNamed = (two: TwoOrganizations, number: number): Named =>
  laterName(two, number, ({ facts, principals }) => ({ ...facts.columns.principals, places: principals }));

/** The name of the later side; where that has none, of the earlier. */
function laterName({ before, after }: TwoOrganizations, number: number, rowsOf: (side: Side) => NamedRows): Named {
  const found = [after, before].flatMap((side): readonly Named[] => {
    const { places, ids, names } = rowsOf(side);
    const row = rowIn(places, number);
    const id = ids[row];
    return id === undefined ? [] : [{ id, name: names[row] || null }];
  });
  return found.find(({ name }) => name !== null) ?? found[0] ?? { id: "", name: null };
}
