/** What differs between the entitlements of two organizations: what came, what went, and what one side cannot tell. Pure. */
import { GROUP, UNLISTED_ACCOUNT, USER } from "./columns.ts";
import { accountNamed, principalNamed } from "./common-names.ts";
import { rowsOf } from "./compressed-rows.ts";
import { areEntitlementsUnread } from "./entitled-access.ts";
import { isGroup } from "./judgement.ts";
import { ABSENT, type AccountRow, type RoleRow, rowAt } from "./rows.ts";
import {
  type CommonAccount,
  type CommonPrincipal,
  commonOf,
  rowIn,
  type Side,
  type TwoOrganizations,
} from "./two-organizations.ts";

export interface EntitlementDifference {
  readonly shownBy: "before" | "after";
  /** The other side may have it and could not or did not look. */
  readonly isOtherUnseen: boolean;
  readonly subject: {
    readonly account: ReturnType<typeof accountNamed>;
    readonly role: { readonly id: string; readonly name: string };
    readonly user?: ReturnType<typeof principalNamed>;
    readonly group?: ReturnType<typeof principalNamed>;
  };
}

/** One row for each entitlement, by its application, role and principal: its own id changes when it is created again. */
interface Row {
  readonly roleArn: string;
  readonly account: CommonAccount;
  readonly principal: CommonPrincipal;
  readonly isGroup: boolean;
}

/** In the order of `before`, then what only `after` has. */
export function entitlementDifferences(two: TwoOrganizations): readonly EntitlementDifference[] {
  const [had, has] = [entitlementsIn(two.before), entitlementsIn(two.after)];
  const only = (rows: ReadonlyMap<string, Row>, others: ReadonlyMap<string, Row>) =>
    [...rows].flatMap(([key, row]) => (others.has(key) ? [] : [row]));
  return [
    ...only(had, has).map((row) => difference(two, "before", row)),
    ...only(has, had).map((row) => difference(two, "after", row)),
  ];
}

function entitlementsIn({ facts, accounts, principals }: Side): ReadonlyMap<string, Row> {
  const { roles, applications } = facts.columns;
  const rows = new Map<string, Row>();
  for (let at = 0; at < roles.arns.length; at += 1) {
    const role = rowAt<RoleRow>(at);
    const roleArn = roles.arns[role] ?? "";
    const account = commonOf(accounts, roles.accounts[role] ?? ABSENT);
    for (const principal of rowsOf(facts.entitled.principals, role)) {
      const number = commonOf(principals, principal);
      const key = `${applications.arns[roles.applications[role] ?? ABSENT]} ${roleArn} ${number}`;
      rows.set(key, { roleArn, account, principal: number, isGroup: isGroup(facts, principal) });
    }
  }
  return rows;
}

function difference(
  two: TwoOrganizations,
  shownBy: "before" | "after",
  { roleArn, account, principal, isGroup: isOfGroup }: Row,
): EntitlementDifference {
  const other = shownBy === "before" ? two.after : two.before;
  const named = principalNamed(two, principal);
  return {
    shownBy,
    isOtherUnseen: isUnseen(other, account, principal),
    subject: {
      account: accountNamed(two, account),
      role: { id: roleArn, name: roleArn.slice(roleArn.lastIndexOf("/") + 1) },
      ...(isOfGroup ? { group: named } : { user: named }),
    },
  };
}

/** Entitlements of somebody whom the directory lacks are seen by accounts only; those of an account that it lacks by principals only. */
function isUnseen({ facts, accounts, principals }: Side, account: CommonAccount, principal: CommonPrincipal): boolean {
  const [accountRow, principalRow] = [rowIn(accounts, account), rowIn(principals, principal)];
  if (areEntitlementsUnread(facts, accountRow)) return true;
  const walk = facts.columns.coverage?.entitlementWalk;
  if (walk === "accounts") return !isListed(facts, accountRow);
  const kind = facts.columns.principals.kinds[principalRow];
  return walk === "principals" && kind !== USER && kind !== GROUP;
}

const isListed = ({ columns }: Side["facts"], account: AccountRow): boolean =>
  account !== ABSENT && columns.accounts.states[account] !== UNLISTED_ACCOUNT;
