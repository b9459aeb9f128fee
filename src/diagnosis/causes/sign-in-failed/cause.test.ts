/** Recognises a sign-in that does not succeed, and leaves the words of other programs alone. */
import { describe, expect, test } from "vitest";
import { brokenGrants } from "../../testing/broken-grants.ts";
import { diagnosedBy } from "../../testing/diagnosed-by.ts";
import { signInFailed, signInFailedIn } from "./cause.ts";

describe("sign-in-failed", () => {
  test.each([
    { text: "It's not you, it is us", confidence: "likely" },
    { text: "Invalid MFA credentials", confidence: "likely" },
    { text: "An unexpected error has occurred", confidence: "possible" },
    { text: "The pending authorization to retrieve an SSO token has expired", confidence: "proved" },
    { text: '{"error":"expired_token"}', confidence: "proved" },
    { text: '{"error":"access_denied"}', confidence: "likely" },
  ])("recognises $text", ({ text, confidence }) => {
    const cause = signInFailedIn(text);
    expect(cause).toMatchObject({
      id: "sign-in-failed",
      stage: signInFailed.stage,
      title: signInFailed.title,
      confidence,
      evidence: [],
    });
    expect(cause?.remedy.kind === "api" ? [] : cause?.remedy.steps).not.toEqual([]);
  });

  test.each([
    "An error occurred (AccessDeniedException) when calling the ListInstances operation: no",
    "The build log of a program that is long enough to be one says somewhere: An unexpected error has occurred, and then goes on and on about it",
    "",
  ])("is silent about %s", (text) => {
    expect(signInFailedIn(text)).toBeUndefined();
  });

  test("takes no control characters over from the text", () => {
    const cause = signInFailedIn("\u001b[31mIt's not you, it is us\u0007");
    expect(cause?.id).toBe("sign-in-failed");
    expect(JSON.stringify(cause)).not.toMatch(/\\u001b|\\u0007/);
  });

  test("facts never show it", () => {
    const all = Object.values(brokenGrants);
    expect(all.length).toBeGreaterThan(20);
    expect(all.filter((facts) => diagnosedBy(signInFailed, facts))).toEqual([]);
  });
});
