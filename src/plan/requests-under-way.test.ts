/** Requests in progress: what would pass for done is refused, other work on the same grant is a warning, all else is nothing. */
import { expect, test } from "vitest";
import { ALICE, BOB, failed, PRODUCTION, READ_ONLY, SANDBOX } from "../diagnosis/testing/grant-facts.ts";
import type { RequestUnderWay } from "../facts/plan/plan-surroundings.ts";
import type { Change } from "../model/change.ts";
import { certain, parseRequestId } from "../model/ids.ts";
import { known, unread } from "../model/reading.ts";
import { requestRefusals } from "./requests-under-way.ts";
import { assign, join, provision, stepsOf, surroundings, touchedGrant, unassign } from "./testing/touched.ts";

const ID = certain(parseRequestId("11111111-2222-3333-4444-555555555555"));
const request = (ledger: RequestUnderWay["ledger"], more: Partial<RequestUnderWay> = {}): RequestUnderWay => ({
  ledger,
  id: ID,
  accountId: SANDBOX,
  permissionSetArn: READ_ONLY.arn,
  principal: ledger === "provision" ? undefined : { type: "USER", id: ALICE },
  ...more,
});
const foreseen = (change: Change, ...underWay: readonly RequestUnderWay[]) =>
  requestRefusals(stepsOf(change), surroundings({ underWay: known(underWay) }));

test.each<[string, Change, RequestUnderWay, "refused" | "warned" | "nothing"]>([
  ["its deletion, while the assignment can still be seen", assign(), request("delete-assignment"), "refused"],
  ["its creation, which can be seen already", unassign(), request("create-assignment"), "warned"],
  ["the same creation", assign(), request("create-assignment"), "nothing"],
  ["the same deletion", unassign(), request("delete-assignment"), "nothing"],
  ["the same provisioning", provision(), request("provision"), "nothing"],
  [
    "somebody else's deletion",
    assign(),
    request("delete-assignment", { principal: { type: "USER", id: BOB } }),
    "warned",
  ],
  ["provisioning beside it", assign(), request("provision"), "warned"],
  ["a deletion during provisioning", provision(), request("delete-assignment"), "warned"],
  ["another account", assign(), request("delete-assignment", { accountId: PRODUCTION }), "nothing"],
  ["a membership, which has no requests", join(), request("delete-assignment"), "nothing"],
])("%s", (_what, change, one, expected) => {
  const { refusals, warnings } = foreseen(change, one);
  expect(refusals.map(({ kind, affects }) => [kind, affects])).toEqual(
    expected === "refused" ? [["request-under-way", [1]]] : [],
  );
  expect(warnings).toHaveLength(expected === "warned" ? 1 : 0);
});

test.each<[string, Change, RequestUnderWay["ledger"], boolean]>([
  ["its creation, which cannot be seen yet", unassign(), "create-assignment", true],
  ["its deletion, which can be seen already", assign(), "delete-assignment", false],
])("nobody is assigned: %s", (_what, change, ledger, isRefused) => {
  const grants = [touchedGrant({ attached: known([]) })];
  const { refusals, warnings } = requestRefusals(
    stepsOf(change),
    surroundings({ grants, underWay: known([request(ledger)]) }),
  );
  expect([refusals.length, warnings.length]).toEqual(isRefused ? [1, 0] : [0, 1]);
});

test("requests that could not be read are a warning, and those that were not needed are nothing", () => {
  const around = (underWay: ReturnType<typeof surroundings>["underWay"]) =>
    requestRefusals(stepsOf(assign()), surroundings({ underWay }));
  expect(around(failed())).toEqual({ refusals: [], warnings: [expect.stringContaining("could not be read")] });
  expect(around(unread("not needed"))).toEqual({ refusals: [], warnings: [] });
});
