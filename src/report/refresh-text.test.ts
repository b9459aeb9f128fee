/** What catching up prints. */
import { expect, test } from "vitest";
import { certain, parseAccountId, parsePermissionSetArn, parseUserId } from "../model/ids.ts";
import { refreshLines } from "./refresh-text.ts";

const from = "2026-03-01T10:00:00.000Z";
const permissionSetArn = certain(
  parsePermissionSetArn("arn:aws:sso:::permissionSet/ssoins-7223a5d90e0exam1/ps-a1b2c3d4e5f6a7b8"),
);
const id = certain(parseUserId("9067000001-aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee"));

test("keys are counted by their kind, lists named", () => {
  const accountId = certain(parseAccountId("111122223333"));
  const read = [
    { kind: "list", of: "provisioning-requests" },
    { kind: "user", id },
    { kind: "pair", accountId, permissionSetArn },
    { kind: "accounts-of-set", permissionSetArn },
    { kind: "pair", accountId: certain(parseAccountId("444455556666")), permissionSetArn },
  ] as const;
  expect(refreshLines({ from, events: 7, changes: 4, changed: 3, read })).toEqual([
    `7 changes in CloudTrail since ${from}, 4 of them affecting the document`,
    "Read again: assignments of 2 pairs of account and set, accounts of 1 permission set, 1 user, the list of provisioning requests; 3 changes found",
  ]);
});

test("nothing", () => {
  expect(refreshLines({ from, events: 0, changes: 0, changed: 0, read: [] })[1]).toBe(
    "Nothing needed to be read again",
  );
});

test("events that were met before change nothing", () => {
  expect(refreshLines({ from, events: 1, changes: 1, changed: 0, read: [{ kind: "user" }] })[1]).toBe(
    "Read again: 1 user; nothing was different",
  );
});
