/** Two organizations under one numbering, so that their rows can be laid side by side. */
import { PRINCIPAL_KINDS } from "./columns.ts";
import type { OrganizationFacts } from "./facts.ts";
import { typeOf } from "./gap-index.ts";
import { pairAt } from "./pairs.ts";

/** Not a row of a table: the columns have no such thing. */
export const ABSENT = -1;

/** One of the two: its facts, and where things stand in them. Every number of a place is a common one. */
export interface Side {
  readonly facts: OrganizationFacts;
  /** Row → common number, and back (ABSENT where the side has no such row). */
  readonly accounts: Places;
  readonly permissionSets: Places;
  readonly principals: Places;
  /** False: nobody asked IAM whether the roles are there. */
  readonly areRolesAsked: boolean;
}

export interface Places {
  readonly toCommon: Uint32Array;
  readonly toRow: Int32Array;
}

export interface TwoOrganizations {
  readonly before: Side;
  readonly after: Side;
  readonly counts: { readonly accounts: number; readonly permissionSets: number; readonly principals: number };
}

/** The two under common numbers: first what `before` has, in its order, then what only `after` has. */
export function twoOrganizations(before: OrganizationFacts, after: OrganizationFacts): TwoOrganizations {
  const accounts = common(before.columns.accounts.ids, after.columns.accounts.ids);
  const permissionSets = common(before.columns.permissionSets.arns, after.columns.permissionSets.arns);
  const principals = common(principalKeys(before), principalKeys(after));
  const side = (facts: OrganizationFacts, which: "before" | "after"): Side => ({
    facts,
    accounts: accounts[which],
    permissionSets: permissionSets[which],
    principals: principals[which],
    areRolesAsked: facts.columns.coverage?.neverAsked?.includes("account-roles") !== true,
  });
  return {
    before: side(before, "before"),
    after: side(after, "after"),
    counts: { accounts: accounts.count, permissionSets: permissionSets.count, principals: principals.count },
  };
}

/** Users and groups are told apart by type: one id could be both in a document from elsewhere. */
const principalKeys = ({ columns: { principals } }: OrganizationFacts): readonly string[] =>
  principals.ids.map((id, row) => `${typeOf(principals.kinds[row] ?? PRINCIPAL_KINDS.length)} ${id}`);

function common(before: readonly string[], after: readonly string[]) {
  const numbers = new Map(before.map((id, row) => [id, row]));
  const afterToCommon = Uint32Array.from(after, (id) => {
    const known = numbers.get(id);
    if (known !== undefined) return known;
    numbers.set(id, numbers.size);
    return numbers.size - 1;
  });
  const count = numbers.size;
  const placesOf = (toCommon: Uint32Array): Places => {
    const toRow = new Int32Array(count).fill(ABSENT);
    for (let row = 0; row < toCommon.length; row += 1) toRow[toCommon[row] ?? 0] = row;
    return { toCommon, toRow };
  };
  return { before: placesOf(Uint32Array.from(before, (_, row) => row)), after: placesOf(afterToCommon), count };
}

/** The row of a common number, or ABSENT. */
export const rowIn = ({ toRow }: Places, number: number): number => toRow[number] ?? ABSENT;

/** An account × permission set of one side or of both, in common numbers; its pair on each side, or ABSENT. */
export interface CommonPair {
  readonly account: number;
  readonly permissionSet: number;
  readonly before: number;
  readonly after: number;
}

/** Every pair that at least one side provisions or assigns, each once. */
export function* commonPairs({ before, after }: TwoOrganizations): Generator<CommonPair> {
  yield* pairsOfSide(before, (place, pair) => ({ ...place, before: pair, after: pairIn(after, place) }));
  for (const one of pairsOfSide(after, (place, pair) => ({ ...place, before: pairIn(before, place), after: pair })))
    if (one.before === ABSENT) yield one;
}

type Place = Pick<CommonPair, "account" | "permissionSet">;

function* pairsOfSide({ facts, accounts, permissionSets }: Side, make: (place: Place, pair: number) => CommonPair) {
  for (let pair = 0; pair < facts.pairs.accounts.length; pair += 1) {
    const account = accounts.toCommon[facts.pairs.accounts[pair] ?? 0] ?? 0;
    const permissionSet = permissionSets.toCommon[facts.pairs.permissionSets[pair] ?? 0] ?? 0;
    yield make({ account, permissionSet }, pair);
  }
}

function pairIn(side: Side, { account, permissionSet }: Place): number {
  const [accountRow, setRow] = [rowIn(side.accounts, account), rowIn(side.permissionSets, permissionSet)];
  return accountRow === ABSENT || setRow === ABSENT ? ABSENT : pairAt(side.facts.pairs, accountRow, setRow);
}
