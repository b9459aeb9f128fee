/** Recognises too much at once in sso-admin; a conflict that stays and the throttles of other services are none. */
import { describe, expect, test } from "vitest";
import { brokenGrants } from "../../testing/broken-grants.ts";
import { diagnosedBy } from "../../testing/diagnosed-by.ts";
import { concurrentOperation, concurrentOperationIn } from "./cause.ts";

describe("concurrent-operation", () => {
  test.each([
    { text: "There are too many requests processing. Please try again later.", confidence: "proved" },
    {
      text: "An error occurred (ConflictException) when calling the CreateAccountAssignment operation: busy",
      confidence: "likely",
    },
    {
      text: "operation error SSO Admin: ListAccountAssignments, failed to get rate limit token, retry quota exceeded",
      confidence: "likely",
    },
  ])("recognises $text", ({ text, confidence }) => {
    const cause = concurrentOperationIn(text);
    expect(cause).toMatchObject({
      id: "concurrent-operation",
      stage: concurrentOperation.stage,
      title: concurrentOperation.title,
      confidence,
      evidence: [],
    });
    expect(cause?.remedy.kind === "api" ? [] : cause?.remedy.steps).not.toEqual([]);
  });

  test.each([
    "An error occurred (ConflictException) when calling the CreatePermissionSet operation: PermissionSet with name X already exists.",
    "An error occurred (ConflictException) when calling the AttachManagedPolicyToPermissionSet operation: Permission set with id ps-1 already has a typed link attachment to a manged policy with arn:aws:iam::aws:policy/ReadOnlyAccess",
    "An error occurred (ConflictException) when calling the AttachCustomerManagedPolicyReferenceToPermissionSet operation: Given customer managed policy with name: X  and path / already attached",
    "An error occurred (ConflictException) when calling the DeletePermissionSet operation: Could not delete because PermissionSet has ApplicationProfile associated with it.",
    "An error occurred (ConflictException) when calling the CreateFunction operation: busy",
    "An error occurred (ThrottlingException) when calling the DescribeInstances operation: Rate exceeded",
    "",
  ])("is silent about %s", (text) => {
    expect(concurrentOperationIn(text)).toBeUndefined();
  });

  test("takes no control characters over from the text", () => {
    const cause = concurrentOperationIn(
      "\u001b[31mThere are too many requests processing. Please try again later.\u0007",
    );
    expect(cause?.id).toBe("concurrent-operation");
    expect(JSON.stringify(cause)).not.toMatch(/\\u001b|\\u0007/);
  });

  test("facts never show it", () => {
    const all = Object.values(brokenGrants);
    expect(all.length).toBeGreaterThan(20);
    expect(all.filter((facts) => diagnosedBy(concurrentOperation, facts))).toEqual([]);
  });
});
