/** The tool of a recorded call, by what clients send and CloudTrail records. */
import { expect, test } from "vitest";
import { callingTool } from "./calling-tool.ts";

test.each([
  ["AWS Internal", "console"],
  ["Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36", "console"],
  ["APN/1.0 HashiCorp/1.0 Terraform/1.13.1 (+https://www.terraform.io) aws-sdk-go-v2/1.39.0", "Terraform"],
  ["aws-cli/2.31.5 md/awscrt#0.27.6 md/command#sso-admin", "aws CLI"],
  ["cloudformation.amazonaws.com", "CloudFormation"],
  ["Boto3/1.40.0 md/Botocore#1.40.0", "boto3"],
  ["aws-sdk-java/2.33.0", "an AWS SDK"],
  ["curl/8.5.0", null],
  [undefined, null],
])("%s is %s", (userAgent, tool) => {
  expect(callingTool({ userAgent })).toBe(tool);
});

test("SCIM is known by the source of its events, whatever the client calls itself", () => {
  expect(callingTool({ eventSource: "identitystore-scim.amazonaws.com", userAgent: "Mozilla/5.0" })).toBe("SCIM");
});
