/** A person's sentence before or behind an error, and what is none. */
import { expect, test } from "vitest";
import { explainPasted } from "./index.ts";

const ERROR = "An error occurred (ExpiredToken) when calling the PutObject operation: The provided token has expired.";
const kinds = (text: string): readonly string[] => explainPasted(text).map(({ kind }) => kind);

test.each([
  [`my account is missing in aws sso portal\n\n${ERROR}`, ["symptom", "client-error"]],
  [`we do not see the staging account in the AWS portal ${ERROR}`, ["symptom", "client-error"]],
  [`${ERROR}\n\nand our nested group in AWS does not work`, ["client-error", "symptom"]],
])("both are told: %s", (text, expected) => {
  expect(kinds(text)).toEqual(expected);
});

test.each([
  ERROR,
  `when I run it:\n${ERROR}`,
  `${ERROR}\nthanks for your help with our problem`,
  `my AWS credentials have expired, says the CLI\n${ERROR}\n  at Object.call (index.js:1:1)`,
])("nothing is added to: %s", (text) => {
  expect(kinds(text)).not.toContain("symptom");
});
