/** What differs between the rows of two organizations: what came, what went, what changed, and what one side cannot tell. Pure. */

import { ACCOUNT_STATES } from "../../model/organization-document/document.ts";
import type { ChangeSubject, SnapshotChange } from "../../model/snapshot-diff.ts";
import { GROUP, OUTDATED, ROLE_PRESENT, UNLISTED_ACCOUNT, USER } from "./columns.ts";
import { accountNamed, principalNamed, setNamed } from "./common-names.ts";
import { rowsOf } from "./compressed-rows.ts";
import { entitlementDifferences } from "./entitlement-difference.ts";
import { isGroup } from "./judgement.ts";
import { PROVISIONED } from "./pairs.ts";
import { ABSENT, type PairRow, rowAt } from "./rows.ts";
import {
  type CommonAccount,
  type CommonGroup,
  type CommonPair,
  type CommonPrincipal,
  type CommonSet,
  type CommonUser,
  commonOf,
  commonPairs,
  rowIn,
  type Side,
  type TwoOrganizations,
} from "./two-organizations.ts";
import {
  isAccountUnseen,
  isAssignmentUnseen,
  isMembershipUnseen,
  isPrincipalUnseen,
  isProvisioningUnseen,
  isSetUnseen,
} from "./unseen.ts";

export type RowDifference = Omit<SnapshotChange, "authors">;

/** In the order of the tables: accounts, permission sets, users and groups, memberships, assignments, provisioned, entitlements. */
export function rowDifferences(two: TwoOrganizations): readonly RowDifference[] {
  return [
    ...accountDifferences(two),
    ...recreated(setDifferences(two), "permissionSet"),
    ...recreated(principalDifferences(two, "USER"), "user"),
    ...recreated(principalDifferences(two, "GROUP"), "group"),
    ...membershipDifferences(two),
    ...pairDifferences(two),
    ...entitlementDifferences(two).map((row) => oneSided({ of: "entitlement", ...row })),
  ];
}

/** The side that shows a row which the other lacks. */
type ShownBy = "before" | "after";

interface OneSided {
  readonly of: RowDifference["of"];
  readonly subject: ChangeSubject;
  readonly shownBy: ShownBy;
  /** The other side may have the row and could not or did not look. */
  readonly isOtherUnseen: boolean;
}

/** A row that only one side shows. */
const oneSided = ({ of, subject, shownBy, isOtherUnseen }: OneSided): RowDifference => ({
  of,
  change: isOtherUnseen ? "unknown" : shownBy === "before" ? "gone" : "added",
  isInferred: false,
  subject,
  field: null,
  before: shownBy === "before" ? "there" : null,
  after: shownBy === "after" ? "there" : null,
});

/** The side that shows the row, and the other. */
const sidesOf = ({ before, after }: TwoOrganizations, shownBy: ShownBy) =>
  shownBy === "before" ? { seen: before, other: after } : { seen: after, other: before };

/** A value that both sides know and that is not the same. */
const changed = (
  of: RowDifference["of"],
  subject: ChangeSubject,
  field: NonNullable<RowDifference["field"]>,
  before: string | undefined,
  after: string | undefined,
): readonly RowDifference[] =>
  !before || !after || before === after
    ? []
    : [{ of, change: "changed", isInferred: false, subject, field, before, after }];

function accountDifferences(two: TwoOrganizations): readonly RowDifference[] {
  const { before, after, counts } = two;
  return numbers<CommonAccount>(counts.accounts).flatMap((number): readonly RowDifference[] => {
    const [was, is] = [listedAccount(before, number), listedAccount(after, number)];
    const subject = { account: accountNamed(two, number) };
    if (was && is)
      return [
        ...changed("account", subject, "state", was.state, is.state),
        ...changed("account", subject, "name", was.name, is.name),
        ...changed("account", subject, "email", was.email, is.email),
      ];
    if (!was && !is) return [];
    const shownBy = was ? "before" : "after";
    const isOtherUnseen = isAccountUnseen(sidesOf(two, shownBy).other, number);
    return [oneSided({ of: "account", subject, shownBy, isOtherUnseen })];
  });
}

function listedAccount({ facts: { columns, gaps }, accounts }: Side, number: CommonAccount) {
  const row = rowIn(accounts, number);
  const state = columns.accounts.states[row] ?? UNLISTED_ACCOUNT;
  if (state === UNLISTED_ACCOUNT) return undefined;
  return {
    state: gaps.accounts.has(row) ? undefined : ACCOUNT_STATES[state],
    name: columns.accounts.names[row],
    email: columns.accounts.emails[row],
  };
}

