/** Identifiers that the API refuses are explained before it is asked; right ones are left alone. */
import { describe, expect, test } from "vitest";
import { describeMalformed } from "../../../model/ids.ts";
import { brokenGrants } from "../../testing/broken-grants.ts";
import { diagnosedBy } from "../../testing/diagnosed-by.ts";
import { explainMalformed, malformedIdentifier, malformedIn } from "./cause.ts";

const ARTICLE_SET = "arn:aws:iam::aws:permission-set/sso_ps/ssoins-7223a5d90eexample/ps-a1b2c3d4e5f6g7h8";

describe("malformed-identifier", () => {
  test.each([
    { word: ARTICLE_SET, what: "permission set ARN" },
    { word: "arn:aws:sso:::instance/ssoins-7223a5d90eexample", what: "instance ARN" },
    { word: "arn:aws:sso:::permissionset/ssoins-7223a5d90e0exam1/ps-a1b2c3d4e5f6a7b8", what: "permission set ARN" },
    { word: "12345678901", what: "account id" },
    { word: "1234-5678-9012", what: "account id" },
    { word: "d-12345", what: "identity store id" },
    { word: "906ab1c2d3-11112222-3333-4444-5555-6666777788", what: "user id" },
    { word: "DEADBEEF-CAFE", what: "user id" },
    { word: "arn:aws:sso:::instance/x", what: "instance ARN" },
    { word: "arn:aws:sso:::x/ssoins-7223a5d90eexample", what: "instance ARN" },
    { word: "ARN:aws:sso:::x/ps-1", what: "permission set ARN" },
  ])("$word is explained as a wrong $what", ({ word, what }) => {
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
    "see arn:aws:sso:::permissionset/x",
    "see arn:aws:sso:::instance/x",
    "deadbeef-cafe team",
    "team deadbeef-cafe",
    "beef-cafe",
    "12 34",
    "x12345678901",
    "dev-d-1",
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
