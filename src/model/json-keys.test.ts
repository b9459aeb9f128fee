/** Keys that stand twice in one object are found; the same key in two objects is none. */
import { expect, test } from "vitest";
import { duplicateKey } from "./json-keys.ts";

test.each([
  { json: '{"a": 1, "a": 2}', key: "a" },
  { json: '{"a": 1, "\\u0061": 2}', key: "a" },
  { json: '{"x": [{"b": 1, "c": {"b": 2}, "b": 3}]}', key: "b" },
  { json: '{"__proto__": 1, "__proto__": 2}', key: "__proto__" },
])("$json", ({ json, key }) => {
  expect(duplicateKey(json)).toBe(key);
});

test.each([
  '{"a": {"a": 1}, "b": [{"a": 1}, {"a": 2}]}',
  '{"a": "a", "b": "\\"a\\": 1, \\"a\\": 2"}',
  '["a", "a", {"a": ["a", "a"]}]',
  '{"a\\\\": 1, "a": 2}',
  "[]",
])("%s has none", (json) => {
  expect(duplicateKey(json)).toBeUndefined();
});
