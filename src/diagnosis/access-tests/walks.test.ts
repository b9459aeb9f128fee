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
    permissionSet.name,
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
  test.each<[object, readonly Row[]]>([
    [
      { user: ALICE, account: "closed", set: "TeamAdmin", can: true },
      [[`user ${ALICE}`, "closed", "TeamAdmin", "cannot", "the account is SUSPENDED", "direct"]],
    ],
    [
      { user: ALICE, account: "s*", set: "TeamAdmin", can: true },
      [[`user ${ALICE}`, "sandbox", "TeamAdmin", "cannot", NO_WAY]],
    ],
    [
      { group: "Leavers", account: "sandbox", set: "ReadOnly", can: true },
      [[`user ${DORA}`, "sandbox", "ReadOnly", "cannot", "the user is disabled", "Leavers"]],
    ],
    [
      { group: "Nobody", account: "sandbox", set: "ReadOnly", can: true },
      [["group Nobody", "sandbox", "ReadOnly", "cannot", "the group has no members, so that nobody can"]],
    ],
    [
      { group: "PlatformTeam", account: "sandbox", set: "ReadOnly", can: true },
      [
        ["group PlatformTeam", "sandbox", "ReadOnly", "cannot", "the group itself is not assigned"],
        [`user ${ALICE}`, "sandbox", "ReadOnly", "cannot", NO_WAY],
      ],
    ],
    [
      { user: BOB, account: "s*", set: "*", can: false },
      [
        [`user ${BOB}`, "shop", "ReadOnly", "can", null, "direct"],
        [`user ${BOB}`, "sandbox", "TeamAdmin", "can", null, "direct"],
      ],
    ],
    [
      { group: "Leavers", account: "s*", set: "ReadOnly", can: false },
      [["group Leavers", "sandbox", "ReadOnly", "assigned", null]],
    ],
    [
      { group: "Contractors", account: "*", set: "*", can: false },
      [
        ["group Contractors", "sandbox", "ReadOnly", "assigned", null],
        [`user ${CAROL}`, "sandbox", "ReadOnly", "can", null, "Contractors"],
      ],
    ],
    // Others than the group itself are asked for: its own assignment is none of them.
    [
      { group: "Contractors", account: "*", set: "*", only: [BOB] },
      [[`user ${CAROL}`, "sandbox", "ReadOnly", "can", null, "Contractors"]],
    ],
    [{ group: "Contractors", account: "*", set: "*", only: ["Contractors"] }, []],
    [{ user: ALICE, account: "shop", set: "TeamAdmin", can: true }, []],
  ])("%j", (row, expected) => {
    const test = outcomeOf(row);
    expect(told(test)).toEqual(expected);
    expect(test).toMatchObject({ outcome: expected.length > 0 ? "failed" : "passed", isCut: false });
  });
});

