/** What the causes ask of a walked grant: who is attached, what is known to be missing, and that what was not read is never missing. */
import { describe, expect, test } from "vitest";
import type { GrantFacts, RequestFacts } from "../../facts/grant/grant-facts.ts";
import { known, unread } from "../../model/reading.ts";
import { walkGrant } from "../path/walk-grant.ts";
import type { WalkedGrant } from "../path/walked-grant.ts";
import { PROVIDER, withIam } from "../testing/additional-facts.ts";
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
} from "../testing/grant-facts.ts";
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
  test.each<[string, More, readonly object[]]>([
    ["the user and the user's groups", { attached: known([attachedUser(), attachedGroup()]) }, [user, group]],
    ["not others", { attached: known([attachedUser(BOB, "bob"), attachedGroup()]), groupIds: known([EVERYONE]) }, []],
    [
      "no groups where they are not known",
      { attached: known([attachedUser(), attachedGroup()]), groupIds: failed() },
      [user],
    ],
    [
      "no user where that is not known",
      { attached: known([attachedUser(), attachedGroup()]), user: failed() },
      [group],
    ],
    ["by its id where its name is not known", { attached: unreadable }, [{ ...group, name: DEVELOPERS }]],
    ["by its id where it is gone", { attached: known([orphan("GROUP")]) }, [{ ...group, name: DEVELOPERS }]],
    ["none where they could not be read", { attached: failed() }, []],
  ])("those that reach the user: %s", (_what, more, expected) => {
    expect(reachingPrincipals(workingFacts(more))).toEqual(expected);
  });

  test.each<[string, More, boolean]>([
    [
      "a group of an identity provider",
      { attached: known([attachedUser(), attachedGroup({ isExternallyOwned: true })]) },
      true,
    ],
    ["none of one", { attached: known([attachedUser(), attachedGroup()]) }, false],
    ["a principal that is gone", { attached: known([orphan("USER")]) }, false],
    ["not read", { attached: failed() }, false],
  ])("the directory is an identity provider's: %s", (_what, more, expected) => {
    expect(isDirectoryExternal(working(more))).toBe(expected);
  });
});

describe("a grant is known not to reach the user", () => {
  const others = known([attachedUser(BOB, "bob"), attachedGroup({ id: EVERYONE })]);
  test.each<[string, WalkedGrant, boolean]>([
    ["nobody is assigned", unassigned(), true],
    ["others are", unassigned({ attached: known([attachedUser(BOB, "bob")]), groupIds: failed() }), true],
    ["a group is, of which the user is no member", unassigned({ attached: others, groupIds: known([]) }), true],
    ["a group is, and memberships were not read", unassigned({ attached: others, groupIds: failed() }), false],
    [
      "a group that is gone, and memberships were not read",
      unassigned({ attached: known([orphan("GROUP")]), groupIds: failed() }),
      true,
    ],
    ["the user is assigned", working(), false],
    ["the assignments were not read", unassigned({ attached: failed() }), false],
    ["the user is not known", unassigned({ user: failed() }), false],
    ["there is no such user", unassigned({ user: known(null) }), false],
  ])("%s", (_what, grant, expected) => {
    expect(isKnownUnassigned(grant)).toBe(expected);
    expect(isUnmet(grant)).toBe(expected);
  });

  test.each([
    ["latest", false, false],
    ["outdated", false, true],
    ["not-provisioned", true, true],
  ] as const)("assigned, and the role is %s", (freshness, isMissing, isDue) => {
    const grant = working({ freshness: known(freshness) });
    expect([isUnmet(grant), isProvisioningDue(grant)]).toEqual([isMissing, isDue]);
    expect(isProvisioningDue(unassigned({ freshness: known(freshness) }))).toBe(false);
  });
});

describe("a request", () => {
  const asked = (principal: RequestFacts["principal"]) =>
    request({ kind: "create-assignment", status: "FAILED", principal });
  test.each<[string, RequestFacts, More, boolean]>([
    ["for the account", request({ kind: "provision", status: "FAILED" }), { user: failed() }, true],
    ["for the user", asked({ type: "USER", id: ALICE }), {}, true],
    ["for another user", asked({ type: "USER", id: BOB }), {}, false],
    ["for a user, and it is not known who asks", asked({ type: "USER", id: ALICE }), { user: failed() }, false],
    ["for a group of the user", asked({ type: "GROUP", id: EVERYONE }), {}, true],
    ["for another group", asked({ type: "GROUP", id: EVERYONE }), { groupIds: known([DEVELOPERS]) }, false],
    [
      "for a group, and memberships were not read",
      asked({ type: "GROUP", id: EVERYONE }),
      { groupIds: failed() },
      false,
    ],
  ])("%s concerns the user: %s", (_what, one, more, expected) => {
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
  test.each<[string, More["account"], boolean, boolean]>([
    ["ACTIVE", known(sandbox), false, true],
    ["SUSPENDED", known({ ...sandbox, state: "SUSPENDED" }), true, false],
    ["not in the organization", known(null), true, false],
    ["not read", failed(), false, false],
  ])("%s", (_what, account, isClosed, isActive) => {
    const grant = working({ account: account ?? failed() });
    expect([isAccountClosed(grant), isAccountActive(grant)]).toEqual([isClosed, isActive]);
  });
});

describe("an account instance", () => {
  const own = known({ ...instance, ownerAccountId: SANDBOX });
  test.each<[string, More, boolean]>([
    ["of the management account", {}, false],
    ["of another account", { instance: own }, true],
    ["there is none", { instance: known(null), permissionSet: refusedByAccountInstance() }, false],
    ["not known whose", { instance: own, account: failed() }, false],
    ["AWS says so of the set", { account: failed(), permissionSet: refusedByAccountInstance() }, true],
    ["AWS says so of the assignments", { account: failed(), attached: refusedByAccountInstance() }, true],
    ["AWS says so of the role", { account: failed(), freshness: refusedByAccountInstance() }, true],
    ["AWS says so, and it is the management account's", { permissionSet: refusedByAccountInstance() }, true],
  ])("%s", (_what, more, expected) => {
    expect(isAccountInstance(workingFacts(more))).toBe(expected);
  });
});

test.each<[string, More, string | undefined]>([
  ["there", { additional: withIam({}) }, undefined],
  ["missing", { additional: withIam({ samlProviderArns: known([`${PROVIDER}2`]) }) }, PROVIDER],
  ["not read", { additional: withIam({ samlProviderArns: failed() }) }, undefined],
  [
    "not known, because the role was not read",
    { additional: withIam({ role: unread("why"), samlProviderArns: known([]) }) },
    undefined,
  ],
  ["not known, because IAM was not read", {}, undefined],
])("the SAML provider that the role trusts is %s", (_what, more, expected) => {
  expect(missingSamlProvider(workingFacts(more))).toBe(expected);
});
