/** Words of a question to rows of an organization in columns; ambiguity is answered with candidates, and unread lists say so. */

import { ORPHAN_USER, USER } from "../facts/organization/columns.ts";
import type { OrganizationFacts } from "../facts/organization/facts.ts";
import { type AccountRow, rowAt, type SetRow, type UserRow } from "../facts/organization/rows.ts";
import type { UnreadPart } from "../model/coverage.ts";
import { plainId } from "../model/directory-arn.ts";
import { AccessError } from "../model/errors.ts";
import { parsePermissionSetArn } from "../model/ids.ts";
import { type Match, matchAccounts, matchPermissionSets, matchUsers } from "../model/names/match.ts";
import type { NameIndex } from "../model/names/name-index.ts";
import { plainAccount, plainSet, plainUser } from "../model/names/pasted-words.ts";
import { isOfPermission } from "../model/reading.ts";
import { accountIdIn, checked, looksLikeAccountId, looksLikeArn } from "../sources/question/check-words.ts";
import { type Asked, accountCandidate, decided, orAlias } from "../sources/question/decided.ts";
import { userCandidate } from "../sources/question/resolve-user.ts";

/** By id, name, alias, e-mail address or part of the name. */
export function accountNamed(facts: OrganizationFacts, names: NameIndex, given: string): AccountRow {
  const words = plainAccount(given);
  const { ids } = facts.columns.accounts;
  if (looksLikeAccountId(words)) {
    const id = accountIdIn(words);
    // Rows may name an account that the organization does not list.
    const row = ids.indexOf(id);
    if (row !== -1) return rowAt(row);
  }
  const account = onlyOne(facts, {
    what: "account",
    words,
    match: matchAccounts(names.accounts, words),
    candidate: accountCandidate,
    otherwise: orAlias(names.accounts, words),
    unread: ["accounts", "account"],
  });
  return rowAt(ids.indexOf(account.id));
}

/** What could hide an entitled role of the name: the same words mean either. */
const ENTITLEMENTS = ["account-access-applications", "entitlements-of-account", "entitlements-of"] as const;

/** By ARN or name; in another spelling only where no set has the name as written (facts B1). */
export function permissionSetNamed(facts: OrganizationFacts, names: NameIndex, given: string): SetRow {
  const words = plainSet(given);
  const { arns } = facts.columns.permissionSets;
  if (looksLikeArn(words)) checked(parsePermissionSetArn(words));
  const row = arns.indexOf(words);
  if (row !== -1) return rowAt(row);
  const set = onlyOne(facts, {
    what: "permission set",
    words,
    match: setMatch(facts, names, words),
    candidate: ({ arn, name }) => ({ id: arn, name }),
    unread: ["permission-sets", "permission-set", ...ENTITLEMENTS],
  });
  return rowAt(arns.indexOf(set.arn));
}

/** In another spelling only where every name was read: an unread set may be the one that is written exactly so. */
function setMatch({ gaps }: OrganizationFacts, { permissionSets }: NameIndex, words: string) {
  const mayBeUnread = gaps.gaps.some(({ part }) => part.kind === "permission-sets" || part.kind === "permission-set");
  const exact = permissionSets.filter(({ name }) => name === words);
  return matchPermissionSets(mayBeUnread ? exact : permissionSets, words);
}

/** By id or ARN, userName, e-mail address or name, in any spelling that means one person only. */
export function userNamed({ columns, gaps }: OrganizationFacts, names: NameIndex, given: string): UserRow {
  const words = plainId(plainUser(given));
  const { ids, kinds } = columns.principals;
  // Assignments may name a user whom the directory does not have (facts A5).
  const row = ids.findIndex(
    (id, at) => id === words && [USER, ORPHAN_USER].some((kind) => kinds[rowAt<UserRow>(at)] === kind),
  );
  if (row !== -1) return rowAt(row);
  const user = onlyOne(
    { gaps },
    {
      what: "user",
      words,
      match: matchUsers(names.users, words),
      candidate: userCandidate,
      unread: ["users", "principal"],
    },
  );
  return rowAt(ids.indexOf(user.id));
}

interface AskedRow<T> extends Asked<T> {
  readonly match: Match<T>;
  /** Gaps of these kinds could hide what bears the name. */
  readonly unread: readonly UnreadPart["kind"][];
}

function onlyOne<T>({ gaps }: Pick<OrganizationFacts, "gaps">, { match, unread, ...asked }: AskedRow<T>): T {
  const gap = gaps.gaps.find(({ part }) => unread.includes(part.kind));
  if (match.kind !== "none" || !gap) return decided(match, asked);
  const { operation, permission, message } = gap.failure;
  const again = isOfPermission(gap.failure) ? `Collect again with the permission ${permission}` : "Collect again";
  throw new AccessError(
    "refused",
    `No ${asked.what} "${asked.words}" was found, and failed reads may hide it: ${operation} failed (${message})`,
    { next: `${again}, or give the id` },
  );
}