function setDifferences(two: TwoOrganizations): readonly RowDifference[] {
  const { before, after, counts } = two;
  return numbers<CommonSet>(counts.permissionSets).flatMap((number): readonly RowDifference[] => {
    const [was, is] = [isSetListed(before, number), isSetListed(after, number)];
    if (was === is) return [];
    const permissionSet = setNamed(two, number);
    const shownBy = was ? "before" : "after";
    const isOtherUnseen = isSetUnseen(sidesOf(two, shownBy).other, permissionSet.id);
    return [oneSided({ of: "permission-set", subject: { permissionSet }, shownBy, isOtherUnseen })];
  });
}

const isSetListed = ({ facts: { columns }, permissionSets }: Side, number: CommonSet): boolean =>
  columns.permissionSets.listed[rowIn(permissionSets, number)] === 1;

function principalDifferences(two: TwoOrganizations, type: "USER" | "GROUP"): readonly RowDifference[] {
  const { before, after, counts } = two;
  const of = type === "USER" ? "user" : "group";
  return numbers<CommonPrincipal>(counts.principals).flatMap((number): readonly RowDifference[] => {
    const [was, is] = [listedPrincipal(before, number, type), listedPrincipal(after, number, type)];
    const subject = { [of]: principalNamed(two, number) };
    if (was && is)
      return [
        ...changed(of, subject, "status", was.status, is.status),
        ...changed(of, subject, "name", was.name, is.name),
        ...changed(of, subject, "email", was.email, is.email),
      ];
    if (!was && !is) return [];
    const shownBy = was ? "before" : "after";
    const isOtherUnseen = isPrincipalUnseen(sidesOf(two, shownBy).other, number, type);
    return [oneSided({ of, subject, shownBy, isOtherUnseen })];
  });
}

function listedPrincipal({ facts: { columns }, principals }: Side, number: CommonPrincipal, type: "USER" | "GROUP") {
  const row = rowIn(principals, number);
  if (columns.principals.kinds[row] !== (type === "USER" ? USER : GROUP)) return undefined;
  return {
    name: columns.principals.names[row],
    email: columns.principals.emails[row],
    status: type === "GROUP" ? undefined : columns.principals.disabled[row] === 1 ? "DISABLED" : "ENABLED",
  };
}

/** One that is surely gone and one that is surely new under the same name are one change: names are unique at any time (facts B1). */
function recreated(rows: readonly RowDifference[], key: "permissionSet" | "user" | "group"): readonly RowDifference[] {
  const name = ({ subject }: RowDifference) => subject[key]?.name ?? undefined;
  const gone = new Map(rows.filter(({ change }) => change === "gone").map((row) => [name(row), row]));
  const added = new Map(rows.filter(({ change }) => change === "added").map((row) => [name(row), row]));
  return rows.flatMap((row): readonly RowDifference[] => {
    const called = name(row);
    const [old, next] = [gone.get(called), added.get(called)];
    if (called === undefined || !old || !next || (row !== old && row !== next)) return [row];
    if (row === old) return [];
    const before = old.subject[key]?.id ?? null;
    return [{ ...row, change: "recreated", before, after: row.subject[key]?.id ?? null }];
  });
}

function membershipDifferences(two: TwoOrganizations): readonly RowDifference[] {
  const { before, after, counts } = two;
  const isEitherGroup = (number: CommonPrincipal): number is CommonGroup =>
    [before, after].some(({ facts, principals }) => isGroup(facts, rowIn(principals, number)));
  return numbers<CommonPrincipal>(counts.principals)
    .filter(isEitherGroup)
    .flatMap((group) => {
      const [had, has] = [membersIn(before, group), membersIn(after, group)];
      const row = (user: CommonUser, shownBy: ShownBy): RowDifference => {
        const subject = { group: principalNamed(two, group), user: principalNamed(two, user) };
        const isOtherUnseen = isMembershipUnseen(sidesOf(two, shownBy).other, group, user);
        return oneSided({ of: "membership", subject, shownBy, isOtherUnseen });
      };
      return [
        ...[...had].filter((user) => !has.has(user)).map((user) => row(user, "before")),
        ...[...has].filter((user) => !had.has(user)).map((user) => row(user, "after")),
      ];
    });
}

const NONE: ReadonlySet<never> = new Set();

function membersIn({ facts, principals }: Side, group: CommonGroup): ReadonlySet<CommonUser> {
  const row = rowIn(principals, group);
  if (row === ABSENT) return NONE;
  const members = rowsOf(facts.members, row);
  return members.length === 0 ? NONE : new Set(Array.from(members, (user) => commonOf(principals, user)));
}

function pairDifferences(two: TwoOrganizations): readonly RowDifference[] {
  const rows: RowDifference[] = [];
  for (const pair of commonPairs(two)) {
    for (const row of assignmentDifferences(two, pair)) rows.push(row);
    for (const row of provisionedDifferences(two, pair)) rows.push(row);
  }
  return rows;
}

