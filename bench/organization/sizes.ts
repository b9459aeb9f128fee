/** The sizes of organization that the issues measure. */

export interface OrganizationSize {
  /** The management account among them. */
  readonly accounts: number;
  readonly permissionSets: number;
  /** Pairs of account and permission set with a role. */
  readonly provisionedPairs: number;
  readonly users: number;
  readonly groups: number;
  readonly memberships: number;
  /** At least one for each provisioned pair, 90 % of them to groups. */
  readonly assignments: number;
}

export const SIZES = {
  S: {
    accounts: 20,
    permissionSets: 10,
    provisionedPairs: 120,
    users: 100,
    groups: 15,
    memberships: 300,
    assignments: 180,
  },
  M: {
    accounts: 200,
    permissionSets: 60,
    provisionedPairs: 3_000,
    users: 1_500,
    groups: 150,
    memberships: 6_000,
    assignments: 4_500,
  },
  L: {
    accounts: 1_000,
    permissionSets: 300,
    provisionedPairs: 20_000,
    users: 10_000,
    groups: 1_000,
    memberships: 50_000,
    assignments: 30_000,
  },
  XL: {
    accounts: 7_000,
    permissionSets: 500,
    provisionedPairs: 210_000,
    users: 100_000,
    groups: 5_000,
    memberships: 1_000_000,
    assignments: 500_000,
  },
} as const satisfies Record<string, OrganizationSize>;

/** The same organization with another number of assignments: everything but the permission sets in proportion. */
export function scaled(size: OrganizationSize, assignments: number): OrganizationSize {
  const part = (count: number): number => Math.max(1, Math.round((count * assignments) / size.assignments));
  return {
    accounts: part(size.accounts),
    permissionSets: size.permissionSets,
    provisionedPairs: part(size.provisionedPairs),
    users: part(size.users),
    groups: part(size.groups),
    memberships: part(size.memberships),
    assignments,
  };
}
