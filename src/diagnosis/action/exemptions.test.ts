/** Who is spared by a statement, and patterns that miss the role that they are meant for. */
import { describe, expect, test } from "vitest";
import { deny, levels, policy } from "../testing/broken-policies.ts";
import { nearMissOf, sparedPrincipals } from "./exemptions.ts";

const ROLE = "arn:aws:iam::111122223333:role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_Market_0123456789abcdef";
const IN_EU = ROLE.replace("amazonaws.com/", "amazonaws.com/eu-west-1/");
const PATH = "arn:aws:iam::*:role/aws-reserved/sso.amazonaws.com";

describe("a pattern misses the role", () => {
  test.each([
    [
      "by a Region segment",
      `${PATH}/*/AWSReservedSSO_Market_*`,
      ROLE,
      `${PATH}/AWSReservedSSO_Market_*`,
      /requires a Region/,
    ],
    [
      "by a named Region",
      `${PATH}/eu-west-1/AWSReservedSSO_Market_*`,
      ROLE,
      `${PATH}/AWSReservedSSO_Market_*`,
      /requires a Region/,
    ],
    [
      "without a Region segment",
      `${PATH}/AWSReservedSSO_Market_*`,
      IN_EU,
      `${PATH}/*/AWSReservedSSO_Market_*`,
      /no place for the Region/,
    ],
    [
      "without the path",
      "arn:aws:iam::*:role/AWSReservedSSO_Market_*",
      ROLE,
      `${PATH}*/AWSReservedSSO_Market_*`,
      /lacks the path/,
    ],
    [
      "without the suffix",
      `${PATH}/AWSReservedSSO_Market`,
      ROLE,
      `${PATH}/AWSReservedSSO_Market_*`,
      /lacks the suffix/,
    ],
  ])("%s", (_what, pattern, role, corrected, why) => {
    expect(nearMissOf(["arn:aws:iam::*:role/Other", pattern], role)).toEqual({
      pattern,
      corrected,
      why: expect.stringMatching(why),
    });
  });

  test.each([
    ["of another set", `${PATH}/*/AWSReservedSSO_Other_*`],
    ["for every reserved role", `${PATH}/*/AWSReservedSSO_*`],
    ["of another account", `${PATH.replace("::*", "::444455556666")}/*/AWSReservedSSO_Market_*`],
  ])("not one %s", (_what, pattern) => {
    expect(nearMissOf([pattern], ROLE)).toBeUndefined();
  });
});

describe("statements spare", () => {
  const spared = (operator: string, key: string) => {
    const guard = policy("Guard", deny("s3:*"), deny("ec2:*", { Condition: { [operator]: { [key]: ["a", "b"] } } }));
    const named = { policy: "Guard", sid: null, statement: 2, effect: "Deny", keys: [] } as const;
    return sparedPrincipals(levels(guard), [named]);
  };
  test.each([
    ["StringNotLike", "aws:PrincipalARN", ["a", "b"]],
    ["ArnNotLikeIfExists", "AWS:principalarn", ["a", "b"]],
    ["ArnNotEquals", "aws:PrincipalArn", ["a", "b"]],
    ["StringLike", "aws:PrincipalArn", []],
    ["StringNotLike", "aws:userid", []],
  ])("%s of %s", (operator, key, patterns) => {
    expect(spared(operator, key)).toEqual(patterns);
  });

  test("nobody, where the policy is not among those that were read", () => {
    const named = { policy: "Gone", sid: null, statement: 1, effect: "Deny", keys: [] } as const;
    expect(sparedPrincipals(levels(), [named])).toEqual([]);
  });
});
