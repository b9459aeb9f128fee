/** The texts of facts 2.4 are recognised by their proved parts; everything else stays unknown. */
import { expect, test } from "vitest";
import { readFailureReason, readLikelyReason } from "./failure-reason.ts";

const OUT_OF_REACH = (words: string) =>
  `AWS SSO is unable to complete your request at this time. Obtaining permissions to manage your AWS account '111122223333' ${words} longer than usual. Please try again in a few minutes. If this problem continues, contact AWS Support.`;

test.each([
  { text: OUT_OF_REACH("takes"), expected: { kind: "account-out-of-reach" } },
  { text: OUT_OF_REACH("is taking"), expected: { kind: "account-out-of-reach" } },
  {
    text: "Received a 404 status error: the GROUP assignee 906ab1c2d3-11112222-3333-4444-5555-666677778888 was not found in directory d-1234567890.",
    expected: {
      kind: "assignee-not-found",
      principalType: "GROUP",
      id: "906ab1c2d3-11112222-3333-4444-5555-666677778888",
    },
  },
  {
    text: "Received a 404 status error: Not supported policy arn:aws:iam::111122223333:policy/a/b/My.Policy.",
    expected: { kind: "customer-managed-policy-missing", policy: { name: "My.Policy", path: "/a/b/" } },
  },
  {
    text: "Received a 404 status error: Not supported policy arn:aws:iam::111122223333:policy/Guard",
    expected: { kind: "customer-managed-policy-missing", policy: { name: "Guard", path: "/" } },
  },
  {
    text: "Received a 404 status error: Not supported policy: Guard.",
    expected: { kind: "customer-managed-policy-missing", policy: { name: "Guard", path: undefined } },
  },
  {
    text: "Received a 404 status error: Not supported policy with the name Guard here",
    expected: { kind: "customer-managed-policy-missing", policy: undefined },
  },
  {
    text: "Received a 403 status error: Access denied by IAM. User is not authorized to perform: iam:GetRole on resource: x",
    expected: { kind: "caller-lacks-iam", action: "iam:GetRole" },
  },
  {
    text: "Received a 403 status error: Access denied by IAM.",
    expected: { kind: "caller-lacks-iam", action: undefined },
  },
  {
    text: "Received a 404 status error: EntitlementItem doesn't exist with the given entitlement key EntitlementKey{accessorId=AccessorId{value=x}}",
    expected: { kind: "already-gone" },
  },
  { text: "Received a 404 status error: Assignment not found.", expected: { kind: "unknown" } },
  { text: "An unexpected internal service exception was encountered", expected: { kind: "unknown" } },
  { text: "", expected: { kind: "unknown" } },
  { text: undefined, expected: { kind: "unknown" } },
])("$text", ({ text, expected }) => {
  expect(readFailureReason(text)).toEqual(expected);
});

test.each([
  {
    text: "Received a 409 status error: Cannot exceed quota for RolesPerAccount: 1000",
    expected: { kind: "iam-quota", quota: "RolesPerAccount", limit: "1000" },
  },
  {
    text: "Cannot exceed quota for SAMLProvidersPerAccount: 100",
    expected: { kind: "iam-quota", quota: "SAMLProvidersPerAccount", limit: "100" },
  },
  {
    text: "Policy arn:aws:iam::aws:policy/Gone does not exist or is not attachable.",
    expected: { kind: "policy-not-attachable", arn: "arn:aws:iam::aws:policy/Gone" },
  },
  { text: "An unexpected internal service exception was encountered", expected: { kind: "service-fault" } },
  { text: "Received a 404 status error: Assignment not found.", expected: { kind: "assignment-not-found" } },
  { text: "Cannot exceed quota for InstanceProfilesPerAccount: 1000", expected: { kind: "unknown" } },
  { text: undefined, expected: { kind: "unknown" } },
])("likely: $text", ({ text, expected }) => {
  expect(readLikelyReason(text)).toEqual(expected);
});
