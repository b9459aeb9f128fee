/** The gaps of failed reads by what they hide, so that any judgement can ask in one step. */
import type { Coverage, Gap, Walk } from "../../model/coverage.ts";
import type { AccountId, GroupId, PermissionSetArn, Principal, UserId } from "../../model/ids.ts";
import type { OrganizationColumns } from "./columns.ts";
import { GROUP, ORPHAN_GROUP } from "./columns.ts";
import { type AccountRow, type GroupRow, type PrincipalRow, rowAt, type SetRow, type UserRow } from "./rows.ts";

export interface GapIndex {
  readonly walk: Walk;
  readonly gaps: readonly Gap[];
  /** Whole lists that were not read. */
  readonly lists: ReadonlySet<Gap["part"]["kind"]>;
  /** Accounts whose state was not read. */
  readonly accounts: ReadonlySet<AccountRow>;
  /** Accounts of which it was not read what is provisioned there. */
  readonly provisionedToAccounts: ReadonlySet<AccountRow>;
  /** Sets of which it was not read where they are provisioned. */
  readonly accountsOfSets: ReadonlySet<SetRow>;
  /** Pairs whose assignments were not read, by `pairKey`. */
  readonly assignments: ReadonlySet<string>;
  /** Principals whose assignments were not read. */
  readonly grants: ReadonlySet<PrincipalRow>;
  /** Accounts and principals whose entitlements were not read. */
  readonly entitlementsOfAccounts: ReadonlySet<AccountRow>;
  readonly entitlementsOf: ReadonlySet<PrincipalRow>;
  /** Groups whose members were not read. */
  readonly members: ReadonlySet<GroupRow>;
  /** Users whose groups were not read. */
  readonly groupsOf: ReadonlySet<UserRow>;
  /** Principals that the directory was asked for in vain. */
  readonly principals: ReadonlySet<PrincipalRow>;
}

export const pairKey = (account: AccountRow, permissionSet: SetRow): string => `${account} ${permissionSet}`;

const WHOLE: Coverage = { walk: "both", blindSpot: null, gaps: [] };

/** @throws RangeError where a gap names what is not in the columns: the builder enters it, the blobs check it. */
export function gapIndex(columns: OrganizationColumns): GapIndex {
  const { walk, gaps } = columns.coverage ?? WHOLE;
  const place = gaps.length === 0 ? undefined : placesOf(columns);
  const index = {
    walk,
    gaps,
    lists: new Set<Gap["part"]["kind"]>(),
    accounts: new Set<AccountRow>(),
    provisionedToAccounts: new Set<AccountRow>(),
    accountsOfSets: new Set<SetRow>(),
    assignments: new Set<string>(),
    grants: new Set<PrincipalRow>(),
    entitlementsOfAccounts: new Set<AccountRow>(),
    entitlementsOf: new Set<PrincipalRow>(),
    members: new Set<GroupRow>(),
    groupsOf: new Set<UserRow>(),
    principals: new Set<PrincipalRow>(),
  };
  if (place) for (const { part } of gaps) enterGap(index, part, place);
  return index;
}

type MutableIndex = { [K in keyof GapIndex]: GapIndex[K] extends ReadonlySet<infer T> ? Set<T> : GapIndex[K] };

function enterGap(index: MutableIndex, part: Gap["part"], place: Places): void {
  switch (part.kind) {
    case "account":
      return void index.accounts.add(place.account(part.accountId));
    case "permission-set":
      return;
    case "provisioned-to-account":
      return void index.provisionedToAccounts.add(place.account(part.accountId));
    case "accounts-of-set":
      return void index.accountsOfSets.add(place.set(part.permissionSetArn));
    case "assignments":
      return void index.assignments.add(pairKey(place.account(part.accountId), place.set(part.permissionSetArn)));
    case "grants-of":
      return void index.grants.add(place.principal(part.principal));
    case "entitlements-of-account":
      return void index.entitlementsOfAccounts.add(place.account(part.accountId));
    case "entitlements-of":
      return void index.entitlementsOf.add(place.principal(part.principal));
    case "members":
      return void index.members.add(place.group(part.groupId));
    case "groups-of":
      return void index.groupsOf.add(place.user(part.userId));
    case "principal":
      return void index.principals.add(place.principal(part.principal));
    default:
      return void index.lists.add(part.kind);
  }
}

/** Where ids stand in the columns. */
export interface Places {
  readonly account: (id: AccountId) => AccountRow;
  readonly set: (arn: PermissionSetArn) => SetRow;
  readonly user: (id: UserId) => UserRow;
  readonly group: (id: GroupId) => GroupRow;
  readonly principal: (principal: Principal) => PrincipalRow;
}

/** Maps are made once, for the few questions that begin with an id. */
export function placesOf({ accounts, permissionSets, principals }: OrganizationColumns): Places {
  const byAccount = new Map(accounts.ids.map((id, row) => [id, row]));
  const bySet = new Map(permissionSets.arns.map((arn, row) => [arn, row]));
  const byPrincipal = new Map(
    principals.ids.map((id, row) => [`${typeOf(principals.kinds[rowAt<PrincipalRow>(row)])} ${id}`, row]),
  );
  const certainly = <Row extends number>(row: number | undefined, id: string): Row => {
    if (row === undefined) throw new RangeError(`The columns have no ${id}`);
    return rowAt(row);
  };
  const user = (id: UserId): UserRow => certainly(byPrincipal.get(`USER ${id}`), id);
  const group = (id: GroupId): GroupRow => certainly(byPrincipal.get(`GROUP ${id}`), id);
  return {
    account: (id) => certainly(byAccount.get(id), id),
    set: (arn) => certainly(bySet.get(arn), arn),
    user,
    group,
    principal: ({ type, id }) => (type === "USER" ? user(id) : group(id)),
  };
}

export const typeOf = (kind: number | undefined): "USER" | "GROUP" =>
  kind === GROUP || kind === ORPHAN_GROUP ? "GROUP" : "USER";
