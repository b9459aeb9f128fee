/** What a browser keeps: opened by nobody else, changed by nobody, worth nothing afterwards or for another purpose. */
import { expect, test } from "vitest";
import { createSeal } from "./sealed.ts";

const seal = createSeal("a secret", "session");
const sealed = seal.close({ name: "alice" }, 1000);

test("is opened until its time is over", () => {
  expect(seal.open(sealed, 999)).toEqual({ name: "alice" });
  expect(seal.open(sealed, 1000)).toBeUndefined();
});

test("is opened by the same secret and purpose only", () => {
  expect(createSeal("a secret", "session").open(sealed, 0)).toEqual({ name: "alice" });
  expect(createSeal("another", "session").open(sealed, 0)).toBeUndefined();
  expect(createSeal("a secret", "sign-in").open(sealed, 0)).toBeUndefined();
});

test("is not opened where one byte was changed, or where it is nothing of ours", () => {
  for (let at = 0; at < sealed.length; at += 1) {
    const changed = sealed.slice(0, at) + (sealed[at] === "A" ? "Q" : "A") + sealed.slice(at + 1);
    expect(seal.open(changed, 0) === undefined || changed.slice(0, -1) === sealed.slice(0, -1)).toBe(true);
  }
  for (const text of ["", "AAAA", "ä", "x".repeat(5000)]) expect(seal.open(text, 0)).toBeUndefined();
});

test("does not show what it holds, and is another one each time", () => {
  expect(Buffer.from(sealed, "base64url").toString("latin1")).not.toContain("alice");
  expect(seal.close({ name: "alice" }, 1000)).not.toBe(sealed);
});
