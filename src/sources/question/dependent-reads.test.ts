/** Chains of reads: what failed first stays the reason, and nothing is asked behind it. */
import { describe, expect, test, vi } from "vitest";
import { known, unread } from "../../model/reading.ts";
import { shared, thenRead, thenReadBoth } from "./dependent-reads.ts";
import { refused } from "./testing/asked-organization.ts";

const later = <T>(value: T) => Promise.resolve(value);
const never = () => {
  throw new Error("asked behind a broken link");
};

test("a known value is read on from", async () => {
  expect(await thenRead(later(known(2)), (two) => known(two + 1, ["e1"]))).toEqual(known(3, ["e1"]));
});

test.each([
  { what: "a failure", before: refused("A"), after: refused("A") },
  { what: "what was not read", before: unread("why"), after: unread("why") },
  { what: "absence", before: known(null), after: unread("nobody") },
])("$what ends the chain", async ({ before, after }) => {
  expect(await thenRead(later(before), never, "nobody")).toEqual(after);
});

describe("two values", () => {
  test("are both needed", async () => {
    expect(await thenReadBoth(later(known(1)), later(known(2)), (a, b) => known(a + b))).toEqual(known(3));
  });

  test.each([
    { what: "the first fails", first: refused("A"), second: refused("B"), after: refused("A") },
    { what: "the second fails", first: known(1), second: refused("B"), after: refused("B") },
    { what: "the first is absent", first: known(null), second: refused("B"), after: unread("nobody") },
    { what: "the second is absent", first: known(1), second: known(null), after: unread("nobody") },
  ])("$what", async ({ first, second, after }) => {
    expect(await thenReadBoth(later(first), later(second), never, "nobody")).toEqual(after);
  });
});

test("a shared rejection reaches who waits, and nobody else", async () => {
  const unhandled = vi.fn();
  process.on("unhandledRejection", unhandled);
  const broken = shared(Promise.reject(new Error("broken")));
  await new Promise((resolve) => setImmediate(resolve));
  process.off("unhandledRejection", unhandled);
  expect(unhandled).not.toHaveBeenCalled();
  await expect(broken).rejects.toThrow("broken");
});
