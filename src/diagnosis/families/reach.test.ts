/** What the causes ask of a walked grant: who is attached, what is known to be missing, and that what was not read is never missing. */
import { describe, expect, test } from "vitest";
import type { GrantFacts, RequestFacts } from "../../facts/grant/grant-facts.ts";
import { PROVIDER, withIam } from "../../facts/grant/testing/additional-facts.ts";
import {
  ALICE,
  alice,
  attachedGroup,
  attachedUser,
  BOB,
  DEVELOPERS,
  EVERYONE,
  failed,
  instance,
  orphan,
  READ_ONLY,
  request,
  SANDBOX,
  sandbox,
  unassignedFacts,
  workingFacts,
} from "../../facts/grant/testing/grant-facts.ts";
import { known, unread } from "../../model/reading.ts";
import { walkGrant } from "../path/walk-grant.ts";
import type { WalkedGrant } from "../path/walked-grant.ts";
import {
  concernsUser,
  isAccountActive,
  isAccountClosed,
  isAccountInstance,
  isDirectoryExternal,
  isKnownUnassigned,
  isProvisioningDue,
  isUnmet,
  knownGrant,
  liveGroups,
  missingSamlProvider,
  orphans,
  reachingPrincipals,
  requestsFor,
} from "./reach.ts";

type More = Partial<GrantFacts>;
const working = (more: More = {}): WalkedGrant => walkGrant(workingFacts(more));
const unassigned = (more: More = {}): WalkedGrant => walkGrant(unassignedFacts(more));
const idsOf = (rows: readonly { readonly principal: { readonly id: string } }[]) =>
  rows.map(({ principal }) => principal.id);
const unreadable: GrantFacts["attached"] = known([{ ...attachedGroup(), details: failed() }]);
/** AWS's words of an account instance. */
const refusedByAccountInstance = (): ReturnType<typeof failed> => {
  const reading = failed("failed");
  if (reading.state !== "unknown") throw new TypeError("it failed");
  const message = "The operation is not supported for account instances of IAM Identity Center.";
  return { ...reading, failure: { ...reading.failure, message } };
};

test("a grant is known where instance, user and set are", () => {
  expect(knownGrant(working())).toEqual({ instance, user: alice, permissionSet: READ_ONLY });
  for (const key of ["instance", "user", "permissionSet"] as const) {
    expect(knownGrant(working({ [key]: failed() }))).toBeUndefined();
    expect(knownGrant(working({ [key]: known(null) }))).toBeUndefined();
  }
});

describe("the attached principals", () => {
  const both = known([attachedGroup(), attachedUser(), orphan("USER"), attachedGroup({ id: EVERYONE })]);
  test("groups that are there", () => {
    expect(idsOf(liveGroups(working({ attached: both })))).toEqual([DEVELOPERS, EVERYONE]);
    expect(idsOf(liveGroups(working({ attached: known([orphan("GROUP")]) })))).toEqual([]);
    expect(liveGroups(working({ attached: unreadable }))).toEqual([]);
    expect(liveGroups(working({ attached: failed() }))).toEqual([]);
  });

  test("those that are gone", () => {
    expect(orphans(working({ attached: known([attachedGroup(), orphan("GROUP"), orphan("USER")]) }))).toHaveLength(2);
    expect(orphans(working({ attached: unreadable }))).toEqual([]);
    expect(orphans(working({ attached: failed() }))).toEqual([]);
  });

  const group = { type: "GROUP", id: DEVELOPERS, name: "Developers" };
  const user = { type: "USER", id: ALICE, name: "alice.moreau@example.com" };
  test.each<{ readonly what: string; readonly more: More; readonly expected: readonly object[] }>([
    {
      what: "the user and the user's groups",
      more: { attached: known([attachedUser(), attachedGroup()]) },
      expected: [user, group],
    },
    {
      what: "not others",
      more: { attached: known([attachedUser(BOB, "bob"), attachedGroup()]), groupIds: known([EVERYONE]) },
      expected: [],
    },
    {
      what: "no groups where they are not known",
      more: { attached: known([attachedUser(), attachedGroup()]), groupIds: failed() },
      expected: [user],
    },
    {
      what: "no user where that is not known",
      more: { attached: known([attachedUser(), attachedGroup()]), user: failed() },
      expected: [group],
    },
    {
      what: "by its id where its name is not known",
      more: { attached: unreadable },
      expected: [{ ...group, name: DEVELOPERS }],
    },
    {
      what: "by its id where it is gone",
      more: { attached: known([orphan("GROUP")]) },
      expected: [{ ...group, name: DEVELOPERS }],
    },
    { what: "none where they could not be read", more: { attached: failed() }, expected: [] },
  ])("those that reach the user: $what", ({ more, expected }) => {
    expect(reachingPrincipals(workingFacts(more))).toEqual(expected);
  });

  test.each<{ readonly what: string; readonly more: More; readonly expected: boolean }>([
    {
      what: "a group of an identity provider",
      more: { attached: known([attachedUser(), attachedGroup({ isExternallyOwned: true })]) },
      expected: true,
    },
    { what: "none of one", more: { attached: known([attachedUser(), attachedGroup()]) }, expected: false },
    { what: "a principal that is gone", more: { attached: known([orphan("USER")]) }, expected: false },
    { what: "not read", more: { attached: failed() }, expected: false },
  ])("the directory is an identity provider's: $what", ({ more, expected }) => {
    expect(isDirectoryExternal(working(more))).toBe(expected);
  });
});

