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
import { entitlementTable, type ListedApplication, type ListedEntitlement } from "./entitlement-columns.ts";
import { growingColumn } from "./growing-column.ts";
import { type AccountRow, type GroupRow, type PrincipalRow, rowAt, type SetRow, type UserRow } from "./rows.ts";

export interface ListedUser {
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
  readonly user: (row: ListedUser) => void;
  readonly group: (row: { readonly id: GroupId; readonly displayName: string }) => void;
  readonly membership: (groupId: GroupId, userId: UserId) => void;
  readonly provisioned: (
    accountId: AccountId,
    permissionSetArn: PermissionSetArn,
    role: { readonly freshness: "latest" | "outdated"; readonly isRolePresent: boolean },
  ) => void;
  readonly assignment: (accountId: AccountId, permissionSetArn: PermissionSetArn, principal: Principal) => void;
  readonly application: (row: ListedApplication) => void;
  readonly entitlement: (row: ListedEntitlement) => void;
  /** The columns so far. What only gaps name is entered too, so that every gap has its place. */
  readonly columns: (coverage?: Coverage) => OrganizationColumns;
}

/** Texts and small numbers of one table, a row for each id. */
interface Table<Row extends number> {
  /** The id's row; at first sight a new row is made of nothing known. */
  readonly rowOf: (id: string) => Row;
  readonly ids: string[];
}

function table<Row extends number>(addRow: () => void): Table<Row> {
  const rows = new Map<string, Row>();
  const ids: string[] = [];
  const rowOf = (id: string): Row => {
    const known = rows.get(id);
    if (known !== undefined) return known;
    const row = rowAt<Row>(ids.length);
    rows.set(id, row);
    ids.push(id);
    addRow();
    return row;
  };
  return { rowOf, ids };
}

/** An empty organization, whose instance has this status. */
export function createColumnsBuilder(instanceStatus: OrganizationColumns["instanceStatus"]): ColumnsBuilder {
  const accounts = accountTable();
  const sets = permissionSetTable();
  const principals = principalTable();
  const { memberships, provisioned, assignments } = growingRelations();
  const entitled = entitlementTable({ account: accounts.rowOf, principal: principals.rowOf });
  return {
    application: entitled.application,
    entitlement: entitled.entitlement,
    account: accounts.list,
    permissionSet: sets.list,
    user: principals.listUser,
    group: principals.listGroup,
    membership: (groupId, userId) => {
      memberships.groups.push(principals.groupRow(groupId));
      memberships.users.push(principals.userRow(userId));
    },
    provisioned: (accountId, arn, { freshness, isRolePresent }) => {
      provisioned.accounts.push(accounts.rowOf(accountId));
      provisioned.permissionSets.push(sets.rowOf(arn));
      provisioned.flags.push((freshness === "outdated" ? OUTDATED : 0) | (isRolePresent ? ROLE_PRESENT : 0));
    },
    assignment: (accountId, arn, principal) => {
      assignments.accounts.push(accounts.rowOf(accountId));
      assignments.permissionSets.push(sets.rowOf(arn));
      assignments.principals.push(principals.rowOf(principal));
    },
    columns: (coverage) => {
      for (const { part } of coverage?.gaps ?? [])
        enterPart(part, { account: accounts.rowOf, set: sets.rowOf, principal: principals.rowOf });
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
        ...entitled.columns(),
        coverage,
      };
    },
  };
}

const growingRelations = () => ({
  memberships: { groups: growingColumn<GroupRow>(), users: growingColumn<UserRow>() },
  provisioned: {
    accounts: growingColumn<AccountRow>(),
    permissionSets: growingColumn<SetRow>(),
    flags: growingColumn<number>(),
  },
  assignments: {
    accounts: growingColumn<AccountRow>(),
    permissionSets: growingColumn<SetRow>(),
    principals: growingColumn<PrincipalRow>(),
  },
});

function accountTable() {
  const names: string[] = [];
  const emails: string[] = [];
  const states: number[] = [];
  const { rowOf, ids } = table<AccountRow>(() => {
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
  const { rowOf, ids: arns } = table<SetRow>(() => {
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
  const enter = <Row extends PrincipalRow>(rows: Map<string, Row>, id: string, orphan: number): Row => {
    const known = rows.get(id);
    if (known !== undefined) return known;
    const row = rowAt<Row>(ids.length);
    rows.set(id, row);
    ids.push(id);
    names.push("");
    displayNames.push("");
    emails.push("");
    kinds.push(orphan);
    disabled.push(0);
    return row;
  };
  const [users, groups] = [new Map<string, UserRow>(), new Map<string, GroupRow>()];
  const userRow = (id: UserId): UserRow => enter(users, id, ORPHAN_USER);
  const groupRow = (id: GroupId): GroupRow => enter(groups, id, ORPHAN_GROUP);
  const rowOf = ({ type, id }: Principal): PrincipalRow => (type === "USER" ? userRow(id) : groupRow(id));
  const listUser = ({ id, userName, displayName, email, status }: ListedUser): void => {
    const row = userRow(id);
    names[row] = userName;
    displayNames[row] = displayName;
    emails[row] = email ?? "";
    kinds[row] = USER;
    disabled[row] = status === "DISABLED" ? 1 : 0;
  };
  const listGroup: ColumnsBuilder["group"] = ({ id, displayName }) => {
    const row = groupRow(id);
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
  return { rowOf, userRow, groupRow, listUser, listGroup, columns };
}

interface Entering {
  readonly account: (id: AccountId) => unknown;
  readonly set: (arn: PermissionSetArn) => unknown;
  readonly principal: (principal: Principal) => unknown;
}

function enterPart(part: UnreadPart, { account, set, principal }: Entering): void {
  if ("accountId" in part) account(part.accountId);
  if ("permissionSetArn" in part) set(part.permissionSetArn);
  if ("principal" in part) principal(part.principal);
  if ("groupId" in part) principal({ type: "GROUP", id: part.groupId });
  if ("userId" in part) principal({ type: "USER", id: part.userId });
}
