/** Recognises a sign-in that is over, in texts and in a failed read of the portal, and nothing else. */
import { describe, expect, test } from "vitest";
import { withClient } from "../../../facts/grant/testing/additional-facts.ts";
import { AT, workingFacts } from "../../../facts/grant/testing/grant-facts.ts";
import { unread } from "../../../model/reading.ts";
import { brokenGrants } from "../../testing/broken-grants.ts";
import { specify } from "../../testing/cause-spec.ts";
import { sessionEnded, sessionEndedBy, sessionEndedIn } from "./cause.ts";

describe("session-ended", () => {
  test.each([
    { text: "Session token not found or invalid", confidence: "proved" },
    { text: "The SSO session associated with this profile has expired or is otherwise invalid.", confidence: "proved" },
    { text: "Error when retrieving token from sso: Token has expired and refresh failed", confidence: "proved" },
    {
      text: "operation error SSO: GetRoleCredentials, https response error StatusCode: 401, RequestID: 1, UnauthorizedException: ",
      confidence: "proved",
    },
    { text: "Error loading SSO Token: Token for corp does not exist", confidence: "likely" },
  ])("recognises $text", ({ text, confidence }) => {
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
});

const noToken = { portal: unread("no token") };
const refused = (code: string, message: string) =>
  workingFacts({
    portal: {
      state: "unknown",
      failure: { kind: "refused", service: "sso", operation: "ListAccounts", permission: "the token", message, code },
      evidence: ["e11"],
    },
    additional: withClient(),
  });
const keptUntil = (until: string) =>
  withClient({}, { signIn: { kind: "kept", until, startUrl: "https://d-1234567890.awsapps.com/start" } });

specify(sessionEnded, {
  fires: [
    [
      "the kept sign-in is over",
      brokenGrants["session-ended"],
      {
        confidence: "proved",
        remedy: "human",
        says: ["ended at 2026-09-14T09:00:00.000Z", "aws sso login --profile dev", "nothing about the user's access"],
        evidence: ["e0", "e47"],
      },
    ],
    [
      "it ends in this very moment",
      workingFacts({ ...noToken, additional: keptUntil(AT) }),
      { confidence: "proved", remedy: "human" },
    ],
    [
      "none is kept",
      workingFacts({ ...noToken, additional: withClient({}, { signIn: { kind: "none" } }) }),
      { confidence: "likely", remedy: "human", says: ["This machine has no cached sign-in"], evidence: ["e0", "e47"] },
    ],
    [
      "the portal does not know the token",
      refused("UnauthorizedException", "Session token not found or invalid"),
      { confidence: "proved", remedy: "human", says: ["aws sso login --profile dev"], evidence: ["e11"] },
    ],
  ],
  silent: [
    ["the folder was not looked into", workingFacts({ ...noToken, additional: withClient() })],
    ["it has not ended", workingFacts({ ...noToken, additional: keptUntil("2026-09-14T09:30:01.000Z") })],
    ["the portal answered all the same", workingFacts({ additional: keptUntil("2026-09-14T09:00:00.000Z") })],
    ["the portal refused something else", refused("ForbiddenException", "No access")],
    ["the portal was asked too often", brokenGrants["portal-throttled"]],
  ],
});
