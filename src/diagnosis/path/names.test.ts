/** Names, lists and times as the causes speak them. */
import { describe, expect, test } from "vitest";
import { failed, instance, SANDBOX, workingFacts } from "../../facts/grant/testing/grant-facts.ts";
import { known, knownValue } from "../../model/reading.ts";
import {
  accountName,
  grantName,
  instanceOptions,
  listed,
  reasonInWords,
  setName,
  timeBetween,
  userName,
} from "./names.ts";
import { walkGrant } from "./walk-grant.ts";

const seen = walkGrant(workingFacts());
const question = { ...workingFacts().question, user: "Alice", permissionSet: "RO" };
const unseen = walkGrant(
  workingFacts({ question, user: failed(), permissionSet: failed(), account: failed(), instance: failed() }),
);

describe("names", () => {
  test("are AWS's where they were read", () => {
    expect([userName(seen), setName(seen), accountName(seen), grantName(seen)]).toEqual([
      "alice.moreau@example.com",
      "ReadOnly",
      "sandbox (111122223333)",
      "ReadOnly in sandbox (111122223333)",
    ]);
    expect(instanceOptions(seen)).toBe(`--region us-east-1 --instance-arn ${instance.arn}`);
  });

  test("are the question's words where they were not", () => {
    expect([userName(unseen), setName(unseen), accountName(unseen), grantName(unseen)]).toEqual([
      "Alice",
      "RO",
      SANDBOX,
      `RO in ${SANDBOX}`,
    ]);
    expect(instanceOptions(unseen)).toBe("--instance-arn <instance ARN>");
    const none = walkGrant(
      workingFacts({ question: { ...question, permissionSet: null }, permissionSet: known(null), user: known(null) }),
    );
    expect([setName(none), userName(none)]).toEqual(["the permission set", "Alice"]);
  });

  test("a failed reading has no value", () => {
    expect(knownValue(failed())).toBeUndefined();
    expect(knownValue(known(0))).toBe(0);
  });
});

test.each([
  { words: [], text: "nothing" },
  { words: ["a"], text: "a" },
  { words: ["a", "b"], text: "a and b" },
  { words: ["a", "b", "c"], text: "a, b and c" },
])("$words is listed as $text", ({ words, text }) => {
  expect(listed(words)).toBe(text);
});

test("a list may end in another word", () => {
  expect(listed(["a", "b"], "or")).toBe("a or b");
});

test("a reason is AWS's own, or there is none", () => {
  expect(reasonInWords("because")).toBe('AWS\'s reason: "because"');
  expect(reasonInWords(undefined)).toBe("AWS gives no reason.");
});

const at = (milliseconds: number) => new Date(Date.UTC(2026, 0, 1) + milliseconds).toISOString();
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

describe("the time between", () => {
  test.each([
    { milliseconds: MINUTE - 1, words: undefined },
    { milliseconds: MINUTE, words: "1 minute" },
    { milliseconds: 2 * MINUTE + 59_000, words: "2 minutes" },
    { milliseconds: 2 * HOUR - 1, words: "119 minutes" },
    { milliseconds: 2 * HOUR, words: "2 hours" },
    { milliseconds: 48 * HOUR - 1, words: "47 hours" },
    { milliseconds: 48 * HOUR, words: "2 days" },
    { milliseconds: 71 * HOUR, words: "2 days" },
    { milliseconds: 240 * HOUR, words: "10 days" },
    { milliseconds: -HOUR, words: undefined },
  ])("$milliseconds milliseconds is $words", ({ milliseconds, words }) => {
    expect(timeBetween(at(0), at(milliseconds))).toBe(words);
  });

  test("what is no time has none", () => {
    expect(timeBetween(undefined, at(HOUR))).toBeUndefined();
    expect(timeBetween("yesterday", at(HOUR))).toBeUndefined();
    expect(timeBetween(at(0), "now")).toBeUndefined();
  });
});
