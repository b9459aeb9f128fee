/** Memberships: page by page, and none where nobody is. */
import { expect, test } from "vitest";
import { ALICE, DEVELOPERS, EVERYONE, instance } from "../../facts/grant/testing/grant-facts.ts";
import { isGroupEmpty, listGroupsOf, listMembers } from "./memberships.ts";
import { fakeAws, NOT_FOUND, pages, REFUSED } from "./testing/fake-calling.ts";

const store = instance.identityStoreId;
const membership = (GroupId: string, UserId: string) => ({ MembershipId: "m", GroupId, MemberId: { UserId } });

test("groups of a user, all pages", async () => {
  const { calling } = fakeAws({
    ListGroupMembershipsForMember: pages(
      { GroupMemberships: [membership(DEVELOPERS, ALICE)] },
      { GroupMemberships: [membership(EVERYONE, ALICE)] },
    ),
  });
  expect(await listGroupsOf(calling, store, { userId: ALICE })).toMatchObject({ value: [DEVELOPERS, EVERYONE] });
});

test("an unknown user is in no group, an unknown group has no members", async () => {
  const { calling } = fakeAws({ ListGroupMembershipsForMember: NOT_FOUND, ListGroupMemberships: NOT_FOUND });
  expect(await listGroupsOf(calling, store, { userId: ALICE })).toMatchObject({ state: "known", value: [] });
  expect(await listMembers(calling, store, DEVELOPERS)).toMatchObject({ state: "known", value: [] });
});

test("a group is not empty where only its second page has a row (facts 3.5)", async () => {
  const { calling } = fakeAws({
    ListGroupMemberships: pages({}, { GroupMemberships: [membership(DEVELOPERS, ALICE)] }),
  });
  expect(await isGroupEmpty(calling, store, DEVELOPERS)).toMatchObject({ value: false });
});

test("one page with rows tells that a group is not empty", async () => {
  const row = membership(DEVELOPERS, ALICE);
  const aws = fakeAws({ ListGroupMemberships: pages({ GroupMemberships: [row, row] }, {}) });
  expect(await isGroupEmpty(aws.calling, store, DEVELOPERS)).toMatchObject({ value: false });
  expect(aws.asked).toHaveLength(1);
});

test("a group without rows is empty, one that is refused is not", async () => {
  expect(await isGroupEmpty(fakeAws({ ListGroupMemberships: {} }).calling, store, DEVELOPERS)).toMatchObject({
    value: true,
  });
  const { calling } = fakeAws({ ListGroupMemberships: REFUSED });
  expect((await isGroupEmpty(calling, store, DEVELOPERS)).state).toBe("unknown");
});
