/** Who is in which group, what is provisioned where, and who is assigned: the relations of a generated organization, as columns. */
import {
  type AssignmentColumns,
  type MembershipColumns,
  type ProvisionedColumns,
  ROLE_PRESENT,
} from "../../src/facts/organization/columns.ts";
import { asRows } from "../../src/facts/organization/rows.ts";
import { differentNumbers, type Random } from "./random.ts";
import type { OrganizationSize } from "./sizes.ts";

/** Principals are numbered users first, then groups. */
const groupAt = ({ users }: OrganizationSize, group: number): number => users + group;

/** The n-th largest group has about 1/n of the largest's members (Zipf), none more than four users of five. */
export function generateMemberships(size: OrganizationSize, random: Random): MembershipColumns {
  const groups = new Uint32Array(size.memberships);
  const users = new Uint32Array(size.memberships);
  let row = 0;
  for (const [group, members] of groupSizes(size).entries())
    for (const user of differentNumbers(random, members, size.users)) {
      groups[row] = groupAt(size, group);
      users[row] = user;
      row += 1;
    }
  return { groups: asRows(groups.subarray(0, row)), users: asRows(users.subarray(0, row)) };
}

/** Sizes that add up to the memberships, as far as the users suffice. */
export function groupSizes(size: OrganizationSize): readonly number[] {
  const largest = Math.max(1, Math.floor(size.users * 0.8));
  const weights = Array.from({ length: size.groups }, (_, at) => 1 / (at + 1));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const sizes = weights.map((weight) => Math.min(largest, Math.floor((size.memberships * weight) / total)));
  let rest = size.memberships - sizes.reduce((sum, one) => sum + one, 0);
  for (let at = 0; rest > 0 && at < size.groups; at += 1) {
    const more = Math.min(rest, largest - (sizes[at] ?? 0), Math.ceil(rest / (size.groups - at)));
    sizes[at] = (sizes[at] ?? 0) + more;
    rest -= more;
  }
  return sizes;
}

/** Every account gets its share of the pairs, each with a role that is there and up to date. */
export function generateProvisioned(size: OrganizationSize, random: Random): ProvisionedColumns {
  const accounts = new Uint32Array(size.provisionedPairs);
  const permissionSets = new Uint32Array(size.provisionedPairs);
  for (let account = 0; account < size.accounts; account += 1) {
    const first = Math.floor((account * size.provisionedPairs) / size.accounts);
    const end = Math.floor(((account + 1) * size.provisionedPairs) / size.accounts);
    let row = first;
    for (const set of differentNumbers(random, end - first, size.permissionSets)) {
      accounts[row] = account;
      permissionSets[row] = set;
      row += 1;
    }
  }
  return {
    accounts: asRows(accounts),
    permissionSets: asRows(permissionSets),
    flags: new Uint8Array(size.provisionedPairs).fill(ROLE_PRESENT),
  };
}

/** Each pair has one principal at least; the others are spread at random. No row repeats. */
export function generateAssignments(
  size: OrganizationSize,
  pairs: ProvisionedColumns,
  random: Random,
): AssignmentColumns {
  const perPair = new Uint32Array(size.provisionedPairs).fill(1);
  for (let more = size.assignments - size.provisionedPairs; more > 0; ) {
    const pair = random.below(size.provisionedPairs);
    if ((perPair[pair] ?? 0) >= size.groups) continue;
    perPair[pair] = (perPair[pair] ?? 0) + 1;
    more -= 1;
  }
  const accounts = new Uint32Array(size.assignments);
  const permissionSets = new Uint32Array(size.assignments);
  const principals = new Uint32Array(size.assignments);
  let row = 0;
  for (const [pair, count] of perPair.entries())
    for (const principal of somePrincipals(size, random, count)) {
      accounts[row] = pairs.accounts[pair] ?? 0;
      permissionSets[row] = pairs.permissionSets[pair] ?? 0;
      principals[row] = principal;
      row += 1;
    }
  return { accounts: asRows(accounts), permissionSets: asRows(permissionSets), principals: asRows(principals) };
}

function somePrincipals(size: OrganizationSize, random: Random, count: number): ReadonlySet<number> {
  const chosen = new Set<number>();
  while (chosen.size < count)
    chosen.add(random.fraction() < 0.9 ? groupAt(size, random.below(size.groups)) : random.below(size.users));
  return chosen;
}
