/** The policies of the caller's role: all of their texts, or the first that could not be read. */
import { expect, test } from "vitest";
import { ownPolicies } from "./own-policies.ts";
import { type FakeAnswers, fakeAws, REFUSED } from "./testing/fake-calling.ts";

const ROLE = "arn:aws:iam::123456789012:role/team/Admins";
const SESSION = "arn:aws:sts::123456789012:assumed-role/Admins/carol";
const BOUNDARY = "arn:aws:iam::123456789012:policy/Boundary";

const answers: FakeAnswers = {
  GetRole: {
    Role: { RoleName: "Admins", Arn: ROLE, PermissionsBoundary: { PermissionsBoundaryArn: BOUNDARY } },
  },
  ListAttachedRolePolicies: { AttachedPolicies: [{ PolicyArn: "arn:aws:iam::aws:policy/ReadOnlyAccess" }] },
  ListRolePolicies: { PolicyNames: ["own"] },
  GetRolePolicy: { PolicyDocument: encodeURIComponent('{"own":1}') },
  GetPolicy: { Policy: { DefaultVersionId: "v3" } },
  GetPolicyVersion: ({ PolicyArn }) => ({ PolicyVersion: { Document: encodeURIComponent(`{"of":"${PolicyArn}"}`) } }),
};

test.each([SESSION, ROLE])("of %s: inline, attached and the boundary", async (caller) => {
  const { calling } = fakeAws(answers);
  expect(await ownPolicies(calling, caller)).toMatchObject({
    value: {
      roleArn: ROLE,
      identity: [
        { name: "own", text: '{"own":1}' },
        { name: "arn:aws:iam::aws:policy/ReadOnlyAccess", text: '{"of":"arn:aws:iam::aws:policy/ReadOnlyAccess"}' },
      ],
      boundary: { name: BOUNDARY, text: `{"of":"${BOUNDARY}"}` },
    },
  });
});

test("of a role without any", async () => {
  const { calling } = fakeAws({
    GetRole: { Role: { RoleName: "Admins", Arn: ROLE } },
    ListAttachedRolePolicies: {},
    ListRolePolicies: {},
  });
  expect(await ownPolicies(calling, ROLE)).toMatchObject({ value: { identity: [], boundary: null } });
});

test.each([
  "GetRole",
  "ListAttachedRolePolicies",
  "ListRolePolicies",
  "GetRolePolicy",
  "GetPolicy",
  "GetPolicyVersion",
])("unknown where %s is refused", async (operation) => {
  const { calling } = fakeAws({ ...answers, [operation]: REFUSED });
  expect(await ownPolicies(calling, SESSION)).toMatchObject({
    state: "unknown",
    failure: { permission: `iam:${operation}` },
  });
});

test("a policy that IAM does not have is not one that says nothing", async () => {
  const { calling } = fakeAws({ ...answers, GetPolicy: {} });
  expect((await ownPolicies(calling, SESSION)).state).toBe("unread");
});

test("of an IAM user they are not read", async () => {
  const aws = fakeAws({});
  expect((await ownPolicies(aws.calling, "arn:aws:iam::123456789012:user/carol")).state).toBe("unread");
  expect(aws.asked).toEqual([]);
});
