/** The use case behind `matrix`: a whole organization to the published counts. */

import { UNLISTED_ACCOUNT } from "../facts/organization/columns.ts";
import { matrixCounts } from "../facts/organization/counts.ts";
import { type OrganizationFacts, organizationFacts } from "../facts/organization/facts.ts";
import { judgeUser } from "../facts/organization/judgement.ts";
import { accountSetCells, type CountedCell, peopleOf, personAccountCells } from "../facts/organization/matrix.ts";
import { type AccountRow, rowAt, type SetRow, type UserRow } from "../facts/organization/rows.ts";
import type { UnreadPart } from "../model/coverage.ts";
import { AccessError } from "../model/errors.ts";
import type { Matrix, MatrixCell, MatrixCount, MatrixLine, MatrixView } from "../model/matrix.ts";
import type { OrganizationDocument } from "../model/organization-document/document.ts";
import { freshnessOf } from "../model/organization-document/freshness.ts";
import { whatIsOpen } from "./effective-access.ts";
import {
  type EntitledPeople,
  entitledPeople,
  type PeopleByBothRoads,
  peopleByBothRoads,
  type RoleColumn,
  roleColumns,
  withRoles,
} from "./matrix-roles.ts";

/** More cells are no table that anybody reads, and no text that fits into memory. */
const MOST_CELLS = 2_000_000;

/** @throws AccessError `bad-input` where the organization has more cells than a table can hold */
export function answerMatrix(document: OrganizationDocument, view: MatrixView): Matrix {
  const facts = organizationFacts(document);
  const counts = matrixCounts(facts);
  const roles = entitledPeople(document, facts);
  const people = peopleByBothRoads(facts, roles, counts);
  const both: Both = { facts, counts, roles, people };
  const parts = view === "sets" ? accountsAndSets(both) : peopleAndAccounts(both);
  const isEverybodyListed = !facts.gaps.lists.has("users");
  const isWhole =
    isEverybodyListed && isListed(facts) && [...parts.rows, ...parts.columns].every((line) => line.isWhole);
  const { unread, notExamined } = whatIsOpen(
    document,
    facts.gaps.gaps.filter(({ part }) => !isWhole && !isBeside(part.kind, roles.length > 0)),
  );
  return {
    schema: "idc-doctor/matrix/1",
    takenAt: document.takenAt,
    ...freshnessOf(document),
    view,
    people: countOf(people.ofAll(), isWhole),
    ...parts,
    isWhole,
    unread,
    notExamined: [...notExamined, ...(mayBeEntitled(document) ? [ENTITLEMENTS] : [])],
  };
}

const ENTITLEMENTS = "account access manager: entitlements that could not be read are in no count";

const mayBeEntitled = ({ coverage }: OrganizationDocument): boolean =>
  (coverage?.gaps ?? []).some(({ part }) => ENTITLEMENT_PARTS.includes(part.kind));

const ENTITLEMENT_PARTS: readonly UnreadPart["kind"][] = [
  "account-access-applications",
  "account-access-status",
  "entitlements-of-account",
  "entitlements-of",
];

/** Gaps that hide nobody's access. */
const BESIDE: readonly UnreadPart["kind"][] = [
  "permission-set",
  "units",
  "delegated-administrators",
  "creation-requests",
  "deletion-requests",
  "provisioning-requests",
];

const isBeside = (kind: UnreadPart["kind"], areRolesCounted: boolean): boolean =>
  BESIDE.includes(kind) || (!areRolesCounted && ENTITLEMENT_PARTS.includes(kind));

const isListed = ({ gaps }: OrganizationFacts): boolean =>
  !gaps.lists.has("accounts") && !gaps.lists.has("permission-sets");

const countOf = (known: number, isWhole: boolean): MatrixCount => ({
  count: known === 0 && !isWhole ? null : known,
  isWhole,
});

type Parts = Pick<Matrix, "rows" | "columns" | "cells">;
interface Both {
  readonly facts: OrganizationFacts;
  readonly counts: ReturnType<typeof matrixCounts>;
  readonly roles: readonly EntitledPeople[];
  readonly people: PeopleByBothRoads;
}

/** A column of a role has its path and name in the place of an ARN: roles of one name are one column. */
const roleColumnId = ({ name }: RoleColumn): string => `role/${name}`;

