/** An event proves the call; whether it removed anything, the request's record tells. */
import { expect, test } from "vitest";
import type { CloudTrailEvent } from "../../facts/grant/additional-facts.ts";
import { cloudTrailEvent } from "../../facts/grant/testing/additional-facts.ts";
import { derivedRequestId } from "../../model/derived-ids.ts";
import { known, type Reading, unread } from "../../model/reading.ts";
import type { Reader } from "../reader.ts";
import { withOutcomes } from "./removal-outcomes.ts";
import {
  grantOf,
  groupId,
  readerOf,
  refused,
  SANDBOX,
  SHOP,
  setFacts,
  subjectOf,
  userId,
} from "./testing/asked-organization.ts";

const ALICE = userId("alice");
const REACH = known({ attached: [], reaching: [], groupIds: [groupId("Developers")], userId: ALICE });

const removal = (principalId: string, more: Partial<CloudTrailEvent> = {}): CloudTrailEvent => ({
  ...cloudTrailEvent({
    name: "DeleteAccountAssignment",
    request: { targetId: SANDBOX, permissionSetArn: setFacts("ReadOnly").arn, principalId },
    requestId: derivedRequestId("one"),
  }),
  ...more,
});

const record = (status: "SUCCEEDED" | "FAILED" | "IN_PROGRESS") => {
  const details = { id: derivedRequestId("one"), status, createdAt: undefined, failureReason: undefined };
  return known({ ...details, accountId: undefined, permissionSetArn: undefined, principal: undefined }, ["e7"]);
};

async function outcomes(
  events: Reading<readonly CloudTrailEvent[]>,
  request: Awaited<ReturnType<Reader["request"]>> = record("SUCCEEDED"),
  reach: Parameters<typeof withOutcomes>[2]["reach"] = REACH,
) {
  const reader = readerOf({ request: () => Promise.resolve(request) });
  const found = await withOutcomes(subjectOf(reader, "alice"), grantOf(), { reach, events });
  return { found, described: reader.asked.filter((name) => name === "request").length };
}

test.each(["SUCCEEDED", "FAILED", "IN_PROGRESS"] as const)("the record says %s", async (status) => {
  const { found } = await outcomes(known([removal(ALICE)], ["e1"]), record(status));
  expect(found).toMatchObject({ value: [{ outcome: status }], evidence: ["e1", "e7"] });
});

test("a removal from a group of the user counts, too", async () => {
  expect((await outcomes(known([removal(groupId("Developers"))]))).found).toMatchObject({
    value: [{ outcome: "SUCCEEDED" }],
  });
});

test.each([
  { what: "from somebody else", event: removal(userId("bob")) },
  { what: "that AWS did not accept", event: removal(ALICE, { errorCode: "AccessDenied" }) },
  { what: "in another account", event: removal(ALICE, { request: { ...removal(ALICE).request, targetId: SHOP } }) },
  { what: "of another set", event: removal(ALICE, { request: { ...removal(ALICE).request, permissionSetArn: "x" } }) },
  { what: "that is a creation", event: removal(ALICE, { name: "CreateAccountAssignment" }) },
])("a removal $what is not described", async ({ event }) => {
  const { found, described } = await outcomes(known([event]));
  expect(found).toMatchObject({ value: [event] });
  expect(described).toBe(0);
});

test("the three newest are described, the rest stay as they are", async () => {
  const { found, described } = await outcomes(known([1, 2, 3, 4].map((at) => removal(ALICE, { id: String(at) }))));
  expect(described).toBe(3);
  expect(found.state === "known" && found.value.map(({ outcome }) => outcome)).toEqual([
    "SUCCEEDED",
    "SUCCEEDED",
    "SUCCEEDED",
    undefined,
  ]);
});

test.each([
  { what: "gone", request: known(null) },
  { what: "refused", request: refused("DescribeAccountAssignmentDeletionStatus") },
])("a record that is $what leaves the outcome open", async ({ request }) => {
  const { found } = await outcomes(known([removal(ALICE)]), request);
  expect(found.state === "known" && found.value[0]?.outcome).toBeUndefined();
});

test("an event without a request id has no record", async () => {
  expect((await outcomes(known([removal(ALICE, { requestId: undefined })]))).described).toBe(0);
});

test.each([
  { what: "events", events: refused("LookupEvents"), reach: REACH },
  { what: "reach", events: known([removal(ALICE)]), reach: unread("no") },
])("without $what nothing is described", async ({ events, reach }) => {
  const { found, described } = await outcomes(events, record("FAILED"), reach);
  expect(found).toEqual(events);
  expect(described).toBe(0);
});
