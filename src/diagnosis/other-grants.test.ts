/** What the causes of a missing assignment say of those who have it, and of what the user has elsewhere. */
import { describe, expect, test } from "vitest";
import {
  ADMIN,
  attachedGroup,
  attachedUser,
  BOB,
  DEVELOPERS,
  EVERYONE,
  failed,
  LEAVER,
  orphan,
  PRODUCTION,
  READ_ONLY,
  request,
  SANDBOX,
  unassignedFacts,
  workingFacts,
} from "../facts/grant/testing/grant-facts.ts";
import type { AccountId } from "../model/ids.ts";
import { known, unread } from "../model/reading.ts";
import { assignmentFailed } from "./causes/assignment-failed/cause.ts";
import { groupEmpty } from "./causes/group-empty/cause.ts";
import { noAssignment } from "./causes/no-assignment/cause.ts";
import { notAMember } from "./causes/not-a-member/cause.ts";
import { otherAccountAssigned } from "./causes/other-account-assigned/cause.ts";
import { otherSetAssigned } from "./causes/other-set-assigned/cause.ts";
import { portalNotRefreshed } from "./causes/portal-not-refreshed/cause.ts";
import { principalDeleted } from "./causes/principal-deleted/cause.ts";
import { diagnosedBy } from "./testing/diagnosed-by.ts";

const via = { type: "GROUP", id: DEVELOPERS } as const;
const elsewhere = (count: number) =>
  known(
    Array.from({ length: count }, (_none, at) => ({
      accountId: String(200_000_000_000 + at) as AccountId,
      permissionSet: READ_ONLY,
      via,
    })),
    ["e13"] as const,
  );
const admin = { accountId: SANDBOX, permissionSet: ADMIN, via };
const here = { accountId: SANDBOX, permissionSet: READ_ONLY, via };
const NAMES = "alice.moreau@example.com has ReadOnly in";
const HERE = "sandbox (111122223333)";

describe("other-account-assigned", () => {
  test.each([
    { count: 1, words: `${NAMES} account 200000000000, but not in ${HERE}` },
    { count: 2, words: `${NAMES} the accounts 200000000000 and 200000000001, but` },
    { count: 3, words: "the accounts 200000000000, 200000000001 and 200000000002, but" },
    { count: 4, words: "in 200000000000, 200000000001, 200000000002 and 1 more accounts, but" },
  ])("names $count accounts", ({ count, words }) => {
    const cause = diagnosedBy(otherAccountAssigned, unassignedFacts({ otherGrants: elsewhere(count) }));
    expect(cause?.summary).toContain(words);
    expect(cause?.remedy.kind === "api" && cause.remedy.notes[1]).toMatch(
      /^Nothing changes in (account |the accounts )?200000000000/,
    );
  });

  test("looks at this set in other accounts only", () => {
    const another = { ...admin, accountId: PRODUCTION };
    expect(
      diagnosedBy(otherAccountAssigned, unassignedFacts({ otherGrants: known([another, here, admin]) })),
    ).toBeUndefined();
    const one = diagnosedBy(
      otherAccountAssigned,
      unassignedFacts({ otherGrants: known([another, here, { ...here, accountId: PRODUCTION }]) }),
    );
    expect(one?.summary).toContain(`${NAMES} account ${PRODUCTION}, but`);
  });
});

describe("other-set-assigned", () => {
  test("looks at other sets in this account only", () => {
    expect(
      diagnosedBy(
        otherSetAssigned,
        unassignedFacts({ otherGrants: known([here, { ...admin, accountId: PRODUCTION }]) }),
      ),
    ).toBeUndefined();
    const cause = diagnosedBy(otherSetAssigned, unassignedFacts({ otherGrants: known([here, admin, admin]) }));
    expect(cause?.summary).toContain(`has AdministratorAccess in ${HERE}, but not ReadOnly`);
    expect(cause?.remedy.kind === "api" && cause.remedy.notes[0]).toContain("This is new access");
    expect(cause?.remedy.kind === "api" && cause.remedy.notes[1]).toContain(
      "AdministratorAccess stays assigned as before",
    );
  });
});

describe("no-assignment", () => {
  const summary = (...attached: readonly ReturnType<typeof attachedUser>[]) =>
    diagnosedBy(noAssignment, unassignedFacts({ attached: known(attached) }))?.summary;

  test("counts the others who exist", () => {
    expect(summary()).toContain(`ReadOnly in ${HERE} is not assigned to alice`);
    expect(summary(attachedUser(BOB, "bob"))).toContain("is assigned to one other principal, but not to alice");
    expect(summary(attachedUser(BOB, "bob"), attachedUser(LEAVER, "x"))).toContain(
      "is assigned to 2 other principals, but",
    );
    expect(summary(attachedUser(BOB, "bob"), orphan("USER"))).toContain("is assigned to one other principal");
  });

  test("says that a role alone gives nobody access", () => {
    expect(diagnosedBy(noAssignment, unassignedFacts({ freshness: known("latest") }))?.summary).toContain(
      "The set is provisioned there",
    );
    expect(diagnosedBy(noAssignment, unassignedFacts())?.summary).not.toContain("The set is provisioned there");
  });

  test("is no proof beside a group that nobody looked up", () => {
    const group = { ...attachedGroup({ isEmpty: false }), details: unread("too many") };
    const found = (attached: readonly (typeof group)[]) =>
      diagnosedBy(noAssignment, unassignedFacts({ attached: known(attached), groupIds: known([]) }));
    expect(found([group])?.confidence).toBe("likely");
    expect(found([{ ...attachedUser(BOB), details: unread("too many") }])?.confidence).toBe("proved");
    expect(found([])?.confidence).toBe("proved");
  });
});

