/** What a test tells of: who, where, what was found and why; how much of it; and the sentence that it comes to. */
import { describe, expect, test } from "vitest";
import type { AccessTest, OpenChange } from "../../model/access-test.ts";
import type { Coverage } from "../../model/coverage.ts";
import { ALICE, BOB, CAROL, DORA, gap, idOf, outcomeOf, walked } from "./testing/small-organization.ts";

type Row = readonly [string | null | undefined, string | null, string | null, string, string | null, ...string[]];
const told = ({ deviations }: AccessTest): readonly Row[] =>
  deviations.map(({ who, account, permissionSet, found, reason, via }) => [
    who && `${who.kind} ${who.name}`,
    account.name,
    permissionSet?.name ?? null,
    found,
    reason,
    ...via,
  ]);
const NO_WAY = "no assignment reaches the user";
const OPEN = "an assignment or membership could not be read";
const HIDDEN = "the group's assignments could not be read";
const [SANDBOX, SHOP] = [idOf.account("sandbox"), idOf.account("shop")];
const adminInSandbox = gap({ kind: "assignments", accountId: SANDBOX, permissionSetArn: idOf.set("TeamAdmin") });
const contractors = gap({ kind: "grants-of", principal: { type: "GROUP", id: idOf.group("Contractors") } });
const carol = gap({ kind: "grants-of", principal: { type: "USER", id: idOf.user(CAROL) } });
const by = (walk: Coverage["walk"], ...gaps: Coverage["gaps"]): Coverage => ({ ...walked(...gaps), walk });

describe("what speaks against an expectation", () => {
  test.each<{ readonly row: object; readonly expected: readonly Row[] }>([
    {
      row: { user: ALICE, account: "closed", set: "TeamAdmin", can: true },
      expected: [[`user ${ALICE}`, "closed", "TeamAdmin", "cannot", "the account is SUSPENDED", "direct"]],
    },
    {
      row: { user: ALICE, account: "s*", set: "TeamAdmin", can: true },
      expected: [[`user ${ALICE}`, "sandbox", "TeamAdmin", "cannot", NO_WAY]],
    },
    {
      row: { group: "Leavers", account: "sandbox", set: "ReadOnly", can: true },
      expected: [[`user ${DORA}`, "sandbox", "ReadOnly", "cannot", "the user is disabled", "Leavers"]],
    },
    {
      row: { group: "Nobody", account: "sandbox", set: "ReadOnly", can: true },
      expected: [["group Nobody", "sandbox", "ReadOnly", "cannot", "the group has no members, so that nobody can"]],
    },
    {
      row: { group: "PlatformTeam", account: "sandbox", set: "ReadOnly", can: true },
      expected: [
        ["group PlatformTeam", "sandbox", "ReadOnly", "cannot", "the group itself is not assigned"],
        [`user ${ALICE}`, "sandbox", "ReadOnly", "cannot", NO_WAY],
      ],
    },
    {
      row: { user: BOB, account: "s*", set: "*", can: false },
      expected: [
        [`user ${BOB}`, "shop", "ReadOnly", "can", null, "direct"],
        [`user ${BOB}`, "sandbox", "TeamAdmin", "can", null, "direct"],
      ],
    },
    {
      row: { group: "Leavers", account: "s*", set: "ReadOnly", can: false },
      expected: [["group Leavers", "sandbox", "ReadOnly", "assigned", null]],
    },
    {
      row: { group: "Contractors", account: "*", set: "*", can: false },
      expected: [
        ["group Contractors", "sandbox", "ReadOnly", "assigned", null],
        [`user ${CAROL}`, "sandbox", "ReadOnly", "can", null, "Contractors"],
      ],
    },
    // Others than the group itself are asked for: its own assignment is none of them.
    {
      row: { group: "Contractors", account: "*", set: "*", only: [BOB] },
      expected: [[`user ${CAROL}`, "sandbox", "ReadOnly", "can", null, "Contractors"]],
    },
    { row: { group: "Contractors", account: "*", set: "*", only: ["Contractors"] }, expected: [] },
    { row: { user: ALICE, account: "shop", set: "TeamAdmin", can: true }, expected: [] },
  ])("$row", ({ row, expected }) => {
    const test = outcomeOf(row);
    expect(told(test)).toEqual(expected);
    expect(test).toMatchObject({ outcome: expected.length > 0 ? "failed" : "passed", isCut: false });
  });
});

