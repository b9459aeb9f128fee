/** Patterns of EventBridge: what each operator matches, what is refused, and the pattern that deploy/ gives to the rule. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { parsePattern } from "./pattern.ts";

const EVENT = { source: "aws.sso", detail: { name: "Alice", readOnly: false, count: 3, tags: ["a", "b"], none: null } };

test.each<[object, boolean]>([
  [{ source: ["aws.sso"] }, true],
  [{ source: ["aws.s3", "aws.sso"] }, true],
  [{ source: ["AWS.SSO"] }, false],
  [{ source: [{ "equals-ignore-case": "AWS.SSO" }] }, true],
  [{ source: [{ prefix: "aws." }] }, true],
  [{ source: [{ suffix: ".sso" }] }, true],
  [{ source: [{ prefix: "sso" }] }, false],
  [{ source: [{ "anything-but": "aws.sso" }] }, false],
  [{ source: [{ "anything-but": ["aws.s3", "aws.iam"] }] }, true],
  [{ source: [{ "anything-but": { prefix: "aws." } }] }, false],
  [{ detail: { readOnly: [false] } }, true],
  [{ detail: { readOnly: ["false"] } }, false],
  [{ detail: { count: [3] } }, true],
  [{ detail: { none: [null] } }, true],
  [{ detail: { tags: ["b"] } }, true],
  [{ detail: { tags: ["c"] } }, false],
  [{ detail: { missing: [{ exists: false }] } }, true],
  [{ detail: { missing: [{ exists: true }] } }, false],
  [{ detail: { name: [{ exists: true }] } }, true],
  [{ detail: { name: [{ exists: false }] } }, false],
  [{ detail: { missing: ["x"] } }, false],
  [{ detail: { name: { first: ["Alice"] } } }, false],
  [{ source: ["aws.sso"], detail: { readOnly: [true] } }, false],
])("%j: %s", (pattern, expected) => {
  expect(parsePattern(JSON.stringify(pattern))(EVENT)).toBe(expected);
});

test.each([
  "",
  "[]",
  "{}",
  '{"a":"b"}',
  '{"a":[]}',
  '{"a":{}}',
  '{"a":[{"prefix":1}]}',
  '{"a":[{"numeric":[">",1]}]}',
  '{"$or":[{"a":[1]}]}',
  '{"a":[{"prefix":"x","suffix":"y"}]}',
])("%s is refused", (text) => {
  expect(() => parsePattern(text)).toThrow(SyntaxError);
});

test("the rule of deploy/ takes changes of access, and no reads or other services", () => {
  const file = join(import.meta.dirname, "../../../../deploy/terraform/event-pattern.json");
  const rule = parsePattern(readFileSync(file, "utf8"));
  const event = (eventSource: string, readOnly: boolean) => ({
    source: "aws.sso",
    "detail-type": "AWS API Call via CloudTrail",
    detail: { eventSource, readOnly },
  });
  expect(rule(event("sso.amazonaws.com", false))).toBe(true);
  expect(rule(event("sso.amazonaws.com", true))).toBe(false);
  expect(rule(event("s3.amazonaws.com", false))).toBe(false);
});