describe("what leaves an expectation open", () => {
  const inSandbox = (who: string | null, reason: string): Row => [who, "sandbox", "TeamAdmin", "unknown", reason];
  const inShop = (who: string | null, reason: string): Row => [who, "shop", "TeamAdmin", "unknown", reason];
  const closed = { group: "Contractors", account: "shop", set: "TeamAdmin", can: false };
  test.each<[object, Coverage, readonly Row[]]>([
    [
      { group: "Contractors", account: "sandbox", set: "TeamAdmin", can: true },
      walked(adminInSandbox),
      [inSandbox("group Contractors", HIDDEN), inSandbox(`user ${CAROL}`, OPEN)],
    ],
    [
      { user: CAROL, account: "sandbox", set: "TeamAdmin", can: false },
      walked(adminInSandbox),
      [inSandbox(null, OPEN)],
    ],
    [
      { group: "Contractors", account: "sandbox", set: "TeamAdmin", can: false },
      walked(adminInSandbox),
      [inSandbox("group Contractors", HIDDEN), inSandbox(null, OPEN)],
    ],
    [
      { group: "Nobody", account: "sandbox", set: "TeamAdmin", can: false },
      walked(adminInSandbox),
      [inSandbox("group Nobody", HIDDEN)],
    ],
    [
      { user: ALICE, account: "shop", set: "TeamAdmin", can: false },
      walked(gap({ kind: "account", accountId: SHOP })),
      [inShop(`user ${ALICE}`, "the account's state could not be read")],
    ],
    [
      { user: "*", account: "shop", set: "TeamAdmin", only: ["Contractors"] },
      walked(gap({ kind: "members", groupId: idOf.group("Contractors") })),
      [inShop(`user ${ALICE}`, "whether the user is a member of an allowed group could not be read")],
    ],
    [
      { user: CAROL, account: "shop", set: "TeamAdmin", can: false },
      walked(gap({ kind: "groups-of", userId: idOf.user(CAROL) })),
      [inShop(`user ${CAROL}`, OPEN)],
    ],
    [
      { user: BOB, account: "shop", set: "TeamAdmin", can: false },
      walked(gap({ kind: "groups-of", userId: idOf.user(CAROL) })),
      [],
    ],
    [closed, by("principals", contractors), [inShop("group Contractors", HIDDEN), inShop(`user ${CAROL}`, OPEN)]],
    [closed, by("both", contractors), []],
    [closed, by("both", adminInSandbox), []],
    [
      { ...closed, account: "sandbox" },
      by("both", contractors, adminInSandbox),
      [inSandbox("group Contractors", HIDDEN), inSandbox(`user ${CAROL}`, OPEN)],
    ],
    [
      { user: CAROL, account: "shop", set: "TeamAdmin", can: false },
      by("principals", carol),
      [inShop(`user ${CAROL}`, OPEN)],
    ],
  ])("%j with %j", (row, coverage, expected) => {
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
    [19, 19, false],
    [20, 20, false],
    [21, 20, true],
    [30, 20, true],
  ])("of %i deviations %i, cut: %s", (count, length, isCut) => {
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
  test.each<[object, Coverage | undefined, readonly OpenChange[], string]>([
    [carolCannot, undefined, [], "As expected."],
    [carolCan, undefined, [], "Expected to be able to, and cannot everywhere."],
    [{ ...carolCannot, user: ALICE }, undefined, [], "Expected not to be able to, and can."],
    [{ user: "*", account: "shop", set: "TeamAdmin", only: [] }, undefined, [], "Others can as well."],
    [{ ...carolCannot, user: "x*" }, undefined, [], 'There is no user "x*", so that nobody can.'],
    [{ ...carolCannot, user: "x" }, none("users"), [], `Undecided: no user "x" was read: ${FAILED}.`],
    [
      { user: "*", account: "shop", set: "TeamAdmin", only: ["Platform"] },
      none("groups"),
      [],
      `Undecided: no group or user "Platform" was read: ${FAILED}.`,
    ],
    [
      { user: "*", account: "shop", set: "TeamAdmin", only: ["Platform"] },
      none("users"),
      [],
      `Undecided: no group or user "Platform" was read: ${FAILED}.`,
    ],
    [
      { user: "*", account: "shop", set: "TeamAdmin", only: ["Platform"] },
      undefined,
      [],
      'There is no group or user "Platform". Correct the name, or remove the test.',
    ],
    [{ ...carolCannot, user: "c*" }, none("users"), [], `Undecided: user "c*" may mean more: ${FAILED}.`],
    [
      { group: "Contractors", account: "shop", set: "ReadOnly", can: false },
      walked(gap({ kind: "members", groupId: idOf.group("Contractors") })),
      [],
      "Undecided: the members of the group were not all read.",
    ],
    [
      { ...carolCannot, account: "sandbox" },
      walked(adminInSandbox),
      [],
      "Undecided: it is not known whether everybody concerned can.",
    ],
    [carolCannot, undefined, plan(), WAIT],
    [carolCan, undefined, plan(), WAIT],
    [carolCannot, undefined, [...plan(), ...plan()], WAIT],
    [carolCannot, undefined, plan({ accountId: SHOP }), WAIT],
    [carolCannot, undefined, plan({ accountId: SANDBOX }), "As expected."],
    [carolCannot, undefined, plan({ permissionSetArn: idOf.set("TeamAdmin") }), WAIT],
    [carolCannot, undefined, plan({ permissionSetArn: idOf.set("ReadOnly") }), "As expected."],
    [
      { ...carolCannot, user: DORA, account: "s*", set: "*d*" },
      undefined,
      plan({ accountId: SHOP, permissionSetArn: idOf.set("Unused") }),
      WAIT,
    ],
    [{ ...carolCannot, user: ALICE }, undefined, plan(), "Expected not to be able to, and can."],
    [{ ...carolCan, user: ALICE }, undefined, plan(), "As expected."],
    [
      { ...carolCannot, user: "x" },
      undefined,
      plan({ unknown: ["name"] }),
      "Undecided: the plan does not know name of a.b yet.",
    ],
    [{ ...carolCannot, user: "x" }, undefined, plan(), 'There is no user "x". Correct the name, or remove the test.'],
  ])("%j %j %j", (row, coverage, open, message) => {
    expect(outcomeOf(row, coverage, open).message).toBe(message);
  });

  test("what a plan may mend is told with what speaks against it", () => {
    expect(told(outcomeOf(carolCan, undefined, plan()))).toEqual([
      [`user ${CAROL}`, "shop", "TeamAdmin", "cannot", NO_WAY],
    ]);
  });
});
