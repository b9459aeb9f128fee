/** A token goes to the portal that it is of, and what is no token is none. */
import { describe, expect, test } from "vitest";
import type { SsoProfile } from "../../facts/grant/additional-facts.ts";
import { type CachedToken, cacheKey, chooseToken, parseCachedToken } from "./cached-sign-in.ts";

const AT = "2026-09-14T09:30:00.000Z";
const LATER = "2026-09-14T17:00:00.000Z";
const CORP = "https://corp.awsapps.com/start";
const profile = (more: Partial<SsoProfile> = {}): SsoProfile => ({
  name: "dev",
  sessionName: "corp",
  startUrl: CORP,
  ssoRegion: "us-east-1",
  accountId: undefined,
  roleName: undefined,
  mistakes: [],
  ...more,
});
const token = (under: string, more: Partial<CachedToken> = {}): CachedToken => ({
  key: cacheKey(profile({ sessionName: under })) ?? "",
  accessToken: `token of ${under}`,
  until: LATER,
  startUrl: CORP,
  ...more,
});

describe("parseCachedToken", () => {
  const file = { accessToken: "abc", expiresAt: "2026-09-14T17:00:00Z", startUrl: CORP, region: "us-east-1" };
  test.each([
    ["as the aws CLI writes it", file],
    ["with an older client's time", { ...file, expiresAt: "2026-09-14T17:00:00UTC" }],
  ])("reads a token %s", (_what, content) => {
    expect(parseCachedToken("k", JSON.stringify(content))).toEqual({
      key: "k",
      accessToken: "abc",
      until: LATER,
      startUrl: CORP,
    });
  });

  test.each([
    ["a client registration", { clientId: "x", clientSecret: "y", expiresAt: file.expiresAt }],
    ["a token with a line break", { ...file, accessToken: "abc\r\nX-Evil: 1" }],
    ["an endless token", { ...file, accessToken: "a".repeat(16_385) }],
    ["a token that is no text", { ...file, accessToken: ["abc"] }],
    ["no time", { ...file, expiresAt: "soon" }],
    ["nothing", null],
    ["a list", [file]],
  ])("finds none in %s", (_what, content) => {
    expect(parseCachedToken("k", JSON.stringify(content))).toBeUndefined();
  });

  test.each(["", "{", '{"__proto__":{"accessToken":"abc","expiresAt":"2026-09-14T17:00:00Z"}}'])(
    "finds none in the text %s",
    (text) => {
      expect(parseCachedToken("k", text)).toBeUndefined();
    },
  );
});

describe("chooseToken", () => {
  test("the file's name is the SHA-1 of the session's name, or of the start URL", () => {
    expect(cacheKey(profile())).toBe("ee0bfd2552fbd840c02cc48b6e823320543c450f");
    expect(cacheKey(profile({ sessionName: undefined }))).toBe("a51746d4aa793ae07b25e90c3a5db96fc7832bd7");
    expect(cacheKey(profile({ sessionName: undefined, startUrl: undefined }))).toBeUndefined();
  });

  test.each<[string, readonly SsoProfile[], readonly CachedToken[], ReturnType<typeof chooseToken>]>([
    [
      "the session's",
      [profile()],
      [token("other"), token("corp")],
      { kind: "chosen", token: token("corp"), mayBeSent: true },
    ],
    [
      "by the start URL, the one that lasts longest",
      [profile({ sessionName: undefined })],
      [token("a", { until: AT }), token("b", { startUrl: `${CORP}/#/` }), token("c", { startUrl: "https://x" })],
      { kind: "chosen", token: token("b", { startUrl: `${CORP}/#/` }), mayBeSent: true },
    ],
    [
      "one that is over, and is not sent",
      [profile()],
      [token("corp", { until: AT })],
      { kind: "chosen", token: token("corp", { until: AT }), mayBeSent: false },
    ],
    [
      "one of an earlier start URL, and it is not sent",
      [profile()],
      [token("corp", { startUrl: "https://old.awsapps.com/start" })],
      { kind: "chosen", token: token("corp", { startUrl: "https://old.awsapps.com/start" }), mayBeSent: false },
    ],
    ["without profiles the only one", [], [token("x")], { kind: "chosen", token: token("x"), mayBeSent: true }],
    ["none", [profile()], [token("x", { startUrl: undefined })], { kind: "none" }],
    ["none where nothing is kept", [], [], { kind: "none" }],
    [
      "nothing where two organizations' are valid",
      [profile(), profile({ name: "b", sessionName: "b", startUrl: "https://b" })],
      [token("corp"), token("b", { startUrl: "https://b" })],
      { kind: "ambiguous" },
    ],
    [
      "the valid one of two",
      [profile(), profile({ name: "b", sessionName: "b", startUrl: "https://b" })],
      [token("corp"), token("b", { startUrl: "https://b", until: AT })],
      { kind: "chosen", token: token("corp"), mayBeSent: true },
    ],
    ["nothing where several are valid and no profile tells", [], [token("x"), token("y")], { kind: "ambiguous" }],
  ])("chooses %s", (_what, profiles, tokens, chosen) => {
    expect(chooseToken(profiles, tokens, AT)).toEqual(chosen);
  });
});
