/** Words to ids: at once where they are ids, from the lists where they are names, and no guess where a list is unread. */
import { describe, expect, test } from "vitest";
import { failed, instance } from "../../facts/grant/testing/grant-facts.ts";
import { derivedPermissionSetArn } from "../../model/derived-ids.ts";
import { certain, type PermissionSetArn, parsePermissionSetArn } from "../../model/ids.ts";
import { known, type Reading } from "../../model/reading.ts";
import type { Reader } from "../reader.ts";
import { checkWords } from "./check-words.ts";
import { resolveUser } from "./resolve-user.ts";
import { permissionSetFromList, resolveAccountId, resolvePermissionSet } from "./resolve-words.ts";
import { readerOf, refusing, SANDBOX, SHOP, setFacts, userId } from "./testing/asked-organization.ts";

const arn = (last: string) =>
  certain(parsePermissionSetArn(`arn:aws:sso:::permissionSet/ssoins-7223a5d90e0exam1/ps-a1b2c3d4e5f6a7b${last}`));
const [FIRST, SECOND] = [arn("1"), arn("2")];

describe("checkWords", () => {
  test.each([
    { account: "111122223333", permissionSet: FIRST },
    { account: "1111-2222-3333", permissionSet: "ReadOnly" },
    { account: "1111 2222 3333", permissionSet: "ReadOnly" },
    { account: "arn:aws:organizations::123456789012:account/o-exampleorg1/111122223333", permissionSet: "ReadOnly" },
    { account: "2024-11-28", permissionSet: "ReadOnly" },
    { account: "sandbox", permissionSet: null },
    { account: null, permissionSet: null },
  ])("$account and $permissionSet can be asked", (words) => {
    expect(() => checkWords({ user: "alice", ...words })).not.toThrow();
  });

  test.each([
    { account: "11112222333", permissionSet: null, words: "11 digits" },
    { account: "1111-2222-333", permissionSet: null, words: "11 digits" },
    { account: null, permissionSet: "arn:aws:sso:::permissionSet/ReadOnly", words: "permission set ARN" },
  ])("$account and $permissionSet are malformed", ({ words, ...asked }) => {
    expect(() => checkWords(asked)).toThrow(
      expect.objectContaining({ code: "bad-input", message: expect.stringContaining(words) }),
    );
  });

  test.each([
    { user: "", account: null, permissionSet: null, words: "The user is empty" },
    { user: " ", account: "sandbox", permissionSet: "ReadOnly", words: "The user is empty" },
    { user: "alice", account: "", permissionSet: null, words: "The account is empty" },
    { user: "alice", account: "sandbox", permissionSet: " ", words: "The permission set is empty" },
  ])("of $user, $account and $permissionSet, $words", ({ words, ...asked }) => {
    expect(() => checkWords(asked)).toThrow(expect.objectContaining({ code: "bad-input", message: words }));
  });
});

describe("an account", () => {
  test.each([
    { words: "111122223333", id: SANDBOX, asked: [] },
    { words: "1111-2222-3333", id: SANDBOX, asked: [] },
    { words: "Sandbox", id: SANDBOX, asked: ["accounts"] },
    { words: "SANDBOX@example.com", id: SANDBOX, asked: ["accounts"] },
    { words: "shop", id: SHOP, asked: ["accounts"] },
  ])("$words", async ({ words, id, asked }) => {
    const reader = readerOf();
    expect(await resolveAccountId(reader, words)).toBe(id);
    expect(reader.asked.filter((name) => name !== "rememberedAccounts")).toEqual(asked);
  });

  test("that is not there: the names that come close", async () => {
    await expect(resolveAccountId(readerOf(), "sandbx")).rejects.toMatchObject({
      code: "not-found",
      candidates: [{ id: SANDBOX, name: "sandbox" }],
    });
    await expect(resolveAccountId(readerOf(), "zzz")).rejects.toMatchObject({ code: "not-found", candidates: [] });
  });

  test.each([
    { what: "no alias was read", alias: undefined, words: "acme-nowhere", isSaid: true },
    { what: "no alias looks so", alias: undefined, words: "acme nowhere", isSaid: false },
    { what: "an account was asked and has none", alias: null, words: "acme-nowhere", isSaid: false },
  ])("that may be an alias, where $what", async ({ alias, words, isSaid }) => {
    const accounts = [{ id: SANDBOX, name: "sandbox", alias }];
    const next = expect.stringContaining("snapshot save --audit-role <role>");
    await expect(resolveAccountId(readerOf({}, { accounts, assignments: [] }), words)).rejects.toMatchObject({
      code: "not-found",
      next: isSaid ? next : expect.not.stringContaining("--audit-role"),
    });
  });

  test("by its alias, as the document has it", async () => {
    const accounts = [{ id: SANDBOX, name: "sandbox", alias: "acme-play" }];
    expect(await resolveAccountId(readerOf({}, { accounts, assignments: [] }), "acme-play")).toBe(SANDBOX);
  });

  test("of a name that two have", async () => {
    const accounts = [
      { id: SANDBOX, name: "same" },
      { id: SHOP, name: "Same" },
    ];
    await expect(resolveAccountId(readerOf({}, { accounts, assignments: [] }), "same")).rejects.toMatchObject({
      code: "ambiguous",
      candidates: [{ id: SANDBOX }, { id: SHOP }],
    });
  });

  test("where the list is refused: the permission, and the way around it", async () => {
    await expect(resolveAccountId(readerOf({ accounts: refusing("ListAccounts") }), "sandbox")).rejects.toMatchObject({
      code: "refused",
      message: expect.stringContaining("sso:ListAccounts"),
      next: expect.stringContaining("12-digit id"),
    });
  });
});

