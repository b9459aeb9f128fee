/** What the common numbers of two organizations are called: names and ids for people. */
import type { Named } from "../../model/snapshot-diff.ts";
import {
  type CommonAccount,
  type CommonPrincipal,
  type CommonSet,
  rowIn,
  type Side,
  type TwoOrganizations,
} from "./two-organizations.ts";

export const accountNamed = (two: TwoOrganizations, number: CommonAccount): Named =>
  laterName(two, ({ facts: { columns }, accounts }) => {
    const row = rowIn(accounts, number);
    return { id: columns.accounts.ids[row], name: columns.accounts.names[row] };
  });

export const setNamed = (two: TwoOrganizations, number: CommonSet): Named =>
  laterName(two, ({ facts: { columns }, permissionSets }) => {
    const row = rowIn(permissionSets, number);
    return { id: columns.permissionSets.arns[row], name: columns.permissionSets.names[row] };
  });

export const principalNamed = (two: TwoOrganizations, number: CommonPrincipal): Named =>
  laterName(two, ({ facts: { columns }, principals }) => {
    const row = rowIn(principals, number);
    return { id: columns.principals.ids[row], name: columns.principals.names[row] };
  });

interface Called {
  readonly id: string | undefined;
  readonly name: string | undefined;
}

/** The name of the later side; where that has none, of the earlier. */
function laterName({ before, after }: TwoOrganizations, calledOn: (side: Side) => Called): Named {
  const found = [after, before].flatMap((side): readonly Named[] => {
    const { id, name } = calledOn(side);
    return id === undefined ? [] : [{ id, name: name || null }];
  });
  return found.find(({ name }) => name !== null) ?? found[0] ?? { id: "", name: null };
}
