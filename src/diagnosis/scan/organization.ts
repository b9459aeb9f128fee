/** The organization as the rules of a scan look at it: the document with its facts, and the words and changes that rules share. */

import type { EntitledRoleFacts } from "../../facts/grant/second-road.ts";
import { type OrganizationFacts, organizationFacts } from "../../facts/organization/facts.ts";
import { typeOf } from "../../facts/organization/gap-index.ts";
import { judgeAccount } from "../../facts/organization/judgement.ts";
import {
  ABSENT,
  type AccountRow,
  type PrincipalRow,
  type RowList,
  rowAt,
  type SetRow,
  type UserRow,
} from "../../facts/organization/rows.ts";
import { reachedUsers } from "../../facts/organization/who-can.ts";
import type { CauseId } from "../../model/cause-ids.ts";
import type { Change } from "../../model/change.ts";
import type { NeverAsked, UnreadPart } from "../../model/coverage.ts";
import type { Finding, FindingId, FindingSubject } from "../../model/finding.ts";
import {
  type AccountId,
  certain,
  type PermissionSetArn,
  type Principal,
  parseGroupId,
  parseUserId,
} from "../../model/ids.ts";
import type {
  Account,
  AccountState,
  OrganizationDocument,
  PermissionSet,
} from "../../model/organization-document/document.ts";
import { entitledRoles } from "../families/entitled-role.ts";

export interface ScannedOrganization {
  readonly document: OrganizationDocument;
  readonly facts: OrganizationFacts;
  /** Rows of the columns by id; ABSENT: the organization lacks it. */
  readonly row: {
    readonly account: (id: string) => AccountRow;
    readonly set: (arn: string) => SetRow;
    readonly principal: (principal: Principal) => PrincipalRow;
  };
  readonly account: (id: string) => Account | undefined;
  readonly permissionSet: (arn: string) => PermissionSet | undefined;
  /** The users behind what a finding says of its affected users: several findings count them once. */
  readonly usersBehind: WeakMap<Finding["affected"], RowList<UserRow>>;
  /** Of entitled roles, by ARN, as far as anybody looked; null: there is no such role. */
  readonly entitledRoles: ReadonlyMap<string, EntitledRoleFacts | null>;
}

/** Indexes a document once for all rules. */
export function scannedOrganization(
  document: OrganizationDocument,
  readBeside: ReadonlyMap<string, EntitledRoleFacts | null> = new Map(),
): ScannedOrganization {
  const facts = organizationFacts(document);
  const accounts = new Map(document.accounts.map((account) => [account.id as string, account]));
  const sets = new Map(document.permissionSets.map((set) => [set.arn as string, set]));
  return {
    document,
    facts,
    row: rowsById(facts),
    account: (id) => accounts.get(id),
    permissionSet: (arn) => sets.get(arn),
    usersBehind: new WeakMap(),
    entitledRoles: new Map([...entitledRoles(document), ...readBeside]),
  };
}

function rowsById({
  columns: { accounts, permissionSets, principals },
}: OrganizationFacts): ScannedOrganization["row"] {
  const byAccount = new Map(accounts.ids.map((id, at) => [id, rowAt<AccountRow>(at)]));
  const bySet = new Map(permissionSets.arns.map((arn, at) => [arn, rowAt<SetRow>(at)]));
  const byPrincipal = new Map(
    principals.ids.map((id, at) => {
      const row = rowAt<PrincipalRow>(at);
      return [`${typeOf(principals.kinds[row])} ${id}`, row];
    }),
  );
  return {
    account: (id) => byAccount.get(id) ?? ABSENT,
    set: (arn) => bySet.get(arn) ?? ABSENT,
    principal: ({ type, id }) => byPrincipal.get(`${type} ${id}`) ?? ABSENT,
  };
}

/** Whether the document speaks of this at all; a snapshot leaves some parts out. */
export const wasAsked = ({ document }: ScannedOrganization, part: NeverAsked): boolean =>
  document.coverage?.neverAsked?.includes(part) !== true;

/** Whether a whole list could not be read. */
export const isUnread = ({ facts }: ScannedOrganization, kind: UnreadPart["kind"]): boolean =>
  facts.gaps.lists.has(kind);

