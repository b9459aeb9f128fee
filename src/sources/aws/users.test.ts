/** Users: absent people, what a KMS key locks, and limits that are kept. */
import { describe, expect, test } from "vitest";
import { ALICE, BOB, instance } from "../../facts/grant/testing/grant-facts.ts";
import { fakeAws, NOT_FOUND, pages, REFUSED } from "./testing/fake-calling.ts";
import { describeUser, listUserRows, listUsers, userIdBy } from "./users.ts";

const store = instance.identityStoreId;

describe("GetUserId", () => {
  test("by the attribute that is asked for", async () => {
    const aws = fakeAws({ GetUserId: { UserId: ALICE } });
    expect(await userIdBy(aws.calling, store, { path: "emails.value", value: "a@example.com" })).toMatchObject({
      value: ALICE,
    });
    expect(aws.asked[0]?.input).toEqual({
      IdentityStoreId: store,
      AlternateIdentifier: { UniqueAttribute: { AttributePath: "emails.value", AttributeValue: "a@example.com" } },
    });
  });

  test("nobody is null, a refusal is not", async () => {
    const nobody = fakeAws({ GetUserId: NOT_FOUND });
    expect(await userIdBy(nobody.calling, store, { path: "userName", value: "x" })).toMatchObject({
      state: "known",
      value: null,
    });
    const refused = fakeAws({ GetUserId: REFUSED });
    expect(await userIdBy(refused.calling, store, { path: "userName", value: "x" })).toMatchObject({
      state: "unknown",
      failure: { permission: "identitystore:GetUserId" },
    });
  });

  test("what a KMS key locks is not absent (facts A19)", async () => {
    const locked = Object.assign(new Error("locked"), {
      name: "ResourceNotFoundException",
      Reason: "KMS_NotFoundException",
      $metadata: { httpStatusCode: 400 },
    });
    const { calling } = fakeAws({ GetUserId: locked });
    expect(await userIdBy(calling, store, { path: "userName", value: "x" })).toMatchObject({
      state: "unknown",
      failure: { reason: "KMS_NotFoundException" },
    });
  });

  test("a lookup beyond the question's own is counted apart", async () => {
    const { calling } = fakeAws({ GetUserId: { UserId: ALICE } });
    await userIdBy(calling, store, { path: "userName", value: "x", isAdditional: true });
    expect(calling.log.summary()).toMatchObject({ total: 1, additional: 1, rounds: 0 });
  });
});

describe("a user", () => {
  const named = { UserId: ALICE, UserName: "alice", DisplayName: "Alice" };

  test.each([
    { what: "without a status", more: {}, facts: { status: "ENABLED", isExternallyOwned: false, email: undefined } },
    { what: "disabled", more: { UserStatus: "DISABLED" }, facts: { status: "DISABLED" } },
    { what: "of a provider", more: { ExternalIds: [{ Id: "x" }] }, facts: { isExternallyOwned: true } },
    { what: "without external ids", more: { ExternalIds: [] }, facts: { isExternallyOwned: false } },
    { what: "with an address", more: { Emails: [{ Value: "a@example.com" }] }, facts: { email: "a@example.com" } },
  ])("$what", async ({ more, facts }) => {
    const { calling } = fakeAws({ DescribeUser: { ...named, ...more } });
    expect(await describeUser(calling, store, ALICE)).toMatchObject({
      value: { id: ALICE, userName: "alice", ...facts },
    });
  });

  test("an address is no evidence", async () => {
    const { calling } = fakeAws({ DescribeUser: { ...named, Emails: [{ Value: "a@example.com" }] } });
    await describeUser(calling, store, ALICE);
    expect(JSON.stringify(calling.log.evidence())).not.toContain("a@example.com");
  });

  test("who is gone is null", async () => {
    const { calling } = fakeAws({ DescribeUser: NOT_FOUND });
    expect(await describeUser(calling, store, ALICE)).toMatchObject({ state: "known", value: null });
  });
});

describe("the users", () => {
  const list = { ListUsers: pages({ Users: [{ UserId: ALICE }, { UserId: BOB }] }, { Users: [{ UserId: ALICE }] }) };

  test("all of them without a limit", async () => {
    const aws = fakeAws(list);
    expect(await listUserRows(aws.calling, store)).toMatchObject({
      value: { rows: [{ UserId: ALICE }, { UserId: BOB }, { UserId: ALICE }], isComplete: true },
    });
  });

  test("no page beyond the limit", async () => {
    const aws = fakeAws(list);
    expect(await listUsers(aws.calling, store, { limit: 2 })).toMatchObject({ value: { isComplete: false } });
    expect(aws.asked).toHaveLength(1);
  });

  test("at most as many as the limit, and that it was not all", async () => {
    const { calling } = fakeAws({ ListUsers: { Users: [{ UserId: ALICE }, { UserId: BOB }] } });
    const found = await listUsers(calling, store, { limit: 1 });
    expect(found).toMatchObject({ value: { users: [{ id: ALICE }], isComplete: false } });
  });
});
