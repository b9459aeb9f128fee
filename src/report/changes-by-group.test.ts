/** Changes that differ in one name are one line, in names; `--full` has each with its ids. */
import { expect, test } from "vitest";
import type { SnapshotChange, SnapshotDiff } from "../model/snapshot-diff.ts";
import { groupedChangeWords } from "./changes-by-group.ts";
import { palette } from "./palette.ts";
import { snapshotDiffText } from "./snapshot-diff.ts";

const named = (name: string) => ({ id: `id-of-${name}`, name });
const change = (
  of: SnapshotChange["of"],
  subject: SnapshotChange["subject"],
  more: Partial<SnapshotChange> = {},
): SnapshotChange => ({
  of,
  change: "added",
  isInferred: false,
  subject,
  field: null,
  before: null,
  after: null,
  authors: [],
  ...more,
});

const PEOPLE = ["dora", "ann", "cleo", "bob", "eve"];
const [ADMINS, READERS, VIEW] = [named("Admins"), named("Readers"), named("View")];
const by = (name: string, at: string) => [{ at, by: name, tool: null, event: "CreateGroupMembership" }];

test("members of a group, accounts of a set, and what is alone", () => {
  const changes = [
    ...PEOPLE.map((user) => change("membership", { user: named(user), group: ADMINS })),
    change("membership", { user: named("ann"), group: READERS }, { authors: by("carol", "2026-03-01T12:00:00Z") }),
    ...["prod", "test"].map((account) =>
      change("assignment", { account: named(account), permissionSet: VIEW, group: ADMINS }, { change: "gone" }),
    ),
    ...PEOPLE.map((account) =>
      change(
        "provisioned",
        { account: named(account), permissionSet: VIEW },
        { change: "changed", field: "freshness", before: "current", after: "outdated" },
      ),
    ),
    ...["zoe", "yan"].map((user) =>
      change("user", { user: named(user) }, { change: "recreated", before: "x", after: user }),
    ),
    change("account", { account: named("new") }),
  ];
  expect(groupedChangeWords(changes)).toEqual([
    "added membership: users ann, bob, cleo and 2 more users in group Admins",
    "added membership: user ann in group Readers by carol (CreateGroupMembership, 2026-03-01T12:00:00Z)",
    "gone assignment: group Admins set View in prod, test",
    "changed provisioned: set View in ann, bob, cleo and 2 more accounts: freshness was current, is outdated",
    "recreated users yan, zoe: they have new ids",
    "added account new",
  ]);
});

test("who did it is kept apart, and named once", () => {
  const changes = PEOPLE.map((user, at) =>
    change("membership", { user: named(user), group: ADMINS }, { authors: by(at < 2 ? "carol" : "dan", `${at}`) }),
  );
  expect(groupedChangeWords(changes)).toEqual([
    "added membership: users ann, dora in group Admins by carol",
    "added membership: users bob, cleo, eve in group Admins by dan",
  ]);
});

test("the text has ids with --full only, and fits its width", () => {
  const diff: SnapshotDiff = {
    schema: "idc-doctor/snapshot-diff/1",
    before: { takenAt: "2026-03-01T12:00:00Z" },
    after: { takenAt: "2026-03-02T12:00:00Z" },
    changes: PEOPLE.map((user) => change("membership", { user: named(user), group: ADMINS })),
    access: {
      gained: 1,
      lost: 0,
      unknown: 0,
      rows: [
        {
          change: "gained",
          seenIn: "after",
          user: named("a-very-long-user-name-of-somebody@example.com"),
          account: named("an account with a long name"),
          permissionSet: VIEW,
          via: [{ group: ADMINS }],
        },
      ],
    },
    isWhole: true,
    unread: [],
    notExamined: [],
  };
  const text = (isFull: boolean) =>
    snapshotDiffText(diff, { palette: palette({ isColored: false }), width: 60, isFull });
  expect(text(false)).not.toContain("id-of-");
  expect(text(false).match(/membership/g)).toHaveLength(1);
  expect(text(true)).toContain("user ann (id-of-ann) in group Admins");
  expect(text(true).match(/membership/g)).toHaveLength(PEOPLE.length);
  for (const isFull of [false, true])
    expect(
      text(isFull)
        .split("\n")
        .filter((line) => line.length > 60),
    ).toEqual([]);
});
