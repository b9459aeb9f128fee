/** Which words are Identity Center's, which are those of its clients, and which roles are somebody's own. */
import { describe, expect, test } from "vitest";
import { isAboutIdentityCenter, isAboutSsoClient, ROLE_OF_ONES_OWN } from "./identity-center-words.ts";

describe("Identity Center itself", () => {
  test.each([
    ..."PermissionSet|permission set|AccountAssignment|account assignment|SSOAdmin|SSO Admin|sso-admin|ssoadmin".split(
      "|",
    ),
    ..."identitystore|identity store|IdentityCenter|identity center|AWS::SSO|AWSSSO_abc|sso:CreateX|sso-directory".split(
      "|",
    ),
    ..."aws sso list|d-1.awsapps.com|ssoins-1|portal.sso.x|oidc.eu-west-1.amazonaws.com|oidc.x.amazonaws|the AWS SSO page".split(
      "|",
    ),
  ])("%s", (line) => {
    expect(isAboutIdentityCenter(line)).toBe(true);
    expect(isAboutSsoClient(line)).toBe(true);
  });

  test.each(["an IAM role", "cross:x", "oidc..amazonaws", "oidc.§.amazonaws", "MYAWS SSOX", "the app.awsome page"])(
    "not %s",
    (line) => {
      expect(isAboutIdentityCenter(line)).toBe(false);
    },
  );
});

describe("profiles and commands of its clients", () => {
  test.each(["sso_session", "sso-session", "sso_start_url", "sso_token", "sso login", "SSO session"])("%s", (line) => {
    expect(isAboutSsoClient(line)).toBe(true);
    expect(isAboutIdentityCenter(line)).toBe(false);
  });

  test.each(["ssoXsession", "xsso_session", "the login"])("not %s", (line) => {
    expect(isAboutSsoClient(line)).toBe(false);
  });
});

describe("a role of somebody's own", () => {
  test.each([
    ["arn:aws:iam::111122223333:role/ops", true],
    ["arn:aws:sts::111122223333:assumed-role/ops/x", true],
    ["arn:aws:iam::111122223333:role/aws-reserved/sso.amazonaws.com/x", false],
    ["arn:aws:sts::111122223333:assumed-role/AWSReservedSSO_Dev_0123456789abcdef/x", false],
    ["our jenkins role", true],
    ["the jenkins roles", true],
    ["the deploy role", true],
    ["the deployment role", true],
    ["the deploy. role", false],
    ["the subci role", false],
    ["a lambda roleplay", false],
    ["the admin role", false],
  ])("%s: %s", (line, expected) => {
    expect(ROLE_OF_ONES_OWN.test(line)).toBe(expected);
  });
});
