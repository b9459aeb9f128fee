/** What is said of a failed read: a permission only where one may be missing. */
import { expect, test } from "vitest";
import {
  failureInWords,
  missingInWords,
  neededFor,
  otherThanPermission,
  READ_FAILURE_KINDS,
  type ReadFailureKind,
} from "./reading.ts";

const failed = (kind: ReadFailureKind, permission = "sso:ListInstances") => ({
  kind,
  permission,
  operation: "ListInstances",
  message: "AWS's words",
});

const OF_PERMISSION: readonly ReadFailureKind[] = ["refused", "failed"];

test.each(READ_FAILURE_KINDS)("a read that is %s names what stood in the way", (kind) => {
  const isNamed = OF_PERMISSION.includes(kind);
  for (const words of [neededFor(failed(kind)), failureInWords(failed(kind)), missingInWords([failed(kind)])])
    expect([words, words.includes("sso:ListInstances")]).toEqual([words, isNamed]);
  expect(otherThanPermission(failed(kind)).length).toBe(isNamed ? 0 : 1);
});

test("a failure of the network is called one", () => {
  expect(failureInWords(failed("unreachable"))).toBe("ListInstances (a network failure): AWS's words");
  expect(missingInWords([failed("unreachable"), failed("unreachable", "sso:ListUsers")])).toBe(
    "In the way: a network failure",
  );
});

test("permissions and what else stood in the way are told apart", () => {
  expect(missingInWords([failed("refused"), failed("refused"), failed("refused", "a:B"), failed("unreachable")])).toBe(
    "Missing permissions: sso:ListInstances, a:B. Also in the way: a network failure",
  );
});
