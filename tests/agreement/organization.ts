/** Random small organizations as written documents, with one question each: what the agreement test is made of. */
import * as fc from "fast-check";
import type { WrittenDocument } from "../../src/model/organization-document/written.ts";

type Rows<K extends keyof WrittenDocument> = NonNullable<WrittenDocument[K]>;

/** A document that faults may still change; every list is present. */
export interface Draft {
  accounts: Rows<"accounts">;
  users: Rows<"users">;
  groups: { displayName: string; externalId?: string }[];
  memberships: { group: string; user: string }[];
  permissionSets: Rows<"permissionSets">;
  assignments: { account: string; permissionSet: string; user?: string; group?: string }[];
  provisionedRoles: Rows<"provisionedRoles">;
  requests: Rows<"requests">;
  faults: Rows<"faults">;
  lab: NonNullable<WrittenDocument["lab"]>;
  asked: { user: string; account: string; permissionSet: string; region: string };
}

const ACCOUNTS = ["111122223333", "222233334444", "333344445555"];
const SETS = ["ReadOnly", "Power_User", "Admin"];
const USERS = ["alice", "bob@example.com", "carol.jones"];
const GROUPS = ["Readers", "Platform Team"];

const some = <T>(all: readonly T[], min = 1) => fc.subarray([...all], { minLength: min });

/** A healthy organization: what is assigned is provisioned. */
export const organizations: fc.Arbitrary<Draft> = fc
  .record({
    accounts: some(ACCOUNTS),
    sets: some(SETS),
    users: some(USERS),
    groups: some(GROUPS),
    seeds: fc.array(fc.nat(1_000_000), { minLength: 12, maxLength: 12 }),
    principalRowsIncludeGroups: fc.boolean(),
    portalListsInactiveAccounts: fc.constant(false),
  })
  .map(({ accounts, sets, users, groups, seeds, ...lab }) => {
    const pick = <T>(at: number, from: readonly T[]): T => {
      const item = from[(seeds[at % seeds.length] ?? 0) % from.length];
      if (item === undefined) throw new Error("picked from nothing");
      return item;
    };
    const isHeads = (at: number) => (seeds[at % seeds.length] ?? 0) % 3 !== 0;
    const memberships = groups.flatMap((group, g) =>
      users.filter((_, u) => isHeads(g * 3 + u)).map((user) => ({ group, user })),
    );
    const assignments = accounts.flatMap((account, a) =>
      sets
        .filter((_, s) => isHeads(a + s * 2))
        .map((permissionSet, s) => ({
          account,
          permissionSet,
          ...(isHeads(a * 5 + s) ? { group: pick(a + s, groups) } : { user: pick(a + s + 1, users) }),
        })),
    );
    // Two questions of three are about a grant that somebody was given, asked by one whom it should reach.
    const askedGrant = (seed: number) => {
      const granted = assignments[seed % Math.max(1, assignments.length)];
      if (!granted || seed % 3 === 0)
        return { user: pick(9, users), account: pick(10, accounts), permissionSet: pick(11, sets) };
      const members = memberships
        .filter(({ group }) => "group" in granted && group === granted.group)
        .map(({ user }) => user);
      const user = "user" in granted ? granted.user : pick(9, members.length > 0 ? members : users);
      return { user, account: granted.account, permissionSet: granted.permissionSet };
    };
    return {
      accounts: accounts.map((id) => ({ id, name: `account-${id.slice(0, 4)}` })),
      users: users.map((userName) => ({ userName })),
      groups: groups.map((displayName) => ({ displayName })),
      memberships,
      permissionSets: sets.map((name) => ({ name, managedPolicyArns: ["arn:aws:iam::aws:policy/ReadOnlyAccess"] })),
      assignments,
      provisionedRoles: distinctGrants(assignments),
      requests: [],
      faults: [],
      lab,
      asked: { ...askedGrant(seeds[9] ?? 0), region: "us-east-1" },
    };
  });

export function distinctGrants(
  rows: readonly { account: string; permissionSet: string }[],
): { account: string; permissionSet: string }[] {
  return [
    ...new Map(
      rows.map(({ account, permissionSet }) => [`${account} ${permissionSet}`, { account, permissionSet }]),
    ).values(),
  ];
}

/** The draft as a document that the lab loads. */
export function documentOf({ asked: _, ...draft }: Draft): WrittenDocument {
  return { schema: "idc-doctor/organization/1", takenAt: "2026-03-01T12:00:00Z", ...draft };
}