/** The cause that keeps everybody out of an account: its state, or that the organization lacks it; undefined: none is known. */
export function accountCause(organization: ScannedOrganization, id: string): CauseId | undefined {
  const row = organization.row.account(id);
  // Nothing but a request names it: the list of accounts alone says whether it is a member.
  if (row === ABSENT) return isUnread(organization, "accounts") ? undefined : "account-not-in-organization";
  if (judgeAccount(organization.facts, row).answer !== "no") return undefined;
  const state = organization.account(id)?.state;
  return state === undefined || state === "ACTIVE" ? "account-not-in-organization" : CAUSE_OF_STATE[state];
}

/** Facts A12. */
export const CAUSE_OF_STATE: Readonly<Record<Exclude<AccountState, "ACTIVE">, CauseId>> = {
  SUSPENDED: "account-suspended",
  PENDING_CLOSURE: "account-pending-closure",
  CLOSED: "account-closed",
  PENDING_ACTIVATION: "account-pending-activation",
};

export const accountWords = (account: { readonly id: string; readonly name: string }): string =>
  account.name === "" ? account.id : `${account.name} (${account.id})`;

/** The account of a row, with an empty name where the organization's list lacks it. */
export const accountOf = (organization: ScannedOrganization, id: AccountId): { id: AccountId; name: string } => ({
  id,
  name: organization.account(id)?.name ?? "",
});

export const setOf = (organization: ScannedOrganization, arn: PermissionSetArn) => ({
  arn,
  name: organization.permissionSet(arn)?.name ?? arn,
});

/** The principal's name; null where the directory lacks it. */
export function principalOf({ facts, row }: ScannedOrganization, principal: Principal) {
  const name = facts.columns.principals.names[row.principal(principal)];
  return { ...principal, name: name || null };
}

/** The principal of a row. */
export function principalAt(organization: ScannedOrganization, row: PrincipalRow) {
  const id = organization.facts.columns.principals.ids[row] ?? "";
  const principal: Principal =
    typeOf(organization.facts.columns.principals.kinds[row]) === "USER"
      ? { type: "USER", id: certain(parseUserId(id)) }
      : { type: "GROUP", id: certain(parseGroupId(id)) };
  return principalOf(organization, principal);
}

export const principalWords = ({ name, id }: { readonly name: string | null; readonly id: string }): string =>
  name === null ? id : `${name} (${id})`;

const SAMPLE = 5;

/** The users behind rows of principals, by name. */
export function affectedUsers(
  { facts, usersBehind }: ScannedOrganization,
  principals: RowList<PrincipalRow>,
): Finding["affected"] {
  const users = reachedUsers(facts, principals);
  const affected = {
    users: users.length,
    sample: [...users.subarray(0, SAMPLE)].map((user) => userWords(facts, user)),
  };
  usersBehind.set(affected, users);
  return affected;
}

const userWords = ({ columns: { principals } }: OrganizationFacts, user: UserRow): string =>
  principals.names[user] || principals.ids[user] || "";

/** The different users behind several findings. */
export function affectedByAll(
  { facts, usersBehind }: ScannedOrganization,
  findings: readonly Finding[],
): Finding["affected"] {
  const users = new Set<UserRow>();
  for (const { affected } of findings) for (const user of usersBehind.get(affected) ?? []) users.add(user);
  return { users: users.size, sample: [...users].slice(0, SAMPLE).map((user) => userWords(facts, user)) };
}

/** Grants that are named before they are counted. */
export const GRANTS_NAMED = 3;

export const nobody: Finding["affected"] = { users: 0, sample: [] };

type GrantOfChange = Pick<
  Extract<Change, { kind: "provision-permission-set" }>,
  "instanceArn" | "accountId" | "permissionSetArn" | "permissionSetName"
>;

/** What every change of a grant names; undefined where no instance is known. */
export function grantOf(
  organization: ScannedOrganization,
  accountId: AccountId,
  permissionSetArn: PermissionSetArn,
): GrantOfChange | undefined {
  const instanceArn = organization.document.instance?.arn;
  const { name } = setOf(organization, permissionSetArn);
  return instanceArn && { instanceArn, accountId, permissionSetArn, permissionSetName: name };
}

/** The same finding has the same key in every scan. */
export const keyOf = (cause: FindingId, { account, permissionSet, role, principal }: FindingSubject): string =>
  [cause, account?.id, permissionSet?.arn, role?.arn, principal?.id].filter((part) => part !== undefined).join(" ");
