/** Recognises the policies outside of set and organization; those have causes of their own. */
import { describe, expect, test } from "vitest";
import { brokenGrants } from "../../testing/broken-grants.ts";
import { diagnosedBy } from "../../testing/diagnosed-by.ts";
import { otherDenyContext, otherDenyContextIn } from "./cause.ts";

describe("other-deny-context", () => {
  test.each([
    {
      text: "is not authorized to perform: s3:GetObject because no session policy allows the s3:GetObject action",
      confidence: "proved",
    },
    { text: "because no VPC endpoint policy allows the s3:GetObject action", confidence: "proved" },
    { text: "because no resource-based policy allows the s3:GetObject action", confidence: "proved" },
    { text: "with an explicit deny in a resource-based policy", confidence: "proved" },
    { text: "because no role trust policy allows the sts:AssumeRole action", confidence: "proved" },
  ])("recognises $text", ({ text, confidence }) => {
    const cause = otherDenyContextIn(text);
    expect(cause).toMatchObject({
      id: "other-deny-context",
      stage: otherDenyContext.stage,
      title: otherDenyContext.title,
      confidence,
      evidence: [],
    });
    expect(cause?.remedy.kind === "api" ? [] : cause?.remedy.steps).not.toEqual([]);
  });

  test.each([
    "with an explicit deny in a service control policy",
    "because no permissions boundary allows the s3:GetObject action",
    "because no identity-based policy allows the s3:GetObject action",
    "",
  ])("is silent about %s", (text) => {
    expect(otherDenyContextIn(text)).toBeUndefined();
  });

  test("takes no control characters over from the text", () => {
    const cause = otherDenyContextIn(
      "\u001b[31mis not authorized to perform: s3:GetObject because no session policy allows the s3:GetObject action\u0007",
    );
    expect(cause?.id).toBe("other-deny-context");
    expect(JSON.stringify(cause)).not.toMatch(/\\u001b|\\u0007/);
  });

  test("facts never show it", () => {
    const all = Object.values(brokenGrants);
    expect(all.length).toBeGreaterThan(20);
    expect(all.filter((facts) => diagnosedBy(otherDenyContext, facts))).toEqual([]);
  });
});
