/** Fills the columns of an organization row by row, in any order: every id becomes an integer at its first sight. */
import type { Coverage, UnreadPart } from "../../model/coverage.ts";
import type { AccountId, GroupId, PermissionSetArn, Principal, UserId } from "../../model/ids.ts";
import { ACCOUNT_STATES, type AccountState } from "../../model/organization-document/document.ts";
import {
  GROUP,
  ORPHAN_GROUP,
  ORPHAN_USER,
  type OrganizationColumns,
  OUTDATED,
  ROLE_PRESENT,
  UNLISTED_ACCOUNT,
  USER,
} from "./columns.ts";
import { growingColumn } from "./growing-column.ts";

export interface UserRow {
  readonly id: UserId;
  readonly userName: string;
  readonly displayName: string;
  readonly email?: string | undefined;
  readonly status: "ENABLED" | "DISABLED";
}

export interface ColumnsBuilder {
  readonly account: (row: {
    readonly id: AccountId;
    readonly name: string;
    readonly email?: string | undefined;
    readonly state: AccountState;
  }) => void;
  readonly permissionSet: (row: { readonly arn: PermissionSetArn; readonly name: string }) => void;
  readonly user: (row: UserRow) => void;
  readonly group: (row: { readonly id: GroupId; readonly displayName: string }) => void;
  readonly membership: (groupId: GroupId, userId: UserId) => void;
  readonly provisioned: (
    accountId: AccountId,
    permissionSetArn: PermissionSetArn,
    role: { readonly freshness: "latest" | "outdated"; readonly isRolePresent: boolean },
  ) => void;
  readonly assignment: (accountId: AccountId, permissionSetArn: PermissionSetArn, principal: Principal) => void;
  /** The columns so far. What only gaps name is entered too, so that every gap has its place. */
  readonly columns: (coverage?: Coverage) => OrganizationColumns;
}

/** Texts and small numbers of one table, a row for each id. */
interface Table {
  /** The id's row; at first sight a new row is made of nothing known. */
  readonly rowOf: (id: string) => number;
  readonly ids: string[];
}

function table(addRow: () => void): Table {
  const rows = new Map<string, number>();
  const ids: string[] = [];
  const rowOf = (id: string): number => {
    const known = rows.get(id);
    if (known !== undefined) return known;
    rows.set(id, ids.length);
    ids.push(id);
    addRow();
    return ids.length - 1;
  };
  return { rowOf, ids };
}

/** An empty organization, whose instance has this status. */
export function createColumnsBuilder(instanceStatus: OrganizationColumns["instanceStatus"]): ColumnsBuilder {
  const accounts = accountTable();
  const sets = permissionSetTable();
  const principals = principalTable();
  const memberships = { groups: growingColumn(), users: growingColumn() };
  const provisioned = { accounts: growingColumn(), permissionSets: growingColumn(), flags: growingColumn() };
  const assignments = { accounts: growingColumn(), permissionSets: growingColumn(), principals: growingColumn() };
  return {
    account: accounts.list,
    permissionSet: sets.list,
    user: principals.listUser,
    group: principals.listGroup,
    membership: (groupId, userId) => {
      memberships.groups.push(principals.rowOf("GROUP", groupId));
      memberships.users.push(principals.rowOf("USER", userId));
    },
    provisioned: (accountId, arn, { freshness, isRolePresent }) => {
      provisioned.accounts.push(accounts.rowOf(accountId));
      provisioned.permissionSets.push(sets.rowOf(arn));
      provisioned.flags.push((freshness === "outdated" ? OUTDATED : 0) | (isRolePresent ? ROLE_PRESENT : 0));
    },
    assignment: (accountId, arn, { type, id }) => {
      assignments.accounts.push(accounts.rowOf(accountId));
      assignments.permissionSets.push(sets.rowOf(arn));
      assignments.principals.push(principals.rowOf(type, id));
    },
    columns: (coverage) => {
      for (const { part } of coverage?.gaps ?? []) enterPart(part, accounts.rowOf, sets.rowOf, principals.rowOf);
      return {
        instanceStatus,
        accounts: accounts.columns(),
        permissionSets: sets.columns(),
        principals: principals.columns(),
        memberships: { groups: memberships.groups.toArray(), users: memberships.users.toArray() },
        provisioned: {
          accounts: provisioned.accounts.toArray(),
          permissionSets: provisioned.permissionSets.toArray(),
          flags: Uint8Array.from(provisioned.flags.toArray()),
        },
        assignments: {
          accounts: assignments.accounts.toArray(),
          permissionSets: assignments.permissionSets.toArray(),
          principals: assignments.principals.toArray(),
        },
        coverage,
      };
    },
  };
}

