/** What somebody typed proves that it was typed. */
import { describe, expect, test } from "vitest";
import { proved } from "./catalogue-ids.ts";
import { explanation } from "./explanation.ts";
import { explainPasted } from "./index.ts";
import { asTyped, isOfAPerson, PRINTED } from "./typed-words.ts";

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

describe("what is proved by words that name somebody", () => {
  const provedIn = (text: string): boolean =>
    asTyped(text, [explanation("symptom", "x", { fits: proved("nested-group") })])[0]?.fits[0]?.confidence === "proved";

  test.each([
    ["somebody's own words", "my group", false],
    ["three lines of them", "my\ngroup\nis", false],
    ["three lines between empty ones", "\n\nmy\ngroup\nis\n\n", false],
    ["four lines are a log", "my\ngroup\nis\nnested", true],
    ["nobody's words", "nested group", true],
    ["the frame of botocore", "my An error occurred (X)", true],
    ["the frame of Go", "my operation error SSO", true],
    ["an exception's name", "my ThrottlingException: x", true],
    ["an exception's name, and a space", "my ThrottlingException : x", true],
    ["an error's name before a bracket", "my ClientError(x", true],
    ["a fault's name", "my SomeFault: x", true],
    ["an error that is a word", "my error: x", false],
    ["an exception's name in a sentence", "my ThrottlingException is back", false],
    ["a line that begins with an error", "error my group", true],
    ["such a line with spaces before, and behind another line", "my\n  fatal group", true],
    ["an erroneous line", "errors my group", false],
    ["a member of JSON", 'my "x": 1', true],
    ["a member of JSON with a space", 'my "message" : 1', true],
    ["a quotation", 'my "." : 1', false],
    ["a status of AWS", "my Received a 403 status", true],
    ["a status that is none", "my Received a xyz status", false],
    ["a caller of AWS", "my User: arn:x", true],
    ["a code of Entra", "my AADSTS50105: x", true],
    ["a code of Entra in a sentence", "my AADSTS50105 x", false],
    ["a code that is none", "my AADSTSx: x", false],
    ["XML", "my <Code>", true],
    ["Terraform's words", "my last error: x", true],
    ["a reason of KMS", "my KMS_Disabled", true],
    ["the name of KMS", "my KMS_ key", false],
  ])("%s: %s", (_name, text, expected) => {
    expect(provedIn(text)).toBe(expected);
  });
});

describe("words of a person", () => {
  test.each(["I", "im", "i'm", "ive", "i've", "we're", "a colleague", "my colleagues", "noone", "me", "us", "it says"])(
    "%s",
    (text) => {
      expect(isOfAPerson(text)).toBe(true);
    },
  );

  test.each(["my-bucket", "us-east-1", "me-south-1", "colleagueship", "the user", "i-0123"])("not %s", (text) => {
    expect(isOfAPerson(text)).toBe(false);
  });
});

describe("what a program prints", () => {
  test.each([
    ..."{ } < > = \\ | [ ]".split(" "),
    "http://x",
    "https://x",
    "arn:aws",
    "SomeException",
    "AFault",
    "10:11:12",
  ])("%s", (text) => {
    expect(PRINTED.test(text)).toBe(true);
  });

  test.each([
    "a sentence (of words), 10:11, with: a colon",
    "an Exception",
    "SomeExceptions",
    "ab:cd:ef",
    "1:11:11",
    "11:1:11",
    "11:11:1",
  ])("not %s", (text) => {
    expect(PRINTED.test(text)).toBe(false);
  });
});
