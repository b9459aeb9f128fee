/** Organizations of any size for measurements, as written documents. Repeatable: the same numbers give the same organization. */
import type { WrittenDocument } from "../../src/model/organization-document/written/document.ts";

export interface OrganizationSize {
  readonly accounts: number;
  readonly permissionSets: number;
  readonly users: number;
  readonly groups: number;
  /** Each account × set pair carries one principal until there are more assignments than pairs. */
  readonly assignments: number;
  readonly membershipsPerUser: number;
}

const FIRST_ACCOUNT = 200_000_000_000;

export const accountIdAt = (index: number): string => String(FIRST_ACCOUNT + index);
export const setNameAt = (index: number): string => `Set-${index}`;
const userNameAt = (index: number): string => `user-${index}@example.com`;
const groupNameAt = (index: number): string => `group-${index}`;

export function organizationOf(size: OrganizationSize): WrittenDocument {
  const { accounts, permissionSets, users, groups, assignments, membershipsPerUser } = size;
  const pairs = accounts * permissionSets;
  return {
    schema: "idc-doctor/organization/1",
    accounts: indexes(accounts).map((at) => ({ id: accountIdAt(at), name: `account-${at}` })),
    permissionSets: indexes(permissionSets).map((at) => ({ name: setNameAt(at) })),
    users: indexes(users).map((at) => ({ userName: userNameAt(at) })),
    groups: indexes(groups).map((at) => ({ displayName: groupNameAt(at) })),
    memberships: indexes(users).flatMap((user) =>
      indexes(Math.min(membershipsPerUser, groups)).map((step) => ({
        user: userNameAt(user),
        group: groupNameAt((user * 7 + step * 13) % groups),
      })),
    ),
    assignments: indexes(assignments).map((at) => {
      const pair = spread(at % pairs, pairs);
      const round = Math.floor(at / pairs);
      const account = accountIdAt(Math.floor(pair / permissionSets));
      const permissionSet = setNameAt(pair % permissionSets);
      // Three grants of four go to groups, as is good practice.
      return at % 4 === 0
        ? { account, permissionSet, user: userNameAt((at * 31 + round) % users) }
        : { account, permissionSet, group: groupNameAt((at * 17 + round) % groups) };
    }),
  };
}

const indexes = (count: number): number[] => Array.from({ length: count }, (_, at) => at);

/** A permutation of 0 … count - 1 that leaves no account or set without grants. */
function spread(at: number, count: number): number {
  const step = 7919;
  return count % step === 0 ? at : (at * step) % count;
}