describe("a user", () => {
  const resolve = (words: string, answers: Partial<Reader> = {}, users?: readonly object[]) => {
    const reader = readerOf(answers, users ? { users, groups: [], assignments: [] } : {});
    return resolveUser(reader, instance, words).then(({ id: found, near, compared }) => ({
      found,
      near,
      compared,
      asked: reader.asked,
    }));
  };
  const addressed = [{ userName: "dora", email: "dora@example.com" }];

  test("by id: nobody is asked", async () => {
    const { found, asked } = await resolve(userId("alice"));
    expect(found).toMatchObject({ value: userId("alice") });
    expect(asked).toEqual([]);
  });

  test.each([
    { words: "ALICE@example.com", asked: ["userIdByUserName"] },
    { words: "Alice", asked: ["userIdByUserName", "users"] },
  ])("$words is alice", async ({ words, asked }) => {
    const { found, asked: methods } = await resolve(words);
    expect(found).toMatchObject({ value: userId("alice") });
    expect(methods).toEqual(["rememberedUsers", ...asked]);
  });

  test("by address, as it is written and then in lower case", async () => {
    const { found, asked } = await resolve("Dora@Example.com", {}, addressed);
    expect(found).toMatchObject({ state: "known", value: expect.any(String) });
    expect(asked).toEqual(["rememberedUsers", "userIdByUserName", "userIdByEmail", "userIdByEmail"]);
    expect((await resolve("dora@example.com", {}, addressed)).asked).toEqual([
      "rememberedUsers",
      "userIdByUserName",
      "userIdByEmail",
    ]);
  });

  test("nobody: an address is looked for with two calls, and compared with one page of the list", async () => {
    const { found, asked, compared } = await resolve("nobody@example.com");
    expect(found).toMatchObject({ state: "known", value: null });
    expect(asked.filter((one) => one === "users")).toHaveLength(1);
    expect(compared).toMatchObject({ which: "all" });
    // Somebody who is there costs no list.
    expect((await resolve("alice@example.com")).asked).not.toContain("users");
    expect((await resolve("Nobody")).found).toMatchObject({ state: "known", value: null });
  });

  test("nobody: the nearest of the names that were listed anyway, best first", async () => {
    const { near, asked } = await resolve("Alise");
    expect(near.map(({ userName }) => userName)).toEqual(["alice@example.com"]);
    expect(asked.filter((one) => one === "users")).toHaveLength(1);
    expect((await resolve("zzzzzz")).near).toEqual([]);
  });

  test("nobody at an address: the nearest of the kept names, and no list for it", async () => {
    const alice = {
      id: userId("alice"),
      userName: "alice@example.com",
      displayName: "Alice",
      status: "ENABLED" as const,
    };
    const kept = [{ ...alice, givenName: "", familyName: "", createdAt: "" }];
    const { found, near, asked } = await resolve("alise@example.com", { rememberedUsers: () => kept });
    expect(found).toMatchObject({ value: null });
    expect(near.map(({ userName }) => userName)).toEqual(["alice@example.com"]);
    expect(asked).not.toContain("users");
  });

  test.each([
    { words: "alise@example.com", near: ["alice@example.com"] },
    { words: "alice@exmple.com", near: ["alice@example.com"] },
    { words: "alice@elsewhere.org", near: ["alice@example.com"] },
    { words: "zoe@example.com", near: [] },
  ])("nobody at $words: people whose address differs in a letter, or in its domain", async ({ words, near }) => {
    expect((await resolve(words)).near.map(({ userName }) => userName)).toEqual(near);
  });

  test("of a display name that two have", async () => {
    await expect(resolve("same name")).rejects.toMatchObject({
      code: "ambiguous",
      candidates: [
        { name: "bob@example.com, Same Name, created 2026-01-05" },
        { name: "carol@example.com, Same Name, created 2026-01-05" },
      ],
    });
  });

  test.each([
    { what: "userIdByUserName", words: "Alice", answers: { userIdByUserName: refusing("GetUserId") } },
    { what: "userIdByEmail", words: "x@example.com", answers: { userIdByEmail: refusing("GetUserId") } },
    { what: "users", words: "Nobody", answers: { users: refusing("ListUsers") } },
  ])("is unknown, not absent, where $what is refused", async ({ words, answers }) => {
    expect((await resolve(words, answers)).found.state).toBe("unknown");
  });
});