function accountTable() {
  const names: string[] = [];
  const emails: string[] = [];
  const states: number[] = [];
  const { rowOf, ids } = table(() => {
    names.push("");
    emails.push("");
    states.push(UNLISTED_ACCOUNT);
  });
  const list: ColumnsBuilder["account"] = ({ id, name, email, state }) => {
    const row = rowOf(id);
    names[row] = name;
    emails[row] = email ?? "";
    states[row] = ACCOUNT_STATES.indexOf(state);
  };
  return { rowOf, list, columns: () => ({ ids, names, emails, states: Uint8Array.from(states) }) };
}

function permissionSetTable() {
  const names: string[] = [];
  const listed: number[] = [];
  const { rowOf, ids: arns } = table(() => {
    names.push("");
    listed.push(0);
  });
  const list: ColumnsBuilder["permissionSet"] = ({ arn, name }) => {
    const row = rowOf(arn);
    names[row] = name;
    listed[row] = 1;
  };
  return { rowOf, list, columns: () => ({ arns, names, listed: Uint8Array.from(listed) }) };
}

/** Users and groups are told apart by the type in their key: one id could be both in a document from elsewhere. */
function principalTable() {
  const names: string[] = [];
  const displayNames: string[] = [];
  const emails: string[] = [];
  const kinds: number[] = [];
  const disabled: number[] = [];
  const ids: string[] = [];
  const rows = { USER: new Map<string, number>(), GROUP: new Map<string, number>() };
  const rowOf = (type: Principal["type"], id: string): number => {
    const known = rows[type].get(id);
    if (known !== undefined) return known;
    rows[type].set(id, ids.length);
    ids.push(id);
    names.push("");
    displayNames.push("");
    emails.push("");
    kinds.push(type === "USER" ? ORPHAN_USER : ORPHAN_GROUP);
    disabled.push(0);
    return ids.length - 1;
  };
  const listUser = ({ id, userName, displayName, email, status }: UserRow): void => {
    const row = rowOf("USER", id);
    names[row] = userName;
    displayNames[row] = displayName;
    emails[row] = email ?? "";
    kinds[row] = USER;
    disabled[row] = status === "DISABLED" ? 1 : 0;
  };
  const listGroup: ColumnsBuilder["group"] = ({ id, displayName }) => {
    const row = rowOf("GROUP", id);
    names[row] = displayName;
    kinds[row] = GROUP;
  };
  const columns = () => ({
    ids,
    names,
    displayNames,
    emails,
    kinds: Uint8Array.from(kinds),
    disabled: Uint8Array.from(disabled),
  });
  return { rowOf, listUser, listGroup, columns };
}

function enterPart(
  part: UnreadPart,
  account: (id: string) => number,
  set: (arn: string) => number,
  principal: (type: Principal["type"], id: string) => number,
): void {
  if ("accountId" in part) account(part.accountId);
  if ("permissionSetArn" in part) set(part.permissionSetArn);
  if ("principal" in part) principal(part.principal.type, part.principal.id);
  if ("groupId" in part) principal("GROUP", part.groupId);
  if ("userId" in part) principal("USER", part.userId);
}
