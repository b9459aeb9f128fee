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

export const S: OrganizationSize = {
  accounts: 20,
  permissionSets: 10,
  provisionedPairs: 120,
  users: 100,
  groups: 15,
  memberships: 300,
  assignments: 180,
};

export const M: OrganizationSize = {
  accounts: 200,
  permissionSets: 60,
  provisionedPairs: 3_000,
  users: 1_500,
  groups: 150,
  memberships: 6_000,
  assignments: 4_500,
};

export const L: OrganizationSize = {
  accounts: 1_000,
  permissionSets: 300,
  provisionedPairs: 20_000,
  users: 10_000,
  groups: 1_000,
  memberships: 50_000,
  assignments: 30_000,
};

export const XL: OrganizationSize = {
  accounts: 7_000,
  permissionSets: 500,
  provisionedPairs: 210_000,
  users: 100_000,
  groups: 5_000,
  memberships: 1_000_000,
  assignments: 500_000,
};
