/** Recognises the limit of chained roles, and no other limit of a session. */
import { describe, expect, test } from "vitest";
import { brokenGrants } from "../../testing/broken-grants.ts";
import { diagnosedBy } from "../../testing/diagnosed-by.ts";
import { roleChainingLimit, roleChainingLimitIn } from "./cause.ts";

describe("role-chaining-limit", () => {
  test.each([
    {
      text: "The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining.",
      confidence: "proved",
    },
  ])("recognises $text", ({ text, confidence }) => {
    const cause = roleChainingLimitIn(text);
    expect(cause).toMatchObject({
      id: "role-chaining-limit",
      stage: roleChainingLimit.stage,
      title: roleChainingLimit.title,
      confidence,
      evidence: [],
    });
    expect(cause?.remedy.kind === "api" ? [] : cause?.remedy.steps).not.toEqual([]);
  });

  test.each(["The requested DurationSeconds exceeds the MaxSessionDuration set for this role.", ""])(
    "is silent about %s",
    (text) => {
      expect(roleChainingLimitIn(text)).toBeUndefined();
    },
  );

  test("takes no control characters over from the text", () => {
    const cause = roleChainingLimitIn(
      "\u001b[31mThe requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining.\u0007",
    );
    expect(cause?.id).toBe("role-chaining-limit");
    expect(JSON.stringify(cause)).not.toMatch(/\\u001b|\\u0007/);
  });

  test("facts never show it", () => {
    const all = Object.values(brokenGrants);
    expect(all.length).toBeGreaterThan(20);
    expect(all.filter((facts) => diagnosedBy(roleChainingLimit, facts))).toEqual([]);
  });
});
