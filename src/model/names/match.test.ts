/** How people write people, accounts and sets: each spelling is found or asked about, and none is taken for somebody else. */
import { describe, expect, test } from "vitest";
import { certain, parseAccountId, parsePermissionSetArn, parseUserId } from "../ids.ts";
import { matchAccounts, matchPermissionSets, matchUsers } from "./match.ts";
import type { NamedAccount, NamedPermissionSet, NamedUser } from "./name-index.ts";

const SEED = 20_261_128;

/** Mulberry32: the same crowd in every run. */
function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const userId = (at: number) =>
  certain(parseUserId(`${String(at).padStart(8, "0")}-1111-2222-3333-${String(at).padStart(12, "0")}`));

const person = (at: number, displayName: string, userName: string, more: Partial<NamedUser> = {}): NamedUser => {
  const [givenName = "", ...family] = displayName.split(" ");
  return {
    id: userId(at),
    displayName,
    userName,
    givenName,
    familyName: family.join(" "),
    email: userName.includes("@") ? userName : `${userName}@example.com`,
    status: "ENABLED",
    createdAt: "2026-01-01T00:00:00Z",
    ...more,
  };
};

const KNOWN = [
  person(1, "Alice Moreau", "alice.moreau@example.com"),
  person(2, "Zoë Müller", "zoe.mueller@example.com"),
  person(3, "José García López", "jgarcia@example.com"),
  person(4, "Łukasz Nowak", "lukasz.nowak@example.com"),
  person(5, "Seán O'Brien", "sean.obrien@example.com"),
  person(6, "Anne-Marie Dupont", "am.dupont@example.com"),
  person(7, "Chris Adams", "chris@example.com"),
  person(8, "Chris Baker", "chris.baker@example.com"),
  person(9, "Sofia Rossi", "sofia.rossi@example.com", { department: "Payments" }),
  person(10, "Sofia Rossi", "sofia.rossi2@example.com", { department: "Legal", status: "DISABLED" }),
  person(11, "Björn Åkesson", "bjorn.akesson@example.com"),
  person(12, "Nguyễn Văn An", "an.nguyen@example.com"),
  person(13, "Robert Smith", "rsmith", { email: "bob.smith@example.org" }),
  person(14, "山田 太郎", "taro.yamada@example.com"),
  person(15, "Mary Jane Watson", "mj@example.com"),
];

/** A crowd of strangers with namesakes of its own, who share no word with the known ones. */
const crowd = (): readonly NamedUser[] => {
  const random = randomOf(SEED);
  const of = (words: readonly string[]) => words[Math.floor(random() * words.length)] ?? "";
  const given = ["Ida", "Per", "Uma", "Finn", "Lena", "Otto", "Rhea", "Tove", "Élodie", "Jürgen"];
  const family = ["Haugen", "Virtanen", "Kowalski", "Schäfer", "Petit", "Novák", "Okafor", "Silva", "Tanaka", "Weiß"];
  return Array.from({ length: 80 }, (_, at) => {
    const name = `${of(given)} ${of(family)}`;
    return person(100 + at, name, `u${100 + at}@example.com`);
  });
};
const USERS = [...crowd(), ...KNOWN];

