/** Words of an access test to rows of an organization: exact names, patterns, organizational units; and what could be missed. */

import { GROUP, ORPHAN_USER, UNLISTED_ACCOUNT, USER } from "../../facts/organization/columns.ts";
import { areEntitlementsAsked } from "../../facts/organization/entitled-access.ts";
import type { OrganizationFacts } from "../../facts/organization/facts.ts";
import {
  type AccountRow,
  type GroupRow,
  type PrincipalRow,
  type RoleRow,
  rowAt,
  type SetRow,
  type UserRow,
} from "../../facts/organization/rows.ts";
import type { UnreadPart } from "../../model/coverage.ts";
import { parseAccountId, parseGroupId, parseUserId } from "../../model/ids.ts";
import type { OrganizationDocument } from "../../model/organization-document/document.ts";
import { neededFor } from "../../model/reading.ts";
import { matches } from "../../policy/matcher.ts";
import { fill } from "../../policy/pattern.ts";
import { accountsBelow } from "./units.ts";

export interface TestedOrganization {
  readonly document: OrganizationDocument;
  readonly facts: OrganizationFacts;
}

export interface Selection<Row extends number = number> {
  /** `user "alice"`, for messages. */
  readonly title: string;
  readonly rows: readonly Row[];
  readonly isPattern: boolean;
  /** Why the words could mean more than these rows; undefined: they do not. */
  readonly mayMiss: string | undefined;
}

/** Users by userName, e-mail address, id or display name. */
export function selectUsers({ facts }: TestedOrganization, words: string): Selection<UserRow> {
  const { ids, names, emails, displayNames, kinds } = facts.columns.principals;
  const isUser = (row: PrincipalRow) => kinds[row] === USER || (kinds[row] === ORPHAN_USER && ids[row] === words);
  return selection<UserRow>(facts, "user", words, ["users", "principal"], {
    count: ids.length,
    isId: parseUserId(words).kind === "ok",
    textsOf: (row) => (isUser(row) ? [ids[row], names[row], emails[row], displayNames[row]] : []),
  });
}

/** Groups by name or id. */
export function selectGroups({ facts }: TestedOrganization, words: string): Selection<GroupRow> {
  const { ids, names, kinds } = facts.columns.principals;
  return selection<GroupRow>(facts, "group", words, ["groups", "principal"], {
    count: ids.length,
    isId: parseGroupId(words).kind === "ok",
    textsOf: (row) => (kinds[row] === GROUP ? [ids[row], names[row]] : []),
  });
}

/** Permission sets by name or ARN. */
export function selectSets({ facts }: TestedOrganization, words: string): Selection<SetRow> {
  const { arns, names } = facts.columns.permissionSets;
  return selection<SetRow>(facts, "permission set", words, ["permission-sets", "permission-set"], {
    count: arns.length,
    textsOf: (row) => [arns[row], names[row]],
    isCaseKept: true,
  });
}

const ENTITLEMENT_GAPS = ["account-access-applications", "entitlements-of-account", "entitlements-of"] as const;

/** Roles to which account access manager entitles somebody, by name or ARN. Nobody can take any other. */
export function selectRoles({ facts }: TestedOrganization, words: string): Selection<RoleRow> {
  const { arns } = facts.columns.roles;
  const found = selection<RoleRow>(facts, "entitled role", words, ENTITLEMENT_GAPS, {
    count: arns.length,
    textsOf: (row) => [arns[row], arns[row]?.slice(arns[row].lastIndexOf("/") + 1)],
    isCaseKept: true,
  });
  const gap = unreadOf(facts, ENTITLEMENT_GAPS);
  // The same name may be a role's in another account: an exact hit does not tell of all.
  const mayMiss = areEntitlementsAsked(facts) ? gap : "the snapshot does not tell of account access manager";
  return { ...found, isPattern: true, mayMiss };
}

/** What words for accounts begin with when they name an organizational unit. */
export const UNIT_PREFIX = "ou:";

