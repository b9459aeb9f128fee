/** Each change of a grant is told by one word, and what one side does not know is no change. */
import { describe, expect, test } from "vitest";
import type { GrantFacts } from "../../facts/grant/grant-facts.ts";
import { setContent } from "../../facts/grant/testing/additional-facts.ts";
import {
  ADMIN,
  additional,
  alice,
  attachedGroup,
  attachedUser,
  BOB,
  DEVELOPERS,
  EVERYONE,
  failed,
  SANDBOX,
  sandbox,
  workingFacts,
} from "../../facts/grant/testing/grant-facts.ts";
import { known, unread } from "../../model/reading.ts";
import { walkGrant } from "../path/walk-grant.ts";
import { changesSince } from "./changes-since-snapshot.ts";

const compared = (then: GrantFacts, now: GrantFacts) =>
  changesSince(walkGrant({ ...now, additional: { ...now.additional, before: known(then) } }));
const content = (more: Parameters<typeof setContent>[0]): Partial<GrantFacts> => ({
  additional: additional({ content: known(setContent(more)) }),
});
const direct = { attached: known([attachedUser()]), groupIds: known([]) };

describe("changesSince", () => {
  test.each<{
    readonly what: string;
    readonly past: Partial<GrantFacts>;
    readonly now: Partial<GrantFacts>;
    readonly said: string;
  }>([
    {
      what: "the user was deleted",
      past: {},
      now: { user: known(null) },
      said: "user-gone: The user alice.moreau@example.com",
    },
    {
      what: "the user is new",
      past: { user: known(null), ...direct },
      now: direct,
      said: "user-new: The user alice.moreau@example.com",
    },
    {
      what: "the user is another record",
      past: {},
      now: { user: known({ ...alice, id: BOB }) },
      said: "user-recreated: ",
    },
    {
      what: "the user was disabled",
      past: {},
      now: { user: known({ ...alice, status: "DISABLED" }) },
      said: "user-status: alice.moreau@example.com was ENABLED and is DISABLED.",
    },
    {
      what: "the user was renamed",
      past: { user: known({ ...alice, userName: "am" }) },
      now: {},
      said: "user-renamed: ",
    },
    {
      what: "the member is gone",
      past: {},
      now: { groupIds: known([EVERYONE]) },
      said: "member-gone: The user was a member of Developers",
    },
    {
      what: "the member is new",
      past: { groupIds: known([]) },
      now: {},
      said: "member-new: The user is a member of Developers",
    },
    {
      what: "the assignment of the group is gone",
      past: {},
      now: { attached: known([]) },
      said: "assignment-gone: The assignment to group Developers",
    },
    {
      what: "the assignment of the user is new",
      past: { ...direct, attached: known([]) },
      now: direct,
      said: "assignment-new: The assignment to user alice",
    },
    {
      what: "the set is gone",
      past: {},
      now: { permissionSet: known(null) },
      said: "set-gone: The permission set ReadOnly",
    },
    {
      what: "the set is new",
      past: { permissionSet: known(null) },
      now: {},
      said: "set-new: The permission set ReadOnly",
    },
    {
      what: "the set was created again",
      past: { permissionSet: known({ ...ADMIN, name: "ReadOnly" }) },
      now: {},
      said: "set-recreated: ReadOnly is another set of that name (",
    },
    {
      what: "a policy was added",
      past: content({ managedPolicyArns: [] }),
      now: content({}),
      said: "content-changed: The content of the permission set changed: arn:aws:iam::aws:policy/ReadOnlyAccess was added.",
    },
    {
      what: "a policy was taken out",
      past: content({ customerManagedPolicies: [{ path: "/team/", name: "Guard" }] }),
      now: content({}),
      said: "content-changed: The content of the permission set changed: /team/Guard was taken out.",
    },
    {
      what: "the inline policy is another",
      past: content({ inlinePolicy: "{}" }),
      now: content({}),
      said: "content-changed: The content of the permission set changed: the inline policy is another.",
    },
    {
      what: "a boundary was set",
      past: content({}),
      now: content({ boundary: { kind: "aws-managed", arn: "arn:x" } }),
      said: "content-changed: The content of the permission set changed: the boundary was none and is arn:x.",
    },
    {
      what: "the role is old",
      past: {},
      now: { freshness: known("outdated") },
      said: "provisioning: The set was latest in the account and is outdated.",
    },
    {
      what: "the account was suspended",
      past: {},
      now: { account: known({ ...sandbox, state: "SUSPENDED" }) },
      said: "account-state: The account sandbox was ACTIVE and is SUSPENDED.",
    },
    {
      what: "the account left",
      past: {},
      now: { account: known(null) },
      said: "account-state: The account sandbox was ACTIVE and is not in the organization.",
    },
    {
      what: "the role is gone",
      past: {},
      now: { role: known(null) },
      said: "role-gone: The role AWSReservedSSO_ReadOnly_0123456789abcdef is gone.",
    },
    { what: "the role is new", past: { role: known(null) }, now: {}, said: "role-new: " },
    {
      what: "the role has another name",
      past: { role: known({ roleName: "AWSReservedSSO_ReadOnly_fedcba9876543210", arn: "a" }) },
      now: {},
      said: "role-renamed: The role was AWSReservedSSO_ReadOnly_fedcba9876543210 and is AWSReservedSSO_ReadOnly_0123456789abcdef.",
    },
  ])("tells that $what", ({ past, now, said }) => {
    const changes = compared(workingFacts(past), workingFacts(now))?.changes ?? [];
    const found = changes.map(({ what, summary }) => `${what}: ${summary}`);
    expect(found).toHaveLength(1);
    expect(found[0]?.startsWith(said), found[0]).toBe(true);
  });

  test("tells nothing where nothing changed, or where one side was not read", () => {
    const same = { account: SANDBOX, permissionSet: "ReadOnly", snapshotAt: "2026-09-14T09:30:00Z", changes: [] };
    expect(compared(workingFacts(), workingFacts())).toEqual(same);
    const blind = workingFacts({
      attached: failed(),
      groupIds: failed(),
      role: unread("no way in"),
      freshness: failed(),
    });
    expect(compared(blind, workingFacts({ attached: known([]) }))).toEqual(same);
    expect(compared(workingFacts({ groupIds: known([DEVELOPERS]) }), blind)).toEqual(same);
  });

  test("a group in which the user never was is no change of theirs", () => {
    const now = workingFacts({ attached: known([attachedGroup()]) });
    const then = workingFacts({ attached: known([attachedGroup(), attachedUser(BOB, "bob")]) });
    expect(compared(then, now)?.changes).toEqual([]);
  });

  test("a snapshot that does not know the grant, and none at all", () => {
    const unknownThere = workingFacts({ additional: additional({ before: known(null) }) });
    expect(changesSince(walkGrant(unknownThere))).toMatchObject({ snapshotAt: null, changes: [] });
    expect(changesSince(walkGrant(workingFacts()))).toBeUndefined();
  });
});
