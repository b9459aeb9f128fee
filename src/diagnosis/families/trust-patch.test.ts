/** The printed trust policy lets the application in and no other, and leaves other principals as they are. */
import { expect, test } from "vitest";
import { accountAccessTrust, trustsEveryApplication } from "./account-access-trust.ts";
import { trustSteps } from "./trust-patch.ts";

const applicationArn = "arn:aws:account-access:us-east-1:123456789012:application/1234567890abcdef";
const roleArn = "arn:aws:iam::111122223333:role/team/Developer";
const SERVICE = "account-access.amazonaws.com";
const EC2 = { Effect: "Allow", Principal: { Service: "ec2.amazonaws.com" }, Action: "sts:AssumeRole" };
const own = (more: object = {}) => ({
  Effect: "Allow",
  Principal: { Service: SERVICE },
  Action: ["sts:AssumeRole", "sts:SetContext"],
  ...more,
});
const text = (...statements: readonly object[]) => JSON.stringify({ Version: "2012-10-17", Statement: statements });

interface Policy {
  readonly Statement: readonly { readonly Principal: object; readonly Action: string | readonly string[] }[];
}

/** The policy in the printed command, as a shell reads it. */
function printed(trustPolicy: string): Policy {
  const [, command = ""] = trustSteps({ roleArn, applicationArn, trustPolicy });
  expect(command).toMatch(/^In account 111122223333, run: aws iam update-assume-role-policy --role-name Developer --/);
  return JSON.parse(command.split("--policy-document ")[1]?.slice(1, -1) ?? "") as Policy;
}

test.each([
  { what: "no statement for the service", statements: [EC2], others: 1 },
  {
    what: "a former application",
    statements: [own({ Condition: { StringEquals: { "aws:SourceArn": "x" } } })],
    others: 0,
  },
  { what: "no conditions", statements: [own(), EC2], others: 1 },
  { what: "two statements, one without conditions", statements: [own({ Condition: {} }), own(), EC2], others: 1 },
  {
    what: "the service beside another",
    statements: [own({ Principal: { Service: [SERVICE, "ec2.amazonaws.com"] } })],
    others: 1,
  },
  {
    what: "the service beside an account",
    statements: [own({ Principal: { Service: SERVICE, AWS: "111122223333" } })],
    others: 1,
  },
])("$what", ({ statements, others }) => {
  const policy = printed(text(...statements));
  const trustPolicy = JSON.stringify(policy);
  expect(accountAccessTrust(trustPolicy, { applicationArn })).toEqual({ kind: "trusts" });
  expect(trustsEveryApplication(trustPolicy)).toBe(false);
  const rest = policy.Statement.filter(({ Principal }) => !JSON.stringify(Principal).includes(SERVICE));
  expect(rest).toHaveLength(others);
  expect(policy.Statement).toHaveLength(others + 1);
});

test.each([
  { actions: ["sts:AssumeRole", "sts:TagSession"], tags: true },
  { actions: ["sts:*"], tags: true },
  { actions: ["sts:AssumeRole"], tags: false },
])("session tags of $actions: $tags", ({ actions, tags }) => {
  const [statement] = printed(text(own({ Action: actions }))).Statement;
  expect(statement?.Action.includes("sts:TagSession")).toBe(tags);
});

test.each([
  { what: "is no JSON", trustPolicy: "{" },
  { what: "denies the service", trustPolicy: text(own(), own({ Effect: "Deny" })) },
])("a policy that $what is left to people, with the statement that is needed", ({ trustPolicy }) => {
  expect(trustSteps({ roleArn, applicationArn, trustPolicy })).toEqual([
    expect.stringMatching(/^In the trust policy of .*, replace every statement .*"aws:SourceAccount":"123456789012"/),
  ]);
});
