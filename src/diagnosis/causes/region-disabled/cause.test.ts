/** Recognises that STS does not answer in a Region. */
import { describe, expect, test } from "vitest";
import { brokenGrants } from "../../testing/broken-grants.ts";
import { diagnosedBy } from "../../testing/diagnosed-by.ts";
import { regionDisabled, regionDisabledIn } from "./cause.ts";

describe("region-disabled", () => {
  test.each([
    {
      text: "STS is not activated in this region for account:123456789012. Your account administrator can activate STS",
      confidence: "proved",
    },
    {
      text: "operation error STS: AssumeRole, https response error StatusCode: 403, RegionDisabledException: no",
      confidence: "proved",
    },
  ])("recognises $text", ({ text, confidence }) => {
    const cause = regionDisabledIn(text);
    expect(cause).toMatchObject({
      id: "region-disabled",
      stage: regionDisabled.stage,
      title: regionDisabled.title,
      confidence,
      evidence: [],
    });
    expect(cause?.remedy.kind === "api" ? [] : cause?.remedy.steps).not.toEqual([]);
  });

  test.each(["InvalidRequestRegionException: wrong Region", ""])("is silent about %s", (text) => {
    expect(regionDisabledIn(text)).toBeUndefined();
  });

  test("takes no control characters over from the text", () => {
    const cause = regionDisabledIn(
      "\u001b[31mSTS is not activated in this region for account:123456789012. Your account administrator can activate STS\u0007",
    );
    expect(cause?.id).toBe("region-disabled");
    expect(JSON.stringify(cause)).not.toMatch(/\\u001b|\\u0007/);
  });

  test("names the account of the message", () => {
    expect(regionDisabledIn("STS is not activated in this region for account:123456789012.")?.summary).toContain(
      "123456789012",
    );
  });

  test.each([
    { text: "STS is not activated in this region for account:123456789012.", region: "us-east-1" },
    { text: "RegionDisabledException calling sts.us-gov-east-1.amazonaws.com", region: "us-gov-west-1" },
    { text: "RegionDisabledException calling sts.cn-northwest-1.amazonaws.com.cn", region: "cn-north-1" },
  ])("tries $region, a Region of the same partition", ({ text, region }) => {
    const remedy = regionDisabledIn(text)?.remedy;
    expect(remedy?.kind === "human" && remedy.steps).toContain(`aws sts get-caller-identity --region ${region}`);
  });

  test("facts never show it", () => {
    const all = Object.values(brokenGrants);
    expect(all.length).toBeGreaterThan(20);
    expect(all.filter((facts) => diagnosedBy(regionDisabled, facts))).toEqual([]);
  });
});
