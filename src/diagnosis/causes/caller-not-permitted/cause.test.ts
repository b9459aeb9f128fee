/** Fires on refused reads only, and names every permission that is missing. */
import { describe, expect, test } from "vitest";
import { attachedGroup, failed, workingFacts } from "../../../facts/grant/testing/grant-facts.ts";
import { known, MEMBER_ACCOUNT } from "../../../model/reading.ts";
import { asking } from "../../testing/broken-policies.ts";
import { diagnosedBy } from "../../testing/diagnosed-by.ts";
import { callerNotPermitted } from "./cause.ts";

describe("caller-not-permitted", () => {
  test("names every missing permission and the caller", () => {
    const cause = diagnosedBy(
      callerNotPermitted,
      workingFacts({ attached: failed(), freshness: failed("refused", "ListPermissionSetsProvisionedToAccount") }),
    );
    expect(cause).toMatchObject({ confidence: "proved", remedy: { kind: "human" }, evidence: ["e30"] });
    expect(cause?.summary).toContain("sso:ListAccountAssignments and sso:ListPermissionSetsProvisionedToAccount");
    expect(cause?.summary).toContain("arn:aws:iam::123456789012:user/operator");
    expect(cause?.summary).toContain("unknown, not absent");
  });

  test("sees a refusal inside an attached principal", () => {
    const group = { ...attachedGroup(), details: failed("refused", "DescribeGroup") };
    const cause = diagnosedBy(callerNotPermitted, workingFacts({ attached: known([group]) }));
    expect(cause?.summary).toContain("sso:DescribeGroup");
  });

  test("shows the refused read of a policy that the asked action depends on", () => {
    const serviceControl = { ...failed("refused", "DescribePolicy"), evidence: ["e41"] } as const;
    const cause = diagnosedBy(callerNotPermitted, asking({ serviceControl }));
    expect(cause).toMatchObject({ summary: expect.stringContaining("sso:DescribePolicy"), evidence: ["e41"] });
  });

  test("does not need to know who asks", () => {
    expect(diagnosedBy(callerNotPermitted, workingFacts({ caller: failed() }))?.summary).toContain("these credentials");
  });

  test.each(["throttled", "timed-out", "failed", "unreachable", "credentials"] as const)(
    "a read that %s is no matter of permissions",
    (kind) => {
      expect(diagnosedBy(callerNotPermitted, workingFacts({ attached: failed(kind) }))).toBeUndefined();
    },
  );

  test("sends a member account to one that sees the instance", () => {
    const message = "account 111122223333 is a member account and sees none";
    const hidden = failed("refused", "ListInstances");
    if (hidden.state !== "unknown") throw new TypeError("it is a failure");
    const instance = { ...hidden, failure: { ...hidden.failure, message, code: MEMBER_ACCOUNT } } as const;
    const cause = diagnosedBy(callerNotPermitted, workingFacts({ instance, attached: failed() }));
    expect(cause?.summary).toMatch(
      /^No Identity Center instance can be seen: account 111122223333 is a member account/,
    );
    expect(cause?.remedy).toMatchObject({
      kind: "human",
      summary: "Use credentials of the management account or of the delegated administrator",
      risk: "low",
      steps: [
        "Account 111122223333 is a member account and sees none.",
        expect.stringContaining("aws sts get-caller-identity"),
        expect.stringContaining("list-delegated-administrators"),
      ],
    });
  });

  test("is not shaken by what failed for another reason, and shows only what was refused", () => {
    const slow = { ...failed("throttled", "ListAccounts"), evidence: ["e31"] } as const;
    const cause = diagnosedBy(callerNotPermitted, workingFacts({ attached: failed(), account: slow }));
    expect(cause).toMatchObject({ confidence: "proved", evidence: ["e30"] });
    expect(cause?.summary).not.toContain("ListAccounts");
    expect(JSON.stringify(cause?.remedy)).toContain("Allow sso:ListAccountAssignments (for sso-admin");
  });

  test("stays silent where everything was read", () => {
    expect(diagnosedBy(callerNotPermitted, workingFacts())).toBeUndefined();
  });
});
