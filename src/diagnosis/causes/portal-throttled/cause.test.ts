/** Recognises the portal's 429, and nobody else's. */
import { describe, expect, test } from "vitest";
import { failed, workingFacts } from "../../../facts/grant/testing/grant-facts.ts";
import { brokenGrants } from "../../testing/broken-grants.ts";
import { specify } from "../../testing/cause-spec.ts";
import { portalThrottled, portalThrottledIn } from "./cause.ts";

describe("portal-throttled", () => {
  test.each([
    {
      text: "An error occurred (TooManyRequestsException) when calling the ListAccountRoles operation: HTTP 429",
      confidence: "proved",
    },
    {
      text: "operation error SSO: ListAccountRoles, https response error StatusCode: 429, TooManyRequestsException",
      confidence: "proved",
    },
  ])("recognises $text", ({ text, confidence }) => {
    const cause = portalThrottledIn(text);
    expect(cause).toMatchObject({
      id: "portal-throttled",
      stage: portalThrottled.stage,
      title: portalThrottled.title,
      confidence,
      evidence: [],
    });
    expect(cause?.remedy.kind === "api" ? [] : cause?.remedy.steps).not.toEqual([]);
  });

  test.each([
    "An error occurred (TooManyRequestsException) when calling the Invoke operation: Rate exceeded",
    "ListAccountRoles: No access",
    "",
  ])("is silent about %s", (text) => {
    expect(portalThrottledIn(text)).toBeUndefined();
  });

  test("takes no control characters over from the text", () => {
    const cause = portalThrottledIn(
      "\u001b[31mAn error occurred (TooManyRequestsException) when calling the ListAccountRoles operation: HTTP 429\u0007",
    );
    expect(cause?.id).toBe("portal-throttled");
    expect(JSON.stringify(cause)).not.toMatch(/\\u001b|\\u0007/);
  });
});

specify(portalThrottled, {
  fires: [
    [
      "the user's portal answered 429",
      brokenGrants["portal-throttled"],
      { confidence: "proved", remedy: "wait", says: ["AWS_MAX_ATTEMPTS"], evidence: ["e11"] },
    ],
  ],
  silent: [
    ["another service was throttled", workingFacts({ portal: failed("throttled") })],
    ["the sign-in has ended", brokenGrants["session-ended"]],
  ],
});
