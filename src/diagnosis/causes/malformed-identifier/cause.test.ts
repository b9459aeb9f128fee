/** Identifiers that the API refuses are explained before it is asked; right ones are left alone. */
import { describe, expect, test } from "vitest";
import { describeMalformed } from "../../../model/ids.ts";
import { brokenGrants } from "../../testing/broken-grants.ts";
import { diagnosedBy } from "../../testing/grant-facts.ts";
import { explainMalformed, malformedIdentifier, malformedIn } from "./cause.ts";

const ARTICLE_SET = "arn:aws:iam::aws:permission-set/sso_ps/ssoins-7223a5d90eexample/ps-a1b2c3d4e5f6g7h8";

describe("malformed-identifier", () => {
  test.each([
    [ARTICLE_SET, "permission set ARN"],
    ["arn:aws:sso:::instance/ssoins-7223a5d90eexample", "instance ARN"],
    ["arn:aws:sso:::permissionset/ssoins-7223a5d90e0exam1/ps-a1b2c3d4e5f6a7b8", "permission set ARN"],
    ["12345678901", "account id"],
    ["1234-5678-9012", "account id"],
    ["d-12345", "identity store id"],
    ["906ab1c2d3-11112222-3333-4444-5555-6666777788", "user id"],
  ])("%s is explained as a wrong %s", (word, what) => {
    const malformed = malformedIn(word);
    expect(malformed?.what).toBe(what);
    const cause = malformed && explainMalformed(malformed);
    expect(cause).toMatchObject({ id: "malformed-identifier", confidence: "proved", remedy: { kind: "human" } });
    expect(cause?.summary).toContain(malformed && describeMalformed(malformed));
    expect(JSON.stringify(cause?.remedy)).toContain(malformed?.example);
  });

  test("the article's ARN is told what is wrong with it", () => {
    const malformed = malformedIn(ARTICLE_SET);
    expect(malformed && explainMalformed(malformed).summary).toMatch(
      /belong to the service "sso".*permissionSet\/.*sso_ps\/.*17 characters.*arn:aws:sso:::permissionSet\/ssoins-/s,
    );
  });

  test.each([
    "arn:aws:sso:::permissionSet/ssoins-7223a5d90e0exam1/ps-a1b2c3d4e5f6a7b8",
    "arn:aws:sso:::instance/ssoins-7223a5d90e0exam1",
    "123456789012",
    "alice.moreau@example.com",
    "ReadOnly",
    "arn:aws:iam::123456789012:role/Deploy",
  ])("%s is left alone", (word) => {
    expect(malformedIn(word)).toBeUndefined();
  });

  test("facts never show it: what they hold has passed the check", () => {
    const all = Object.values(brokenGrants);
    expect(all.length).toBeGreaterThan(20);
    expect(all.filter((facts) => diagnosedBy(malformedIdentifier, facts))).toEqual([]);
  });
});
