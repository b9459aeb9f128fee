/** The use cases behind `who-can` and `what-can`: words to rows, rows to the published answer. */

import { trustJudge } from "../diagnosis/families/entitled-role.ts";
import { judgeCell } from "../facts/organization/cell.ts";
import { entitlementsOf, rolesOfAccount } from "../facts/organization/entitled-access.ts";
import { type OrganizationFacts, organizationFacts } from "../facts/organization/facts.ts";
import type { Judgement } from "../facts/organization/judgement.ts";
import {
  type AccountRow,
  type PrincipalRow,
  type RoleRow,
  rowList,
  type SetRow,
  type UserRow,
} from "../facts/organization/rows.ts";
import { whatCan } from "../facts/organization/what-can.ts";
import { type PairAccess, type WhoCan, whoCan } from "../facts/organization/who-can.ts";
import type { Gap } from "../model/coverage.ts";
import type { AccessRow, EffectiveAccess, Orphan, Unread } from "../model/effective-access.ts";
import { type NameIndex, nameIndexOf } from "../model/names/name-index.ts";
import type { OrganizationDocument } from "../model/organization-document/document.ts";
import { freshnessOf } from "../model/organization-document/freshness.ts";
import { readForAccount as readAccount } from "../sources/organization/targeted/for-account.ts";
import { readForUser as readUser } from "../sources/organization/targeted/for-user.ts";
import { accountOf, orphanedPrincipal, permissionSetOf, roleOf, userOf, viaOf } from "./access-names.ts";
import { entitledInAccount, entitledRow, entitlementsNotExamined } from "./entitled-access.ts";
import { accountNamed, permissionSetNamed, userNamed } from "./named-rows.ts";

/** The few reads of `who-can` where no kept snapshot answers. @throws AccessError where the words name no account. */
export const readForAccount: typeof readAccount = readAccount;
/** The few reads of `what-can`. @throws AccessError where the words name nobody. */
export const readForUser: typeof readUser = readUser;

/**
 * Everybody who can use the account, set by set and then role by role, with the path of each.
 *
 * @param setOrRole a permission set, or an IAM role to which account access manager entitles
 * @throws AccessError `ambiguous`, `not-found`, `bad-input`; `refused` where a failed read could hide what is asked for.
 */
export function answerWhoCan(
  document: OrganizationDocument,
  accountWords: string,
  setOrRole?: string,
): EffectiveAccess {
  const facts = organizationFacts(document);
  const names = nameIndexOf(document);
  const account = accountNamed(facts, names, accountWords);
  const asked = askedIn(facts, names, account, setOrRole);
  const { pairs, users, gaps }: Pick<WhoCan, "pairs" | "users" | "gaps"> =
    asked.kind === "role" ? { pairs: [], users: rowList([]), gaps: [] } : whoCan(facts, account, asked.set);
  const entitled = entitledInAccount(document, facts, asked.roles);
  const [role] = asked.roles;
  return {
    schema: "idc-doctor/effective-access/1",
    takenAt: document.takenAt,
    ...freshnessOf(document),
    question: {
      user: null,
      account: accountOf(facts, account),
      permissionSet: asked.set === undefined ? null : permissionSetOf(facts, asked.set),
      role: asked.kind === "role" && role !== undefined ? roleOf(facts, role) : null,
    },
    total: new Set([...users, ...entitled.users]).size,
    rows: pairs.flatMap((pair) => rowsOfPair(facts, pair)),
    orphans: pairs.flatMap((pair) => pair.orphans.map((principal) => orphanOf(facts, pair, principal))),
    entitled: entitled.rows,
    entitledOrphans: entitled.orphans,
    ...whatIsOpen(document, [...new Set([...gaps, ...(asked.kind === "role" ? entitled.gaps : [])])]),
  };
}

interface AskedGrant {
  readonly kind: "everything" | "set" | "role";
  readonly set: SetRow | undefined;
  readonly roles: readonly RoleRow[];
}

/** A word is a permission set's name where there is one, else a role's: a set's answer holds no role. */
function askedIn(facts: OrganizationFacts, names: NameIndex, account: AccountRow, words?: string): AskedGrant {
  const roles = rolesOfAccount(facts, account);
  if (words === undefined) return { kind: "everything", set: undefined, roles };
  const meant = roles.filter((role) => {
    const { arn, name } = roleOf(facts, role);
    return arn === words || name === words;
  });
  const isSet = names.permissionSets.some(({ arn, name }) => arn === words || name === words);
  if (meant.length > 0 && !isSet) return { kind: "role", set: undefined, roles: meant };
  return { kind: "set", set: permissionSetNamed(facts, names, words), roles: [] };
}