function assignmentDifferences(two: TwoOrganizations, pair: CommonPair): readonly RowDifference[] {
  const { before, after } = two;
  const [had, has] = [assignedIn(before, pair.before), assignedIn(after, pair.after)];
  const row = (principal: CommonPrincipal, shownBy: ShownBy): RowDifference => {
    const { seen, other } = sidesOf(two, shownBy);
    const key = isGroup(seen.facts, rowIn(seen.principals, principal)) ? "group" : "user";
    const subject = { ...pairSubject(two, pair), [key]: principalNamed(two, principal) };
    if (!isAssignmentUnseen(other, pair.account, pair.permissionSet, principal))
      return oneSided({ of: "assignment", subject, shownBy, isOtherUnseen: false });
    const isInferred =
      isPairSurelyNew(two, pair, shownBy) || (shownBy === "after" && isPrincipalSurelyNew(before, principal));
    return { ...oneSided({ of: "assignment", subject, shownBy, isOtherUnseen: !isInferred }), isInferred };
  };
  return [
    ...[...had].filter((principal) => !has.has(principal)).map((principal) => row(principal, "before")),
    ...[...has].filter((principal) => !had.has(principal)).map((principal) => row(principal, "after")),
  ];
}

/**
 * The set surely came to the account or went from it: an assignment that the pairs' walk shows on the side where it is
 * provisioned likely came or went with it, because AWS provisions with the first and removes with the last (facts S1).
 */
function isPairSurelyNew(two: TwoOrganizations, pair: CommonPair, shownBy: ShownBy): boolean {
  const { seen, other } = sidesOf(two, shownBy);
  const isSeen = (flagsIn(seen, pair[shownBy]) & PROVISIONED) !== 0;
  const isElsewhere = (flagsIn(other, pair[shownBy === "before" ? "after" : "before"]) & PROVISIONED) !== 0;
  return isSeen && !isElsewhere && !isProvisioningUnseen(other, pair.account, pair.permissionSet);
}

/** Nobody can have been assigned before they were there. The reverse does not hold: assignments outlive their principal (facts A5). */
const isPrincipalSurelyNew = (before: Side, principal: CommonPrincipal): boolean =>
  rowIn(before.principals, principal) === ABSENT &&
  !before.facts.gaps.lists.has("users") &&
  !before.facts.gaps.lists.has("groups");

function assignedIn({ facts, principals }: Side, pair: PairRow): ReadonlySet<CommonPrincipal> {
  if (pair === ABSENT) return NONE;
  return new Set(Array.from(rowsOf(facts.pairs.principals, pair), (principal) => commonOf(principals, principal)));
}

const pairSubject = (two: TwoOrganizations, { account, permissionSet }: CommonPair) => ({
  account: accountNamed(two, account),
  permissionSet: setNamed(two, permissionSet),
});

function provisionedDifferences(two: TwoOrganizations, pair: CommonPair): readonly RowDifference[] {
  const { before, after } = two;
  const [was, is] = [flagsIn(before, pair.before), flagsIn(after, pair.after)];
  const [wasThere, isThere] = [(was & PROVISIONED) !== 0, (is & PROVISIONED) !== 0];
  if (!wasThere && !isThere) return [];
  const subject = pairSubject(two, pair);
  if (wasThere !== isThere) {
    const shownBy = wasThere ? "before" : "after";
    const { seen, other } = sidesOf(two, shownBy);
    const isOtherUnseen =
      isProvisioningUnseen(other, pair.account, pair.permissionSet) || !isAsked(seen, other, pair.account);
    return [oneSided({ of: "provisioned", subject, shownBy, isOtherUnseen })];
  }
  const roleOf = (flags: number) => ((flags & ROLE_PRESENT) === 0 ? "missing" : "present");
  const freshnessOf = (flags: number) => ((flags & OUTDATED) === 0 ? "latest" : "outdated");
  return [
    ...changed("provisioned", subject, "freshness", freshnessOf(was), freshnessOf(is)),
    ...(before.areRolesAsked && after.areRolesAsked
      ? changed("provisioned", subject, "role", roleOf(was), roleOf(is))
      : []),
  ];
}

/** A walk by accounts asks those of the organization: rows of any other show in a walk by sets only. */
const isAsked = (seen: Side, other: Side, account: CommonAccount): boolean =>
  other.facts.columns.coverage === undefined || listedAccount(seen, account) !== undefined;

const flagsIn = ({ facts }: Side, pair: PairRow): number => facts.pairs.flags[pair] ?? 0;

const numbers = <Common extends number>(count: number): readonly Common[] =>
  Array.from({ length: count }, (_, number) => rowAt<Common>(number));
