/** Recognises a denied attempt to assume a reserved role in pasted text, and nothing else. */
import { describe, expect, test } from "vitest";
import { brokenGrants } from "../../testing/broken-grants.ts";
import { diagnosedBy } from "../../testing/diagnosed-by.ts";
import { directAssumeRole, directAssumeRoleIn } from "./cause.ts";

const RESERVED =
  "arn:aws:iam::111122223333:role/aws-reserved/sso.amazonaws.com/eu-west-1/AWSReservedSSO_Read_Only_0123456789abcdef";
const denied = (action: string, resource: string) =>
  `An error occurred (AccessDenied) when calling the AssumeRole operation: User: arn:aws:iam::111122223333:user/ci is not authorized to perform: ${action} on resource: ${resource} because no role trust policy allows it`;

describe("direct-assume-role", () => {
  test.each(["sts:AssumeRole", "sts:AssumeRoleWithSAML"])("recognises %s on a reserved role", (action) => {
    const cause = directAssumeRoleIn(denied(action, RESERVED));
    expect(cause).toMatchObject({ id: "direct-assume-role", confidence: "proved", remedy: { kind: "human" } });
    expect(cause?.summary).toContain("arn:aws:iam::111122223333:user/ci");
    expect(cause?.summary).toContain("permission set Read_Only");
  });

  test("recognises the article's message and corrects its ARN", () => {
    const cause = directAssumeRoleIn(
      "User: arn:aws:iam::123456789012:user/sso-user\nError Code: AccessDenied\nError Message: User is not authorized to perform: sts:AssumeRole on resource: arn:aws:iam::123456789012:role/aws-reserved/sso/permission-set-arn",
    );
    expect(cause?.summary).toContain("arn:aws:iam::123456789012:user/sso-user");
    expect(cause?.summary).toContain("not one that AWS creates");
  });

  test.each([
    { what: "a role of one's own", text: denied("sts:AssumeRole", "arn:aws:iam::111122223333:role/Deploy") },
    { what: "another action", text: denied("s3:GetObject", "arn:aws:s3:::bucket/key") },
    { what: "a resource that is no role", text: denied("sts:AssumeRole", "arn:aws:iam::111122223333:user/x") },
    { what: "other words", text: "ForbiddenException: No access" },
    { what: "nothing", text: "" },
  ])("is silent about $what", ({ text }) => {
    expect(directAssumeRoleIn(text)).toBeUndefined();
  });

  test("takes no control characters over from the text", () => {
    const cause = directAssumeRoleIn(denied("sts:AssumeRole", `${RESERVED}\u001b[31m`));
    expect(cause?.summary).toContain(RESERVED);
    expect(cause?.summary).not.toContain("\u001b");
  });

  test("facts never show it", () => {
    const all = Object.values(brokenGrants);
    expect(all.length).toBeGreaterThan(20);
    expect(all.filter((facts) => diagnosedBy(directAssumeRole, facts))).toEqual([]);
  });
});