function accountsAndSets({ facts, counts, roles, people }: Both): Parts {
  const { accounts, permissionSets } = facts.columns;
  const cells = gathered(accountSetCells(facts, counts));
  const open = openLines(cells);
  const used = new Set(cells.map(({ column }) => column));
  const columns = roleColumns(roles);
  const openAccounts = columns.flatMap((column) =>
    column.cells.flatMap((cell) => (cell.isWhole ? [] : [cell.account])),
  );
  const sets = permissionSets.arns
    .map((arn, at) => ({ arn, set: rowAt<SetRow>(at) }))
    .filter(({ set }) => permissionSets.listed[set] === 1 || used.has(set))
    .map(({ arn, set }) => ({
      id: arn,
      name: permissionSets.names[set] || null,
      ...countOf(counts.usersOfSets[set] ?? 0, !open.columns.has(set) && !facts.gaps.lists.has("accounts")),
    }))
    .sort(byName);
  return {
    rows: accountLines(facts, people, new Set([...open.rows, ...openAccounts])),
    columns: [
      ...sets,
      ...columns.map((column) => ({
        id: roleColumnId(column),
        name: `role ${column.name}`,
        count: column.count,
        isWhole: column.isWhole,
      })),
    ],
    cells: [
      ...cells.map((cell) => published(cell, accounts.ids[cell.row] ?? "", permissionSets.arns[cell.column] ?? "")),
      ...columns.flatMap((column) =>
        column.cells.map(({ account, ...count }) => ({
          row: accounts.ids[account] ?? "",
          column: roleColumnId(column),
          ...count,
        })),
      ),
    ],
  };
}

function peopleAndAccounts({ facts, roles, people }: Both): Parts {
  const { accounts, principals } = facts.columns;
  const cells = withRoles(gathered(personAccountCells(facts)), roles);
  const open = openLines(cells);
  const accountsOf = new Map<UserRow, number>();
  for (const { row, known } of cells) if (known > 0) accountsOf.set(row, (accountsOf.get(row) ?? 0) + 1);
  const areAccountsListed = isListed(facts);
  return {
    rows: peopleOf(facts)
      .map((user) => ({
        id: principals.ids[user] ?? "",
        name: principals.names[user] || null,
        ...countOf(
          accountsOf.get(user) ?? 0,
          judgeUser(facts, user).answer === "no" || (areAccountsListed && !open.rows.has(user)),
        ),
      }))
      .sort(byName),
    columns: accountLines(facts, people, open.columns),
    cells: cells.map((cell) => published(cell, principals.ids[cell.row] ?? "", accounts.ids[cell.column] ?? "")),
  };
}

/** @param open the accounts with a cell that is not whole */
function accountLines(
  { columns: { accounts }, gaps }: OrganizationFacts,
  { ofAccount }: PeopleByBothRoads,
  open: ReadonlySet<AccountRow>,
): readonly MatrixLine[] {
  return accounts.ids
    .map((id, at) => ({ id, account: rowAt<AccountRow>(at) }))
    .filter(({ account }) => accounts.states[account] !== UNLISTED_ACCOUNT || open.has(account))
    .map(({ id, account }) => ({
      id,
      name: accounts.names[account] || null,
      ...countOf(ofAccount(account), !open.has(account) && !gaps.lists.has("permission-sets")),
    }))
    .sort(byName);
}

/** @throws AccessError `bad-input` */
function gathered<Cell>(cells: Iterable<Cell>): readonly Cell[] {
  const found: Cell[] = [];
  for (const cell of cells) {
    if (found.length === MOST_CELLS)
      throw new AccessError("bad-input", `The matrix has more than ${MOST_CELLS} cells`, {
        next: "Save the organization with idc-doctor snapshot save <file> and query it as tables: idc-doctor snapshot export",
      });
    found.push(cell);
  }
  return found;
}

function openLines<Row extends number, Column extends number>(cells: readonly CountedCell<Row, Column>[]) {
  const open = cells.filter(({ isWhole }) => !isWhole);
  return { rows: new Set(open.map(({ row }) => row)), columns: new Set(open.map(({ column }) => column)) };
}

const published = ({ known, isWhole }: CountedCell<number, number>, row: string, column: string): MatrixCell => ({
  row,
  column,
  ...countOf(known, isWhole),
});

/** `account-9` before `account-10`. */
const collator = new Intl.Collator("en", { numeric: true });

const byName = (one: MatrixLine, other: MatrixLine): number =>
  collator.compare(one.name ?? one.id, other.name ?? other.id);
