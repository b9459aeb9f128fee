/** A place where nothing is broken yet: an account of its own with one set, which one group with one member has. */
import type { WrittenDocument } from "../../../src/model/organization-document/written/document.ts";

/** The rows that seeds change. */
export type Rows = {
  readonly [Part in
    | "accounts"
    | "permissionSets"
    | "users"
    | "groups"
    | "assignments"
    | "provisionedRoles"
    | "requests"]-?: NonNullable<WrittenDocument[Part]>;
} & { readonly organization: NonNullable<WrittenDocument["organization"]> };

export interface Place {
  readonly account: string;
  readonly permissionSet: string;
  readonly user: string;
  readonly group: string;
  /** Of the account: what a former or a present owner is known by. */
  readonly email: string;
}

/** Somebody whom the directory does not have. */
export const GHOST = "9067000001-aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee";
export const FORMER_OWNER = "former.owner@example.com";

export const PAIR = ["account", "permissionSet"] as const;

export type Subject = (typeof PAIR)[number] | "management account" | "user" | "group" | "ghost" | "former owner";

interface Expected {
  /** The id of the finding. */
  readonly finding: string;
  /** What the finding is about, in the order of its key. */
  readonly about: readonly Subject[];
}

export interface Seed extends Expected {
  readonly plant: (rows: Rows, place: Place) => Rows;
  /** What was planted is these, too. */
  readonly besides?: readonly Expected[];
}

export const placeAt = (at: number): Place => ({
  account: String(200_000_000_000 + at),
  permissionSet: `Seeded-${at}`,
  user: `seeded-${at}@example.com`,
  group: `seeded-${at}`,
  email: `aws+seeded-${at}@example.com`,
});

export function withPlace(rows: Rows, place: Place): Rows {
  const { account, permissionSet, user, group, email } = place;
  return {
    ...rows,
    accounts: [...rows.accounts, { id: account, name: group, email }],
    permissionSets: [...rows.permissionSets, { name: permissionSet }],
    users: [...rows.users, { userName: user }],
    groups: [...rows.groups, { displayName: group, members: [user] }],
    assignments: [...rows.assignments, { account, permissionSet, group }],
    provisionedRoles: [...rows.provisionedRoles, { account, permissionSet }],
  };
}

export const withoutAssignments = (rows: Rows, { account, permissionSet }: Place): Rows => ({
  ...rows,
  assignments: rows.assignments.filter((row) => row.account !== account || row.permissionSet !== permissionSet),
});

export const withoutRole = (rows: Rows, { account, permissionSet }: Place): Rows => ({
  ...rows,
  provisionedRoles: rows.provisionedRoles.filter(
    (row) => row.account !== account || row.permissionSet !== permissionSet,
  ),
});
