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
  test.each<[string, readonly (string | undefined)[], readonly string[]]>([
    ["a user by name, whatever the case", users("ALICE@example.com"), [ALICE]],
    ["a user by address", users("A.Moreau@example.org"), [ALICE]],
    ["a user by display name", users("alice moreau"), [ALICE]],
    ["a user by id", users(idOf.user(ALICE)), [ALICE]],
    ["users by a pattern", users("*o*@EXAMPLE.com"), [BOB, CAROL, DORA]],
    ["users by a pattern of one character", users("?ob@*"), [BOB]],
    ["no part of a name", users("alice"), []],
    ["a user who is gone, by the id alone", users(GONE), [GONE]],
    ["no user who is gone by a pattern", users("906ab1c2d3-8*"), []],
    ["no group as a user", users("Nobody"), []],
    ["nothing", users(""), []],
    ["a group by name", groups("platformteam"), ["PlatformTeam"]],
    ["a group by id", groups(idOf.group("Nobody")), ["Nobody"]],
    ["groups by a pattern", groups("*o*R*"), ["PlatformTeam", "Contractors"]],
    ["no user as a group", groups(ALICE), []],
    ["a set by name, with its case", sets("TeamAdmin"), ["TeamAdmin"]],
    ["no set in another case", sets("teamadmin"), []],
    ["a set by its ARN", sets(idOf.set("Unused")), ["Unused"]],
    ["sets by a pattern, in any case", sets("*ADMIN"), ["TeamAdmin"]],
    ["a pattern with what is no pattern elsewhere", sets("Team.dmin"), []],
    ["an account by name, whatever the case", accountsOf("SHOP"), ["shop"]],
    ["an account by id", accountsOf("222233334444"), ["sandbox"]],
    ["an account by address", accountsOf("Shop@example.com"), ["shop"]],
    ["accounts by a pattern", accountsOf("s*"), ["shop", "sandbox"]],
    ["accounts below a unit", accountsOf("ou:workloads"), ["shop"]],
    ["accounts below a unit by its id", accountsOf("ou:ou-ab12-produces"), ["shop"]],
    ["accounts below a unit by its path", accountsOf("ou:Root/Workloads/Prod"), ["shop"]],
    ["accounts below units by a pattern", accountsOf("ou:W*/P*"), ["shop"]],
    ["no unit by a part of its path", accountsOf("ou:Root/Prod"), []],
    ["accounts below a unit without any", accountsOf("ou:Empty"), []],
  ])("%s", (_what, actual, expected) => {
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

  test.each<[Selection, Partial<Selection>]>([
    [selectUsers(WHOLE, ALICE), { title: `user "${ALICE}"`, isPattern: false }],
    [selectUsers(WHOLE, "*"), { title: 'user "*"', isPattern: true }],
    [selectGroups(WHOLE, "a?"), { title: 'group "a?"', isPattern: true }],
    [selectSets(WHOLE, "x"), { title: 'permission set "x"', isPattern: false }],
    [selectAccounts(WHOLE, "x"), { title: 'account "x"', isPattern: false }],
    [selectAccounts(WHOLE, "ou:Prod"), { title: 'account below the organizational unit "Prod"', isPattern: true }],
    [selectAccounts(WHOLE, "ou:Prd"), { title: 'organizational unit "Prd"', isPattern: false }],
    [selectAccounts(WHOLE, "ou:Prd*"), { title: 'organizational unit "Prd*"', isPattern: true }],
  ])("the title of %j", (actual, expected) => {
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
  test.each<[keyof typeof ask, string, Parameters<typeof gap>[0], string | undefined]>([
    ["user", "*", { kind: "users" }, FAILED],
    ["user", "nobody", { kind: "users" }, FAILED],
    ["user", ALICE, { kind: "users" }, undefined],
    ["user", "*", principal, FAILED],
    ["user", "*", { kind: "groups" }, undefined],
    ["group", "*", { kind: "groups" }, FAILED],
    ["group", "*", principal, FAILED],
    ["group", "Nobody", { kind: "groups" }, undefined],
    ["group", "*", { kind: "users" }, undefined],
    ["set", "*", { kind: "permission-sets" }, FAILED],
    ["set", "*", { kind: "permission-set", permissionSetArn: idOf.set("Unused") }, FAILED],
    ["set", "TeamAdmin", { kind: "permission-sets" }, undefined],
    ["account", "*", { kind: "accounts" }, FAILED],
    ["account", "*", { kind: "account", accountId: idOf.account("shop") }, FAILED],
    ["account", "*", { kind: "units" }, undefined],
    ["account", "ou:Prod", { kind: "units" }, FAILED],
    ["account", "ou:Prod", { kind: "accounts" }, FAILED],
    ["account", "ou:Prod", { kind: "account", accountId: idOf.account("shop") }, FAILED],
    ["account", "ou:Prd", { kind: "accounts" }, FAILED],
    ["account", "ou:Prod", { kind: "users" }, undefined],
  ])("of the %s %j where %j could not be read", (what, words, part, mayMiss) => {
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
