/** The use cases behind `who-can` and `what-can`: words to rows, rows to the published answer. */

import { judgeCell } from "../facts/organization/cell.ts";
import { type OrganizationFacts, organizationFacts } from "../facts/organization/facts.ts";
import { typeOf } from "../facts/organization/gap-index.ts";
import type { Judgement } from "../facts/organization/judgement.ts";
import type { AccountRow, PrincipalRow, SetRow, UserRow } from "../facts/organization/rows.ts";
import { whatCan } from "../facts/organization/what-can.ts";
import { type PairAccess, whoCan } from "../facts/organization/who-can.ts";
import type { Gap } from "../model/coverage.ts";
import type { AccessRow, EffectiveAccess, GrantedVia, Orphan, Unread } from "../model/effective-access.ts";
import { nameIndexOf } from "../model/names/name-index.ts";
import type { OrganizationDocument } from "../model/organization-document/document.ts";
import { readForAccount as readAccount } from "../sources/organization/targeted/for-account.ts";
import { readForUser as readUser } from "../sources/organization/targeted/for-user.ts";
import { accountNamed, permissionSetNamed, userNamed } from "./named-rows.ts";

/** The few reads of `who-can` where no kept snapshot answers. @throws AccessError where the words name no account. */
export const readForAccount: typeof readAccount = readAccount;
/** The few reads of `what-can`. @throws AccessError where the words name nobody. */
export const readForUser: typeof readUser = readUser;

/**
 * Everybody who can use the account, set by set, with the path of each.
 *
 * @throws AccessError `ambiguous`, `not-found`, `bad-input`; `refused` where a failed read could hide what is asked for.
 */
export function answerWhoCan(document: OrganizationDocument, accountWords: string, setWords?: string): EffectiveAccess {
  const facts = organizationFacts(document);
  const names = nameIndexOf(document);
  const account = accountNamed(facts, names, accountWords);
  const set = setWords === undefined ? undefined : permissionSetNamed(facts, names, setWords);
  const { pairs, users, gaps } = whoCan(facts, account, set);
  return {
    schema: "idc-doctor/effective-access/1",
    takenAt: document.takenAt,
    question: {
      user: null,
      account: accountOf(facts, account),
      permissionSet: set === undefined ? null : permissionSetOf(facts, set),
    },
    total: users.length,
    rows: pairs.flatMap((pair) => rowsOfPair(facts, pair)),
    orphans: pairs.flatMap((pair) => pair.orphans.map((principal) => orphanOf(facts, pair, principal))),
    ...whatIsOpen(document, gaps),
  };
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
  const open = whatIsOpen(document, gaps);
  return {
    schema: "idc-doctor/effective-access/1",
    takenAt: document.takenAt,
    question: { user: userOf(facts, user), account: null, permissionSet: null },
    total: grants.filter(({ judgement }) => judgement.answer === "yes").length,
    rows: grants.map(({ account, permissionSet, judgement, via }) =>
      accessRow(facts, { user, account, permissionSet, judgement, via }),
    ),
    orphans: [],
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

const userOf = ({ columns: { principals } }: OrganizationFacts, user: UserRow) => ({
  id: principals.ids[user] ?? "",
  userName: principals.names[user] || null,
});

const accountOf = ({ columns: { accounts } }: OrganizationFacts, account: AccountRow) => ({
  id: accounts.ids[account] ?? "",
  name: accounts.names[account] || null,
});

const permissionSetOf = ({ columns: { permissionSets } }: OrganizationFacts, set: SetRow) => ({
  arn: permissionSets.arns[set] ?? "",
  name: permissionSets.names[set] || null,
});

function viaOf({ columns: { principals } }: OrganizationFacts, user: UserRow, principal: PrincipalRow): GrantedVia {
  if (principal === user) return "direct";
  return { group: { id: principals.ids[principal] ?? "", name: principals.names[principal] || null } };
}

function orphanOf(facts: OrganizationFacts, { account, permissionSet }: PairAccess, principal: PrincipalRow): Orphan {
  return {
    principal: {
      type: typeOf(facts.columns.principals.kinds[principal]),
      id: facts.columns.principals.ids[principal] ?? "",
    },
    account: accountOf(facts, account),
    permissionSet: permissionSetOf(facts, permissionSet),
  };
}

/** What a document does not say, as it is published. */
export function whatIsOpen(
  { coverage }: OrganizationDocument,
  gaps: readonly Gap[],
): Pick<EffectiveAccess, "isWhole" | "unread" | "notExamined"> {
  const areRolesUnseen = coverage?.neverAsked?.includes("account-roles") === true;
  return {
    isWhole: gaps.length === 0,
    unread: gaps.map(unreadOf),
    notExamined: areRolesUnseen ? ["role session: whether the role of each permission set exists in IAM"] : [],
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