/** A number: taken. A list: asked about, and the right one is offered. `none`: nobody is taken. */
const PEOPLE: readonly (readonly [string, number | readonly number[] | "none"])[] = [
  ["alice.moreau@example.com", 1],
  ["Alice.Moreau@EXAMPLE.com", 1],
  ["alice.moreau", 1],
  ["Alice Moreau", 1],
  ["alice moreau", 1],
  ["Moreau, Alice", 1],
  ["MOREAU Alice", 1],
  ["Alice\tMoreau", 1],
  ["moreau", 1],
  ["Moreau A.", [1]],
  ["ali mor", [1]],
  ["Alise Moreau", "none"],
  [userId(1), 1],
  ["Zoe Muller", 2],
  ["zoe mueller", 2],
  ["Müller, Zoë", 2],
  ["MÜLLER", 2],
  ["Jose Garcia", [3]],
  ["garcia lopez", 3],
  ["José García López", 3],
  ["jgarcia", 3],
  ["lukasz nowak", 4],
  ["Nowak Łukasz", 4],
  ["Sean OBrien", 5],
  ["seán o’brien", 5],
  ["O'Brien", 5],
  ["o brien", 5],
  ["anne marie dupont", 6],
  ["Dupont Annemarie", "none"],
  ["annemariedupont", 6],
  ["chris", [7, 8]],
  ["chris@example.com", 7],
  ["Chris Baker", 8],
  ["Sofia Rossi", [9, 10]],
  ["rossi", [9, 10]],
  ["sofia.rossi", 9],
  ["sofia.rossi2", 10],
  ["Bjorn Akesson", 11],
  ["bjoern aakesson", 11],
  ["Nguyen Van An", 12],
  ["RSMITH", 13],
  ["bob.smith@example.org", 13],
  ["bob.smith", 13],
  ["Smith, Robert", 13],
  ["山田太郎", 14],
  ["Watson, Mary Jane", 15],
  ["a", "none"],
  ["Alice Moreau Smith", "none"],
  ["alice.moreau@example.org", "none"],
  ["Peter Parker", "none"],
];

describe("people", () => {
  test.each(PEOPLE)("%s", (words, expected) => {
    const found = matchUsers(USERS, words);
    if (expected === "none") return expect(found.kind).toBe("none");
    if (typeof expected === "number") return expect(found).toEqual({ kind: "one", item: KNOWN[expected - 1] });
    return expect(found).toEqual({ kind: "ask", items: expected.map((at) => KNOWN[at - 1]) });
  });

  test("what is misspelt has the right one among the nearest, first", () => {
    const near = (words: string) => {
      const found = matchUsers(USERS, words);
      return found.kind === "none" ? found.near[0]?.displayName : found.kind;
    };
    expect(["Alise Moreau", "Zoe Miller", "alice.moreau@exampel.com", "jgracia"].map(near)).toEqual([
      "Alice Moreau",
      "Zoë Müller",
      "Alice Moreau",
      "José García López",
    ]);
    expect(matchUsers(USERS, "xxxxxxxxxxxxxxxx")).toEqual({ kind: "none", near: [] });
    const tagged = person(99, "Pat Lee", "pat+aws@example.com");
    expect(matchUsers([...USERS, tagged], "pat@example.com")).toEqual({ kind: "none", near: [tagged] });
  });

  test("everybody of the crowd is found by address, and by name or asked about", () => {
    for (const user of USERS) {
      expect(matchUsers(USERS, user.userName)).toEqual({ kind: "one", item: user });
      const [given = "", ...family] = user.displayName.split(" ");
      for (const words of [user.displayName, `${family.join(" ")}, ${given}`, user.displayName.toUpperCase()]) {
        const found = matchUsers(USERS, words);
        const named = found.kind === "one" ? [found.item] : found.kind === "ask" ? found.items : [];
        expect(named, words).toContain(user);
      }
    }
  });

  test("names that are hostile or empty are nobody's", () => {
    const unnamed = person(99, "Siobhán O'Connor", "oconnor", { givenName: "", familyName: "" });
    for (const words of [
      "",
      " ",
      ".",
      ",",
      "*",
      "??",
      "🙂",
      "@",
      "__proto__",
      "constructor",
      "'",
      "\u0301",
      "%",
      "a".repeat(5000),
    ])
      expect(matchUsers([...USERS, unnamed], words).kind, words).toBe("none");
  });
});

