/** What can be wrong with grants of an organization, one of each kind that a collection can see; AWS's words are of facts 2.4. */
import {
  FORMER_OWNER,
  GHOST,
  PAIR,
  type Place,
  type Rows,
  type Seed,
  withoutAssignments,
  withoutRole,
} from "./place.ts";
import { REQUEST_SEEDS } from "./requests.ts";

const inState = (finding: string, state: "SUSPENDED" | "PENDING_CLOSURE" | "CLOSED" | "PENDING_ACTIVATION"): Seed => ({
  finding,
  about: [...PAIR, "group"],
  plant: (rows, place) => ({
    ...rows,
    accounts: rows.accounts.map((row) => (row.id === place.account ? { ...row, state } : row)),
  }),
});

const alsoAssigned = (rows: Rows, { account, permissionSet }: Place, ...users: readonly string[]): Rows => ({
  ...rows,
  assignments: [...rows.assignments, ...users.map((user) => ({ account, permissionSet, user }))],
});

const GROUPS_OF_ONE_PAIR = 100;
const SETS_OF_ONE_ACCOUNT = 500;
const numbers = (count: number): readonly number[] => Array.from({ length: count }, (_, at) => at);

function fullPair(rows: Rows, { account, permissionSet, user, group }: Place): Rows {
  const more = numbers(GROUPS_OF_ONE_PAIR - 1).map((at) => `${group}-${at}`);
  return {
    ...rows,
    groups: [...rows.groups, ...more.map((displayName) => ({ displayName, members: [user] }))],
    assignments: [...rows.assignments, ...more.map((name) => ({ account, permissionSet, group: name }))],
  };
}

function fullAccount(rows: Rows, { account, permissionSet, group }: Place): Rows {
  const more = numbers(SETS_OF_ONE_ACCOUNT - 1).map((at) => `${permissionSet}-${at}`);
  return {
    ...rows,
    permissionSets: [...rows.permissionSets, ...more.map((name) => ({ name }))],
    provisionedRoles: [...rows.provisionedRoles, ...more.map((name) => ({ account, permissionSet: name }))],
    assignments: [...rows.assignments, ...more.map((name) => ({ account, permissionSet: name, group }))],
  };
}

export const SEEDS: readonly Seed[] = [
  inState("account-suspended", "SUSPENDED"),
  inState("account-pending-closure", "PENDING_CLOSURE"),
  inState("account-closed", "CLOSED"),
  inState("account-pending-activation", "PENDING_ACTIVATION"),
  {
    finding: "account-not-in-organization",
    about: [...PAIR, "group"],
    plant: (rows, place) => ({ ...rows, accounts: rows.accounts.filter(({ id }) => id !== place.account) }),
  },
  { finding: "not-provisioned", about: PAIR, plant: withoutRole },
  { finding: "provisioned-not-assigned", about: PAIR, plant: withoutAssignments },
  {
    finding: "outdated",
    about: PAIR,
    plant: (rows, place) => ({
      ...rows,
      provisionedRoles: rows.provisionedRoles.map((row) =>
        row.account === place.account ? { ...row, freshness: "outdated" } : row,
      ),
    }),
  },
  {
    finding: "former-owner-access",
    about: [...PAIR, "former owner"],
    besides: [
      { finding: "direct-grant", about: [...PAIR, "user"] },
      { finding: "direct-grant", about: [...PAIR, "former owner"] },
    ],
    // Account Factory's way: owners are assigned themselves, and both are findings of their own, too.
    plant: (rows, place) => ({
      ...alsoAssigned(rows, place, place.user, FORMER_OWNER),
      users: [...rows.users, { userName: FORMER_OWNER }],
      accounts: rows.accounts.map((row) => (row.id === place.account ? { ...row, email: place.user } : row)),
    }),
  },
  { finding: "principal-deleted", about: [...PAIR, "ghost"], plant: (rows, place) => alsoAssigned(rows, place, GHOST) },
  { finding: "direct-grant", about: [...PAIR, "user"], plant: (rows, place) => alsoAssigned(rows, place, place.user) },
  {
    finding: "user-disabled",
    about: [...PAIR, "user"],
    // The only member of the place's group: nobody can use the group's access either.
    besides: [{ finding: "user-disabled", about: [...PAIR, "group"] }],
    plant: (rows, place) => ({
      ...alsoAssigned(rows, place, place.user),
      users: rows.users.map((row) => (row.userName === place.user ? { ...row, status: "DISABLED" } : row)),
    }),
  },
  {
    finding: "group-empty",
    about: [...PAIR, "group"],
    plant: (rows, place) => ({
      ...rows,
      groups: rows.groups.map((row) => (row.displayName === place.group ? { ...row, members: [] } : row)),
    }),
  },
  {
    finding: "delegate-reaches-management-account",
    about: ["management account", "permissionSet"],
    plant: (rows, { account, permissionSet, group }) => {
      const there = { account: rows.organization.managementAccountId ?? "", permissionSet };
      return {
        ...rows,
        organization: { ...rows.organization, delegatedAdministrators: [account] },
        assignments: [...rows.assignments, { ...there, group }],
        provisionedRoles: [...rows.provisionedRoles, there],
      };
    },
  },
  { finding: "group-limit-reached", about: PAIR, plant: fullPair },
  { finding: "set-quota", about: ["account"], plant: fullAccount },
  ...REQUEST_SEEDS,
];
