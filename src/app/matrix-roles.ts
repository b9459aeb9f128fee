/** The second road in the matrix: people behind entitled roles, beside those behind permission sets (facts AAM4, AAM12). */
import { trustJudge } from "../diagnosis/families/entitled-role.ts";
import { roleAccess } from "../facts/organization/entitled-access.ts";
import { gapsOfRole } from "../facts/organization/entitled-gaps.ts";
import type { OrganizationFacts } from "../facts/organization/facts.ts";
import { allOf, judgeUser } from "../facts/organization/judgement.ts";
import { type CountedCell, peopleOf } from "../facts/organization/matrix.ts";
import { ABSENT, type AccountRow, type RoleRow, rowAt, type UserRow } from "../facts/organization/rows.ts";
import { whoCan } from "../facts/organization/who-can.ts";
import type { MatrixCount } from "../model/matrix.ts";
import type { OrganizationDocument } from "../model/organization-document/document.ts";

/** The people behind one role, each once. */
export interface EntitledPeople {
  /** Path and name; roles of one name in several accounts are one column. */
  readonly name: string;
  readonly account: AccountRow;
  /** Those who can take it, for certain. */
  readonly users: readonly UserRow[];
  /** Those of whom it is unknown: a failed read may hide anybody. */
  readonly unsure: readonly UserRow[];
}

export function entitledPeople(document: OrganizationDocument, facts: OrganizationFacts): readonly EntitledPeople[] {
  const judge = trustJudge(document);
  const { roles, applications } = facts.columns;
  const anybody = peopleOf(facts).filter((user) => judgeUser(facts, user).answer !== "no");
  return roles.arns.map((roleArn, at) => {
    const role = rowAt<RoleRow>(at);
    const { account, state, users, unknownUsers } = roleAccess(facts, role);
    const applicationArn = applications.arns[roles.applications[role] ?? ABSENT] ?? "";
    const { answer } = allOf(state, judge({ applicationArn, roleArn }));
    const entitled = answer === "yes" ? [...unknownUsers] : [...users, ...unknownUsers];
    const isHidden = answer !== "no" && gapsOfRole(facts, role).length > 0;
    return {
      name: roleArn.replace(/^.*:role\//, ""),
      account,
      users: answer === "yes" ? [...users] : [],
      unsure: isHidden ? anybody : answer === "no" ? [] : entitled,
    };
  });
}

/** The same cells with the roles of each person in each account added. */
export function withRoles(
  cells: readonly CountedCell<UserRow, AccountRow>[],
  roles: readonly EntitledPeople[],
): readonly CountedCell<UserRow, AccountRow>[] {
  const all = new Map(cells.map((cell) => [`${cell.row} ${cell.column}`, cell]));
  const add = (
    row: UserRow,
    column: AccountRow,
    { known, isWhole }: Pick<CountedCell<UserRow, AccountRow>, "known" | "isWhole">,
  ) => {
    const key = `${row} ${column}`;
    const before = all.get(key) ?? { row, column, known: 0, isWhole: true };
    all.set(key, { row, column, known: before.known + known, isWhole: before.isWhole && isWhole });
  };
  for (const { account, users, unsure } of roles) {
    for (const user of users) add(user, account, { known: 1, isWhole: true });
    for (const user of unsure) add(user, account, { known: 0, isWhole: false });
  }
  return [...all.values()];
}

/** One column for each name of a role, with its cell in each account. */
export interface RoleColumn extends MatrixCount {
  readonly name: string;
  readonly cells: readonly (MatrixCount & { readonly account: AccountRow })[];
}

export function roleColumns(roles: readonly EntitledPeople[]): readonly RoleColumn[] {
  const names = [...new Set(roles.map(({ name }) => name))].sort();
  return names.map((name) => {
    const own = roles.filter((role) => role.name === name);
    return {
      name,
      ...counted(own),
      cells: own
        .map((role) => ({ account: role.account, ...counted([role]) }))
        .filter(({ count, isWhole }) => count !== 0 || !isWhole),
    };
  });
}

/** Different people behind the roles. */
function counted(roles: readonly EntitledPeople[]): MatrixCount {
  const users = new Set(roles.flatMap((role) => role.users));
  const isWhole = roles.every(({ unsure }) => unsure.every((user) => users.has(user)));
  return { count: users.size === 0 && !isWhole ? null : users.size, isWhole };
}

/** Different people who can use the account or anything, by either road. */
export interface PeopleByBothRoads {
  readonly ofAccount: (account: AccountRow) => number;
  readonly ofAll: () => number;
}

export function peopleByBothRoads(
  facts: OrganizationFacts,
  roles: readonly EntitledPeople[],
  bySets: { readonly usersOfAccounts: { readonly [account: number]: number | undefined }; readonly users: number },
): PeopleByBothRoads {
  const byAccount = new Map<AccountRow, Set<UserRow>>();
  for (const { account, users } of roles)
    byAccount.set(account, new Set([...(byAccount.get(account) ?? []), ...users]));
  const assigned = (account: AccountRow): readonly UserRow[] => [...whoCan(facts, account).users];
  return {
    ofAccount: (account) => {
      const entitled = byAccount.get(account);
      return entitled ? new Set([...entitled, ...assigned(account)]).size : (bySets.usersOfAccounts[account] ?? 0);
    },
    ofAll: () => {
      const entitled = new Set(roles.flatMap(({ users }) => users));
      if (entitled.size === 0) return bySets.users;
      for (let at = 0; at < facts.columns.accounts.ids.length; at += 1)
        for (const user of assigned(rowAt<AccountRow>(at))) entitled.delete(user);
      return bySets.users + entitled.size;
    },
  };
}
