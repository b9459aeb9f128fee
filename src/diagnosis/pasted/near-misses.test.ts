/** Texts of other services and of applications that resemble those of Identity Center: no cause that only texts show claims them. */
import { describe, expect, test } from "vitest";
import { adSyncScopeIn } from "../causes/ad-sync-scope/cause.ts";
import { environmentKeysWinIn } from "../causes/environment-keys-win/cause.ts";
import { idpAcsMismatchIn } from "../causes/idp-acs-mismatch/cause.ts";
import { idpApplicationNotAssignedIn } from "../causes/idp-application-not-assigned/cause.ts";
import { idpAttributesRefusedIn } from "../causes/idp-attributes-refused/cause.ts";
import { mfaNotRegisteredIn } from "../causes/mfa-not-registered/cause.ts";
import { portalDomainsBlockedIn } from "../causes/portal-domains-blocked/cause.ts";
import { relayStateWrongRegionIn } from "../causes/relay-state-wrong-region/cause.ts";
import { sessionTooShortIn } from "../causes/session-too-short/cause.ts";
import { userNotInvitedIn } from "../causes/user-not-invited/cause.ts";

const TEN = {
  adSyncScopeIn,
  environmentKeysWinIn,
  idpAcsMismatchIn,
  idpApplicationNotAssignedIn,
  idpAttributesRefusedIn,
  mfaNotRegisteredIn,
  portalDomainsBlockedIn,
  relayStateWrongRegionIn,
  sessionTooShortIn,
  userNotInvitedIn,
};

const claimed = (text: string) =>
  Object.entries(TEN).flatMap(([name, noticedIn]) => {
    const cause = noticedIn(text);
    return cause ? [`${name} ${cause.confidence}`] : [];
  });

describe("claims nothing of", () => {
  test.each([
    // MFA of other accounts and products
    "The IAM user deploy has no registered MFA device (credential report)",
    "aws:MultiFactorAuthPresent is false: MFA is required and no device is registered",
    "Okta: dana has no registered MFA device for Salesforce",
    "MFA required for the root user, no device registered",
    // Users of other APIs
    "Cognito AdminCreateUser API: the user never gets an email with the password",
    "GitHub API: the new user gets no invitation email",
    "Auth flow with the Keycloak API: created user, no email sent",
    // Sessions
    "Our React app logs users out every 30 minutes: the JWT expires after an hour",
    "Django logs me out every hour",
    "Salesforce: SessionNotOnOrAfter is in the past",
    "kubectl: the token expires every hour (Kubernetes service account)",
    "Task timed out after 60 minutes: the Lambda credentials expire after an hour",
    // Relay state and consoles
    "GitLab: RelayState parameter is missing in the SAML response, region eu-west-1",
    "The DigitalOcean console opens in the wrong region",
    // Directories
    "Azure AD Connect: the group is not in the sync scope of Exchange Online",
    "Active Directory users do not show up in Jira",
    // Identity providers
    "SAML assertion for Splunk has multi-valued attributes",
    "AADSTS50105: the signed in user is not assigned to a role for the application 'x'(Salesforce)",
    "Grafana: ACS URL mismatch, the assertion consumer service does not match",
    // Networks and policies
    "ERR_NAME_NOT_RESOLVED https://registry.example.com",
    "AccessDenied: the action was denied by a service control policy, after aws sso login",
    "User: arn:aws:sts::111122223333:assumed-role/AWSReservedSSO_Dev_0123456789abcdef/a is not authorized to perform: s3:GetObject, blocked by an administrator policy of the access portal",
    // Credentials of programs
    "[INFO] 2026-10-01T10:00:00Z 1f0c-RequestId Found credentials in environment variables. /aws/lambda/orders",
    "ECS task: Found credentials in environment variables.",
    "env: NODE_ENV overrides the profile of the React build",
  ])("%s", (text) => {
    expect(claimed(text)).toEqual([]);
  });
});

describe("claims little of", () => {
  test.each([
    "INFO botocore.credentials Found credentials in environment variables.",
    "AADSTS50105: Your administrator has configured the application Contoso HR ('00000000-0000-0000-0000-000000000000') to block users",
    "We have to log in every hour",
  ])("%s", (text) => {
    expect(claimed(text).map((claim) => claim.split(" ")[1])).toEqual(["possible"]);
  });
});

test("the same words about Identity Center are claimed", () => {
  expect(claimed("IAM Identity Center: the user has no registered MFA device")).toEqual(["mfaNotRegisteredIn likely"]);
  expect(claimed("In Jira I noted: our access portal session ends after one hour")).toEqual([
    "sessionTooShortIn possible",
  ]);
});
