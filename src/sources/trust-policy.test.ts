/** Trust policies in the shapes that IAM has, and in those that nobody should rely on. */
import { describe, expect, test } from "vitest";
import { federatedProviderOf, trustsReservedRole } from "./trust-policy.ts";

const policy = (...statements: object[]) => JSON.stringify({ Statement: statements });
const PROVIDER = "arn:aws:iam::111122223333:saml-provider/AWSSSO_x";
const NOTHING = [
  "",
  "{",
  "null",
  "[]",
  "{}",
  '{"Statement":null}',
  '{"Statement":["x",3]}',
  '{"Statement":[{"Principal":"*"}]}',
];

describe("the SAML provider", () => {
  test.each([
    {
      what: "one statement without a list",
      text: JSON.stringify({ Statement: { Principal: { Federated: PROVIDER } } }),
    },
    {
      what: "a list",
      text: policy({ Principal: { Service: "ec2" } }, { Principal: { Federated: [PROVIDER, "other"] } }),
    },
  ])("$what", ({ text }) => {
    expect(federatedProviderOf(text)).toBe(PROVIDER);
  });

  test.each(NOTHING)("none in %s", (text) => {
    expect(federatedProviderOf(text)).toBeUndefined();
  });
});

describe("the reserved role of ReadOnly", () => {
  const arn = (suffix: string, name = "ReadOnly") =>
    `arn:aws:iam::111122223333:role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_${name}_${suffix}`;

  test.each([
    { what: "as principal", statement: { Principal: { AWS: [arn("0123456789abcdef")] } }, names: true },
    {
      what: "in a condition",
      statement: { Condition: { ArnEquals: { "aws:PrincipalArn": [arn("0123456789abcdef")] } } },
      names: true,
    },
    { what: "with a wildcard", statement: { Condition: { ArnLike: { "aws:PrincipalArn": arn("*") } } }, names: false },
    { what: "with too many digits", statement: { Principal: { AWS: arn("0123456789abcdef0") } }, names: false },
    { what: "another set's", statement: { Principal: { AWS: arn("0123456789abcdef", "ReadOnlyMore") } }, names: false },
    { what: "in an action only", statement: { Action: arn("0123456789abcdef") }, names: false },
  ])("$what: $names", ({ statement, names }) => {
    expect(trustsReservedRole(policy(statement), "ReadOnly")).toBe(names);
  });

  test.each(NOTHING)("is not named by %s", (text) => {
    expect(trustsReservedRole(text, "ReadOnly")).toBe(false);
  });
});
