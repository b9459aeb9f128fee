/** Letters as programs write them, and what is left as it was pasted. */
import { describe, expect, test } from "vitest";
import { decodedText, withRepairs } from "./decoded-text.ts";
import { explanation } from "./explanation.ts";

describe("escapes and entities", () => {
  test.each([
    ["jos\\u00e9", "josé"],
    ["jos\\\\u00e9", "josé"],
    ["jos\\xe9", "josé"],
    ["a\\u0026b", "a&b"],
    ["jos&#233;", "josé"],
    ["jos&#xe9;", "josé"],
    ["jos&eacute;", "josé"],
    ["&Agrave;", "À"],
    ["&#160;", "\u00a0"],
    // Beside a quote nothing but letters is taken.
    ['"a&#39;b"', '"a&#39;b"'],
    ["&quot;a&#39;b&apos;c&amp;&lt;d&gt;&quot;", "\"a'b'c&<d>\""],
    ["&#34;a&#65;&#34;", '"a&#65;"'],
    ["&#1114111;", "\u{10ffff}"],
    ["&#1114112;", "&#1114112;"],
    ["&nosuch;", "&nosuch;"],
    ["[\\u0009\\u000A\\u0020-\\u00FF]", "[\\u0009\\u000A\\u0020-\\u00FF]"],
  ])("%s: %s", (pasted, text) => {
    expect(decodedText(pasted)).toEqual({ text, repaired: new Map() });
  });
});

describe("another encoding", () => {
  test.each([
    ["josÃ©", "josé"],
    ["itâ€™s", "it’s"],
    ["Ãÿ", "Ãÿ"],
  ])("%s: %s", (pasted, text) => {
    expect(decodedText(pasted).text).toBe(text);
  });

  test("a hundred words are remembered, all are read", () => {
    const words = Array.from({ length: 101 }, (_, index) => `josÃ©${index}`);
    const { text, repaired } = decodedText(words.join(" "));
    expect(repaired.size).toBe(100);
    expect(text.endsWith("josé100")).toBe(true);
  });

  test("a name that was repaired is told, and nobody's is not", () => {
    const repaired = new Map([["josé", "josÃ©"]]);
    const who = { kind: "Identity Center user", name: "josé", arn: null } as const;
    const of = (more: object): readonly string[] =>
      withRepairs(explanation("symptom", "x", { meaning: ["first"], ...more }), repaired).meaning;
    expect(of({ who })).toEqual(["first", expect.stringMatching(/^The text has "josÃ©", which is "josé"/)]);
    expect(of({ permissionSet: "josé" })).toHaveLength(2);
    expect(of({ who: { ...who, name: null } })).toEqual(["first"]);
    expect(of({})).toEqual(["first"]);
  });
});
