/** Two organizations under one numbering, so that their rows can be laid side by side. */
import { PRINCIPAL_KINDS } from "./columns.ts";
import type { OrganizationFacts } from "./facts.ts";
import { typeOf } from "./gap-index.ts";
import { pairAt } from "./pairs.ts";
import {
  ABSENT,
  type AccountRow,
  type GroupRow,
  type PairRow,
  type PrincipalRow,
  rowAt,
  type SetRow,
  type UserRow,
} from "./rows.ts";

declare const numbering: unique symbol;
type CommonOf<Table extends string> = number & { readonly [numbering]: { readonly [Name in Table]: true } };

/** Common numbers: no rows of either side, so that none is taken for one. */
export type CommonAccount = CommonOf<"account">;
export type CommonSet = CommonOf<"permission set">;
export type CommonUser = CommonOf<"user">;
export type CommonGroup = CommonOf<"group">;
export type CommonPrincipal = CommonUser | CommonGroup;

/** One of the two: its facts, and where things stand in them. Every number of a place is a common one. */
export interface Side {
  readonly facts: OrganizationFacts;
  /** Row → common number, and back (ABSENT where the side has no such row). */
  readonly accounts: AccountPlaces;
  readonly permissionSets: SetPlaces;
  readonly principals: PrincipalPlaces;
  /** False: nobody asked IAM whether the roles are there. */
  readonly areRolesAsked: boolean;
}

interface Places<Row extends number, Common extends number> {
  readonly toCommon: { readonly [At in Row]: Common };
  readonly toRow: { readonly [At in Common]: Row };
}

export type AccountPlaces = Places<AccountRow, CommonAccount>;
export type SetPlaces = Places<SetRow, CommonSet>;
/** A user's row is a user's number, and a group's a group's. */
export type PrincipalPlaces = Places<UserRow, CommonUser> & Places<GroupRow, CommonGroup>;

export interface TwoOrganizations {
  readonly before: Side;
  readonly after: Side;
  readonly counts: { readonly accounts: number; readonly permissionSets: number; readonly principals: number };
}

/** The two under common numbers: first what `before` has, in its order, then what only `after` has. */
export function twoOrganizations(before: OrganizationFacts, after: OrganizationFacts): TwoOrganizations {
  const accounts = common<AccountPlaces>(before.columns.accounts.ids, after.columns.accounts.ids);
  const permissionSets = common<SetPlaces>(before.columns.permissionSets.arns, after.columns.permissionSets.arns);
  const principals = common<PrincipalPlaces>(principalKeys(before), principalKeys(after));
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
  principals.ids.map(
    (id, row) => `${typeOf(principals.kinds[rowAt<PrincipalRow>(row)] ?? PRINCIPAL_KINDS.length)} ${id}`,
  );

/** The ids of one table, in the order of its rows. */
type Ids = Pick<readonly string[], "map" | "length"> & Iterable<string>;

function common<Of extends AccountPlaces | SetPlaces | PrincipalPlaces>(before: Ids, after: Ids) {
  const numbers = new Map(before.map((id, row) => [id, row]));
  const afterToCommon = Uint32Array.from(after, (id) => {
    const known = numbers.get(id);
    if (known !== undefined) return known;
    numbers.set(id, numbers.size);
    return numbers.size - 1;
  });
  const count = numbers.size;
  const placesOf = (toCommon: Uint32Array): Of => {
    const toRow = new Int32Array(count).fill(ABSENT);
    for (let row = 0; row < toCommon.length; row += 1) toRow[toCommon[row] ?? 0] = row;
    // Rows and numbers of one table alone are in here: no type of an array can say so.
    return { toCommon, toRow } as unknown as Of;
  };
  return { before: placesOf(Uint32Array.from(before, (_, row) => row)), after: placesOf(afterToCommon), count };
}

/** The row of a common number, or ABSENT. */
export function rowIn(places: AccountPlaces, number: CommonAccount): AccountRow;
export function rowIn(places: SetPlaces, number: CommonSet): SetRow;
export function rowIn(places: PrincipalPlaces, number: CommonUser): UserRow;
export function rowIn(places: PrincipalPlaces, number: CommonGroup): GroupRow;
export function rowIn(places: PrincipalPlaces, number: CommonPrincipal): PrincipalRow;
export function rowIn({ toRow }: { readonly toRow: { readonly [number: number]: number } }, number: number): number {
  return toRow[number] ?? ABSENT;
}

/** The common number of a row that the side has. */
export function commonOf(places: AccountPlaces, row: AccountRow): CommonAccount;
export function commonOf(places: SetPlaces, row: SetRow): CommonSet;
export function commonOf(places: PrincipalPlaces, row: UserRow): CommonUser;
export function commonOf(places: PrincipalPlaces, row: GroupRow): CommonGroup;
export function commonOf(places: PrincipalPlaces, row: PrincipalRow): CommonPrincipal;
export function commonOf({ toCommon }: { readonly toCommon: { readonly [row: number]: number } }, row: number): number {
  return toCommon[row] ?? 0;
}

/** An account × permission set of one side or of both, in common numbers; its pair on each side, or ABSENT. */
export interface CommonPair {
  readonly account: CommonAccount;
  readonly permissionSet: CommonSet;
  readonly before: PairRow;
  readonly after: PairRow;
}

/** Every pair that at least one side provisions or assigns, each once. */
export function* commonPairs({ before, after }: TwoOrganizations): Generator<CommonPair> {
  yield* pairsOfSide(before, (place, pair) => ({ ...place, before: pair, after: pairIn(after, place) }));
  for (const one of pairsOfSide(after, (place, pair) => ({ ...place, before: pairIn(before, place), after: pair })))
    if (one.before === ABSENT) yield one;
}

type Place = Pick<CommonPair, "account" | "permissionSet">;

function* pairsOfSide({ facts, accounts, permissionSets }: Side, make: (place: Place, pair: PairRow) => CommonPair) {
  for (let at = 0; at < facts.pairs.accounts.length; at += 1) {
    const pair = rowAt<PairRow>(at);
    const account = commonOf(accounts, facts.pairs.accounts[pair] ?? ABSENT);
    const permissionSet = commonOf(permissionSets, facts.pairs.permissionSets[pair] ?? ABSENT);
    yield make({ account, permissionSet }, pair);
  }
}

function pairIn(side: Side, { account, permissionSet }: Place): PairRow {
  const [accountRow, setRow] = [rowIn(side.accounts, account), rowIn(side.permissionSets, permissionSet)];
  return accountRow === ABSENT || setRow === ABSENT ? ABSENT : pairAt(side.facts.pairs, accountRow, setRow);
}
