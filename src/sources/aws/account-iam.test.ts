/** IAM of an account: the reserved role by its name's parts, every part a reading of its own. */
import { describe, expect, test } from "vitest";
import { certain, parseAccountId } from "../../model/ids.ts";
import { known } from "../../model/reading.ts";
import { iamReads, listCustomerPolicies, listRoles } from "./account-iam.ts";
import { createOnce } from "./once.ts";
import { awsError, type FakeAnswers, fakeAws, pages, REFUSED } from "./testing/fake-calling.ts";

const NAME = "AWSReservedSSO_ReadOnly_0123456789abcdef";
const PROVIDER = "arn:aws:iam::111122223333:saml-provider/AWSSSO_x_DO_NOT_DELETE";
const trust = (Principal: object) =>
  encodeURIComponent(JSON.stringify({ Statement: { Principal, Action: "sts:SetContext" } }));
const RESERVED = {
  RoleName: NAME,
  Arn: `arn:aws:iam::111122223333:role/${NAME}`,
  Path: "/aws-reserved/sso.amazonaws.com/",
  CreateDate: new Date(0),
  AssumeRolePolicyDocument: trust({ Federated: PROVIDER }),
};

const ACCOUNT: FakeAnswers = {
  ListRoles: { Roles: [RESERVED] },
  GetRole: { Role: { Arn: "x", PermissionsBoundary: { PermissionsBoundaryArn: "arn:boundary" } } },
  ListAttachedRolePolicies: { AttachedPolicies: [{ PolicyArn: "arn:policy" }] },
  ListRolePolicies: { PolicyNames: ["Inline"] },
  GetRolePolicy: { PolicyDocument: encodeURIComponent('{"a":"%"}') },
  ListSAMLProviders: { SAMLProviderList: [{ Arn: PROVIDER }] },
  GetAccountSummary: { SummaryMap: { Roles: 7, RolesQuota: 1200, AttachedPoliciesPerRoleQuota: 20 } },
  ListPolicies: { Policies: [{ PolicyName: "Guard", Path: "/team/" }] },
};

const SANDBOX = certain(parseAccountId("111122223333"));

function open(more: FakeAnswers = {}) {
  const aws = fakeAws({ ...ACCOUNT, ...more });
  const { calling, iam, operations } = aws;
  return {
    operations,
    accountIam: iamReads({ calling, once: createOnce(), audit: () => Promise.resolve(known(iam)) }),
  };
}

async function read(more: FakeAnswers = {}, permissionSetName = "ReadOnly") {
  const found = await open(more).accountIam(SANDBOX, permissionSetName, { isForFailure: true });
  if (found.state !== "known") throw new Error("the parts are readings of their own");
  return found.value;
}

describe("the reserved role", () => {
  test("in full", async () => {
    expect((await read()).role).toMatchObject({
      value: {
        roleName: NAME,
        createdAt: "1970-01-01T00:00:00.000Z",
        trustedProviderArn: PROVIDER,
        attachedPolicyArns: ["arn:policy"],
        inlinePolicies: { Inline: '{"a":"%"}' },
        boundaryArn: "arn:boundary",
      },
    });
  });

  test.each(["Read", "ReadOnly_Extra", "readonly"])("is not that of %s", async (setName) => {
    expect((await read({}, setName)).role).toMatchObject({ state: "known", value: null });
  });

  test.each(["GetRole", "ListAttachedRolePolicies", "ListRolePolicies", "GetRolePolicy", "ListRoles"])(
    "is unknown where %s is refused",
    async (operation) => {
      expect((await read({ [operation]: REFUSED })).role).toMatchObject({
        state: "unknown",
        failure: { permission: `iam:${operation}` },
      });
    },
  );
});

test("a refused part leaves the others", async () => {
  const found = await read({ ListSAMLProviders: REFUSED, ListRoles: REFUSED });
  expect(found.samlProviderArns.state).toBe("unknown");
  expect(found.customerPolicies).toMatchObject({ value: [{ name: "Guard", path: "/team/" }] });
  expect(found.hasServiceLinkedRole).toMatchObject({ value: true });
});

test.each([
  { Roles: [RESERVED, { RoleName: "AWSServiceRoleForSSO" }], has: true },
  { Roles: [RESERVED], has: false },
])("the service-linked role is one of the roles, or not: $has", async ({ Roles, has }) => {
  expect((await read({ ListRoles: { Roles } })).hasServiceLinkedRole).toMatchObject({ state: "known", value: has });
});

test.each(["NoSuchEntity", "NoSuchEntityException"])(
  "%s: there is no service-linked role, where the roles could not be listed",
  async (name) => {
    const found = await read({ ListRoles: REFUSED, GetRole: awsError(name, 404) });
    expect(found.hasServiceLinkedRole).toMatchObject({ state: "known", value: false });
  },
);

test("the sets of an account share what surrounds their roles", async () => {
  const { accountIam, operations } = open();
  for (const [name, isForFailure] of [
    ["ReadOnly", false],
    ["Absent", true],
    ["ReadOnly", true],
  ] as const)
    await accountIam(SANDBOX, name, { isForFailure });
  expect([...operations()].sort()).toEqual([
    "GetAccountSummary",
    "GetRole",
    "GetRolePolicy",
    "ListAttachedRolePolicies",
    "ListPolicies",
    "ListRolePolicies",
    "ListRoles",
    "ListSAMLProviders",
  ]);
});

test("quotas and policies are read only where a request failed", async () => {
  const { accountIam, operations } = open();
  const found = await accountIam(SANDBOX, "ReadOnly");
  expect(found).toMatchObject({ value: { summary: { state: "unread" }, customerPolicies: { state: "unread" } } });
  expect(operations()).not.toContain("GetAccountSummary");
  expect(operations()).not.toContain("ListPolicies");
});

test("the quotas that the summary leaves out are IAM's defaults", async () => {
  expect((await read({ GetAccountSummary: {} })).summary).toMatchObject({
    value: { roles: 0, rolesQuota: 1000, policiesPerRoleQuota: 10 },
  });
  expect((await read()).summary).toMatchObject({ value: { roles: 7, rolesQuota: 1200, policiesPerRoleQuota: 20 } });
});

test("lists go on while they are truncated", async () => {
  const aws = fakeAws({
    ListRoles: pages({ Roles: [{ RoleName: "a" }] }, { Roles: [{ RoleName: "b" }] }),
    ListPolicies: pages({ Policies: [{ PolicyName: "a" }] }, { Policies: [{ PolicyName: "b" }] }),
  });
  expect(await listRoles(aws.calling, aws.iam)).toMatchObject({ value: [{ RoleName: "a" }, { RoleName: "b" }] });
  expect(await listCustomerPolicies(aws.calling, aws.iam)).toMatchObject({
    value: [
      { name: "a", path: "/" },
      { name: "b", path: "/" },
    ],
  });
});
