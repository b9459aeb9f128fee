import { describe, expect, test } from "vitest";
import { certain, parseAccountId } from "../ids.ts";
import { type AccountAlias, aliasOf, mayBeAlias, withKnownAliases } from "./account-alias.ts";
import { NO_IAM } from "./account-iam.ts";

test.each<[AccountAlias, string | undefined, AccountAlias]>([
  [undefined, undefined, undefined],
  [undefined, "acme", "acme"],
  ["acme", undefined, "acme"],
  // What was read by itself is the later of the two.
  [null, "acme", null],
])("its own member %j, in its IAM %j: %j", (alias, inIam, told) => {
  expect(aliasOf({ alias, iam: { ...NO_IAM, alias: inIam } })).toBe(told);
});

test.each([
  ["acme-sandbox", true],
  ["Acme-Sandbox", true],
  ["111", true],
  ["ab", false],
  ["acme sandbox", false],
  ["acme--sandbox", false],
  ["-acme", false],
  ["a".repeat(64), false],
  ["root@example.com", false],
])("%s may be an alias: %j", (words, may) => {
  expect(mayBeAlias(words)).toBe(may);
});

describe("what was known of accounts that were not asked now", () => {
  const row = (id: string, alias?: AccountAlias) => ({ id: certain(parseAccountId(id)), alias });
  const [A, B] = ["111111111111", "222222222222"];

  test.each([
    { what: "stays", now: [row(A), row(B)], earlier: [row(A, "acme"), row(B, null)], told: ["acme", null] },
    { what: "is replaced by what was read", now: [row(A, null)], earlier: [row(A, "acme")], told: [null] },
    {
      what: "is gone where another account has it now",
      now: [row(A, "acme"), row(B)],
      earlier: [row(B, "acme")],
      told: ["acme", undefined],
    },
    { what: "is that of accounts which are there", now: [row(A)], earlier: [row(B, "acme")], told: [undefined] },
  ])("$what", ({ now, earlier, told }) => {
    expect(withKnownAliases(now, earlier).map(({ alias }) => alias)).toEqual(told);
  });
});
