/** Requests in progress: what would pass for done is refused, other work on the same grant is a warning, all else is nothing. */
import { expect, test } from "vitest";
import { ADMIN, ALICE, BOB, failed, PRODUCTION, READ_ONLY, SANDBOX } from "../facts/grant/testing/grant-facts.ts";
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

test.each<{
  readonly what: string;
  readonly change: Change;
  readonly one: RequestUnderWay;
  readonly expected: "refused" | "warned" | "nothing";
}>([
  {
    what: "its deletion, while the assignment can still be seen",
    change: assign(),
    one: request("delete-assignment"),
    expected: "refused",
  },
  {
    what: "its creation, which can be seen already",
    change: unassign(),
    one: request("create-assignment"),
    expected: "warned",
  },
  { what: "the same creation", change: assign(), one: request("create-assignment"), expected: "nothing" },
  { what: "the same deletion", change: unassign(), one: request("delete-assignment"), expected: "nothing" },
  { what: "the same provisioning", change: provision(), one: request("provision"), expected: "nothing" },
  {
    what: "somebody else's deletion",
    change: assign(),
    one: request("delete-assignment", { principal: { type: "USER", id: BOB } }),
    expected: "warned",
  },
  { what: "provisioning beside it", change: assign(), one: request("provision"), expected: "warned" },
  {
    what: "a deletion during provisioning",
    change: provision(),
    one: request("delete-assignment"),
    expected: "warned",
  },
  {
    what: "another account",
    change: assign(),
    one: request("delete-assignment", { accountId: PRODUCTION }),
    expected: "nothing",
  },
  {
    what: "another set",
    change: assign(),
    one: request("delete-assignment", { permissionSetArn: ADMIN.arn }),
    expected: "nothing",
  },
  {
    what: "a membership, which has no requests",
    change: join(),
    one: request("delete-assignment"),
    expected: "nothing",
  },
])("$what", ({ change, one, expected }) => {
  const { refusals, warnings } = foreseen(change, one);
  expect(refusals.map(({ kind, affects }) => [kind, affects])).toEqual(
    expected === "refused" ? [["request-under-way", [1]]] : [],
  );
  expect(warnings).toHaveLength(expected === "warned" ? 1 : 0);
});

test.each<{
  readonly what: string;
  readonly change: Change;
  readonly ledger: RequestUnderWay["ledger"];
  readonly isRefused: boolean;
}>([
  { what: "its creation, which cannot be seen yet", change: unassign(), ledger: "create-assignment", isRefused: true },
  { what: "its deletion, which can be seen already", change: assign(), ledger: "delete-assignment", isRefused: false },
])("nobody is assigned: $what", ({ change, ledger, isRefused }) => {
  const grants = [touchedGrant({ attached: known([]) })];
  const { refusals, warnings } = requestRefusals(
    stepsOf(change),
    surroundings({ grants, underWay: known([request(ledger)]) }),
  );
  expect([refusals.length, warnings.length]).toEqual(isRefused ? [1, 0] : [0, 1]);
});

test("the request is named with what it does, and what to do", () => {
  expect(foreseen(assign(), request("delete-assignment")).refusals).toEqual([
    {
      kind: "request-under-way",
      summary: `AWS is still working on a request to delete this assignment (request ${ID}), which step 1 contradicts`,
      steps: ["Run the same command again when that request has ended"],
      affects: [1],
    },
  ]);
  expect(foreseen(assign({ accountName: "sandbox" }), request("provision")).warnings).toEqual([
    `Step 1: AWS is still working on request ${ID} for ReadOnly in sandbox (${SANDBOX}); it may answer ConflictException until that has ended, and the step is tried again`,
  ]);
});

test("requests that could not be read are a warning, and those that were not needed are nothing", () => {
  const around = (underWay: ReturnType<typeof surroundings>["underWay"]) =>
    requestRefusals(stepsOf(assign()), surroundings({ underWay }));
  expect(around(failed())).toEqual({ refusals: [], warnings: [expect.stringContaining("could not be read")] });
  expect(around(unread("not needed"))).toEqual({ refusals: [], warnings: [] });
});