describe("somebody else is never taken", () => {
  const NAMED = [
    person(1, "Jean-Pierre Dupont-Martin", "jp.dupont@example.com"),
    person(2, "María Aparecida da Silva", "maria.silva@example.com"),
    person(3, "राम कुमार", "ram@example.com"),
    person(4, "ヤマザキ ハナ", "hana@example.com"),
    person(5, "மணி குமார்", "mani@example.com"),
    person(6, "Николай Бойко", "nikolai@example.com"),
    person(7, "Алексей Королёв", "korolev@example.com"),
    person(8, "Їжакевич Іван", "ivan@example.com"),
    person(9, "Nguyễn Hùng", "hung@example.com"),
    person(10, "Ἀλέξανδρος Νικολάου", "alexandros@example.com"),
    person(11, "שָׁלוֹם כהן", "shalom@example.com"),
    person(12, "Lena Ångström", "lena@example.com"),
  ];

  test.each<[string, number | readonly number[] | "none"]>([
    // Words out of a longer name are another person's whole name.
    ["Jean Martin", [1]],
    ["Pierre Martin", [1]],
    ["Pierre Dupont", [1]],
    ["Maria da Silva", [2]],
    ["Maria Silva", 2],
    ["Dupont Martin", 1],
    ["dupont-martin", 1],
    ["Dupont", 1],
    ["Jean Pierre Dupont Martin", 1],
    // Signs of these scripts are vowels and other letters.
    ["राम कुमार", 3],
    ["रमा कुमार", "none"],
    ["ヤマザキ ハナ", 4],
    ["ﾔﾏｻﾞｷ ﾊﾅ", 4],
    ["ヤマザキ", 4],
    ["ヤマサキ", "none"],
    ["மணி குமார்", 5],
    ["மாணி குமாரி", "none"],
    ["николай бойко", 6],
    ["Николаи Боико", "none"],
    ["Королев Алексей", 7],
    ["Їжакевич", 8],
    ["Іжакевич", "none"],
    // Without accents everybody is meant, with others somebody else.
    ["Nguyen Hung", 9],
    ["nguyễn hùng", 9],
    ["Nguyễn Hưng", [9]],
    ["Αλεξανδρος Νικολαου", 10],
    ["שלום כהן", 11],
    ["Angstrom", 12],
    ["Ängström", [12]],
  ])("%s", (words, expected) => {
    const found = matchUsers(NAMED, words);
    const at = (user: NamedUser) => NAMED.indexOf(user) + 1;
    const meant = found.kind === "one" ? at(found.item) : found.kind === "ask" ? found.items.map(at) : "none";
    expect(meant).toEqual(expected);
  });

  test.each([
    { words: "maria garcia", meant: "ask" },
    { words: "Maria Garcia", meant: "ask" },
    { words: "María García", meant: "María García" },
    { words: "MARÍA GARCÍA", meant: "María García" },
  ])("of two whose names differ in accents: $words", ({ words, meant }) => {
    const two = [person(1, "Maria Garcia", "mg1@example.com"), person(2, "María García", "mg2@example.com")];
    const found = matchUsers(two, words);
    expect(found.kind === "one" ? found.item.displayName : found.kind).toBe(meant);
  });

  test("what has the form of an id is that id, and nobody's who is called so", () => {
    const [alice, mallory] = [person(1, "Alice", "alice@example.com"), person(2, "Mallory", userId(1))];
    expect(matchUsers([mallory, alice], userId(1))).toEqual({ kind: "one", item: alice });
    expect(matchUsers([mallory], userId(1)).kind).toBe("none");
    const called = account("999900001111", "111122223333");
    expect(matchAccounts([called], "111122223333").kind).toBe("none");
    expect(matchAccounts([called, account("111122223333", "x")], "1111-2222-3333")).toMatchObject({
      item: { name: "x" },
    });
  });

  test("who goes by another name than the one that is shown is a namesake, too", () => {
    const two = [
      person(1, "Robert Smith", "rs1@example.com"),
      person(2, "Bobby", "rs2@example.com", { givenName: "Robert", familyName: "Smith" }),
    ];
    expect(matchUsers(two, "Robert Smith")).toEqual({ kind: "ask", items: two });
    expect(matchUsers(two, "bobby")).toEqual({ kind: "one", item: two[1] });
  });
});