describe("a permission set", () => {
  const readOnly = setFacts("ReadOnly");
  const home = async (reader: Reader) => {
    const found = await reader.instances(reader.region);
    const [one] = found.state === "known" ? found.value : [];
    if (!one) throw new Error("the organization has an instance");
    return one;
  };
  const resolve = async (words: string, answers: Partial<Reader> = {}) => {
    const reader = readerOf(answers);
    return resolvePermissionSet(reader, await home(reader), words);
  };

  test.each(["ReadOnly", "readonly", "read only", "Only", readOnly.arn])("%s is ReadOnly", async (words) => {
    expect(await resolve(words)).toMatchObject({ value: readOnly });
  });

  test("by a remembered name: nobody is asked", async () => {
    const reader = readerOf({ rememberedPermissionSet: () => FIRST });
    expect(await resolvePermissionSet(reader, await home(reader), "ReadOnly")).toEqual(
      known({ arn: FIRST, name: "ReadOnly" }),
    );
    expect(reader.asked).toEqual(["instances", "rememberedPermissionSet"]);
  });

  test("of an ARN that is gone is not found; of one that is refused is unknown", async () => {
    await expect(resolve(FIRST)).rejects.toMatchObject({ code: "not-found" });
    expect((await resolve(FIRST, { permissionSetName: refusing("DescribePermissionSet") })).state).toBe("unknown");
  });

  test.each(["ReadOnlyAccess", "MyReadOnly", "Reader"])(
    "%s, which nobody has: the names that come close",
    async (words) => {
      await expect(resolve(words)).rejects.toMatchObject({
        code: "not-found",
        candidates: [{ id: readOnly.arn, name: "ReadOnly" }],
      });
    },
  );

  test("is unknown where the list is refused", async () => {
    expect((await resolve("ReadOnly", { permissionSetArns: refusing("ListPermissionSets") })).state).toBe("unknown");
  });
});

describe("a name in another case is taken only where no unread set can be the one that is meant", () => {
  const named = (first: Reading<string>, second: Reading<string>, words: string) => {
    const reader: Pick<Reader, "permissionSetArns" | "permissionSetName"> = {
      permissionSetArns: () => Promise.resolve(known([FIRST, SECOND])),
      permissionSetName: (_instance, asked: PermissionSetArn) => Promise.resolve(asked === FIRST ? first : second),
    };
    return permissionSetFromList(reader as Reader, instance, words);
  };

  test.each([
    { what: "the only one in another case", second: known("Billing"), words: "Admin", state: "known" },
    { what: "the exact one beside one in another case", second: known("Admin"), words: "Admin", state: "known" },
    { what: "one in another case while a name is unread", second: failed(), words: "Admin", state: "unknown" },
    { what: "the exact one while a name is unread", second: failed(), words: "admin", state: "known" },
  ] as const)("$what is $state", async ({ second, words, state }) => {
    const found = await named(known("admin"), second, words);
    expect(found.state).toBe(state);
    const isExactSecond = second.state === "known" && second.value === words;
    if (found.state === "known") expect(found.value.arn).toBe(isExactSecond ? SECOND : FIRST);
  });

  test.each([
    { words: "Set-24", asked: 40, state: "known" },
    { words: "set-24", asked: 50, state: "known" },
  ])("of 50 sets, $asked names are read for $words", async ({ words, asked, state }) => {
    const arns = Array.from({ length: 50 }, (_, at) => derivedPermissionSetArn(instance.arn, `Set-${at}`));
    const read: PermissionSetArn[] = [];
    const reader: Pick<Reader, "permissionSetArns" | "permissionSetName"> = {
      permissionSetArns: () => Promise.resolve(known(arns)),
      permissionSetName: (_instance, arn: PermissionSetArn) => {
        read.push(arn);
        return Promise.resolve(known(`Set-${arns.indexOf(arn)}`));
      },
    };
    const found = await permissionSetFromList(reader as Reader, instance, words);
    expect({ state: found.state, asked: read.length }).toEqual({ state, asked });
    expect(found).toMatchObject({ value: { arn: arns[24] } });
  });
});
