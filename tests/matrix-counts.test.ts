/** The matrix in numbers agrees with sets of users, row by row, on generated organizations with people and roles missing. */
import { expect, test } from "vitest";
import { generateColumns, generateOrganization } from "../bench/organization/generator.ts";
import { SIZES } from "../bench/organization/sizes.ts";
import { GROUP, type OrganizationColumns, ROLE_PRESENT } from "../src/facts/organization/columns.ts";
import { matrixCounts } from "../src/facts/organization/counts.ts";
import { buildOrganizationFacts, organizationFacts } from "../src/facts/organization/facts.ts";
import { ABSENT, type PairRow, type PrincipalRow, rowAt, type UserRow } from "../src/facts/organization/rows.ts";

/** Every seventh user disabled, every ninth role gone, every eleventh account not active. */
function damaged(columns: OrganizationColumns): OrganizationColumns {
  const { accounts, principals, provisioned } = columns;
  return {
    ...columns,
    accounts: { ...accounts, states: accounts.states.map((state, at) => (at % 11 === 5 ? 2 : state)) },
    principals: {
      ...principals,
      disabled: principals.disabled.map((_, at) =>
        principals.kinds[rowAt<PrincipalRow>(at)] !== GROUP && at % 7 === 3 ? 1 : 0,
      ),
    },
    provisioned: { ...provisioned, flags: provisioned.flags.map((_, at) => (at % 9 === 4 ? 0 : ROLE_PRESENT)) },
  };
}

function countedBySets({ accounts, principals, memberships, provisioned, assignments }: OrganizationColumns) {
  const members = new Map<PrincipalRow, UserRow[]>();
  for (const [row, group] of [...memberships.groups].entries())
    members.set(group, [...(members.get(group) ?? []), memberships.users[row] ?? ABSENT]);
  const works = new Set<string>();
  for (const [row, account] of [...provisioned.accounts].entries())
    if (provisioned.flags[row] === ROLE_PRESENT && accounts.states[account] === 1)
      works.add(`${account} ${provisioned.permissionSets[row]}`);
  const found = {
    accounts: new Map<number, Set<number>>(),
    sets: new Map<number, Set<number>>(),
    pairs: new Map<string, Set<number>>(),
  };
  const add = <K>(map: Map<K, Set<number>>, key: K, user: number) =>
    map.set(key, (map.get(key) ?? new Set()).add(user));
  for (const [row, account] of [...assignments.accounts].entries()) {
    const set = assignments.permissionSets[row] ?? -1;
    const principal = assignments.principals[row] ?? ABSENT;
    if (!works.has(`${account} ${set}`)) continue;
    for (const user of principals.kinds[principal] === GROUP ? (members.get(principal) ?? []) : [principal]) {
      if (principals.disabled[user] === 1) continue;
      add(found.accounts, account, user);
      add(found.sets, set, user);
      add(found.pairs, `${account} ${set}`, user);
    }
  }
  return found;
}

test.each([1, 2, 3])("counts of M, seed %i", (seed) => {
  const columns = damaged(generateColumns(SIZES.M, seed));
  const facts = buildOrganizationFacts(columns);
  const counts = matrixCounts(facts);
  const sets = countedBySets(columns);
  const sizeOf = <K>(map: Map<K, Set<number>>, key: K) => map.get(key)?.size ?? 0;
  expect([...counts.usersOfAccounts]).toEqual(columns.accounts.ids.map((_, account) => sizeOf(sets.accounts, account)));
  expect([...counts.usersOfSets]).toEqual(columns.permissionSets.arns.map((_, set) => sizeOf(sets.sets, set)));
  expect([...counts.usersOfPairs]).toEqual(
    [...facts.pairs.accounts].map((account, pair) =>
      sizeOf(sets.pairs, `${account} ${facts.pairs.permissionSets[rowAt<PairRow>(pair)]}`),
    ),
  );
  expect(counts.users).toBe(new Set([...sets.accounts.values()].flatMap((users) => [...users])).size);
  expect(counts.cells).toBe([...sets.pairs.values()].reduce((sum, { size }) => sum + size, 0));
  expect(counts.cells).toBeGreaterThan(1000);
});

test("a document and its columns give the same counts", () => {
  const counts = matrixCounts(organizationFacts(generateOrganization(SIZES.S, 5)));
  expect(counts).toEqual(matrixCounts(buildOrganizationFacts(generateColumns(SIZES.S, 5))));
  expect(counts.unknownPairs).toBe(0);
});

test("the same seed gives the same organization, another seed another", () => {
  expect(generateOrganization(SIZES.S, 5)).toEqual(generateOrganization(SIZES.S, 5));
  expect(generateOrganization(SIZES.S, 5)).not.toEqual(generateOrganization(SIZES.S, 6));
});
