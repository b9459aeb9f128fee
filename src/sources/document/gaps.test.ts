/** Which gap of a snapshot hides which answer: nothing that a failed read would have told is called absent. */
import { describe, expect, test } from "vitest";
import type { Coverage, Gap, UnreadPart, Walk } from "../../model/coverage.ts";
import { groupId, SANDBOX, SHOP, setFacts, userId } from "../question/testing/asked-organization.ts";
import { type Gaps, gapsOf } from "./gaps.ts";

const ARN = setFacts("ReadOnly").arn;
const OTHER = setFacts("Admin").arn;
const [ALICE, BOB] = [userId("alice"), userId("bob")];
const DEVELOPERS = groupId("Developers");
const alice = { type: "USER", id: ALICE } as const;
const developers = { type: "GROUP", id: DEVELOPERS } as const;

const gap = (part: UnreadPart): Gap => ({
  part,
  failure: { kind: "refused", service: "s", operation: part.kind, permission: "p", message: "no" },
});
const gapsIn = (walk: Walk, ...parts: readonly UnreadPart[]): Gaps =>
  gapsOf({ walk, blindSpot: null, gaps: parts.map(gap) } satisfies Coverage);

const QUESTIONS = {
  "the account": (gaps: Gaps) => gaps.ofAccount(SANDBOX),
  accounts: (gaps: Gaps) => gaps.ofAccounts(),
  "the user": (gaps: Gaps) => gaps.ofPrincipal(alice),
  "the group": (gaps: Gaps) => gaps.ofPrincipal(developers),
  users: (gaps: Gaps) => gaps.ofUsers(),
  "the set": (gaps: Gaps) => gaps.ofSet(ARN),
  sets: (gaps: Gaps) => gaps.ofSets(),
  "the user's groups": (gaps: Gaps) => gaps.ofGroupsOf(ALICE),
  "the group's members": (gaps: Gaps) => gaps.ofMembers(DEVELOPERS),
  "sets of the account": (gaps: Gaps) => gaps.ofProvisioned({ accountId: SANDBOX }),
  "accounts of the set": (gaps: Gaps) => gaps.ofProvisioned({ arn: ARN }),
  creations: (gaps: Gaps) => gaps.ofRequests("create-assignment"),
  deletions: (gaps: Gaps) => gaps.ofRequests("delete-assignment"),
  provisionings: (gaps: Gaps) => gaps.ofRequests("provision"),
} as const;

describe("a gap hides", () => {
  test.each([
    { part: { kind: "accounts" }, hides: ["the account", "accounts", "sets of the account", "accounts of the set"] },
    { part: { kind: "account", accountId: SANDBOX }, hides: ["the account", "accounts"] },
    { part: { kind: "account", accountId: SHOP }, hides: ["accounts"] },
    { part: { kind: "users" }, hides: ["the user", "users"] },
    { part: { kind: "groups" }, hides: ["the group", "the user's groups"] },
    { part: { kind: "principal", principal: alice }, hides: ["the user"] },
    { part: { kind: "principal", principal: { type: "USER", id: BOB } }, hides: [] },
    { part: { kind: "permission-sets" }, hides: ["the set", "sets", "sets of the account", "accounts of the set"] },
    { part: { kind: "permission-set", permissionSetArn: ARN }, hides: ["the set", "sets"] },
    { part: { kind: "permission-set", permissionSetArn: OTHER }, hides: ["sets"] },
    { part: { kind: "members", groupId: DEVELOPERS }, hides: ["the user's groups", "the group's members"] },
    { part: { kind: "members", groupId: groupId("Empty") }, hides: ["the user's groups"] },
    { part: { kind: "groups-of", userId: ALICE }, hides: ["the user's groups", "the group's members"] },
    { part: { kind: "groups-of", userId: BOB }, hides: ["the group's members"] },
    {
      part: { kind: "provisioned-to-account", accountId: SANDBOX },
      hides: ["sets of the account", "accounts of the set"],
    },
    { part: { kind: "provisioned-to-account", accountId: SHOP }, hides: ["accounts of the set"] },
    { part: { kind: "accounts-of-set", permissionSetArn: ARN }, hides: ["sets of the account", "accounts of the set"] },
    { part: { kind: "accounts-of-set", permissionSetArn: OTHER }, hides: ["sets of the account"] },
    { part: { kind: "creation-requests" }, hides: ["creations"] },
    { part: { kind: "deletion-requests" }, hides: ["deletions"] },
    { part: { kind: "provisioning-requests" }, hides: ["provisionings"] },
  ] satisfies readonly { readonly part: UnreadPart; readonly hides: readonly (keyof typeof QUESTIONS)[] }[])(
    "$part: $hides",
    ({ part, hides }) => {
      const gaps = gapsIn("both", part);
      const hidden = Object.entries(QUESTIONS).flatMap(([name, ask]) => (ask(gaps) ? [name] : []));
      expect(hidden).toEqual(hides);
    },
  );

  test("nothing where there is none", () => {
    const hidden = Object.entries(QUESTIONS).flatMap(([name, ask]) => (ask(gapsOf(undefined)) ? [name] : []));
    expect(hidden).toEqual([]);
  });
});