describe("what leaves an expectation open", () => {
  const inSandbox = (who: string | null, reason: string): Row => [who, "sandbox", "TeamAdmin", "unknown", reason];
  const inShop = (who: string | null, reason: string): Row => [who, "shop", "TeamAdmin", "unknown", reason];
  const closed = { group: "Contractors", account: "shop", set: "TeamAdmin", can: false };
  test.each<{ readonly row: object; readonly coverage: Coverage; readonly expected: readonly Row[] }>([
    {
      row: { group: "Contractors", account: "sandbox", set: "TeamAdmin", can: true },
      coverage: walked(adminInSandbox),
      expected: [inSandbox("group Contractors", HIDDEN), inSandbox(`user ${CAROL}`, OPEN)],
    },
    {
      row: { user: CAROL, account: "sandbox", set: "TeamAdmin", can: false },
      coverage: walked(adminInSandbox),
      expected: [inSandbox(null, OPEN)],
    },
    {
      row: { group: "Contractors", account: "sandbox", set: "TeamAdmin", can: false },
      coverage: walked(adminInSandbox),
      expected: [inSandbox("group Contractors", HIDDEN), inSandbox(null, OPEN)],
    },
    {
      row: { group: "Nobody", account: "sandbox", set: "TeamAdmin", can: false },
      coverage: walked(adminInSandbox),
      expected: [inSandbox("group Nobody", HIDDEN)],
    },
    {
      row: { user: ALICE, account: "shop", set: "TeamAdmin", can: false },
      coverage: walked(gap({ kind: "account", accountId: SHOP })),
      expected: [inShop(`user ${ALICE}`, "the account's state could not be read")],
    },
    {
      row: { user: "*", account: "shop", set: "TeamAdmin", only: ["Contractors"] },
      coverage: walked(gap({ kind: "members", groupId: idOf.group("Contractors") })),
      expected: [inShop(`user ${ALICE}`, "whether the user is a member of an allowed group could not be read")],
    },
    {
      row: { user: CAROL, account: "shop", set: "TeamAdmin", can: false },
      coverage: walked(gap({ kind: "groups-of", userId: idOf.user(CAROL) })),
      expected: [inShop(`user ${CAROL}`, OPEN)],
    },
    {
      row: { user: BOB, account: "shop", set: "TeamAdmin", can: false },
      coverage: walked(gap({ kind: "groups-of", userId: idOf.user(CAROL) })),
      expected: [],
    },
    {
      row: closed,
      coverage: by("principals", contractors),
      expected: [inShop("group Contractors", HIDDEN), inShop(`user ${CAROL}`, OPEN)],
    },
    { row: closed, coverage: by("both", contractors), expected: [] },
    { row: closed, coverage: by("both", adminInSandbox), expected: [] },
    {
      row: { ...closed, account: "sandbox" },
      coverage: by("both", contractors, adminInSandbox),
      expected: [inSandbox("group Contractors", HIDDEN), inSandbox(`user ${CAROL}`, OPEN)],
    },
    {
      row: { user: CAROL, account: "shop", set: "TeamAdmin", can: false },
      coverage: by("principals", carol),
      expected: [inShop(`user ${CAROL}`, OPEN)],
    },
  ])("$row with $coverage", ({ row, coverage, expected }) => {
    const test = outcomeOf(row, coverage);
    expect(told(test)).toEqual(expected);
    expect(test.outcome).toBe(expected.length > 0 ? "undecided" : "passed");
  });
});

describe("how much is told", () => {
  const many = (count: number) => {
    const users = Array.from({ length: count }, (_, at) => ({ userName: `user${at}@example.com` }));
    return {
      users,
      groups: [{ displayName: "Many", members: users.map(({ userName }) => userName) }],
      assignments: [{ account: "shop", permissionSet: "ReadOnly", group: "Many" }],
    };
  };
  test.each([
    { count: 19, length: 19, isCut: false },
    { count: 20, length: 20, isCut: false },
    { count: 21, length: 20, isCut: true },
    { count: 30, length: 20, isCut: true },
  ])("of $count deviations $length, cut: $isCut", ({ count, length, isCut }) => {
    for (const row of [
      { user: "*", account: "shop", set: "ReadOnly", can: false },
      { user: "*", account: "sandbox", set: "ReadOnly", can: true },
    ]) {
      const { outcome, deviations, ...rest } = outcomeOf(row, undefined, [], many(count));
      expect({ outcome, told: deviations.length, isCut: rest.isCut }).toEqual({
        outcome: "failed",
        told: length,
        isCut,
      });
    }
  });
});