const account = (id: string, name: string, more: Partial<NamedAccount> = {}): NamedAccount => ({
  id: certain(parseAccountId(id)),
  name,
  email: `aws+${name.toLowerCase().replaceAll(" ", "-")}@example.com`,
  ...more,
});
const ACCOUNTS = [
  account("111122223333", "payments-prod", { alias: "acme-pay" }),
  account("222233334444", "payments-dev", { alias: null }),
  account("333344445555", "Sandbox Zürich"),
  account("444455556666", "DataLake"),
  account("555566667777", "twin"),
  account("666677778888", "twin"),
  account("777788889999", "EU Prod Backup"),
  account("888899990000", "facturacion"),
  account("999900001111", "facturación"),
];

test.each<[string, string | readonly string[] | "none"]>([
  ["111122223333", "payments-prod"],
  ["1111-2222-3333", "payments-prod"],
  ["1111 2222 3333", "payments-prod"],
  ["payments-prod", "payments-prod"],
  ["Payments Prod", "payments-prod"],
  ["payments_prod", "payments-prod"],
  ["acme-pay", "payments-prod"],
  ["AWS+payments-prod@example.com", "payments-prod"],
  ["prod", ["payments-prod", "EU Prod Backup"]],
  ["dev", "payments-dev"],
  ["payments", ["payments-prod", "payments-dev"]],
  ["pay", ["payments-prod", "payments-dev"]],
  ["sandbox zurich", "Sandbox Zürich"],
  ["sandbox", "Sandbox Zürich"],
  ["data lake", "DataLake"],
  ["datalake", "DataLake"],
  ["datal", ["DataLake"]],
  ["twin", ["twin", "twin"]],
  ["999999999999", "none"],
  ["sandbx", "none"],
  ["eu prod", ["EU Prod Backup"]],
  ["prod backup eu", "EU Prod Backup"],
  ["backup", "EU Prod Backup"],
  ["facturacion", ["facturacion", "facturación"]],
  ["facturación", "facturación"],
])("the account %s", (words, expected) => {
  const found = matchAccounts(ACCOUNTS, words);
  const named =
    found.kind === "one" ? found.item.name : found.kind === "ask" ? found.items.map(({ name }) => name) : "none";
  expect(named).toEqual(expected);
});

const SETS: readonly NamedPermissionSet[] = [
  "ReadOnly",
  "ReadOnlyBilling",
  "AdministratorAccess",
  "admin",
  "Admin",
].map((name, at) => ({
  name,
  arn: certain(parsePermissionSetArn(`arn:aws:sso:::permissionSet/ssoins-7223a5d90e0exam1/ps-a1b2c3d4e5f6a7b${at}`)),
}));

test.each<[string, string | readonly string[] | "none"]>([
  ["ReadOnly", "ReadOnly"],
  ["readonly", "ReadOnly"],
  ["Read Only", "ReadOnly"],
  ["read-only", "ReadOnly"],
  ["billing", "ReadOnlyBilling"],
  ["administrator", "AdministratorAccess"],
  ["Admin", "Admin"],
  ["ADMIN", ["admin", "Admin"]],
  ["Read", ["ReadOnly", "ReadOnlyBilling"]],
  ["PowerUser", "none"],
  ["ad", "none"],
  ["-", "none"],
])("the permission set %s", (words, expected) => {
  const found = matchPermissionSets(SETS, words);
  const named =
    found.kind === "one" ? found.item.name : found.kind === "ask" ? found.items.map(({ name }) => name) : "none";
  expect(named).toEqual(expected);
});

test.each(["", " ", "\t"])("no words (%j) mean nobody, also not who has no address", (words) => {
  const user = person(99, "Siobhán O'Connor", "oconnor", { email: undefined });
  expect(matchUsers([user], words)).toEqual({ kind: "none", near: [] });
  expect(matchAccounts([{ id: certain(parseAccountId("111122223333")), name: "sandbox" }], words).kind).toBe("none");
  expect(matchPermissionSets([{ name: "ReadOnly" }], words).kind).toBe("none");
});