describe("assignments of a pair, and grants of a principal", () => {
  const pair = { kind: "assignments", accountId: SANDBOX, permissionSetArn: ARN } as const;
  const own = { kind: "grants-of", principal: alice } as const;
  const others = { kind: "grants-of", principal: developers } as const;

  test.each([
    { walk: "pairs", parts: [pair], assignments: true, grants: true },
    { walk: "pairs", parts: [own], assignments: false, grants: false },
    { walk: "principals", parts: [pair], assignments: false, grants: false },
    { walk: "principals", parts: [own], assignments: true, grants: true },
    { walk: "principals", parts: [others], assignments: true, grants: false },
    { walk: "principals", parts: [{ kind: "users" }], assignments: true, grants: false },
    { walk: "both", parts: [pair], assignments: false, grants: false },
    { walk: "both", parts: [own], assignments: false, grants: false },
    { walk: "both", parts: [pair, own], assignments: true, grants: true },
    { walk: "both", parts: [pair, others], assignments: true, grants: false },
    { walk: "pairs", parts: [{ ...pair, permissionSetArn: OTHER }], assignments: false, grants: true },
    { walk: "pairs", parts: [{ ...pair, accountId: SHOP }], assignments: false, grants: false },
    { walk: "pairs", parts: [{ kind: "provisioned-to-account", accountId: SANDBOX }], assignments: true, grants: true },
    { walk: "pairs", parts: [{ kind: "accounts-of-set", permissionSetArn: OTHER }], assignments: false, grants: true },
  ] satisfies readonly {
    readonly walk: Walk;
    readonly parts: readonly UnreadPart[];
    readonly assignments: boolean;
    readonly grants: boolean;
  }[])("$walk without $parts: $assignments, $grants", ({ walk, parts, assignments, grants }) => {
    const gaps = gapsIn(walk, ...parts);
    expect(gaps.ofAssignments(SANDBOX, ARN) !== undefined).toBe(assignments);
    expect(gaps.ofGrants(alice, SANDBOX) !== undefined).toBe(grants);
  });

  test("everywhere, a gap of any account counts", () => {
    expect(gapsIn("pairs", { ...pair, accountId: SHOP }).ofGrants(alice, undefined)).toBeDefined();
  });
});

describe("a gap hides entitlements", () => {
  const asked = { principal: alice, accountId: SANDBOX };
  const hides = (entitlementWalk: "accounts" | "principals", part: UnreadPart) => {
    const gaps = gapsOf({ walk: "pairs", entitlementWalk, blindSpot: null, gaps: [gap(part)] });
    return gaps.ofEntitlements(asked) !== undefined;
  };

  test.each([
    { walk: "accounts", part: { kind: "account-access-applications" }, hidden: true },
    { walk: "accounts", part: { kind: "entitlements-of-account", accountId: SANDBOX }, hidden: true },
    { walk: "accounts", part: { kind: "entitlements-of-account", accountId: SHOP }, hidden: false },
    { walk: "accounts", part: { kind: "accounts" }, hidden: true },
    { walk: "accounts", part: { kind: "users" }, hidden: false },
    { walk: "principals", part: { kind: "entitlements-of", principal: alice }, hidden: true },
    { walk: "principals", part: { kind: "entitlements-of", principal: developers }, hidden: false },
    { walk: "principals", part: { kind: "groups" }, hidden: true },
    { walk: "principals", part: { kind: "accounts" }, hidden: false },
    { walk: "principals", part: { kind: "account-access-status" }, hidden: false },
  ] as const)("$walk, $part.kind: $hidden", ({ walk, part, hidden }) => {
    expect(hides(walk, part)).toBe(hidden);
  });
});