describe("the sentence", () => {
  const FAILED = "SomeOperation failed (needs sso:SomePermission)";
  const none = (kind: "users" | "groups") => walked(gap({ kind }));
  const plan = (more: Partial<OpenChange> = {}): readonly OpenChange[] => [
    { address: "a.b", unknown: ["principal_id", "group"], ...more },
  ];
  const WAIT = "Undecided: the plan does not know principal_id and group of a.b yet.";
  const carolCannot = { user: CAROL, account: "shop", set: "TeamAdmin", can: false };
  const carolCan = { ...carolCannot, can: true };
  test.each<{
    readonly row: object;
    readonly coverage: Coverage | undefined;
    readonly open: readonly OpenChange[];
    readonly message: string;
  }>([
    { row: carolCannot, coverage: undefined, open: [], message: "As expected." },
    { row: carolCan, coverage: undefined, open: [], message: "Expected to be able to, and cannot everywhere." },
    {
      row: { ...carolCannot, user: ALICE },
      coverage: undefined,
      open: [],
      message: "Expected not to be able to, and can.",
    },
    {
      row: { user: "*", account: "shop", set: "TeamAdmin", only: [] },
      coverage: undefined,
      open: [],
      message: "Others can as well.",
    },
    {
      row: { ...carolCannot, user: "x*" },
      coverage: undefined,
      open: [],
      message: 'There is no user "x*", so that nobody can.',
    },
    {
      row: { ...carolCannot, user: "x" },
      coverage: none("users"),
      open: [],
      message: `Undecided: no user "x" was read: ${FAILED}.`,
    },
    {
      row: { user: "*", account: "shop", set: "TeamAdmin", only: ["Platform"] },
      coverage: none("groups"),
      open: [],
      message: `Undecided: no group or user "Platform" was read: ${FAILED}.`,
    },
    {
      row: { user: "*", account: "shop", set: "TeamAdmin", only: ["Platform"] },
      coverage: none("users"),
      open: [],
      message: `Undecided: no group or user "Platform" was read: ${FAILED}.`,
    },
    {
      row: { user: "*", account: "shop", set: "TeamAdmin", only: ["Platform"] },
      coverage: undefined,
      open: [],
      message: 'There is no group or user "Platform". Correct the name, or remove the test.',
    },
    {
      row: { ...carolCannot, user: "c*" },
      coverage: none("users"),
      open: [],
      message: `Undecided: user "c*" may mean more: ${FAILED}.`,
    },
    {
      row: { group: "Contractors", account: "shop", set: "ReadOnly", can: false },
      coverage: walked(gap({ kind: "members", groupId: idOf.group("Contractors") })),
      open: [],
      message: "Undecided: the members of the group were not all read.",
    },
    {
      row: { ...carolCannot, account: "sandbox" },
      coverage: walked(adminInSandbox),
      open: [],
      message: "Undecided: it is not known whether everybody concerned can.",
    },
    { row: carolCannot, coverage: undefined, open: plan(), message: WAIT },
    { row: carolCan, coverage: undefined, open: plan(), message: WAIT },
    { row: carolCannot, coverage: undefined, open: [...plan(), ...plan()], message: WAIT },
    { row: carolCannot, coverage: undefined, open: plan({ accountId: SHOP }), message: WAIT },
    { row: carolCannot, coverage: undefined, open: plan({ accountId: SANDBOX }), message: "As expected." },
    { row: carolCannot, coverage: undefined, open: plan({ permissionSetArn: idOf.set("TeamAdmin") }), message: WAIT },
    {
      row: carolCannot,
      coverage: undefined,
      open: plan({ permissionSetArn: idOf.set("ReadOnly") }),
      message: "As expected.",
    },
    {
      row: { ...carolCannot, user: DORA, account: "s*", set: "*d*" },
      coverage: undefined,
      open: plan({ accountId: SHOP, permissionSetArn: idOf.set("Unused") }),
      message: WAIT,
    },
    {
      row: { ...carolCannot, user: ALICE },
      coverage: undefined,
      open: plan(),
      message: "Expected not to be able to, and can.",
    },
    { row: { ...carolCan, user: ALICE }, coverage: undefined, open: plan(), message: "As expected." },
    {
      row: { ...carolCannot, user: "x" },
      coverage: undefined,
      open: plan({ unknown: ["name"] }),
      message: "Undecided: the plan does not know name of a.b yet.",
    },
    {
      row: { ...carolCannot, user: "x" },
      coverage: undefined,
      open: plan(),
      message: 'There is no user "x". Correct the name, or remove the test.',
    },
  ])("$row $coverage $open", ({ row, coverage, open, message }) => {
    expect(outcomeOf(row, coverage, open).message).toBe(message);
  });

  test("what a plan may fix is told with what speaks against it", () => {
    expect(told(outcomeOf(carolCan, undefined, plan()))).toEqual([
      [`user ${CAROL}`, "shop", "TeamAdmin", "cannot", NO_WAY],
    ]);
  });
});
