/** Many grants in few lines: one for each permission set and group, the most people first. */
import { expect, test } from "vitest";
import { type GroupableGrant, linesByGroup } from "./access-by-group.ts";

const ADMINS = { group: { id: "g1", name: "PlatformAdmins" } } as const;
const thing = (id: string) => ({ id, name: id });
const grant = (user: string, account: string, via: GroupableGrant["via"]): GroupableGrant => ({
  user: thing(user),
  account: thing(account),
  permissionSet: thing("ReadOnly"),
  via,
});

const people = ["ann", "bob", "cleo", "dan", "eve"];
const grants = [
  grant("zoe", "prod", ["direct"]),
  ...people.flatMap((user) => [grant(user, "prod", [ADMINS]), grant(user, "test", [ADMINS])]),
];

test.each([
  {
    asked: null,
    lines: [
      "  5 people by PlatformAdmins: ReadOnly in prod, test (ann, bob, cleo, 2 more)",
      "  1 person directly: ReadOnly in prod (zoe)",
    ],
  },
  {
    asked: "account" as const,
    lines: ["  5 people by PlatformAdmins: ReadOnly (ann, bob, cleo, 2 more)", "  1 person directly: ReadOnly (zoe)"],
  },
  { asked: "user" as const, lines: ["  by PlatformAdmins: ReadOnly in prod, test", "  directly: ReadOnly in prod"] },
])("asked about $asked", ({ asked, lines }) => {
  expect(linesByGroup(grants, { width: 100, asked })).toEqual(lines);
});

test("the sets of one group are one line where the same people have them, and its other lines follow", () => {
  const sets = ["View", "Admin", "Billing"].map((name) => ({ id: name, name }));
  const READERS = { group: { id: "g2", name: "Readers" } } as const;
  const mixed = [
    ...sets.flatMap((permissionSet) => people.map((user) => ({ ...grant(user, "prod", [ADMINS]), permissionSet }))),
    grant("ann", "prod", [ADMINS]),
    ...["ann", "bob", "zoe"].map((user) => grant(user, "prod", [READERS])),
  ];
  expect(linesByGroup(mixed.reverse(), { width: 100, asked: "account" })).toEqual([
    "  5 people by PlatformAdmins: Admin, Billing, View (ann, bob, cleo, 2 more)",
    "  1 person by PlatformAdmins: ReadOnly (ann)",
    "  3 people by Readers: ReadOnly (ann, bob, zoe)",
  ]);
});

test("a difference keeps what was gained apart from what was lost", () => {
  const changes = [
    { ...grant("ann", "prod", [ADMINS]), change: "gained" },
    { ...grant("bob", "prod", [ADMINS]), change: "lost" },
  ];
  expect(linesByGroup(changes, { width: 100, asked: null })).toEqual([
    "  gained: 1 person by PlatformAdmins: ReadOnly in prod (ann)",
    "  lost: 1 person by PlatformAdmins: ReadOnly in prod (bob)",
  ]);
});
