/** The texts of facts 2.4 are recognised by their proved parts; everything else stays unknown. */
import { expect, test } from "vitest";
import { readFailureReason, readLikelyReason } from "./failure-reason.ts";

const OUT_OF_REACH = (words: string) =>
  `AWS SSO is unable to complete your request at this time. Obtaining permissions to manage your AWS account '111122223333' ${words} longer than usual. Please try again in a few minutes. If this problem continues, contact AWS Support.`;

test.each([
  [OUT_OF_REACH("takes"), { kind: "account-out-of-reach" }],
  [OUT_OF_REACH("is taking"), { kind: "account-out-of-reach" }],
  [
    "Received a 404 status error: the GROUP assignee 906ab1c2d3-11112222-3333-4444-5555-666677778888 was not found in directory d-1234567890.",
    { kind: "assignee-not-found", principalType: "GROUP", id: "906ab1c2d3-11112222-3333-4444-5555-666677778888" },
  ],
  [
    "Received a 404 status error: Not supported policy arn:aws:iam::111122223333:policy/a/b/My.Policy.",
    { kind: "customer-managed-policy-missing", policy: { name: "My.Policy", path: "/a/b/" } },
  ],
  [
    "Received a 404 status error: Not supported policy arn:aws:iam::111122223333:policy/Guard",
    { kind: "customer-managed-policy-missing", policy: { name: "Guard", path: "/" } },
  ],
  [
    "Received a 404 status error: Not supported policy: Guard.",
    { kind: "customer-managed-policy-missing", policy: { name: "Guard", path: undefined } },
  ],
  [
    "Received a 404 status error: Not supported policy with the name Guard here",
    { kind: "customer-managed-policy-missing", policy: undefined },
  ],
  [
    "Received a 403 status error: Access denied by IAM. User is not authorized to perform: iam:GetRole on resource: x",
    { kind: "caller-lacks-iam", action: "iam:GetRole" },
  ],
  ["Received a 403 status error: Access denied by IAM.", { kind: "caller-lacks-iam", action: undefined }],
  [
    "Received a 404 status error: EntitlementItem doesn't exist with the given entitlement key EntitlementKey{accessorId=AccessorId{value=x}}",
    { kind: "already-gone" },
  ],
  ["Received a 404 status error: Assignment not found.", { kind: "unknown" }],
  ["An unexpected internal service exception was encountered", { kind: "unknown" }],
  ["", { kind: "unknown" }],
  [undefined, { kind: "unknown" }],
])("%s", (text, expected) => {
  expect(readFailureReason(text)).toEqual(expected);
});

test.each([
  [
    "Received a 409 status error: Cannot exceed quota for RolesPerAccount: 1000",
    { kind: "iam-quota", quota: "RolesPerAccount", limit: "1000" },
  ],
  [
    "Cannot exceed quota for SAMLProvidersPerAccount: 100",
    { kind: "iam-quota", quota: "SAMLProvidersPerAccount", limit: "100" },
  ],
  [
    "Policy arn:aws:iam::aws:policy/Gone does not exist or is not attachable.",
    { kind: "policy-not-attachable", arn: "arn:aws:iam::aws:policy/Gone" },
  ],
  ["An unexpected internal service exception was encountered", { kind: "service-fault" }],
  ["Received a 404 status error: Assignment not found.", { kind: "assignment-not-found" }],
  ["Cannot exceed quota for InstanceProfilesPerAccount: 1000", { kind: "unknown" }],
  [undefined, { kind: "unknown" }],
])("likely: %s", (text, expected) => {
  expect(readLikelyReason(text)).toEqual(expected);
});
