/** The reads of a plan: members up to a limit, and IAM through a way that may be missing. */
import { describe, expect, test } from "vitest";
import { ALICE, BOB, DELEGATE, DEVELOPERS, instance, SANDBOX } from "../../facts/grant/testing/grant-facts.ts";
import { known, unread } from "../../model/reading.ts";
import { planReads } from "./plan-reads.ts";
import { type FakeAnswers, fakeAws, NOT_FOUND, pages, REFUSED } from "./testing/fake-calling.ts";

function reads(answers: FakeAnswers, hasAuditRole = true) {
  const aws = fakeAws(answers);
  const audit = () => Promise.resolve(hasAuditRole ? known(aws.iam) : unread("no audit role"));
  return { ...planReads({ calling: aws.calling, once: (_key, read) => read(), audit }), asked: aws.asked };
}

describe("members of a group", () => {
  const members = (...ids: string[]) => ({ GroupMemberships: ids.map((UserId) => ({ MemberId: { UserId } })) });
  const read = (limit: number, ...all: object[]) =>
    reads({ ListGroupMemberships: pages(...all) }).groupMembers(instance.identityStoreId, DEVELOPERS, limit);

  test.each([
    { what: "fewer than the limit", limit: 3, all: [members(ALICE, BOB)], ids: [ALICE, BOB], isComplete: true },
    {
      what: "as many as the limit",
      limit: 2,
      all: [members(ALICE), members(BOB)],
      ids: [ALICE, BOB],
      isComplete: true,
    },
    { what: "a page beyond the limit", limit: 1, all: [members(ALICE), members(BOB)], ids: [ALICE], isComplete: false },
    {
      what: "a page that is larger than the limit",
      limit: 1,
      all: [members(ALICE, BOB)],
      ids: [ALICE],
      isComplete: false,
    },
    {
      what: "a row that names nobody",
      limit: 5,
      all: [{ GroupMemberships: [{}] }, members(BOB)],
      ids: [BOB],
      isComplete: true,
    },
  ])("$what", async ({ limit, all, ids, isComplete }) => {
    expect(await read(limit, ...all)).toMatchObject({ value: { ids, isComplete } });
  });

  test("a group that is gone has none; one that is refused is unknown", async () => {
    const gone = reads({ ListGroupMemberships: NOT_FOUND });
    expect(await gone.groupMembers(instance.identityStoreId, DEVELOPERS, 9)).toMatchObject({
      value: { ids: [], isComplete: true },
    });
    const refused = reads({ ListGroupMemberships: REFUSED });
    expect((await refused.groupMembers(instance.identityStoreId, DEVELOPERS, 9)).state).toBe("unknown");
  });
});

describe("IAM of an account", () => {
  const trusting = (arn: string, suffix: string) => ({
    Arn: arn,
    AssumeRolePolicyDocument: encodeURIComponent(
      JSON.stringify({ Statement: { Principal: { AWS: `arn:x:role/AWSReservedSSO_ReadOnly_${suffix}` } } }),
    ),
  });

  test("roles that name the reserved role, and no others", async () => {
    const { rolesTrusting } = reads({
      ListRoles: { Roles: [trusting("arn:one", "0123456789abcdef"), trusting("arn:two", "*"), { Arn: "arn:three" }] },
    });
    expect(await rolesTrusting(SANDBOX, "ReadOnly")).toMatchObject({ value: ["arn:one"] });
    expect(await rolesTrusting(SANDBOX, "Admin")).toMatchObject({ value: [] });
  });

  test("is not asked without a way into it", async () => {
    const { rolesTrusting, customerPolicies, asked } = reads({}, false);
    expect((await rolesTrusting(SANDBOX, "ReadOnly")).state).toBe("unread");
    expect((await customerPolicies(SANDBOX)).state).toBe("unread");
    expect(asked).toEqual([]);
  });
});

test("delegated administrators of Identity Center on all pages", async () => {
  const { delegatedAdministrators, asked } = reads({
    ListDelegatedAdministrators: pages({}, { DelegatedAdministrators: [{ Id: DELEGATE }, {}] }),
  });
  expect(await delegatedAdministrators()).toMatchObject({ value: [DELEGATE] });
  expect(asked[0]?.input).toMatchObject({ ServicePrincipal: "sso.amazonaws.com" });
});
