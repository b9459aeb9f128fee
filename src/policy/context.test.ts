/** What is known of a session, and times of which only the bounds are. */
import { describe, expect, test } from "vitest";
import { ABSENT, type ContextValue, contextOf, PRESENT, sessionContext, UNKNOWN, valued } from "./context.ts";
import { decide } from "./evaluate.ts";
import { allow, identity, policy, request } from "./testing/requests.ts";

describe("a session", () => {
  const session = (more: object = {}) =>
    sessionContext({
      accountId: "111122223333",
      roleArn: undefined,
      roleArnStart: undefined,
      region: undefined,
      organizationId: undefined,
      organizationPath: undefined,
      userId: undefined,
      resourceAccount: undefined,
      issuedAt: "2026-03-01T12:00:00Z",
      given: {},
      tags: { team: "a", gone: null },
      mayHaveMoreTags: false,
      ...more,
    });
  test.each([
    ["aws:PrincipalAccount", {}, valued("111122223333")],
    ["aws:principalarn", {}, PRESENT],
    ["aws:principalarn", { roleArn: "arn" }, valued("arn")],
    ["aws:RequestedRegion", {}, UNKNOWN],
    ["aws:RequestedRegion", { region: "eu-west-1" }, valued("eu-west-1")],
    ["aws:PrincipalType", {}, valued("AssumedRole")],
    ["aws:username", {}, ABSENT],
    ["aws:PrincipalTag/TEAM", {}, valued("a")],
    ["aws:PrincipalTag/gone", {}, ABSENT],
    ["aws:PrincipalTag/gone", { mayHaveMoreTags: true }, UNKNOWN],
    ["aws:PrincipalTag/other", {}, ABSENT],
    ["aws:PrincipalTag/other", { tags: undefined }, UNKNOWN],
    ["aws:CurrentTime", {}, { state: "between", from: "2026-03-01T12:00:00.000Z", to: "2026-03-02T00:00:00.000Z" }],
    ["aws:EpochTime", {}, { state: "between", from: "1772366400", to: "1772409600" }],
    ["aws:CurrentTime", { issuedAt: "" }, PRESENT],
    ["aws:SecureTransport", {}, valued("true")],
    ["aws:ViaAWSService", {}, valued("false")],
    ["aws:CalledVia", {}, ABSENT],
    ["aws:CalledViaLast", {}, ABSENT],
    ["aws:SourceArn", {}, ABSENT],
    ["aws:SourceOrgID", {}, ABSENT],
    ["aws:SourceVpce", {}, UNKNOWN],
    ["aws:ResourceOrgID", { organizationId: "o-1" }, UNKNOWN],
    ["aws:ResourceOrgID", { organizationId: "o-1", resourceAccount: "111122223333" }, valued("o-1")],
    ["s3:prefix", {}, UNKNOWN],
    ["s3:prefix", { given: { "S3:Prefix": ["a", "b"] } }, valued("a", "b")],
  ])("%s %j", (key, more, value) => {
    expect(session(more)(key)).toEqual(value);
  });
});

describe("a time between two", () => {
  const during: ContextValue = { state: "between", from: "2026-03-01T12:00:00Z", to: "2026-03-02T00:00:00Z" };
  const context = contextOf({
    "aws:CurrentTime": during,
    "aws:EpochTime": { ...during, from: "1772366400", to: "1772409600" },
  });
  test.each<readonly [condition: Record<string, unknown>, answer: string]>([
    [{ DateGreaterThan: { "aws:CurrentTime": "2020-01-01" } }, "allow"],
    [{ DateLessThan: { "aws:CurrentTime": "2020-01-01T00:00:00Z" } }, "deny"],
    [{ DateLessThan: { "aws:CurrentTime": "2027" } }, "allow"],
    [{ DateGreaterThanEquals: { "aws:CurrentTime": "2026-03-02T00:00:01Z" } }, "deny"],
    [{ DateGreaterThanEquals: { "aws:CurrentTime": "2026-03-02T00:00:00Z" } }, "unknown"],
    [{ DateLessThan: { "aws:CurrentTime": "2026-03-01T18:00:00Z" } }, "unknown"],
    [{ DateEquals: { "aws:CurrentTime": "2026-03-01T18:00:00Z" } }, "unknown"],
    [{ DateNotEquals: { "aws:CurrentTime": "2019-03-01" } }, "allow"],
    [{ DateNotEquals: { "aws:CurrentTime": ["2019-03-01", "2026-03-01T18:00:00Z"] } }, "unknown"],
    [{ DateLessThanIfExists: { "aws:CurrentTime": "1500000000" } }, "deny"],
    [{ DateLessThan: { "aws:CurrentTime": "soon" } }, "unknown"],
    [{ NumericLessThan: { "aws:EpochTime": "1577836800" } }, "deny"],
    [{ NumericGreaterThan: { "aws:EpochTime": 1577836800 } }, "allow"],
    [{ DateGreaterThan: { "aws:EpochTime": "2020-01-01" } }, "allow"],
    [{ NumericGreaterThan: { "aws:EpochTime": "1772400000" } }, "unknown"],
    [{ StringLike: { "aws:CurrentTime": "2026-*" } }, "unknown"],
    [{ StringEquals: { "test:x": `$\{aws:CurrentTime}` } }, "unknown"],
    [{ Null: { "aws:CurrentTime": "false" } }, "allow"],
  ])("%j: %s", (Condition, answer) => {
    const asked = { ...request(), context };
    expect(decide(asked, [identity(policy("p", allow({ Condition })))]).answer).toBe(answer);
  });
});
