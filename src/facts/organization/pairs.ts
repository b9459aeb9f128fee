/** Every account × permission set that is provisioned or assigned, numbered in order of account and then set. */
import type { AssignmentColumns, OrganizationColumns, ProvisionedColumns } from "./columns.ts";
import { type CompressedRows, offsetsOf, orderBy, placeOf, reversedRows, rowNumbers } from "./compressed-rows.ts";
import {
  type AccountRow,
  asRows,
  type ByteColumn,
  type PairRow,
  type PrincipalRow,
  type RowColumn,
  rowAt,
  type SetRow,
} from "./rows.ts";

/** `provisioned` beside the bits of `provisioned.flags` in the columns: AWS lists the set in the account. */
export const PROVISIONED = 4;

export interface Pairs {
  readonly accounts: RowColumn<PairRow, AccountRow>;
  /** Ascending within one account. */
  readonly permissionSets: RowColumn<PairRow, SetRow>;
  /** OUTDATED, ROLE_PRESENT and PROVISIONED; 0: assigned only. */
  readonly flags: ByteColumn<PairRow>;
  /** Where each account's pairs begin. */
  readonly accountOffsets: Uint32Array;
  /** Permission set → pairs. */
  readonly ofSet: CompressedRows<SetRow, PairRow>;
  /** Pair → principals. */
  readonly principals: CompressedRows<PairRow, PrincipalRow>;
  /** Principal → pairs. */
  readonly ofPrincipal: CompressedRows<PrincipalRow, PairRow>;
}

/** Rows of both kinds in the order of account, set and principal; provisioned rows come first in the numbering. */
interface SortedRows {
  readonly accounts: Uint32Array;
  readonly sets: Uint32Array;
  readonly order: Uint32Array;
}

export function buildPairs({
  accounts,
  permissionSets,
  principals,
  provisioned,
  assignments,
}: OrganizationColumns): Pairs {
  const sorted = sortRows(provisioned, assignments, {
    accounts: accounts.ids.length,
    sets: permissionSets.arns.length,
    principals: principals.ids.length,
  });
  const merged = mergeRows(sorted, provisioned, assignments);
  return {
    ...merged,
    accountOffsets: offsetsOf(merged.accounts, accounts.ids.length),
    ofSet: reversedRows<PairRow, SetRow>(
      { offsets: rowNumbers(merged.permissionSets.length + 1), values: merged.permissionSets },
      permissionSets.arns.length,
    ),
    ofPrincipal: reversedRows<PairRow, PrincipalRow>(merged.principals, principals.ids.length),
  };
}

function sortRows(
  provisioned: ProvisionedColumns,
  assignments: AssignmentColumns,
  counts: { readonly accounts: number; readonly sets: number; readonly principals: number },
): SortedRows {
  const accounts = joined(provisioned.accounts, assignments.accounts);
  const sets = joined(provisioned.permissionSets, assignments.permissionSets);
  const principals = joined(new Uint32Array(provisioned.flags.length), assignments.principals);
  const byPrincipal = orderBy(rowNumbers(accounts.length), principals, Math.max(1, counts.principals));
  return { accounts, sets, order: orderBy(orderBy(byPrincipal, sets, counts.sets), accounts, counts.accounts) };
}

/** One pass over the sorted rows: a new pair where account or set changes, each principal once. */
function mergeRows(
  { accounts, sets, order }: SortedRows,
  provisioned: ProvisionedColumns,
  assignments: AssignmentColumns,
) {
  const pairAccounts = new Uint32Array(order.length);
  const pairSets = new Uint32Array(order.length);
  const flags = new Uint8Array(order.length);
  const offsets = new Uint32Array(order.length + 1);
  const values = new Uint32Array(assignments.principals.length);
  let pair = -1;
  let count = 0;
  for (let at = 0; at < order.length; at += 1) {
    const row = order[at] ?? 0;
    if (pair === -1 || pairAccounts[pair] !== accounts[row] || pairSets[pair] !== sets[row]) {
      pair += 1;
      pairAccounts[pair] = accounts[row] ?? 0;
      pairSets[pair] = sets[row] ?? 0;
      offsets[pair] = count;
    }
    if (row < provisioned.flags.length) {
      flags[pair] = (provisioned.flags[row] ?? 0) | PROVISIONED;
      continue;
    }
    const principal = assignments.principals[row - provisioned.flags.length] ?? 0;
    if (count > (offsets[pair] ?? 0) && values[count - 1] === principal) continue;
    values[count] = principal;
    count += 1;
  }
  offsets[pair + 1] = count;
  return {
    accounts: asRows<AccountRow>(pairAccounts.slice(0, pair + 1)),
    permissionSets: asRows<SetRow>(pairSets.slice(0, pair + 1)),
    flags: flags.slice(0, pair + 1),
    principals: { offsets: offsets.slice(0, pair + 2), values: asRows<PrincipalRow>(values.slice(0, count)) },
  };
}

/** The pair, or ABSENT where the set is neither provisioned nor assigned in the account. */
export function pairAt({ accountOffsets, permissionSets }: Pairs, account: AccountRow, permissionSet: SetRow): PairRow {
  return rowAt(placeOf(permissionSets, accountOffsets[account] ?? 0, accountOffsets[account + 1] ?? 0, permissionSet));
}

/** The numbers of the account's pairs: from the first up to, not including, the second. */
export const pairsOfAccount = ({ accountOffsets }: Pairs, account: AccountRow): readonly [number, number] => [
  accountOffsets[account] ?? 0,
  accountOffsets[account + 1] ?? 0,
];

function joined(first: Uint32Array, second: Uint32Array): Uint32Array {
  const all = new Uint32Array(first.length + second.length);
  all.set(first);
  all.set(second, first.length);
  return all;
}
