import { describe, expect, test } from "vitest";
import {
  describeMalformed,
  parseAccountId,
  parseInstanceArn,
  parsePermissionSetArn,
  parseRegion,
  parseUserId,
} from "./ids.ts";

const problemOf = (
  parsed: ReturnType<typeof parseAccountId | typeof parseInstanceArn | typeof parsePermissionSetArn>,
) => (parsed.kind === "ok" ? "" : describeMalformed(parsed));

describe("the article's identifiers (facts S4, S5)", () => {
  test("its permission set ARN is refused, and every mistake in it is named", () => {
    const problem = problemOf(
      parsePermissionSetArn("arn:aws:iam::aws:permission-set/sso_ps/ssoins-7223a5d90eexample/ps-a1b2c3d4e5f6g7h8"),
    );
    expect(problem).toContain('belong to the service "sso"');
    expect(problem).toContain('"permissionSet/"');
    expect(problem).toContain('no "sso_ps/" part');
    expect(problem).toContain("17 characters");
    expect(problem).toContain("arn:aws:sso:::permissionSet/ssoins-");
  });

  test("its instance ARN has one character too many", () => {
    expect(problemOf(parseInstanceArn("arn:aws:sso:::instance/ssoins-7223a5d90eexample"))).toContain("17 characters");
  });

  test("the example that an error message shows is itself right", () => {
    for (const parse of [parseAccountId, parseInstanceArn, parsePermissionSetArn, parseUserId, parseRegion]) {
      const refused = parse("x");
      if (refused.kind === "ok") throw new Error("x was accepted");
      expect(parse(refused.example).kind).toBe("ok");
    }
  });
});

test("an account id of eleven digits is counted", () => {
  expect(problemOf(parseAccountId("12345678901"))).toContain("11 digits");
});

test.each([
  { arn: "arn:aws:sso:::permissionSet/ssoins-72233af8ea2d1f14/ps-ae5d1fa1f80b684e", isOne: true },
  { arn: "arn:aws-us-gov:sso:::permissionSet/ssoins-72233af8ea2d1f14/ps-ae5d1fa1f80b684e", isOne: true },
  { arn: "arn:aws:sso:::permissionset/ssoins-72233af8ea2d1f14/ps-ae5d1fa1f80b684e", isOne: false },
  { arn: "arn:aws:sso:::permissionSet/ssoins-72233af8ea2d1f14/ps-ae5d1fa1f80b684", isOne: false },
])("$arn is a permission set ARN: $isOne", ({ arn, isOne }) => {
  expect(parsePermissionSetArn(arn).kind === "ok").toBe(isOne);
});