describe("groups", () => {
  const lonely = (...attached: readonly ReturnType<typeof attachedGroup>[]) =>
    unassignedFacts({ attached: known(attached, ["e7"]), groupIds: known([], ["e4"]) });

  test("one that is empty, and two", () => {
    const one = diagnosedBy(groupEmpty, lonely(attachedGroup({ isEmpty: true })));
    expect(one?.summary).toBe(
      `ReadOnly in ${HERE} is assigned to group Developers (${DEVELOPERS}), which has no members. So alice.moreau@example.com gets no access through it.`,
    );
    expect(one?.evidence).toEqual(["e7", "e20", "e21"]);
    const two = diagnosedBy(
      groupEmpty,
      lonely(attachedGroup({ isEmpty: true }), attachedGroup({ isEmpty: true, id: EVERYONE })),
    );
    expect(two?.summary).toContain("which have no members");
  });

  test("that the user can join", () => {
    const cause = diagnosedBy(notAMember, lonely(attachedGroup({ isEmpty: false })));
    expect(cause?.summary).toBe(
      `ReadOnly in ${HERE} is assigned to group Developers (${DEVELOPERS}), but alice.moreau@example.com is not a member.`,
    );
    expect(cause?.evidence).toEqual(["e7", "e4", "e20"]);
    expect(cause?.remedy).toMatchObject({
      kind: "api",
      changes: [
        { kind: "create-group-membership", groupId: DEVELOPERS, groupName: "Developers" },
        { kind: "provision-permission-set" },
      ],
      notes: [expect.stringContaining("other accounts too")],
    });
  });

  test("that the identity provider owns", () => {
    const remedy = diagnosedBy(notAMember, lonely(attachedGroup({ isEmpty: false, isExternallyOwned: true })))?.remedy;
    expect(remedy).toMatchObject({
      kind: "human",
      steps: [
        expect.stringContaining("as a direct member"),
        expect.any(String),
        expect.stringContaining("sync, then run the command again"),
      ],
    });
  });
});

test("deleted principals are named one by one, and left as they are", () => {
  const found = (...rows: readonly ReturnType<typeof orphan>[]) =>
    diagnosedBy(principalDeleted, unassignedFacts({ attached: known(rows) }));
  expect(found(orphan("USER"))?.summary).toContain(`is assigned to user ${LEAVER}, which no longer exists. An`);
  const both = found(orphan("USER"), orphan("GROUP"));
  expect(both?.summary).toContain("which no longer exist. An");
  expect(both?.remedy.summary).toBe(`Decide who replaces user ${LEAVER} and group ${DEVELOPERS}`);
});

describe("assignment-failed for a group that the directory does not have", () => {
  const lost = request({
    kind: "create-assignment",
    status: "FAILED",
    failureReason: `the GROUP assignee ${EVERYONE} was not found in directory d-1`,
    principal: { type: "GROUP", id: EVERYONE },
  });
  const found = (one: typeof lost) =>
    diagnosedBy(assignmentFailed, unassignedFacts({ groupIds: known([]), requests: known([one], ["e12"]) }));

  test("may be this user's, and no more than that: nothing ties the group to them", () => {
    expect(found(lost)).toMatchObject({ confidence: "possible", evidence: ["e12"] });
    expect(found(lost)?.summary).toContain(`to group ${EVERYONE} failed 10 minutes ago`);
  });

  test.each([
    { what: "it is a provisioning", one: { ...lost, kind: "provision" as const } },
    { what: "it still runs", one: { ...lost, status: "IN_PROGRESS" as const } },
    { what: "it names another user", one: { ...lost, principal: { type: "USER" as const, id: BOB } } },
    { what: "it names nobody", one: { ...lost, principal: undefined } },
    { what: "the reason is another", one: { ...lost, failureReason: "Received a 500" } },
  ])("is not where $what", ({ one }) => {
    expect(found(one)).toBeUndefined();
  });

  test("unread requests are none", () => {
    expect(diagnosedBy(assignmentFailed, unassignedFacts({ requests: failed() }))).toBeUndefined();
  });
});

describe("portal-not-refreshed says what it knows", () => {
  const hidden = known({ listsAccount: false, roleNames: [], givesCredentials: undefined });
  const summary = (more: Parameters<typeof workingFacts>[0]) =>
    diagnosedBy(portalNotRefreshed, workingFacts(more))?.summary;

  test.each([
    {
      what: "the portal does not show it",
      more: { portal: hidden, grantedAt: known("2026-09-14T09:20:00Z") },
      words: "does not show it yet. It was granted 10 minutes ago. The",
    },
    {
      what: "it was given this minute",
      more: { portal: hidden, grantedAt: known("2026-09-14T09:29:50Z") },
      words: "It was granted just now.",
    },
    {
      what: "nobody knows when",
      more: { portal: hidden, grantedAt: known(null) },
      words: "does not show it yet. The portal refreshes",
    },
    {
      what: "no portal was read",
      more: { portal: unread("no"), grantedAt: known("2026-09-14T09:20:00Z") },
      words:
        "reaches alice.moreau@example.com. It was granted 10 minutes ago. A portal session from before may not show it yet",
    },
  ])("$what", ({ more, words }) => {
    expect(summary(more)).toContain(words);
  });

  test("and is silent where the role session fails, or the portal shows it", () => {
    expect(
      summary({ portal: unread("no"), grantedAt: known("2026-09-14T09:20:00Z"), role: known(null) }),
    ).toBeUndefined();
    expect(
      summary({ portal: unread("no"), grantedAt: known("2026-09-14T09:20:00Z"), role: unread("no way in") }),
    ).toBeDefined();
  });
});
