/** What a role's trust policy answers to account access manager, and the sentence for each obstacle. */
import { describe, expect, test } from "vitest";
import { accountAccessTrust, obstacleInWords, trustStatement, trustsEveryApplication } from "./account-access-trust.ts";

const MANAGEMENT = "123456789012";
const APPLICATION = `arn:aws:account-access:us-east-1:${MANAGEMENT}:application/1234567890abcdef`;
const SERVICE = "account-access.amazonaws.com";

const statement = (more: object = {}) => ({
  Effect: "Allow",
  Principal: { Service: SERVICE },
  Action: ["sts:AssumeRole", "sts:SetContext"],
  ...more,
});
const policy = (...Statement: readonly object[]): string => JSON.stringify({ Version: "2012-10-17", Statement });
const when = (operator: string, key: string, value: string | readonly string[]) => ({
  Condition: { [operator]: { [key]: value } },
});
const answerOf = (text: string) => accountAccessTrust(text, { applicationArn: APPLICATION });

function wordsOf(text: string): string {
  const answer = answerOf(text);
  return answer.kind === "refuses" ? obstacleInWords(answer.obstacle) : answer.kind;
}

describe("the answer", () => {
  test.each([
    { what: "the statement of AWS's guide", text: policy(JSON.parse(trustStatement(APPLICATION))), is: "trusts" },
    { what: "a statement without conditions", text: policy(statement()), is: "trusts" },
    {
      what: "one statement without a list",
      text: JSON.stringify({ Version: "2012-10-17", Statement: statement() }),
      is: "trusts",
    },
    {
      what: "one statement for each action",
      text: policy(statement({ Action: "sts:AssumeRole" }), statement({ Action: "sts:SetContext" })),
      is: "trusts",
    },
    { what: "any action", text: policy(statement({ Action: "sts:*" })), is: "trusts" },
    {
      what: "the service among others",
      text: policy(statement({ Principal: { Service: ["ec2.amazonaws.com", SERVICE] } })),
      is: "trusts",
    },
    {
      what: "its own organization as the source",
      text: policy(statement(when("StringEquals", "aws:SourceAccount", MANAGEMENT))),
      is: "trusts",
    },
    {
      what: "a service as principal",
      text: policy(
        statement({
          Condition: {
            Bool: { "aws:PrincipalIsAWSService": "true" },
            StringEquals: { "aws:PrincipalServiceName": SERVICE },
          },
        }),
      ),
      is: "trusts",
    },
    {
      what: "a condition that fails beside a statement without one",
      text: policy(statement(when("StringEquals", "aws:SourceAccount", "1")), statement()),
      is: "trusts",
    },
    {
      what: "a key that nobody knows",
      text: policy(statement(when("StringEquals", "aws:PrincipalOrgID", "o-1"))),
      is: "unknown",
    },
    {
      what: "a refusal that depends on one",
      text: policy(statement(), statement({ Effect: "Deny", ...when("StringEquals", "aws:PrincipalOrgID", "o-1") })),
      is: "unknown",
    },
    {
      what: "a refusal of something else",
      text: policy(statement(), statement({ Effect: "Deny", Action: "sts:TagSession" })),
      is: "trusts",
    },
    {
      what: "a refusal of others",
      text: policy(statement(), statement({ Effect: "Deny", Principal: { Service: "ec2.amazonaws.com" } })),
      is: "trusts",
    },
    { what: "a condition without a version", text: JSON.stringify({ Statement: [statement()] }), is: "trusts" },
    { what: "no policy", text: "{", is: /^the trust policy cannot be read: ./ },
    { what: "a list", text: "[]", is: /^the trust policy cannot be read: ./ },
    { what: "null", text: "null", is: /^the trust policy cannot be read: ./ },
    { what: "a number", text: "1", is: /^the trust policy cannot be read: ./ },
    {
      what: "a policy without statements",
      text: '{"Version":"2012-10-17"}',
      is: /^the trust policy cannot be read: ./,
    },
    {
      what: "another service",
      text: policy(statement({ Principal: { Service: "ec2.amazonaws.com" } })),
      is: `no statement of its trust policy names ${SERVICE}`,
    },
    {
      what: "nobody",
      text: policy(statement({ Effect: "Deny" })),
      is: "statement 1 of its trust policy denies sts:AssumeRole",
    },
    {
      what: "a refusal with a name",
      text: policy(statement(), statement({ Sid: "Never", Effect: "Deny", Action: "sts:SetContext" })),
      is: "Never of its trust policy denies sts:SetContext",
    },
    {
      what: "only the first action",
      text: policy(statement({ Action: "sts:AssumeRole" })),
      is: `its trust policy does not allow ${SERVICE} sts:SetContext`,
    },
    {
      what: "only the second action",
      text: policy(statement({ Action: "sts:SetContext" })),
      is: `its trust policy does not allow ${SERVICE} sts:AssumeRole`,
    },
    {
      what: "another application",
      text: policy(
        statement({ Principal: { Service: "ec2.amazonaws.com" } }),
        statement({ Sid: "Mine", ...when("StringEquals", "aws:SourceArn", [`${APPLICATION}0`, `${APPLICATION}1`]) }),
      ),
      is: `Mine of its trust policy requires aws:SourceArn = ${APPLICATION}0 or ${APPLICATION}1, and gets ${APPLICATION}`,
    },
    {
      what: "another account, the second of its conditions",
      text: policy(
        statement({
          Condition: { StringEquals: { "aws:SourceArn": APPLICATION }, StringLike: { "AWS:SourceAccount": "9*" } },
        }),
      ),
      is: `statement 1 of its trust policy requires AWS:SourceAccount = 9*, and gets ${MANAGEMENT}`,
    },
    {
      what: "a condition on one action only",
      text: policy(
        statement({ Action: "sts:AssumeRole" }),
        statement({ Action: "sts:SetContext", ...when("StringEquals", "aws:SourceAccount", "9") }),
      ),
      is: `statement 2 of its trust policy requires aws:SourceAccount = 9, and gets ${MANAGEMENT}`,
    },
  ])("$what", ({ text, is }) => {
    if (typeof is === "string") expect(wordsOf(text)).toBe(is);
    else expect(wordsOf(text)).toMatch(is);
  });

  test("what cannot be known does not hide what is refused", () => {
    const open = statement({ Action: "sts:AssumeRole", ...when("StringEquals", "aws:PrincipalOrgID", "o-1") });
    expect(wordsOf(policy(open))).toBe(`its trust policy does not allow ${SERVICE} sts:SetContext`);
  });
});

test("a role that trusts applications of any organization is told from one that trusts its own", () => {
  expect(trustsEveryApplication(policy(statement()))).toBe(true);
  expect(trustsEveryApplication(policy(JSON.parse(trustStatement(APPLICATION))))).toBe(false);
  expect(trustsEveryApplication(policy(statement(when("StringEquals", "aws:SourceAccount", MANAGEMENT))))).toBe(false);
});

test("the statement that is offered names the application and its account", () => {
  expect(JSON.parse(trustStatement(APPLICATION))).toEqual({
    Effect: "Allow",
    Principal: { Service: SERVICE },
    Action: ["sts:AssumeRole", "sts:SetContext"],
    Condition: { StringEquals: { "aws:SourceAccount": MANAGEMENT, "aws:SourceArn": APPLICATION } },
  });
});
