/** JSON between other words, in strings, unclosed, nested too deep; and members that are data only. */
import { describe, expect, test } from "vitest";
import { jsonValuesIn, member, objectAt, textAt } from "./json.ts";

describe("values in a text", () => {
  test.each<{ readonly text: string; readonly values: readonly unknown[] }>([
    { text: "", values: [] },
    { text: "no JSON", values: [] },
    { text: '{"a":1}', values: [{ a: 1 }] },
    { text: "[1,2]", values: [[1, 2]] },
    { text: 'before {"a":{"b":[1]}} between [] after', values: [{ a: { b: [1] } }, []] },
    { text: '{"a":"}"} {"b":"\\"}{"}', values: [{ a: "}" }, { b: '"}{' }] },
    { text: 'a "quoted { word" {"b":1}', values: [{ b: 1 }] },
    { text: '}] {"a":1} ]', values: [{ a: 1 }] },
    { text: '{not json} {"a":1}', values: [{ a: 1 }] },
    { text: '( { "unclosed": [ {"a":1}', values: [{ a: 1 }] },
    { text: '{"a":1', values: [] },
    { text: '"text" 5 true', values: [] },
    { text: "{a} {b} {}", values: [{}] },
  ])("$text", ({ text, values }) => {
    expect(jsonValuesIn(text)).toEqual(values);
  });

  test("64 levels are read, 65 are not", () => {
    const nested = (levels: number) => `${"[".repeat(levels)}${"]".repeat(levels)}`;
    expect(jsonValuesIn(nested(64))).toHaveLength(1);
    expect(jsonValuesIn(nested(65))).toEqual([]);
    expect(jsonValuesIn(`{"a":1}${nested(65)}`)).toEqual([{ a: 1 }]);
  });

  test("an unclosed bracket is passed over twenty times", () => {
    expect(jsonValuesIn(`${"{ ".repeat(20)}{"a":1}`)).toEqual([{ a: 1 }]);
    expect(jsonValuesIn(`${"{ ".repeat(21)}{"a":1}`)).toEqual([]);
  });

  test("in a text of more than a megabyte it is not", () => {
    expect(jsonValuesIn(`{ {"a":1}${" ".repeat(1024 * 1024)}`)).toEqual([]);
    expect(jsonValuesIn(`{"a":1}${" ".repeat(1024 * 1024)}`)).toEqual([{ a: 1 }]);
  });
});

describe("members", () => {
  const object = JSON.parse('{"text":"x","number":1,"object":{"a":1},"list":[1],"nothing":null,"__proto__":{"b":2}}');

  test("are what the text has, never what JavaScript adds", () => {
    expect(member(object, "number")).toBe(1);
    expect(member(object, "toString")).toBeUndefined();
    expect(member(object, "__proto__")).toEqual({ b: 2 });
    expect(textAt(object, "text")).toBe("x");
    expect(textAt(object, "number")).toBeUndefined();
    expect(objectAt(object, "object")).toEqual({ a: 1 });
    for (const name of ["list", "nothing", "text", "absent", "constructor"])
      expect(objectAt(object, name)).toBeUndefined();
  });
});
