/** What words of a test mean: names in every way of writing, patterns, units; and what could be missed. */
import { describe, expect, test } from "vitest";
import { organizationFacts } from "../../facts/organization/facts.ts";
import type { Coverage } from "../../model/coverage.ts";
import { type Selection, selectAccounts, selectGroups, selectSets, selectUsers } from "./selection.ts";
import { ALICE, BOB, CAROL, DORA, documentWith, gap, idOf, walked } from "./testing/small-organization.ts";

const GONE = "906ab1c2d3-88888888-8888-4888-8888-888888888888";
const SHOP = { account: "shop", permissionSet: "ReadOnly" };
const CHANGES = {
  users: [
    { userName: ALICE, displayName: "Alice Moreau", email: "a.moreau@example.org" },
    { userName: BOB },
    { userName: CAROL },
    { userName: DORA },
  ],
  assignments: [
    { ...SHOP, user: ALICE },
    { ...SHOP, user: GONE },
    { ...SHOP, group: "Nobody" },
  ],
};
const organization = (coverage?: Coverage) => {
  const document = documentWith(coverage, CHANGES);
  return { document, facts: organizationFacts(document) };
};
const WHOLE = organization();
const { principals, permissionSets, accounts } = WHOLE.facts.columns;
const MAIN = WHOLE.document.organization.managementAccountId;
const FAILED = "SomeOperation failed (needs sso:SomePermission)";
const named = ({ rows }: Selection, names: readonly string[], ids: readonly string[]) =>
  rows.map((row) => names[row] || ids[row]);
const users = (words: string) => named(selectUsers(WHOLE, words), principals.names, principals.ids);
const groups = (words: string) => named(selectGroups(WHOLE, words), principals.names, principals.ids);
const sets = (words: string) => named(selectSets(WHOLE, words), permissionSets.names, permissionSets.arns);
const accountsOf = (words: string) =>
  named(selectAccounts(WHOLE, words), accounts.names, accounts.ids).map((name) => (name === MAIN ? "main" : name));
const ALL_ACCOUNTS = selectAccounts(WHOLE, "*").rows.length;

describe("words mean", () => {
  test.each<{
    readonly what: string;
    readonly actual: readonly (string | undefined)[];
    readonly expected: readonly string[];
  }>([
    { what: "a user by name, whatever the case", actual: users("ALICE@example.com"), expected: [ALICE] },
    { what: "a user by address", actual: users("A.Moreau@example.org"), expected: [ALICE] },
    { what: "a user by display name", actual: users("alice moreau"), expected: [ALICE] },
    { what: "a user by id", actual: users(idOf.user(ALICE)), expected: [ALICE] },
    { what: "users by a pattern", actual: users("*o*@EXAMPLE.com"), expected: [BOB, CAROL, DORA] },
    { what: "users by a pattern of one character", actual: users("?ob@*"), expected: [BOB] },
    { what: "no part of a name", actual: users("alice"), expected: [] },
    { what: "a user who is gone, by the id alone", actual: users(GONE), expected: [GONE] },
    { what: "no user who is gone by a pattern", actual: users("906ab1c2d3-8*"), expected: [] },
    { what: "no group as a user", actual: users("Nobody"), expected: [] },
    { what: "nothing", actual: users(""), expected: [] },
    { what: "a group by name", actual: groups("platformteam"), expected: ["PlatformTeam"] },
    { what: "a group by id", actual: groups(idOf.group("Nobody")), expected: ["Nobody"] },
    { what: "groups by a pattern", actual: groups("*o*R*"), expected: ["PlatformTeam", "Contractors"] },
    { what: "no user as a group", actual: groups(ALICE), expected: [] },
    { what: "a set by name, with its case", actual: sets("TeamAdmin"), expected: ["TeamAdmin"] },
    { what: "no set in another case", actual: sets("teamadmin"), expected: [] },
    { what: "a set by its ARN", actual: sets(idOf.set("Unused")), expected: ["Unused"] },
    { what: "sets by a pattern, in any case", actual: sets("*ADMIN"), expected: ["TeamAdmin"] },
    { what: "a pattern with what is no pattern elsewhere", actual: sets("Team.dmin"), expected: [] },
    { what: "an account by name, whatever the case", actual: accountsOf("SHOP"), expected: ["shop"] },
    { what: "an account by id", actual: accountsOf("222233334444"), expected: ["sandbox"] },
    { what: "an account by address", actual: accountsOf("Shop@example.com"), expected: ["shop"] },
    { what: "accounts by a pattern", actual: accountsOf("s*"), expected: ["shop", "sandbox"] },
    { what: "accounts below a unit", actual: accountsOf("ou:workloads"), expected: ["shop"] },
    { what: "accounts below a unit by its id", actual: accountsOf("ou:ou-ab12-produces"), expected: ["shop"] },
    { what: "accounts below a unit by its path", actual: accountsOf("ou:Root/Workloads/Prod"), expected: ["shop"] },
    { what: "accounts below units by a pattern", actual: accountsOf("ou:W*/P*"), expected: ["shop"] },
    { what: "no unit by a part of its path", actual: accountsOf("ou:Root/Prod"), expected: [] },
    { what: "accounts below a unit without any", actual: accountsOf("ou:Empty"), expected: [] },
  ])("$what", ({ actual, expected }) => {
    expect(actual).toEqual(expected);
  });

  test("an account that the organization lacks, by its id alone", () => {
    const { accounts: all, ...document } = WHOLE.document;
    const without = { ...document, accounts: all.filter(({ name }) => name !== "shop") };
    const less = { document: without, facts: organizationFacts(without) };
    expect(selectAccounts(less, "111122223333").rows).toHaveLength(1);
    expect(selectAccounts(less, "1111*").rows).toEqual([]);
    expect(selectAccounts(less, "*").rows).toHaveLength(ALL_ACCOUNTS - 1);
  });

  test.each<{ readonly actual: Selection; readonly expected: Partial<Selection> }>([
    { actual: selectUsers(WHOLE, ALICE), expected: { title: `user "${ALICE}"`, isPattern: false } },
    { actual: selectUsers(WHOLE, "*"), expected: { title: 'user "*"', isPattern: true } },
    { actual: selectGroups(WHOLE, "a?"), expected: { title: 'group "a?"', isPattern: true } },
    { actual: selectSets(WHOLE, "x"), expected: { title: 'permission set "x"', isPattern: false } },
    { actual: selectAccounts(WHOLE, "x"), expected: { title: 'account "x"', isPattern: false } },
    {
      actual: selectAccounts(WHOLE, "ou:Prod"),
      expected: { title: 'account below the organizational unit "Prod"', isPattern: true },
    },
    { actual: selectAccounts(WHOLE, "ou:Prd"), expected: { title: 'organizational unit "Prd"', isPattern: false } },
    { actual: selectAccounts(WHOLE, "ou:Prd*"), expected: { title: 'organizational unit "Prd*"', isPattern: true } },
  ])("the title of $actual", ({ actual, expected }) => {
    expect(actual).toMatchObject({ ...expected, mayMiss: undefined });
  });
});