describe("a grant is known not to reach the user", () => {
  const others = known([attachedUser(BOB, "bob"), attachedGroup({ id: EVERYONE })]);
  test.each<{ readonly what: string; readonly grant: WalkedGrant; readonly expected: boolean }>([
    { what: "nobody is assigned", grant: unassigned(), expected: true },
    {
      what: "others are",
      grant: unassigned({ attached: known([attachedUser(BOB, "bob")]), groupIds: failed() }),
      expected: true,
    },
    {
      what: "a group is, of which the user is no member",
      grant: unassigned({ attached: others, groupIds: known([]) }),
      expected: true,
    },
    {
      what: "a group is, and memberships were not read",
      grant: unassigned({ attached: others, groupIds: failed() }),
      expected: false,
    },
    {
      what: "a group that is gone, and memberships were not read",
      grant: unassigned({ attached: known([orphan("GROUP")]), groupIds: failed() }),
      expected: true,
    },
    { what: "the user is assigned", grant: working(), expected: false },
    { what: "the assignments were not read", grant: unassigned({ attached: failed() }), expected: false },
    { what: "the user is not known", grant: unassigned({ user: failed() }), expected: false },
    { what: "there is no such user", grant: unassigned({ user: known(null) }), expected: false },
  ])("$what", ({ grant, expected }) => {
    expect(isKnownUnassigned(grant)).toBe(expected);
    expect(isUnmet(grant)).toBe(expected);
  });

  test.each([
    { freshness: "latest", isMissing: false, isDue: false },
    { freshness: "outdated", isMissing: false, isDue: true },
    { freshness: "not-provisioned", isMissing: true, isDue: true },
  ] as const)("assigned, and the role is $freshness", ({ freshness, isMissing, isDue }) => {
    const grant = working({ freshness: known(freshness) });
    expect([isUnmet(grant), isProvisioningDue(grant)]).toEqual([isMissing, isDue]);
    expect(isProvisioningDue(unassigned({ freshness: known(freshness) }))).toBe(false);
  });
});

