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

const BY_SCP =
  "User: arn:aws:iam::111122223333:user/ci is not authorized to perform: ec2:RunInstances on resource: * with an explicit deny in a service control policy";
const NO_ACCESS = "An error occurred (ForbiddenException) when calling the GetRoleCredentials operation: No access";

test.each([
  ["names no other cause than the error", "an SCP blocks me in AWS", BY_SCP, []],
  ["names one more than the error", "we have a nested group in AWS", NO_ACCESS, ["A nested group gives nobody access"]],
])("a sentence that %s", (_name, sentence, error, expected) => {
  const told = explainPasted(`${sentence}\n${error}`).filter(({ kind }) => kind === "symptom");
  expect(told.map(({ title }) => title)).toEqual(expected);
});

test.each([
  ["three words are no sentence", "my SSO fails", 0],
  ["four words are one", "my SSO login fails", 1],
  ["spaces are no words", "my  SSO   fails", 0],
  ["600 characters are a sentence", `my account is missing in the SSO portal ${"x".repeat(560)}`, 1],
  ["more are a text", `my account is missing in the SSO portal ${"x".repeat(561)}`, 0],
])("%s", (_name, sentence, count) => {
  expect(kinds(`${sentence}\n${ERROR}`).filter((kind) => kind === "symptom")).toHaveLength(count);
});

const LOST = "my account is missing in aws sso portal";

test.each([
  ["", 1],
  ["error ", 0],
  ["  error ", 0],
  ["fatal ", 0],
  ["warn ", 0],
  ["warning ", 0],
  ["info ", 0],
  ["at ", 0],
  ["caused by ", 0],
  ["file ", 0],
  ["$ ", 0],
  ["$", 0],
  ["# ", 0],
  ["- ", 0],
  ['"a": ', 0],
  ['  "a.b-c" : ', 0],
  ['"ab": ', 0],
  ['"§": ', 1],
  ['somebody says "a": ', 1],
  ["he says error ", 1],
  ["errors again, ", 1],
  ["* ", 1],
  ["attention ", 1],
])("behind %j a sentence is told %i times", (beginning, count) => {
  expect(kinds(`${beginning}${LOST}\n${ERROR}`).filter((kind) => kind === "symptom")).toHaveLength(count);
});

const symptomsIn = (text: string): number => kinds(text).filter((kind) => kind === "symptom").length;

test("two sentences are told, a third one is not", () => {
  const nested = "our nested group in AWS does not work";
  const loop = "she cannot sign in to AWS, says our admin";
  expect(symptomsIn(`${nested}\n${ERROR}\n${loop}`)).toBe(2);
  expect(symptomsIn(`${LOST}\n${ERROR}\n${nested}\n${ERROR}\n${loop}`)).toBe(2);
});

test("empty lines before a sentence leave it in front", () => {
  expect(kinds(`- \n${ERROR}\n${LOST}`)).toEqual(["client-error", "symptom"]);
  expect(kinds(`.\n\n \n${LOST}\n\n${ERROR}`)).toEqual(["symptom", "client-error"]);
});

test.each([
  ["20,000 characters", `${LOST}\n${ERROR}\n`.padEnd(20_000, "-"), 1],
  ["more characters, which are a log", `${LOST}\n${ERROR}\n`.padEnd(20_001, "-"), 0],
  ["the last of 200 lines", `${ERROR}\n${"-\n".repeat(198)}${LOST}`, 1],
  ["a line behind them", `${ERROR}\n${"-\n".repeat(199)}${LOST}`, 0],
])("a sentence among %s", (_name, text, count) => {
  expect(symptomsIn(text)).toBe(count);
});
