/** Each change of a grant is told by one word, and what one side does not know is no change. */
import { describe, expect, test } from "vitest";
import type { GrantFacts } from "../../facts/grant/grant-facts.ts";
import { known, unread } from "../../model/reading.ts";
import { walkGrant } from "../path/walk-grant.ts";
import { setContent } from "../testing/additional-facts.ts";
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
} from "../testing/grant-facts.ts";
import { changesSince } from "./changes-since-snapshot.ts";

const compared = (then: GrantFacts, now: GrantFacts) =>
  changesSince(walkGrant({ ...now, additional: { ...now.additional, before: known(then) } }));
const content = (more: Parameters<typeof setContent>[0]): Partial<GrantFacts> => ({
  additional: additional({ content: known(setContent(more)) }),
});
const direct = { attached: known([attachedUser()]), groupIds: known([]) };

describe("changesSince", () => {
  test.each<[string, Partial<GrantFacts>, Partial<GrantFacts>, string]>([
    ["the user was deleted", {}, { user: known(null) }, "user-gone: The user alice.moreau@example.com"],
    ["the user is new", { user: known(null), ...direct }, direct, "user-new: The user alice.moreau@example.com"],
    ["the user is another record", {}, { user: known({ ...alice, id: BOB }) }, "user-recreated: "],
    [
      "the user was disabled",
      {},
      { user: known({ ...alice, status: "DISABLED" }) },
      "user-status: alice.moreau@example.com was ENABLED and is DISABLED.",
    ],
    ["the user was renamed", { user: known({ ...alice, userName: "am" }) }, {}, "user-renamed: "],
    ["the member is gone", {}, { groupIds: known([EVERYONE]) }, "member-gone: The user was a member of Developers"],
    ["the member is new", { groupIds: known([]) }, {}, "member-new: The user is a member of Developers"],
    [
      "the assignment of the group is gone",
      {},
      { attached: known([]) },
      "assignment-gone: The assignment to group Developers",
    ],
    [
      "the assignment of the user is new",
      { ...direct, attached: known([]) },
      direct,
      "assignment-new: The assignment to user alice",
    ],
    ["the set is gone", {}, { permissionSet: known(null) }, "set-gone: The permission set ReadOnly"],
    ["the set is new", { permissionSet: known(null) }, {}, "set-new: The permission set ReadOnly"],
    [
      "the set was made anew",
      { permissionSet: known({ ...ADMIN, name: "ReadOnly" }) },
      {},
      "set-recreated: ReadOnly was ",
    ],
    [
      "a policy was added",
      content({ managedPolicyArns: [] }),
      content({}),
      "content-changed: The content of the permission set changed: arn:aws:iam::aws:policy/ReadOnlyAccess was added.",
    ],
    [
      "a policy was taken out",
      content({ customerManagedPolicies: [{ path: "/team/", name: "Guard" }] }),
      content({}),
      "content-changed: The content of the permission set changed: /team/Guard was taken out.",
    ],
    [
      "the inline policy is another",
      content({ inlinePolicy: "{}" }),
      content({}),
      "content-changed: The content of the permission set changed: the inline policy is another.",
    ],
    [
      "a boundary was set",
      content({}),
      content({ boundary: { kind: "aws-managed", arn: "arn:x" } }),
      "content-changed: The content of the permission set changed: the boundary was none and is arn:x.",
    ],
    [
      "the role is old",
      {},
      { freshness: known("outdated") },
      "provisioning: The set was latest in the account and is outdated.",
    ],
    [
      "the account was suspended",
      {},
      { account: known({ ...sandbox, state: "SUSPENDED" }) },
      "account-state: The account sandbox was ACTIVE and is SUSPENDED.",
    ],
    [
      "the account left",
      {},
      { account: known(null) },
      "account-state: The account sandbox was ACTIVE and is not in the organization.",
    ],
    [
      "the role is gone",
      {},
      { role: known(null) },
      "role-gone: The role AWSReservedSSO_ReadOnly_0123456789abcdef is gone.",
    ],
    ["the role is new", { role: known(null) }, {}, "role-new: "],
    [
      "the role has another name",
      { role: known({ roleName: "AWSReservedSSO_ReadOnly_fedcba9876543210", arn: "a" }) },
      {},
      "role-renamed: The role was AWSReservedSSO_ReadOnly_fedcba9876543210 and is AWSReservedSSO_ReadOnly_0123456789abcdef.",
    ],
  ])("tells that %s", (_what, then, now, said) => {
    const changes = compared(workingFacts(then), workingFacts(now))?.changes ?? [];
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