/**
 * Everything that the user can use, with the path of each.
 *
 * @param isTargeted the document is one of `readForUser`
 * @throws AccessError as above.
 */
export function answerWhatCan(
  document: OrganizationDocument,
  userWords: string,
  { isTargeted = false }: { readonly isTargeted?: boolean } = {},
): EffectiveAccess {
  const facts = organizationFacts(document);
  const names = nameIndexOf(document);
  const [found] = names.users;
  // The words were resolved before the document was read, and it holds nobody else.
  const user = userNamed(facts, names, isTargeted && found ? found.id : userWords);
  const { grants, gaps } = whatCan(facts, user);
  const judge = trustJudge(document);
  const entitled = entitlementsOf(facts, user).map((one) => entitledRow(facts, judge, { user, ...one }));
  const open = whatIsOpen(document, gaps);
  const working = [...grants.map(({ judgement }) => judgement.answer), ...entitled.map(({ can }) => can)];
  return {
    schema: "idc-doctor/effective-access/1",
    takenAt: document.takenAt,
    ...freshnessOf(document),
    question: { user: userOf(facts, user), account: null, permissionSet: null, role: null },
    total: working.filter((answer) => answer === "yes").length,
    rows: grants.map(({ account, permissionSet, judgement, via }) =>
      accessRow(facts, { user, account, permissionSet, judgement, via }),
    ),
    orphans: [],
    entitled,
    entitledOrphans: [],
    ...open,
    notExamined: [...open.notExamined, ...(isTargeted ? [PROVISIONING] : [])],
  };
}

const PROVISIONING =
  "provisioning: whether each permission set is provisioned in its account (idc-doctor snapshot save, or why, looks at it)";

function rowsOfPair(
  facts: OrganizationFacts,
  { account, permissionSet, users, shutOut, unknownUsers, orphans }: PairAccess,
): AccessRow[] {
  return [...users, ...unknownUsers, ...shutOut.filter((user) => !orphans.includes(user))].map((user) => {
    const { judgement, via } = judgeCell(facts, user, account, permissionSet);
    return accessRow(facts, { user, account, permissionSet, judgement, via });
  });
}

interface Cell {
  readonly user: UserRow;
  readonly account: AccountRow;
  readonly permissionSet: SetRow;
  readonly judgement: Judgement;
  readonly via: readonly PrincipalRow[];
}

function accessRow(facts: OrganizationFacts, { user, account, permissionSet, judgement, via }: Cell): AccessRow {
  return {
    user: userOf(facts, user),
    account: accountOf(facts, account),
    permissionSet: permissionSetOf(facts, permissionSet),
    can: judgement.answer,
    stage: judgement.answer === "yes" ? null : judgement.stage,
    reason: judgement.answer === "yes" ? null : judgement.reason,
    via: via.map((principal) => viaOf(facts, user, principal)),
  };
}

function orphanOf(facts: OrganizationFacts, { account, permissionSet }: PairAccess, principal: PrincipalRow): Orphan {
  return {
    principal: orphanedPrincipal(facts, principal),
    account: accountOf(facts, account),
    permissionSet: permissionSetOf(facts, permissionSet),
  };
}

/** What a document does not say, as it is published. */
export function whatIsOpen(
  document: OrganizationDocument,
  gaps: readonly Gap[],
): Pick<EffectiveAccess, "isWhole" | "unread" | "notExamined"> {
  const areRolesUnseen = document.coverage?.neverAsked?.includes("account-roles") === true;
  return {
    isWhole: gaps.length === 0,
    unread: gaps.map(unreadOf),
    notExamined: [
      ...(areRolesUnseen ? ["role session: whether the role of each permission set exists in IAM"] : []),
      ...entitlementsNotExamined(document),
    ],
  };
}

/** A gap as it is published. */
export const unreadOf = ({ part, failure: { operation, permission, kind, message } }: Gap): Unread => ({
  part,
  operation,
  permission,
  kind,
  message,
});
