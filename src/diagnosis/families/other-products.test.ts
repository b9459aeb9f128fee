/** Words of other products, and the words of AWS beside which they count for nothing. */
import { expect, test } from "vitest";
import { isAboutAnotherProduct } from "./other-products.ts";

test.each([
  ...["Jira SSO", "Slack", "PowerBI", "Power BI", "Google Ads", "the Azure portal"],
  ...[
    "Teams sign-in",
    "Teams signing",
    "Teams call",
    "into Teams",
    "MS Teams",
    "to Windows",
    "Windows login",
    "Windows Hello",
  ],
  ...["Windows user", "WiFi", "Wi-Fi", "WLAN login"],
  ...["a fileshare", "file shares", "share permissions", "a network drive", "network drives", "a network share"],
  ...["network shares", "smb", "a printer", "printers", "a mailbox", "mailboxes", "rdp", "a distribution list"],
  ...["distribution lists", "GitLab", "JWT", "Entra Connect"],
  ...[
    "Cognito",
    "an IAM user of AWS",
    "IAM users of AWS",
    "the root user",
    "MultiFactorAuthAge in AWS",
    "Lambda in AWS",
  ],
  ...[
    "an AWS security group",
    "EC2 security groups",
    "the root account lost its MFA",
    "the root account needs its e-mail",
  ],
  ...["the root account and its email", "the AWS exam", "/aws/lambda/x"],
])("another product: %s", (text) => {
  expect(isAboutAnotherProduct(text)).toBe(true);
});

test.each([
  ...["Jira with AWS", "Slack and Amazon", "Teams of amazonaws.com", "into Teams of AWS", "the printer of AWS"],
  ...["teams sign off", "our teams", "windows logs", "Windowss", "smbx", "the profile share"],
  ...[
    "Identity Center by Jira",
    "IdentityCenter by Cognito",
    "access portal, Slack",
    "awsapps in Lambda",
    "sso_session, Jira",
  ],
  ...[
    "permission set of the root user",
    "AWSReservedSSO in ECS",
    "GitLab in AWS",
    "GitHub SSO",
    "Lambda SSO",
    "an IAM role",
  ],
  ...["signin.aws and Jira", "aws_identitystore in GitLab"],
])("not another product: %s", (text) => {
  expect(isAboutAnotherProduct(text)).toBe(false);
});
