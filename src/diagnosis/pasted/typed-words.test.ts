/** What somebody typed proves that it was typed. */
import { expect, test } from "vitest";
import { explainPasted } from "./index.ts";

const confidences = (text: string): readonly string[] =>
  explainPasted(text).flatMap(({ causes, fits }) => [...causes, ...fits].map(({ confidence }) => confidence));

test.each([
  "Error when retrieving token from sso: Token has expired and refresh failed",
  "An error occurred (TooManyRequestsException) when calling the GetRoleCredentials operation: Too many requests",
  "my script says: An error occurred (TooManyRequestsException) when calling the GetRoleCredentials operation",
])("AWS's and the client's own words prove: %s", (text) => {
  expect(confidences(text)).toContain("proved");
});

test.each([
  "my AWS SSO token has expired and refresh failed, he says",
  "the KMS key of Identity Center is disabled",
  "Entra gives AADSTS50105 when she clicks the AWS tile",
])("words that somebody typed do not: %s", (text) => {
  expect(confidences(text)).toContain("likely");
  expect(confidences(text)).not.toContain("proved");
});

test("the name of a Region is nobody's word", () => {
  expect(
    confidences("The value for sso_region is inconsistent between profile (us-east-1) and sso-session (eu-west-1)"),
  ).toContain("proved");
});
