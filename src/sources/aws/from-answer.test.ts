import { expect, test } from "vitest";
import { decodedPolicy, presentIn } from "./from-answer.ts";

const code = (error: string) => expect.objectContaining({ code: error });

test("a policy document is decoded; what is not URL-encoded is no answer of IAM", () => {
  expect(decodedPolicy("%7B%22Version%22%3A%222012-10-17%22%7D")).toBe('{"Version":"2012-10-17"}');
  expect(() => decodedPolicy("%7B%2")).toThrow(code("malformed-answer"));
});

test("an absent member is no absence of what was asked for", () => {
  expect(presentIn("", "Name")).toBe("");
  expect(() => presentIn(undefined, "Name")).toThrow(code("malformed-answer"));
});
