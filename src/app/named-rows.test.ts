/** Words to rows of a whole organization: ambiguity is asked back, and an unread list may hide what is asked for. */
import { describe, expect, test } from "vitest";
import { documentWith, gap, idOf, walked } from "../diagnosis/access-tests/testing/small-organization.ts";
import { organizationFacts } from "../facts/organization/facts.ts";
import type { Gap } from "../model/coverage.ts";
import { nameIndexOf } from "../model/names/name-index.ts";
import { accountNamed, permissionSetNamed, userNamed } from "./named-rows.ts";

const facts = (parts: readonly Gap["part"][] = [], changes: Readonly<Record<string, unknown>> = {}) => {
  const document = documentWith(parts.length === 0 ? undefined : walked(...parts.map(gap)), changes);
  return { ...organizationFacts(document), names: nameIndexOf(document) };
};
const WHOLE = facts();
const account = (words: string, of = WHOLE) => of.columns.accounts.ids[accountNamed(of, of.names, words)];
const set = (words: string, of = WHOLE) => of.columns.permissionSets.arns[permissionSetNamed(of, of.names, words)];
const user = (words: string, of = WHOLE) => of.columns.principals.ids[userNamed(of, of.names, words)];
const because = (code: string) => expect.objectContaining({ code });

describe("an account", () => {
  test.each(["111122223333", "1111-2222-3333", "shop", "SHOP", "Shop@Example.com"])("%s is shop", (words) => {
    expect(account(words)).toBe("111122223333");
  });

  test("that is not there, and an id that is malformed", () => {
    expect(() => account("shopp")).toThrow(
      expect.objectContaining({ code: "not-found", candidates: [{ id: "111122223333", name: "shop" }] }),
    );
    expect(() => account("11112222")).toThrow(because("bad-input"));
  });

  test("of a name that two have", () => {
    const accounts = [
      { id: "111122223333", name: "same" },
      { id: "222233334444", name: "same" },
    ];
    expect(() => account("same", facts([], { accounts, assignments: [] }))).toThrow(because("ambiguous"));
  });
});

describe("a permission set", () => {
  test.each(["ReadOnly", "readonly", idOf.set("ReadOnly")])("%s is ReadOnly", (words) => {
    expect(set(words)).toBe(idOf.set("ReadOnly"));
  });

  test("in another case, only where no set is written so", () => {
    const of = facts([], { permissionSets: [{ name: "admin" }, { name: "Admin" }], assignments: [] });
    expect(set("Admin", of)).not.toBe(set("admin", of));
    expect(() => set("ADMIN", of)).toThrow(because("ambiguous"));
  });

  test("in another case is not taken while a name is unread", () => {
    const torn = facts([{ kind: "permission-set", permissionSetArn: idOf.set("Unused") }]);
    expect(() => set("readonly", torn)).toThrow(because("refused"));
    expect(set("ReadOnly", torn)).toBe(idOf.set("ReadOnly"));
  });

  test("of an ARN that is malformed", () => {
    expect(() => set("arn:aws:sso:::x")).toThrow(because("bad-input"));
  });
});

describe("a user", () => {
  const users = [
    { userName: "alice", displayName: "Bob", email: "a@example.com" },
    { userName: "bob", displayName: "Same", email: "alice@example.com" },
    { userName: "carol", displayName: "alice@example.com" },
    { userName: "dora", displayName: "Same" },
  ];
  const named = facts([], { users, groups: [], assignments: [] });
  const nameOf = (words: string) => named.columns.principals.names[userNamed(named, named.names, words)];

  test.each([
    { words: "ALICE", name: "alice" },
    { words: "A@example.com", name: "alice" },
    { words: "alice@example.com", name: "bob" },
    { words: "Bob", name: "bob" },
  ])("$words is $name: names before addresses before display names", ({ words, name }) => {
    expect(nameOf(words)).toBe(name);
  });

  test("by id", () => {
    expect(user(idOf.user("bob@example.com"))).toBe(idOf.user("bob@example.com"));
    expect(user(`arn:aws:identitystore:::user/${idOf.user("bob@example.com")}`)).toBe(idOf.user("bob@example.com"));
  });

  test("of a display name that two have", () => {
    expect(() => nameOf("same")).toThrow(
      expect.objectContaining({
        code: "ambiguous",
        candidates: [
          { id: expect.any(String), name: "bob, Same, alice@example.com, created 2026-01-05" },
          expect.anything(),
        ],
      }),
    );
  });

  test("a group is no user", () => {
    expect(() => user("PlatformTeam")).toThrow(because("not-found"));
  });
});

describe("what is not found while a list is unread", () => {
  test.each([
    { what: "accounts", part: { kind: "accounts" }, ask: (of: typeof WHOLE) => account("nowhere", of) },
    { what: "sets", part: { kind: "permission-sets" }, ask: (of: typeof WHOLE) => set("Nothing", of) },
    { what: "users", part: { kind: "users" }, ask: (of: typeof WHOLE) => user("nobody", of) },
  ] as const)("$what: refused with the permission", ({ part, ask }) => {
    expect(() => ask(facts([part]))).toThrow(
      expect.objectContaining({ code: "refused", next: expect.stringContaining("sso:SomePermission") }),
    );
    expect(() => ask(WHOLE)).toThrow(because("not-found"));
  });

  test("an unread list of something else hides nothing", () => {
    expect(() => account("nowhere", facts([{ kind: "users" }]))).toThrow(because("not-found"));
  });
});
