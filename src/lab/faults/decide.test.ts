/** Which calls a fault strikes: by service, operation and account, and by counting alone. */
import { expect, test } from "vitest";
import type { Fault } from "../../model/organization-document/document.ts";
import { activate, decide } from "./decide.ts";
import { targetAccount } from "./target-account.ts";

const TARGET = { service: "sso-admin", operation: "ListInstances", accountId: undefined };
const fault = (options: Partial<Fault>): Fault => ({ service: "*", operation: "*", kind: "throttle", ...options });

/** Which of the first ten calls are struck. */
function struck(options: Partial<Fault>): number[] {
  const faults = [activate(fault(options))];
  const calls = Array.from({ length: 10 }, (_, index) => index + 1);
  return calls.filter(() => decide(faults, TARGET) !== undefined);
}

test.each<{ readonly options: Partial<Fault>; readonly expected: number[] }>([
  { options: {}, expected: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10] },
  { options: { after: 7 }, expected: [8, 9, 10] },
  { options: { times: 2 }, expected: [1, 2] },
  { options: { every: 4 }, expected: [1, 5, 9] },
  { options: { after: 1, every: 3, times: 2 }, expected: [2, 5] },
  { options: { times: 0 }, expected: [] },
])("$options strikes $expected of ten calls, each time the same", ({ options, expected }) => {
  expect(struck(options)).toEqual(expected);
  expect(struck(options)).toEqual(expected);
});

test("matching is by service, operation and account", () => {
  const strikes = (options: Partial<Fault>, accountId?: string) =>
    decide([activate(fault(options))], { ...TARGET, accountId }) !== undefined;
  expect(strikes({ service: "sso-admin", operation: "ListInstances" })).toBe(true);
  expect(strikes({ service: "iam" })).toBe(false);
  expect(strikes({ operation: "ListPermissionSets" })).toBe(false);
  expect(strikes({ accountId: "111122223333" })).toBe(false);
  expect(strikes({ accountId: "111122223333" }, "111122223333")).toBe(true);
  expect(strikes({ accountId: "111122223333" }, "444455556666")).toBe(false);
});

test("the first that strikes wins, all that match count", () => {
  const [early, late] = [activate(fault({ after: 1, kind: "fail" })), activate(fault({ kind: "refuse", times: 1 }))];
  const kinds = [1, 2, 3].map(() => decide([early, late], TARGET)?.kind);
  expect(kinds).toEqual(["refuse", "fail", "fail"]);
  expect([early.matched, late.matched]).toEqual([3, 3]);
});

test("which account a call is about", () => {
  const caller = { accountId: "999900001111", arn: "arn:aws:iam::999900001111:root", userId: "x" };
  expect(targetAccount("sso-admin", { TargetId: "111122223333" }, caller)).toBe("111122223333");
  expect(targetAccount("organizations", { AccountId: "111122223333" }, caller)).toBe("111122223333");
  expect(targetAccount("sso", { accountId: "111122223333" }, caller)).toBe("111122223333");
  expect(targetAccount("iam", { RoleName: "r" }, caller)).toBe("999900001111");
  expect(targetAccount("sts", { RoleArn: "arn:aws:iam::111122223333:role/x/r" }, caller)).toBe("111122223333");
  expect(targetAccount("sts", {}, caller)).toBeUndefined();
  expect(targetAccount("sso-admin", {}, caller)).toBeUndefined();
});
