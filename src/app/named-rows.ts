/** Words of a question to rows of an organization in columns; ambiguity is answered with candidates, and unread lists say so. */

import { ORPHAN_USER, USER } from "../facts/organization/columns.ts";
import type { OrganizationFacts } from "../facts/organization/facts.ts";
import { type AccountRow, rowAt, type SetRow, type UserRow } from "../facts/organization/rows.ts";
import type { UnreadPart } from "../model/coverage.ts";
import { AccessError, type Candidate } from "../model/errors.ts";
import { parsePermissionSetArn, parseUserId } from "../model/ids.ts";
import {
  accountIdIn,
  checked,
  looksLikeAccountId,
  looksLikeArn,
  sameWords,
  setsNamed,
  single,
} from "../sources/question/resolve-words.ts";

/** By id, name or e-mail address. */
export function accountNamed(facts: OrganizationFacts, words: string): AccountRow {
  const { ids, names, emails } = facts.columns.accounts;
  const id: string = looksLikeAccountId(words) ? accountIdIn(words) : words;
  return onlyRow<AccountRow>(facts, {
    what: "account",
    words,
    rows: rowsWhere(ids, (row) => ids[row] === id || isCalled(words, names[row], emails[row])),
    all: rowsWhere(ids, () => true),
    candidate: (row) => ({ id: ids[row] ?? "", name: names[row] ?? "" }),
    unread: ["accounts", "account"],
  });
}

/** By ARN or name; in another case only where no set has the name as written (facts B1). */
export function permissionSetNamed(facts: OrganizationFacts, words: string): SetRow {
  const { arns, names } = facts.columns.permissionSets;
  if (looksLikeArn(words)) checked(parsePermissionSetArn(words));
  return onlyRow<SetRow>(facts, {
    what: "permission set",
    words,
    rows: looksLikeArn(words) ? rowsWhere(arns, (row) => arns[row] === words) : setRowsNamed(facts, words),
    all: rowsWhere(arns, () => true),
    candidate: (row) => ({ id: arns[row] ?? "", name: names[row] ?? "" }),
    unread: ["permission-sets", "permission-set"],
  });
}

/** In another case only where every name was read: an unread set may be the one that is written exactly so. */
function setRowsNamed({ columns, gaps }: OrganizationFacts, words: string): readonly SetRow[] {
  const { arns, names } = columns.permissionSets;
  const rows = setsNamed(
    rowsWhere<SetRow>(arns, () => true),
    words,
    (row) => names[row] ?? "",
  );
  const isExact = rows.some((row) => names[row] === words);
  const mayBeUnread = gaps.gaps.some(({ part }) => part.kind === "permission-sets" || part.kind === "permission-set");
  return isExact || !mayBeUnread ? rows : [];
}

/** By id, userName or e-mail address; by display name where nobody bears one of these. */
export function userNamed(facts: OrganizationFacts, words: string): UserRow {
  const { ids, names, displayNames, emails, kinds } = facts.columns.principals;
  const users = rowsWhere<UserRow>(ids, (row) => kinds[row] === USER || kinds[row] === ORPHAN_USER);
  const exact = users.filter((row) => ids[row] === words || isCalled(words, names[row]));
  const byEmail = users.filter((row) => isCalled(words, emails[row]));
  const byDisplayName = users.filter((row) => isCalled(words, displayNames[row]));
  return onlyRow(facts, {
    what: "user",
    words,
    rows: [exact, byEmail, byDisplayName].find(({ length }) => length > 0) ?? [],
    all: parseUserId(words).kind === "ok" ? [] : users,
    candidate: (row) => ({ id: ids[row] ?? "", name: `${names[row] ?? ""}, ${displayNames[row] ?? ""}` }),
    unread: ["users", "principal"],
  });
}

const isCalled = (words: string, ...names: readonly (string | undefined)[]): boolean =>
  names.some((name) => name !== undefined && name !== "" && sameWords(name, words));

function rowsWhere<Row extends number>(
  { length }: { readonly length: number },
  fits: (row: Row) => boolean,
): readonly Row[] {
  const rows: Row[] = [];
  for (let at = 0; at < length; at += 1) if (fits(rowAt(at))) rows.push(rowAt(at));
  return rows;
}

interface NamedRow<Row> {
  readonly what: string;
  readonly words: string;
  readonly rows: readonly Row[];
  readonly all: readonly Row[];
  readonly candidate: (row: Row) => Candidate;
  /** Gaps of these kinds could hide what bears the name. */
  readonly unread: readonly UnreadPart["kind"][];
}

function onlyRow<Row extends number>(
  { gaps }: OrganizationFacts,
  { what, words, rows, all, candidate, unread }: NamedRow<Row>,
): Row {
  const gap = gaps.gaps.find(({ part }) => unread.includes(part.kind));
  if (rows.length > 0 || !gap) return single(what, words, rows, all, candidate);
  const { operation, permission, message } = gap.failure;
  throw new AccessError(
    "refused",
    `No ${what} "${words}" was found, and failed reads may hide it: ${operation} failed (${message})`,
    { next: `Collect again with the permission ${permission}, or give the id` },
  );
}
