/** What AWS shows on behalf of an apply: nothing unread counts as in place, and a lost request is found by what it was for. */
import { describe, expect, test } from "vitest";
import {
  ADMIN,
  ALICE,
  BOB,
  DEVELOPERS,
  EVERYONE,
  failed,
  instance,
  READ_ONLY,
  SANDBOX,
} from "../facts/grant/testing/grant-facts.ts";
import type { Change } from "../model/change.ts";
import { derivedRequestId } from "../model/derived-ids.ts";
import { known, unread } from "../model/reading.ts";
import type { Reader, RequestDetails } from "../sources/reader.ts";
import { isInPlace, requestMadeSince, requestStatus } from "./current-state.ts";

const alice = { type: "USER", id: ALICE } as const;
const grant = {
  instanceArn: instance.arn,
  accountId: SANDBOX,
  permissionSetArn: READ_ONLY.arn,
  permissionSetName: "ReadOnly",
};
const assign: Change = { kind: "create-account-assignment", ...grant, principal: alice, principalName: "alice" };
const unassign: Change = { ...assign, kind: "delete-account-assignment" };
const provision: Change = { kind: "provision-permission-set", ...grant };
const member = {
  identityStoreId: instance.identityStoreId,
  groupId: DEVELOPERS,
  groupName: "Developers",
  userId: ALICE,
  userName: "alice",
};
const join: Change = { kind: "create-group-membership", ...member };
const leave: Change = { kind: "delete-group-membership", ...member };

const openWith = (answers: Partial<Reader>) => () => answers as Reader;
const assigned = (...principals: readonly (typeof alice)[]) =>
  openWith({ assignments: () => Promise.resolve(known(principals)) });
const inGroups = (...groups: readonly (typeof DEVELOPERS)[]) =>
  openWith({ groupIdsOf: () => Promise.resolve(known(groups)) });

describe("in place", () => {
  test.each([
    { what: "an assignment that is there", change: assign, open: assigned(alice), is: true },
    { what: "an assignment that is not there", change: assign, open: assigned({ ...alice, id: BOB }), is: false },
    { what: "a removal of what is gone", change: unassign, open: assigned(), is: true },
    { what: "a removal of what is there", change: unassign, open: assigned(alice), is: false },
    {
      what: "a removal from a set that is gone",
      change: unassign,
      open: openWith({ assignments: () => Promise.resolve(known(null)) }),
      is: true,
    },
    { what: "a provisioning never", change: provision, open: openWith({}), is: false },
    { what: "a membership that is there", change: join, open: inGroups(EVERYONE, DEVELOPERS), is: true },
    { what: "a membership that is not there", change: join, open: inGroups(EVERYONE), is: false },
    { what: "a leaving of who is out", change: leave, open: inGroups(), is: true },
    { what: "a leaving of who is in", change: leave, open: inGroups(DEVELOPERS), is: false },
  ])("$what: $is", async ({ change, open, is }) => {
    expect(await isInPlace(change, open)).toBe(is);
  });

  test("is not known where AWS could not be asked", async () => {
    const refused = openWith({ assignments: () => Promise.resolve(failed()) });
    await expect(isInPlace(unassign, refused)).rejects.toMatchObject({
      code: "unverified",
      next: expect.stringContaining("sso:ListAccountAssignments"),
    });
    const unasked = openWith({ groupIdsOf: () => Promise.resolve(unread("why")) });
    await expect(isInPlace(leave, unasked)).rejects.toMatchObject({
      code: "unverified",
      next: "Continue with --resume",
    });
  });
});

const SINCE = "2026-09-14T09:30:00Z";
const request = (name: string, more: Partial<RequestDetails> = {}): RequestDetails => ({
  id: derivedRequestId(name),
  status: "IN_PROGRESS",
  createdAt: SINCE,
  failureReason: undefined,
  accountId: SANDBOX,
  permissionSetArn: READ_ONLY.arn,
  principal: alice,
  ...more,
});
const ledger = (...all: readonly RequestDetails[]) =>
  openWith({
    requestRows: (_instance, _ledger, status) => Promise.resolve(known(all.filter((one) => one.status === status))),
    request: (_instance, _ledger, id) => Promise.resolve(known(all.find((one) => one.id === id) ?? null)),
  });

describe("a lost request", () => {
  const look = async (change: Change, ...all: readonly RequestDetails[]) =>
    (await requestMadeSince(change, "create-assignment", SINCE, ledger(...all)))?.id;

  test.each(["IN_PROGRESS", "SUCCEEDED", "FAILED"] as const)("that is %s is found", async (status) => {
    expect(await look(assign, request("one", { status }))).toBe(derivedRequestId("one"));
  });

  test.each([
    { what: "a minute before, by another clock", more: { createdAt: "2026-09-14T09:29:00Z" }, is: true },
    { what: "without a time", more: { createdAt: undefined }, is: true },
    { what: "earlier", more: { createdAt: "2026-09-14T09:28:59Z" }, is: false },
    { what: "for somebody else", more: { principal: { ...alice, id: BOB } }, is: false },
    { what: "of another set", more: { permissionSetArn: ADMIN.arn }, is: false },
    { what: "in no account", more: { accountId: undefined }, is: false },
  ])("$what: found: $is", async ({ more, is }) => {
    expect(await look(assign, request("one", more))).toBe(is ? derivedRequestId("one") : undefined);
  });

  test("is the newest", async () => {
    const later = request("two", { createdAt: "2026-09-14T09:31:00Z" });
    expect(await look(assign, request("one"), later, request("three", { createdAt: undefined }))).toBe(later.id);
  });

  test("of a provisioning is for nobody; memberships have none", async () => {
    expect(await look(provision, request("one", { principal: undefined }))).toBe(derivedRequestId("one"));
    expect(await look(join, request("one"))).toBeUndefined();
  });

  test("is not known where a ledger is refused", async () => {
    const refused = openWith({ requestRows: () => Promise.resolve(failed("refused", "ListX")) });
    await expect(requestMadeSince(assign, "create-assignment", SINCE, refused)).rejects.toMatchObject({
      code: "unverified",
    });
  });
});

test("the status of a request; null where its record is gone", async () => {
  const one = request("one");
  expect(await requestStatus(assign, "create-assignment", one.id, ledger(one))).toEqual(one);
  expect(await requestStatus(assign, "create-assignment", one.id, ledger())).toBeNull();
  expect(await requestStatus(join, "create-assignment", one.id, ledger(one))).toBeNull();
});
