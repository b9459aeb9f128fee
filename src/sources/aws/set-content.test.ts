/** What a set holds: four parts, and unknown where one is. */
import { expect, test } from "vitest";
import { instance, READ_ONLY } from "../../facts/grant/testing/grant-facts.ts";
import { setContent } from "./set-content.ts";
import { type FakeAnswers, fakeAws, NOT_FOUND, pages, REFUSED } from "./testing/fake-calling.ts";

const { arn } = instance;

const CONTENT: FakeAnswers = {
  ListManagedPoliciesInPermissionSet: pages(
    { AttachedManagedPolicies: [{ Arn: "arn:one" }] },
    { AttachedManagedPolicies: [{ Arn: "arn:two" }] },
  ),
  ListCustomerManagedPolicyReferencesInPermissionSet: pages(
    { CustomerManagedPolicyReferences: [{ Name: "Guard", Path: "/team/" }] },
    { CustomerManagedPolicyReferences: [{ Name: "Audit" }] },
  ),
  GetInlinePolicyForPermissionSet: { InlinePolicy: "{}" },
  GetPermissionsBoundaryForPermissionSet: { PermissionsBoundary: { ManagedPolicyArn: "arn:boundary" } },
};
const read = (more: FakeAnswers = {}) => setContent(fakeAws({ ...CONTENT, ...more }).calling, arn, READ_ONLY.arn);

test("all four parts, on all pages", async () => {
  expect(await read()).toMatchObject({
    value: {
      managedPolicyArns: ["arn:one", "arn:two"],
      customerManagedPolicies: [
        { name: "Guard", path: "/team/" },
        { name: "Audit", path: "/" },
      ],
      inlinePolicy: "{}",
      boundary: { kind: "aws-managed", arn: "arn:boundary" },
    },
  });
});

test.each(Object.keys(CONTENT))("is unknown where %s is refused", async (operation) => {
  expect(await read({ [operation]: REFUSED })).toMatchObject({
    state: "unknown",
    failure: { permission: `sso:${operation}` },
  });
});

test("without a boundary and an inline policy", async () => {
  const none = { GetPermissionsBoundaryForPermissionSet: NOT_FOUND, GetInlinePolicyForPermissionSet: {} };
  expect(await read(none)).toMatchObject({ value: { boundary: null, inlinePolicy: "" } });
  expect(await read({ GetPermissionsBoundaryForPermissionSet: {} })).toMatchObject({ value: { boundary: null } });
});

test("with a boundary of the account", async () => {
  const reference = { PermissionsBoundary: { CustomerManagedPolicyReference: { Name: "Guard" } } };
  expect(await read({ GetPermissionsBoundaryForPermissionSet: reference })).toMatchObject({
    value: { boundary: { kind: "customer-managed", reference: { name: "Guard", path: "/" } } },
  });
});
