/** A value with sixteen unknown digits at its end: decided where no digits would change the answer. */
import { describe, expect, test } from "vitest";
import { conditionHolds } from "./condition.ts";
import { contextOf } from "./context.ts";

const START = "arn:aws:iam::111122223333:role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_Admin_";
const KEY = "aws:PrincipalArn";
const stateOf = (operator: string, ...values: readonly string[]) =>
  conditionHolds(
    { operator, key: KEY, values },
    { context: contextOf({ [KEY]: { state: "begun", start: START } }), hasVariables: true },
  ).state;

describe("the ARN of a role whose digits are not known", () => {
  test.each([
    ["every ending matches", `${START}*`, "yes"],
    ["every ending matches, sixteen characters", `${START}${"?".repeat(16)}`, "yes"],
    ["another length", `${START}${"?".repeat(15)}`, "no"],
    ["wildcards around it", "arn:aws:iam::*:role/*AWSReservedSSO_Admin_*", "yes"],
    ["another name", "arn:aws:iam::*:role/*AWSReservedSSO_Other_*", "no"],
    ["a Region that the path does not have", START.replace("com/", "com/*/").concat("*"), "no"],
    ["these very digits", `${START}0123456789abcdef`, "unknown"],
    ["digits at the end", "arn:aws:iam::*:role/*AWSReservedSSO_Admin_*0", "unknown"],
    ["letters that are no digits", "arn:aws:iam::*:role/*AWSReservedSSO_Admin_*xyz", "no"],
    ["a part of the digits", "arn:aws:iam::*:role/*Admin_01*", "unknown"],
    ["a role of another account", START.replace("111122223333", "222233334444").concat("*"), "no"],
  ])("%s", (_what, pattern, state) => {
    expect(stateOf("ArnLike", pattern)).toBe(state);
    expect(stateOf("StringLike", pattern)).toBe(state);
    const opposite = state === "yes" ? "no" : state === "no" ? "yes" : "unknown";
    expect(stateOf("ArnNotLike", pattern)).toBe(opposite);
    expect(stateOf("StringNotLike", pattern)).toBe(opposite);
  });

  test("one pattern that matches decides, whatever is open beside it", () => {
    expect(stateOf("ArnLike", `${START}0123456789abcdef`, `${START}*`)).toBe("yes");
  });

  test("an asterisk is a character where the operator has no wildcards", () => {
    expect(stateOf("StringEquals", `${START}*`)).toBe("no");
    expect(stateOf("StringEquals", `${START}0123456789abcdef`)).toBe("unknown");
  });

  test("other operators stay open, and Null knows that it is there", () => {
    expect(stateOf("StringEqualsIgnoreCase", `${START}*`)).toBe("unknown");
    expect(stateOf("Null", "true")).toBe("no");
  });
});
