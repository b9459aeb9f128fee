import { expect, test } from "vitest";
import type { CloudTrailEvent } from "./additional-facts.ts";
import { membersTakenOut } from "./membership-events.ts";

const event = (name: string, fields: Partial<CloudTrailEvent>): CloudTrailEvent => ({
  id: name,
  name,
  source: "identitystore.amazonaws.com",
  at: "2026-09-14T08:00:00.000Z",
  by: "arn:aws:iam::123456789012:user/admin",
  errorCode: undefined,
  errorMessage: undefined,
  request: {},
  details: {},
  userId: undefined,
  createdId: undefined,
  ...fields,
});
const creation = event("CreateGroupMembership", {
  request: { groupId: "g1", memberId: { userId: "u1" } },
  createdId: "m1",
});
const removal = event("DeleteGroupMembership", { request: { membershipId: "m1" } });

test.each([
  {
    what: "by the console",
    one: event("RemoveMemberFromGroup", { request: { groupId: "g1", member: { memberId: "u1" } } }),
    events: [],
    out: { groupId: "g1", memberIds: ["u1"] },
  },
  {
    what: "by SCIM",
    one: event("PatchGroup", {
      request: { id: "g1", httpBody: { operations: [{ op: "Remove", path: "members", value: [{ value: "u1" }] }] } },
    }),
    events: [],
    out: { groupId: "g1", memberIds: ["u1"] },
  },
  {
    what: "by the API, with the creation",
    one: removal,
    events: [creation],
    out: { groupId: "g1", memberIds: ["u1"] },
  },
  { what: "by the API, without the creation", one: removal, events: [], out: undefined },
  {
    what: "by the API, with the creation of another membership",
    one: removal,
    events: [{ ...creation, createdId: "m2" }],
    out: undefined,
  },
  {
    what: "by the API, with a creation that was refused",
    one: removal,
    events: [{ ...creation, errorCode: "ConflictException" }],
    out: undefined,
  },
  {
    what: "not, where AWS refused it",
    one: { ...removal, errorCode: "AccessDenied" },
    events: [creation],
    out: undefined,
  },
])("members are taken out $what", ({ one, events, out }) => {
  expect(membersTakenOut(one, events)).toEqual(out);
});
