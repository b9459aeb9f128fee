/** Changes by the call that made them: whose access goes with which change, and what one person is shown. */
import { describe, expect, test } from "vitest";
import type { AccessChange, SnapshotChange, SnapshotDiff } from "../../model/snapshot-diff.ts";
import { changesView } from "./changes-view.ts";

const named = (name: string) => ({ id: `id-${name}`, name });
const by = (at: string) => ({ at, by: "arn:aws:sts::1:assumed-role/Ops/eve", tool: "Terraform", event: "Changed" });

const change = (over: Partial<SnapshotChange>): SnapshotChange => ({
  of: "assignment",
  change: "added",
  isInferred: false,
  subject: {},
  field: null,
  before: null,
  after: "there",
  authors: [by("2026-09-10T08:00:00.000Z")],
  ...over,
});

const row = (user: string, account: string, over: Partial<AccessChange> = {}): AccessChange => ({
  change: "gained",
  seenIn: "after",
  user: named(user),
  account: named(account),
  permissionSet: named("Admin"),
  via: [{ group: named("Ops") }],
  ...over,
});

const diff = (changes: readonly SnapshotChange[], rows: readonly AccessChange[]): SnapshotDiff => ({
  schema: "idc-doctor/snapshot-diff/1",
  before: { takenAt: "2026-09-09T00:00:00.000Z" },
  after: { takenAt: "2026-09-12T00:00:00.000Z" },
  changes,
  access: { gained: rows.length, lost: 0, unknown: 0, rows },
  isWhole: true,
  unread: [],
  notExamined: [],
});

const joined = change({ of: "membership", subject: { user: named("bob"), group: named("Ops") } });

describe("the entries", () => {
  test("a membership brings what the group has, for that person, in one line for all accounts", () => {
    const { entries } = changesView(diff([joined], [row("bob", "a"), row("bob", "b"), row("eve", "a")]));
    expect(entries[0]?.sentences).toEqual(["bob joined Ops."]);
    expect(entries[0]?.gained).toMatchObject([{ person: "bob", permissionSet: "Admin", accounts: ["a", "b"] }]);
    expect(entries[1]).toMatchObject({ author: undefined, gained: [{ person: "eve" }] });
  });

  test("a direct assignment brings nothing to those who have it through a group", () => {
    const assigned = change({
      subject: { user: named("bob"), account: named("a"), permissionSet: named("Admin") },
    });
    const { entries } = changesView(diff([assigned], [row("bob", "a", { via: ["direct"] })]));
    expect(entries).toHaveLength(1);
    expect(entries[0]).toMatchObject({ author: { by: "eve", tool: "Terraform" }, gained: [{ accounts: ["a"] }] });
    const through = changesView(diff([assigned], [row("bob", "a")])).entries;
    expect(through.map(({ gained }) => gained.length)).toEqual([0, 1]);
  });

  test("the same change of many accounts is one sentence; the newest call comes first", () => {
    const outdated = ["a", "b", "c", "d"].map((account) =>
      change({
        of: "provisioned",
        change: "changed",
        field: "freshness",
        subject: { account: named(account), permissionSet: named("Engineer") },
        before: "latest",
        after: "outdated",
        authors: [by("2026-09-11T08:00:00.000Z")],
      }),
    );
    const { entries } = changesView(diff([joined, ...outdated], []));
    expect(entries.map(({ sentences }) => sentences)).toEqual([
      ["Engineer is outdated in 4 accounts."],
      ["bob joined Ops."],
    ]);
  });

  test("one person: what is about them, and no more", () => {
    const rows = [row("Bob Núñez", "a"), row("eve", "a")];
    const view = changesView(
      diff([change({ subject: { group: named("Ops"), account: named("a"), permissionSet: named("Admin") } })], rows),
      "nunez",
    );
    expect(view).toMatchObject({ gained: 1, entries: [{ gained: [{ person: "Bob Núñez" }] }] });
    expect(changesView(diff([joined], []), "clara").entries).toEqual([]);
  });

  test("a hostile name is text without marks that reorder it", () => {
    const { entries } = changesView(
      diff([change({ ...joined, subject: { ...joined.subject, user: named("\u202eevil") } })], []),
    );
    expect(entries[0]?.sentences[0]).toBe("\ufffdevil joined Ops.");
  });
});