describe("what could be missed", () => {
  const ask = {
    user: selectUsers,
    group: selectGroups,
    set: selectSets,
    account: selectAccounts,
  };
  const principal = { kind: "principal", principal: { type: "USER", id: idOf.user(BOB) } } as const;
  test.each<{
    readonly what: keyof typeof ask;
    readonly words: string;
    readonly part: Parameters<typeof gap>[0];
    readonly mayMiss: string | undefined;
  }>([
    { what: "user", words: "*", part: { kind: "users" }, mayMiss: FAILED },
    { what: "user", words: "nobody", part: { kind: "users" }, mayMiss: FAILED },
    { what: "user", words: ALICE, part: { kind: "users" }, mayMiss: undefined },
    { what: "user", words: "*", part: principal, mayMiss: FAILED },
    { what: "user", words: "*", part: { kind: "groups" }, mayMiss: undefined },
    { what: "group", words: "*", part: { kind: "groups" }, mayMiss: FAILED },
    { what: "group", words: "*", part: principal, mayMiss: FAILED },
    { what: "group", words: "Nobody", part: { kind: "groups" }, mayMiss: undefined },
    { what: "group", words: "*", part: { kind: "users" }, mayMiss: undefined },
    { what: "set", words: "*", part: { kind: "permission-sets" }, mayMiss: FAILED },
    {
      what: "set",
      words: "*",
      part: { kind: "permission-set", permissionSetArn: idOf.set("Unused") },
      mayMiss: FAILED,
    },
    { what: "set", words: "TeamAdmin", part: { kind: "permission-sets" }, mayMiss: undefined },
    { what: "account", words: "*", part: { kind: "accounts" }, mayMiss: FAILED },
    { what: "account", words: "*", part: { kind: "account", accountId: idOf.account("shop") }, mayMiss: FAILED },
    { what: "account", words: "*", part: { kind: "units" }, mayMiss: undefined },
    { what: "account", words: "ou:Prod", part: { kind: "units" }, mayMiss: FAILED },
    { what: "account", words: "ou:Prod", part: { kind: "accounts" }, mayMiss: FAILED },
    { what: "account", words: "ou:Prod", part: { kind: "account", accountId: idOf.account("shop") }, mayMiss: FAILED },
    { what: "account", words: "ou:Prd", part: { kind: "accounts" }, mayMiss: FAILED },
    { what: "account", words: "ou:Prod", part: { kind: "users" }, mayMiss: undefined },
  ])("of the $what $words where $part could not be read", ({ what, words, part, mayMiss }) => {
    expect(ask[what](organization(walked(gap(part))), words).mayMiss).toBe(mayMiss);
  });

  test("accounts below units that were not read, or never asked for", () => {
    const title = 'account below the organizational unit "Prod"';
    const failed = organization(walked(gap({ kind: "units" })));
    expect(selectAccounts(failed, "ou:Prod")).toEqual({ title, rows: [], isPattern: false, mayMiss: FAILED });
    const never = organization({ ...walked(), neverAsked: ["units"] });
    expect(selectAccounts(never, "ou:Prod")).toEqual({
      title,
      rows: [],
      isPattern: false,
      mayMiss: "the snapshot never asked for organizational units",
    });
    const others = organization({ ...walked(), neverAsked: ["policies"] });
    expect(selectAccounts(others, "ou:Prod").rows).toHaveLength(1);
  });
});

test("an id means who has it, and not who is called so: `only` lets nobody else in", () => {
  const alice = "906ab1c2d3-11112222-3333-4444-5555-666677778881";
  const staff = "906ab1c2d3-aaaa2222-3333-4444-5555-666677778881";
  const document = documentWith(undefined, {
    users: [
      { id: alice, userName: ALICE },
      { userName: alice },
      { userName: BOB },
      { userName: CAROL },
      { userName: DORA },
    ],
    groups: [{ id: staff, displayName: "Staff" }, { displayName: staff }],
    memberships: [],
    assignments: [],
  });
  const tested = { document, facts: organizationFacts(document) };
  const { ids } = tested.facts.columns.principals;
  expect(selectUsers(tested, alice).rows.map((row) => ids[row])).toEqual([alice]);
  expect(selectGroups(tested, staff).rows.map((row) => ids[row])).toEqual([staff]);
});
