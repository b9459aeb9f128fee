/** The tables of accounts, permission sets, users and groups. What only rows, assignments or gaps name is in them too, with whether it is there. */

import { GROUP, ORPHAN_GROUP, ORPHAN_USER, UNLISTED_ACCOUNT, USER } from "../../facts/organization/columns.ts";
import type { OrganizationFacts } from "../../facts/organization/facts.ts";
import { type AccountRow, type PrincipalRow, rowAt, type SetRow } from "../../facts/organization/rows.ts";
import { isOrphan } from "../../facts/organization/who-can.ts";
import { ACCOUNT_STATES } from "../../model/organization-document/document.ts";
import type { Cell, ExportedTable } from "../../model/table.ts";
import { text, textOrNull } from "./column.ts";

/** Whether AWS lists it: `unknown` where a failed read could hide it. */
type IsListed = "yes" | "no" | "unknown";

const SMALL = { isLarge: false, indexes: [] } as const;

/** Empty text of the columns is what is not known. */
const known = (word: string | undefined): string | null => word || null;

export const accountsTable = (facts: OrganizationFacts): ExportedTable => ({
  ...SMALL,
  name: "accounts",
  columns: [text("id"), textOrNull("name"), textOrNull("state"), text("in_organization")],
  key: ["id"],
  rows: () => facts.columns.accounts.ids.map((id, account) => accountRow(facts, id, rowAt(account))),
});

/** The state is null where it was not read. */
function accountRow({ columns: { accounts }, gaps }: OrganizationFacts, id: string, account: AccountRow): Cell[] {
  const state = accounts.states[account] ?? UNLISTED_ACCOUNT;
  const isUnread = gaps.accounts.has(account);
  const absent: IsListed = isUnread || gaps.lists.has("accounts") ? "unknown" : "no";
  return [
    id,
    known(accounts.names[account]),
    isUnread ? null : (ACCOUNT_STATES[state] ?? null),
    state === UNLISTED_ACCOUNT ? absent : "yes",
  ];
}

export const permissionSetsTable = ({ columns, gaps }: OrganizationFacts): ExportedTable => {
  const { arns, names, listed } = columns.permissionSets;
  const unread = new Set<string>(
    gaps.gaps.flatMap(({ part }) => (part.kind === "permission-set" ? [part.permissionSetArn] : [])),
  );
  const isUnread = (arn: string): boolean => gaps.lists.has("permission-sets") || unread.has(arn);
  const isListed = (arn: string, row: SetRow): IsListed =>
    listed[row] === 1 ? "yes" : isUnread(arn) ? "unknown" : "no";
  return {
    ...SMALL,
    name: "permission_sets",
    columns: [text("arn"), textOrNull("name"), text("in_instance")],
    key: ["arn"],
    rows: () =>
      arns.map((arn, at) => {
        const row = rowAt<SetRow>(at);
        return [arn, known(names[row]), isListed(arn, row)];
      }),
  };
};

export const usersTable = (facts: OrganizationFacts): ExportedTable => ({
  ...SMALL,
  name: "users",
  columns: [
    text("id"),
    textOrNull("user_name"),
    textOrNull("display_name"),
    textOrNull("status"),
    text("in_directory"),
  ],
  key: ["id"],
  indexes: [["user_name"]],
  rows: () => principalRows(facts, [USER, ORPHAN_USER], userRow),
});

function userRow(facts: OrganizationFacts, user: PrincipalRow): Cell[] {
  const { ids, names, displayNames, kinds, disabled } = facts.columns.principals;
  const status = disabled[user] === 1 ? "DISABLED" : "ENABLED";
  return [
    ids[user] ?? "",
    known(names[user]),
    known(displayNames[user]),
    kinds[user] === USER ? status : null,
    inDirectory(facts, user),
  ];
}

export const groupsTable = (facts: OrganizationFacts): ExportedTable => ({
  ...SMALL,
  name: "groups",
  columns: [text("id"), textOrNull("display_name"), text("in_directory")],
  key: ["id"],
  rows: () =>
    principalRows(facts, [GROUP, ORPHAN_GROUP], ({ columns: { principals } }, group) => [
      principals.ids[group] ?? "",
      known(principals.names[group]),
      inDirectory(facts, group),
    ]),
});

function* principalRows(
  facts: OrganizationFacts,
  kinds: readonly number[],
  row: (facts: OrganizationFacts, principal: PrincipalRow) => Cell[],
): Generator<Cell[]> {
  const { principals } = facts.columns;
  for (let at = 0; at < principals.ids.length; at += 1) {
    const principal = rowAt<PrincipalRow>(at);
    if (kinds.includes(principals.kinds[principal] ?? -1)) yield row(facts, principal);
  }
}

function inDirectory(facts: OrganizationFacts, principal: PrincipalRow): IsListed {
  const kind = facts.columns.principals.kinds[principal];
  if (kind === USER || kind === GROUP) return "yes";
  return isOrphan(facts, principal) ? "no" : "unknown";
}