/** Accounts by id, name or e-mail address, or all below an organizational unit with `ou:`. */
export function selectAccounts({ facts, document }: TestedOrganization, words: string): Selection<AccountRow> {
  if (words.startsWith(UNIT_PREFIX)) return selectBelow(facts, document, words.slice(UNIT_PREFIX.length));
  const { ids, names, emails, states } = facts.columns.accounts;
  return selection<AccountRow>(facts, "account", words, ["accounts", "account"], {
    count: ids.length,
    isId: parseAccountId(words).kind === "ok",
    // Nobody gets into an account that the organization does not have, so that a pattern leaves it out.
    textsOf: (row) =>
      states[row] === UNLISTED_ACCOUNT && ids[row] !== words ? [] : [ids[row], names[row], emails[row]],
  });
}

function selectBelow(facts: OrganizationFacts, document: OrganizationDocument, words: string): Selection<AccountRow> {
  const title = `account below the organizational unit "${words}"`;
  const unread = unreadOf(facts, ["units", "accounts", "account"]);
  const isNeverAsked = document.coverage?.neverAsked?.includes("units") === true;
  const mayMiss = isNeverAsked ? "the snapshot never asked for organizational units" : unread;
  if (isNeverAsked || facts.gaps.lists.has("units")) return { title, rows: [], isPattern: false, mayMiss };
  const below = accountsBelow(document, textMatcher(words));
  if (!below) return { title: `organizational unit "${words}"`, rows: [], isPattern: isPattern(words), mayMiss };
  const rows = facts.columns.accounts.ids.flatMap((id, at) => (below.has(id) ? [rowAt<AccountRow>(at)] : []));
  return { title, rows, isPattern: true, mayMiss };
}

interface Table<Row> {
  readonly count: number;
  /** The words have the form of an id: they are one, whoever bears it as a name. */
  readonly isId?: boolean;
  /** The id first. */
  readonly textsOf: (row: Row) => readonly (string | undefined)[];
  /** Exact names are compared as they are written (facts B1). */
  readonly isCaseKept?: boolean;
}

function selection<Row extends number>(
  facts: OrganizationFacts,
  what: string,
  words: string,
  unread: readonly UnreadPart["kind"][],
  { count, textsOf, isId, isCaseKept }: Table<Row>,
): Selection<Row> {
  const fits = textMatcher(words, { isCaseKept: isCaseKept === true });
  const rows: Row[] = [];
  for (let at = 0; at < count; at += 1) {
    const row = rowAt<Row>(at);
    const texts = isId ? textsOf(row).slice(0, 1) : textsOf(row);
    if (texts.some((text) => text !== undefined && text !== "" && fits(text))) rows.push(row);
  }
  const isExactHit = !isPattern(words) && rows.length > 0;
  return {
    title: `${what} "${words}"`,
    rows,
    isPattern: isPattern(words),
    mayMiss: isExactHit ? undefined : unreadOf(facts, unread),
  };
}

function unreadOf({ gaps }: OrganizationFacts, kinds: readonly UnreadPart["kind"][]): string | undefined {
  const gap = gaps.gaps.find(({ part }) => kinds.includes(part.kind));
  return gap && `${gap.failure.operation} failed (${neededFor(gap.failure)})`;
}

const isPattern = (words: string): boolean => /[*?]/.test(words);

/** Patterns never tell upper from lower case: `*admin*` must not pass beside a set called Admin. */
function textMatcher(words: string, { isCaseKept } = { isCaseKept: false }): (text: string) => boolean {
  if (!isPattern(words) && isCaseKept) return (text) => text === words;
  const low = words.toLowerCase();
  if (!isPattern(words)) return (text) => text.toLowerCase() === low;
  const filled = fill(low, () => ({ state: "absent" }), { hasWildcards: true, hasVariables: false });
  return (text) => filled.state === "known" && matches(filled.units, text.toLowerCase());
}
