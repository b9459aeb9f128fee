/** Names, lists and times as the causes speak them. */
import { describe, expect, test } from "vitest";
import { known, knownValue } from "../../model/reading.ts";
import { failed, instance, SANDBOX, workingFacts } from "../testing/grant-facts.ts";
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
  [[], "nothing"],
  [["a"], "a"],
  [["a", "b"], "a and b"],
  [["a", "b", "c"], "a, b and c"],
])("%j is listed as %s", (words, text) => {
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
    [MINUTE - 1, undefined],
    [MINUTE, "1 minute"],
    [2 * MINUTE + 59_000, "2 minutes"],
    [2 * HOUR - 1, "119 minutes"],
    [2 * HOUR, "2 hours"],
    [48 * HOUR - 1, "47 hours"],
    [48 * HOUR, "2 days"],
    [71 * HOUR, "2 days"],
    [240 * HOUR, "10 days"],
    [-HOUR, undefined],
  ])("%d milliseconds is %s", (milliseconds, words) => {
    expect(timeBetween(at(0), at(milliseconds))).toBe(words);
  });

  test("what is no time has none", () => {
    expect(timeBetween(undefined, at(HOUR))).toBeUndefined();
    expect(timeBetween("yesterday", at(HOUR))).toBeUndefined();
    expect(timeBetween(at(0), "now")).toBeUndefined();
  });
});
