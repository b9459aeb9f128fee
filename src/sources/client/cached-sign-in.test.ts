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
    { what: "as the aws CLI writes it", content: file },
    { what: "with an older client's time", content: { ...file, expiresAt: "2026-09-14T17:00:00UTC" } },
  ])("reads a token $what", ({ content }) => {
    expect(parseCachedToken("k", JSON.stringify(content))).toEqual({
      key: "k",
      accessToken: "abc",
      until: LATER,
      startUrl: CORP,
    });
  });

  test.each([
    { what: "a client registration", content: { clientId: "x", clientSecret: "y", expiresAt: file.expiresAt } },
    { what: "a token with a line break", content: { ...file, accessToken: "abc\r\nX-Evil: 1" } },
    { what: "an endless token", content: { ...file, accessToken: "a".repeat(16_385) } },
    { what: "a token that is no text", content: { ...file, accessToken: ["abc"] } },
    { what: "no time", content: { ...file, expiresAt: "soon" } },
    { what: "nothing", content: null },
    { what: "a list", content: [file] },
  ])("finds none in $what", ({ content }) => {
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

  test.each<{
    readonly what: string;
    readonly profiles: readonly SsoProfile[];
    readonly tokens: readonly CachedToken[];
    readonly chosen: ReturnType<typeof chooseToken>;
  }>([
    {
      what: "the session's",
      profiles: [profile()],
      tokens: [token("other"), token("corp")],
      chosen: { kind: "chosen", token: token("corp"), mayBeSent: true },
    },
    {
      what: "by the start URL, the one that lasts longest",
      profiles: [profile({ sessionName: undefined })],
      tokens: [
        token("a", { until: AT }),
        token("b", { startUrl: `${CORP}/#/` }),
        token("c", { startUrl: "https://x" }),
      ],
      chosen: { kind: "chosen", token: token("b", { startUrl: `${CORP}/#/` }), mayBeSent: true },
    },
    {
      what: "one that is over, and is not sent",
      profiles: [profile()],
      tokens: [token("corp", { until: AT })],
      chosen: { kind: "chosen", token: token("corp", { until: AT }), mayBeSent: false },
    },
    {
      what: "one of an earlier start URL, and it is not sent",
      profiles: [profile()],
      tokens: [token("corp", { startUrl: "https://old.awsapps.com/start" })],
      chosen: { kind: "chosen", token: token("corp", { startUrl: "https://old.awsapps.com/start" }), mayBeSent: false },
    },
    {
      what: "without profiles the only one",
      profiles: [],
      tokens: [token("x")],
      chosen: { kind: "chosen", token: token("x"), mayBeSent: true },
    },
    { what: "none", profiles: [profile()], tokens: [token("x", { startUrl: undefined })], chosen: { kind: "none" } },
    { what: "none where nothing is kept", profiles: [], tokens: [], chosen: { kind: "none" } },
    {
      what: "nothing where two organizations' are valid",
      profiles: [profile(), profile({ name: "b", sessionName: "b", startUrl: "https://b" })],
      tokens: [token("corp"), token("b", { startUrl: "https://b" })],
      chosen: { kind: "ambiguous" },
    },
    {
      what: "the valid one of two",
      profiles: [profile(), profile({ name: "b", sessionName: "b", startUrl: "https://b" })],
      tokens: [token("corp"), token("b", { startUrl: "https://b", until: AT })],
      chosen: { kind: "chosen", token: token("corp"), mayBeSent: true },
    },
    {
      what: "nothing where several are valid and no profile tells",
      profiles: [],
      tokens: [token("x"), token("y")],
      chosen: { kind: "ambiguous" },
    },
  ])("chooses $what", ({ profiles, tokens, chosen }) => {
    expect(chooseToken(profiles, tokens, AT)).toEqual(chosen);
  });
});
