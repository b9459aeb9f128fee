/** Which events are said to have made a difference: of the time in between, naming what differs, doing what it shows. */
import { expect, test } from "vitest";
import type { RowDifference } from "../../../facts/organization/row-difference.ts";
import { loadOrganizationDocument } from "../../../model/organization-document/load.ts";
import { authorsBetween } from "./authors.ts";

const ARN = "arn:aws:sso:::permissionSet/ssoins-7223a5d90e0exam1/ps-a1b2c3d4e5f6a7b8";
const ALICE = "906ab1c2d3-11112222-3333-4444-5555-666677778888";
const BOB = "906ab1c2d3-11112222-3333-4444-5555-666677779999";

function documentAt(takenAt: string) {
  const loaded = loadOrganizationDocument({
    schema: "idc-doctor/organization/1",
    takenAt,
    organization: { managementAccountId: "123456789012" },
    accounts: [{ id: "111122223333", name: "sandbox" }],
  });
  if (loaded.kind === "invalid") throw new Error(JSON.stringify(loaded.problems));
  return loaded.document;
}

const before = documentAt("2026-09-07T09:30:00.500Z");
const after = documentAt("2026-09-14T09:30:00Z");

const gone: RowDifference = {
  of: "assignment",
  change: "gone",
  isInferred: false,
  subject: {
    account: { id: "111122223333", name: "sandbox" },
    permissionSet: { id: ARN, name: "ReadOnly" },
    user: { id: ALICE, name: "alice" },
  },
  field: null,
  before: "there",
  after: null,
};

const event = (over: Readonly<Record<string, unknown>> = {}, request: Readonly<Record<string, unknown>> = {}) => ({
  eventID: "one",
  eventSource: "sso.amazonaws.com",
  eventName: "DeleteAccountAssignment",
  eventTime: "2026-09-10T08:00:00Z",
  userIdentity: { arn: "arn:aws:iam::123456789012:user/eve" },
  requestParameters: { permissionSetArn: ARN, targetId: "111122223333", principalId: ALICE, ...request },
  ...over,
});

test.each([
  { what: "the removal", one: event(), count: 1 },
  { what: "in the second of the first document", one: event({ eventTime: "2026-09-07T09:30:00Z" }), count: 1 },
  { what: "at the second document's time", one: event({ eventTime: "2026-09-14T09:30:00Z" }), count: 1 },
  { what: "before the first document", one: event({ eventTime: "2026-09-07T09:29:59Z" }), count: 0 },
  { what: "after the second document", one: event({ eventTime: "2026-09-14T09:30:01Z" }), count: 0 },
  { what: "a removal that failed", one: event({ errorCode: "AccessDeniedException" }), count: 0 },
  { what: "a creation", one: event({ eventName: "CreateAccountAssignment" }), count: 0 },
  { what: "somebody else's removal", one: event({}, { principalId: BOB }), count: 0 },
  { what: "a removal in another account", one: event({}, { targetId: "222233334444" }), count: 0 },
])("$what", ({ one, count }) => {
  expect(authorsBetween(before, after, [one])(gone)).toHaveLength(count);
});

test("each event once, oldest first, with who it was", () => {
  const later = event({ eventID: "two", eventTime: "2026-09-11T08:00:00Z" });
  expect(authorsBetween(before, { ...after, events: [event()] }, [later, event()])(gone)).toEqual([
    {
      at: "2026-09-10T08:00:00.000Z",
      by: "arn:aws:iam::123456789012:user/eve",
      tool: null,
      event: "DeleteAccountAssignment",
    },
    {
      at: "2026-09-11T08:00:00.000Z",
      by: "arn:aws:iam::123456789012:user/eve",
      tool: null,
      event: "DeleteAccountAssignment",
    },
  ]);
});

test("a request that failed is the work of the call that began it", () => {
  const request = "de300001-0000-4000-8000-000000000001";
  const failed: RowDifference = {
    ...gone,
    of: "request",
    change: "failed",
    subject: { ...gone.subject, request },
    before: null,
    after: "quota",
  };
  const begun = event({
    eventName: "CreateAccountAssignment",
    responseElements: { accountAssignmentCreationStatus: { status: "IN_PROGRESS", requestId: request } },
  });
  expect(authorsBetween(before, after, [begun])(failed)).toHaveLength(1);
  expect(authorsBetween(before, after, [event({ eventName: "CreateAccountAssignment" })])(failed)).toEqual([]);
});
