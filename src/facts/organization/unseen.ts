/** Whether a row that one side lacks may be there all the same, because the side could not or did not look: unknown is never absence. */
import { GROUP, USER } from "./columns.ts";
import { pairKey } from "./gap-index.ts";
import { isProvisioningUnread } from "./judgement.ts";
import { PROVISIONED, pairAt } from "./pairs.ts";
import { ABSENT } from "./rows.ts";
import {
  type CommonAccount,
  type CommonGroup,
  type CommonPrincipal,
  type CommonSet,
  type CommonUser,
  rowIn,
  type Side,
} from "./two-organizations.ts";

export const isAccountUnseen = ({ facts: { gaps }, accounts }: Side, account: CommonAccount): boolean =>
  gaps.lists.has("accounts") || gaps.accounts.has(rowIn(accounts, account));

export const isSetUnseen = ({ facts: { gaps } }: Side, arn: string): boolean =>
  gaps.lists.has("permission-sets") ||
  gaps.gaps.some(({ part }) => part.kind === "permission-set" && part.permissionSetArn === arn);

export const isPrincipalUnseen = (
  { facts: { gaps }, principals }: Side,
  principal: CommonPrincipal,
  type: "USER" | "GROUP",
): boolean => gaps.lists.has(type === "USER" ? "users" : "groups") || gaps.principals.has(rowIn(principals, principal));

export const isMembershipUnseen = (side: Side, group: CommonGroup, user: CommonUser): boolean => {
  const { gaps } = side.facts;
  return (
    isPrincipalUnseen(side, group, "GROUP") ||
    isPrincipalUnseen(side, user, "USER") ||
    gaps.members.has(rowIn(side.principals, group)) ||
    gaps.groupsOf.has(rowIn(side.principals, user))
  );
};

export const isProvisioningUnseen = (side: Side, account: CommonAccount, permissionSet: CommonSet): boolean =>
  isProvisioningUnread(side.facts, rowIn(side.accounts, account), rowIn(side.permissionSets, permissionSet));

/**
 * A row shows where its pair was asked, or where its principal was (design, section 8). Pairs are asked where the set is
 * provisioned, principals where the directory has them: what lies outside of that is the blind spot of the walk.
 */
export function isAssignmentUnseen(
  side: Side,
  account: CommonAccount,
  permissionSet: CommonSet,
  principal: CommonPrincipal,
): boolean {
  const { columns, gaps, pairs } = side.facts;
  if (columns.coverage === undefined) return false;
  const [accountRow, setRow] = [rowIn(side.accounts, account), rowIn(side.permissionSets, permissionSet)];
  const principalRow = rowIn(side.principals, principal);
  const pair = accountRow === ABSENT || setRow === ABSENT ? ABSENT : pairAt(pairs, accountRow, setRow);
  const isPairAsked =
    ((pairs.flags[pair] ?? 0) & PROVISIONED) !== 0 && !gaps.assignments.has(pairKey(accountRow, setRow));
  const kind = columns.principals.kinds[principalRow];
  const isPrincipalAsked = (kind === USER || kind === GROUP) && !gaps.grants.has(principalRow);
  switch (gaps.walk) {
    case "pairs":
      return !isPairAsked;
    case "principals":
      return !isPrincipalAsked;
    case "both":
      return !isPairAsked && !isPrincipalAsked;
  }
}
