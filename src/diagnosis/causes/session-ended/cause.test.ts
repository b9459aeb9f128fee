/** Recognises a sign-in that is over, in texts and in a failed read of the portal, and nothing else. */
import { describe, expect, test } from "vitest";
import { brokenGrants } from "../../testing/broken-grants.ts";
import { diagnosedBy } from "../../testing/grant-facts.ts";
import { sessionEnded, sessionEndedBy, sessionEndedIn } from "./cause.ts";

describe("session-ended", () => {
  test.each([
    ["Session token not found or invalid", "proved"],
    ["The SSO session associated with this profile has expired or is otherwise invalid.", "proved"],
    ["Error when retrieving token from sso: Token has expired and refresh failed", "proved"],
    [
      "operation error SSO: GetRoleCredentials, https response error StatusCode: 401, RequestID: 1, UnauthorizedException: ",
      "proved",
    ],
    ["Error loading SSO Token: Token for corp does not exist", "likely"],
  ])("recognises %s", (text, confidence) => {
    const cause = sessionEndedIn(text);
    expect(cause).toMatchObject({
      id: "session-ended",
      stage: sessionEnded.stage,
      title: sessionEnded.title,
      confidence,
      evidence: [],
    });
    expect(cause?.remedy.kind === "api" ? [] : cause?.remedy.steps).not.toEqual([]);
  });

  test.each([
    "ForbiddenException: No access",
    "UnauthorizedException: Unauthorized",
    "The security token included in the request is expired",
    "",
  ])("is silent about %s", (text) => {
    expect(sessionEndedIn(text)).toBeUndefined();
  });

  test("takes no control characters over from the text", () => {
    const cause = sessionEndedIn("\u001b[31mSession token not found or invalid\u0007");
    expect(cause?.id).toBe("session-ended");
    expect(JSON.stringify(cause)).not.toMatch(/\\u001b|\\u0007/);
  });

  test("signs in with the profile of the command, where its name is harmless", () => {
    const stepsOf = (text: string) => {
      const remedy = sessionEndedIn(text)?.remedy;
      return remedy?.kind === "human" ? remedy.steps.at(-1) : undefined;
    };
    expect(stepsOf("aws s3 ls --profile dev Session token not found or invalid")).toBe("aws sso login --profile dev");
    expect(stepsOf("aws s3 ls --profile $(id) Session token not found or invalid")).toBe("aws sso login");
  });

  test("is behind a read of the portal whose token was refused, and behind no other failure", () => {
    const failure = {
      kind: "refused",
      service: "sso",
      operation: "ListAccounts",
      permission: "the user's portal token",
      message: "Session token not found or invalid",
    } as const;
    expect(sessionEndedBy(failure)).toMatchObject({ id: "session-ended", confidence: "proved" });
    expect(sessionEndedBy({ ...failure, message: "UnauthorizedException" })?.id).toBe("session-ended");
    expect(sessionEndedBy({ ...failure, message: "No access" })).toBeUndefined();
    expect(sessionEndedBy({ ...failure, service: "sso-admin" })).toBeUndefined();
    expect(sessionEndedBy({ ...failure, kind: "throttled" })).toBeUndefined();
  });

  test("facts never show it", () => {
    const all = Object.values(brokenGrants);
    expect(all.length).toBeGreaterThan(20);
    expect(all.filter((facts) => diagnosedBy(sessionEnded, facts))).toEqual([]);
  });
});
