/** The identity store of 2026 on the lab, as clients speak that know it: ARNs in place of ids, and revisions against lost changes (facts N10). */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { why } from "../src/app/why.ts";
import { models } from "../src/lab/models/index.ts";
import { openLab, type TestLab } from "./support/lab.ts";
import { labReader, testContext } from "./support/reader.ts";

const STORE = "d-906ab1c2d3";
const STORE_ARN = `arn:aws:identitystore::123456789012:identitystore/${STORE}`;
const ALICE = "906ab1c2d3-11112222-3333-4444-5555-666677778888";
const TEAM = "906ab1c2d3-99992222-3333-4444-5555-666677778888";
const userArn = (id: unknown) => `arn:aws:identitystore:::user/${String(id)}`;
const groupArn = (id: unknown) => `arn:aws:identitystore:::group/${String(id)}`;

let lab: TestLab;
beforeAll(async () => {
  lab = await openLab({ limits: "off", provisioningMilliseconds: 0 });
});
afterAll(() => lab.close());
beforeEach(() =>
  lab.put({
    schema: "idc-doctor/organization/1",
    instance: { identityStoreId: STORE },
    accounts: [{ id: "111122223333", name: "sandbox" }],
    users: [{ id: ALICE, userName: "alice" }],
    groups: [{ id: TEAM, displayName: "Team", members: ["alice"] }],
    permissionSets: [{ name: "ReadOnly" }],
    assignments: [{ account: "sandbox", permissionSet: "ReadOnly", group: "Team" }],
    provisionedRoles: [{ account: "sandbox", permissionSet: "ReadOnly" }],
  }),
);

type Answer = Readonly<Record<string, unknown>>;

/** One call, as a client of the newer API sends it. */
async function ask(operation: string, input: object): Promise<Answer> {
  const credential = "123456789012/20260914/us-east-1/identitystore/aws4_request";
  const answer = await fetch(lab.url, {
    method: "POST",
    headers: {
      "content-type": "application/x-amz-json-1.1",
      "x-amz-target": `AWSIdentityStore.${operation}`,
      authorization: `AWS4-HMAC-SHA256 Credential=${credential}, SignedHeaders=host, Signature=0`,
    },
    body: JSON.stringify({ IdentityStoreId: STORE_ARN, ...input }),
  });
  const body = (await answer.json()) as Answer;
  const output = models.identitystore.operations[operation]?.output?.shape ?? "";
  if (answer.ok)
    for (const member of models.identitystore.shapes[output]?.required ?? []) expect(body).toHaveProperty([member]);
  return body;
}

describe("every record has its ARN and a revision, whichever call shows it", () => {
  test("users", async () => {
    const described = await ask("DescribeUser", { UserId: userArn(ALICE) });
    expect(described).toMatchObject({
      UserId: ALICE,
      UserArn: userArn(ALICE),
      Revision: expect.stringMatching(/^\d+$/),
    });
    const { Users } = await ask("ListUsers", {});
    expect(Users).toMatchObject([{ UserArn: userArn(ALICE), Revision: described["Revision"] }]);
    const AlternateIdentifier = { UniqueAttribute: { AttributePath: "userName", AttributeValue: "alice" } };
    expect(await ask("GetUserId", { AlternateIdentifier })).toMatchObject({ UserArn: userArn(ALICE) });
  });

  test("groups and memberships", async () => {
    expect(await ask("DescribeGroup", { GroupId: groupArn(TEAM) })).toMatchObject({ GroupArn: groupArn(TEAM) });
    const members = { GroupId: groupArn(TEAM), MemberId: { UserId: userArn(ALICE) } };
    const { MembershipId, MembershipArn } = await ask("GetGroupMembershipId", members);
    expect(MembershipArn).toBe(`arn:aws:identitystore:::membership/${String(MembershipId)}`);
    const { GroupMemberships } = await ask("ListGroupMembershipsForMember", { MemberId: { UserId: userArn(ALICE) } });
    expect(GroupMemberships).toMatchObject([{ GroupId: TEAM, MembershipArn, MemberId: { UserId: ALICE } }]);
    const { Results } = await ask("IsMemberInGroups", {
      MemberId: { UserId: userArn(ALICE) },
      GroupIds: [groupArn(TEAM)],
    });
    expect(Results).toMatchObject([{ GroupId: TEAM, MembershipExists: true }]);
    expect(await ask("DescribeGroupMembership", { MembershipId: MembershipArn })).toMatchObject({ GroupId: TEAM });
  });
});

test("a change is made once of each revision; without one it is made of any", async () => {
  const { Revision } = await ask("DescribeUser", { UserId: ALICE });
  const rename = (AttributeValue: string, more: object = {}) =>
    ask("UpdateUser", {
      UserId: userArn(ALICE),
      Operations: [{ AttributePath: "displayName", AttributeValue }],
      ...more,
    });
  const first = await rename("First", { Revision });
  expect(Number(first["Revision"])).toBeGreaterThan(Number(Revision));
  expect(first).toMatchObject({ UserId: ALICE, UserArn: userArn(ALICE), IdentityStoreId: STORE });
  const lost = await rename("Lost", { Revision });
  expect(lost).toMatchObject({ Reason: "CONCURRENT_MODIFICATION" });
  const second = await rename("Second");
  expect(second["Revision"]).not.toBe(first["Revision"]);
  expect(await ask("DeleteUser", { UserId: ALICE, Revision: first["Revision"] })).toMatchObject({
    Reason: "CONCURRENT_MODIFICATION",
  });
  expect(await ask("DescribeUser", { UserId: ALICE })).toMatchObject({ DisplayName: "Second" });
  expect(await ask("DeleteUser", { UserId: ALICE, Revision: second["Revision"] })).toEqual({});
});

test("groups and memberships are guarded, too", async () => {
  const stale = { Revision: "1" };
  const { MembershipId } = await ask("GetGroupMembershipId", { GroupId: TEAM, MemberId: { UserId: ALICE } });
  const Operations = [{ AttributePath: "description", AttributeValue: "x" }];
  for (const [operation, input] of [
    ["UpdateGroup", { GroupId: TEAM, Operations }],
    ["DeleteGroup", { GroupId: TEAM }],
    ["DeleteGroupMembership", { MembershipId }],
  ] as const)
    expect(await ask(operation, { ...input, ...stale })).toMatchObject({ Reason: "CONCURRENT_MODIFICATION" });
  expect((await lab.document()).groups).toHaveLength(1);
});

describe("why", () => {
  const asked = (user: string) =>
    why({ user, account: "sandbox", permissionSet: "ReadOnly", isRegionGiven: true }, labReader(lab), testContext());

  test("takes the ARN of a user for their id", async () => {
    expect((await asked(userArn(ALICE))).diagnosis).toMatchObject({
      verdict: "works",
      question: { user: { id: ALICE } },
    });
  });

  test("finds the events of a client that named people and groups by ARN", async () => {
    const { MembershipArn } = await ask("GetGroupMembershipId", { GroupId: TEAM, MemberId: { UserId: ALICE } });
    await ask("DeleteGroupMembership", { MembershipId: MembershipArn });
    await ask("DeleteGroup", { GroupId: groupArn(TEAM) });
    await lab.advance("PT20M");
    const { diagnosis } = await asked("alice");
    expect([diagnosis.verdict, diagnosis.causes[0]?.id]).toEqual(["not-visible", "principal-deleted"]);
    expect(JSON.stringify(diagnosis.causes[0])).toContain("deleted");
  });
});
