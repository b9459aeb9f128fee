/** Which conditions are about the network, and what a policy says without them. */
import { describe, expect, test } from "vitest";
import { deniesElsewhere, networkConditions, withoutNetwork } from "./network-conditions.ts";

const text = (...Statement: readonly object[]) => JSON.stringify({ Version: "2012-10-17", Statement });
const deny = (Condition?: object) => ({
  Effect: "Deny",
  Action: "signin:*",
  Resource: "*",
  ...(Condition && { Condition }),
});
const named = (statement: number) => ({ policy: "P", sid: null, statement, effect: "Deny" as const, keys: [] });

describe("without the network", () => {
  test("a denial keeps its other conditions", () => {
    const condition = {
      NotIpAddressIfExists: { "aws:SourceIp": "192.0.2.0/24" },
      StringNotEquals: { "AWS:SourceVpc": "vpc-1", "aws:PrincipalTag/a": "b" },
      ArnNotLike: { "signin:PrincipalArn": "arn:*" },
    };
    expect(JSON.parse(withoutNetwork(text(deny(condition), deny())))).toEqual({
      Version: "2012-10-17",
      Statement: [
        deny({ StringNotEquals: { "aws:PrincipalTag/a": "b" }, ArnNotLike: { "signin:PrincipalArn": "arn:*" } }),
        deny(),
      ],
    });
  });

  test("an allowance keeps all of them", () => {
    const allowed = { ...deny({ IpAddress: { "aws:SourceIp": "192.0.2.0/24" } }), Effect: "Allow" };
    expect(JSON.parse(withoutNetwork(text(allowed))).Statement).toEqual([allowed]);
  });

  test("a single statement is a policy, too", () => {
    const single = JSON.stringify({ Statement: deny({ StringEquals: { "aws:RequestedRegion": "x" } }) });
    expect(JSON.parse(withoutNetwork(single)).Statement).toEqual([deny({})]);
  });

  test("what is no policy stays as it is", () => {
    for (const broken of ["", "[]", '{"Statement":[{"Effect":"Deny"}]}']) expect(withoutNetwork(broken)).toBe(broken);
  });
});

describe("conditions on the network", () => {
  const policy = text(deny(), deny({ IpAddress: { "aws:SourceIp": "x" }, Bool: { "aws:SecureTransport": "true" } }));

  test("of a statement by its place", () => {
    expect(networkConditions(policy, named(1))).toEqual([]);
    expect(networkConditions(policy, named(2)).map(({ key }) => key)).toEqual(["aws:SourceIp"]);
    expect(networkConditions(policy, named(3))).toEqual([]);
    expect(networkConditions("", named(1))).toEqual([]);
  });

  test.each([
    ["NotIpAddress", "aws:SourceIp", true],
    ["NotIpAddressIfExists", "aws:VpcSourceIp", true],
    ["StringNotEquals", "aws:SourceVpc", true],
    ["ForAnyValue:StringNotLike", "aws:SourceVpce", true],
    ["ArnNotEquals", "aws:SourceVpcArn", true],
    ["IpAddress", "aws:SourceIp", false],
    ["StringEqualsIfExists", "aws:SourceVpc", false],
    ["StringNotEquals", "aws:RequestedRegion", false],
  ])("%s on %s denies elsewhere: %s", (operator, key, expected) => {
    expect(deniesElsewhere({ operator, key, values: [] })).toBe(expected);
  });
});