describe("a request", () => {
  const asked = (principal: RequestFacts["principal"]) =>
    request({ kind: "create-assignment", status: "FAILED", principal });
  test.each<{ readonly what: string; readonly one: RequestFacts; readonly more: More; readonly expected: boolean }>([
    {
      what: "for the account",
      one: request({ kind: "provision", status: "FAILED" }),
      more: { user: failed() },
      expected: true,
    },
    { what: "for the user", one: asked({ type: "USER", id: ALICE }), more: {}, expected: true },
    { what: "for another user", one: asked({ type: "USER", id: BOB }), more: {}, expected: false },
    {
      what: "for a user, and it is not known who asks",
      one: asked({ type: "USER", id: ALICE }),
      more: { user: failed() },
      expected: false,
    },
    { what: "for a group of the user", one: asked({ type: "GROUP", id: EVERYONE }), more: {}, expected: true },
    {
      what: "for another group",
      one: asked({ type: "GROUP", id: EVERYONE }),
      more: { groupIds: known([DEVELOPERS]) },
      expected: false,
    },
    {
      what: "for a group, and memberships were not read",
      one: asked({ type: "GROUP", id: EVERYONE }),
      more: { groupIds: failed() },
      expected: false,
    },
  ])("$what concerns the user: $one", ({ one, more, expected }) => {
    expect(concernsUser(one, workingFacts(more))).toBe(expected);
  });

  test("is found by kind and status", () => {
    const mine = asked({ type: "USER", id: ALICE });
    const all = [mine, asked({ type: "USER", id: BOB }), { ...mine, status: "SUCCEEDED" as const }];
    const provision = request({ kind: "provision", status: "FAILED" });
    const grant = working({ requests: known([...all, provision]) });
    expect(requestsFor(grant, "create-assignment", "FAILED")).toEqual([mine]);
    expect(requestsFor(grant, "provision", "FAILED")).toEqual([provision]);
    expect(requestsFor(working({ requests: failed() }), "provision", "FAILED")).toEqual([]);
  });
});

describe("an account", () => {
  test.each<{
    readonly what: string;
    readonly account: More["account"];
    readonly isClosed: boolean;
    readonly isActive: boolean;
  }>([
    { what: "ACTIVE", account: known(sandbox), isClosed: false, isActive: true },
    { what: "SUSPENDED", account: known({ ...sandbox, state: "SUSPENDED" }), isClosed: true, isActive: false },
    { what: "not in the organization", account: known(null), isClosed: true, isActive: false },
    { what: "not read", account: failed(), isClosed: false, isActive: false },
  ])("$what", ({ account, isClosed, isActive }) => {
    const grant = working({ account: account ?? failed() });
    expect([isAccountClosed(grant), isAccountActive(grant)]).toEqual([isClosed, isActive]);
  });
});

describe("an account instance", () => {
  const own = known({ ...instance, ownerAccountId: SANDBOX });
  test.each<{ readonly what: string; readonly more: More; readonly expected: boolean }>([
    { what: "of the management account", more: {}, expected: false },
    { what: "of another account", more: { instance: own }, expected: true },
    {
      what: "there is none",
      more: { instance: known(null), permissionSet: refusedByAccountInstance() },
      expected: false,
    },
    { what: "not known whose", more: { instance: own, account: failed() }, expected: false },
    {
      what: "AWS says so of the set",
      more: { account: failed(), permissionSet: refusedByAccountInstance() },
      expected: true,
    },
    {
      what: "AWS says so of the assignments",
      more: { account: failed(), attached: refusedByAccountInstance() },
      expected: true,
    },
    {
      what: "AWS says so of the role",
      more: { account: failed(), freshness: refusedByAccountInstance() },
      expected: true,
    },
    {
      what: "AWS says so, and it is the management account's",
      more: { permissionSet: refusedByAccountInstance() },
      expected: true,
    },
  ])("$what", ({ more, expected }) => {
    expect(isAccountInstance(workingFacts(more))).toBe(expected);
  });
});

test.each<{ readonly what: string; readonly more: More; readonly expected: string | undefined }>([
  { what: "there", more: { additional: withIam({}) }, expected: undefined },
  { what: "missing", more: { additional: withIam({ samlProviderArns: known([`${PROVIDER}2`]) }) }, expected: PROVIDER },
  { what: "not read", more: { additional: withIam({ samlProviderArns: failed() }) }, expected: undefined },
  {
    what: "not known, because the role was not read",
    more: { additional: withIam({ role: unread("why"), samlProviderArns: known([]) }) },
    expected: undefined,
  },
  { what: "not known, because IAM was not read", more: {}, expected: undefined },
])("the SAML provider that the role trusts is $what", ({ more, expected }) => {
  expect(missingSamlProvider(workingFacts(more))).toBe(expected);
});
