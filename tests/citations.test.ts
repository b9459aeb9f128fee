/** Every fact about AWS that the code, its tests, scenes and pages cite has an entry in `docs/aws-facts`. */
import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect, test } from "vitest";

const ROOT = resolve(import.meta.dirname, "..");
const FACTS = join(ROOT, "docs/aws-facts");
const CITING = ["src", "tests", "scenes", "docs", "bench", "scripts"];
const IS_TEXT = /\.(ts|mjs|md|ya?ml|json)$/;

const FACT = String.raw`(?:AAM|AT|[SABCDEN])\d{1,2}|[1-9](?:\.\d{1,2})?(?![\d%])`;
const CASE = String.raw`C\d{2}`;
/** `A5`, `3.2, E4`, `2.4 D1 to D18`, `S4-S7`, `A8, section 6`. */
const listOf = (one: string): string => `(?:${one})(?:(?:,? and |,? to |, section |, |-| )(?:${one}))*`;
const CITATION = new RegExp(String.raw`\b(?:[Ff]acts:? (${listOf(FACT)})|casebook (${listOf(CASE)}))`, "g");
/** The fields of causes and corrections: `facts: ["A5", "E16"]`, `facts: "S4"`. */
const FIELD = /\bfacts: (?:\[([^\]]*)\]|("[^"]*"(?: \| "[^"]*")*))/g;

interface Citation {
  readonly where: string;
  readonly anchor: string;
}

const namesIn = (text: string, one: string): readonly string[] =>
  [...text.matchAll(new RegExp(one, "g"))].map(([name]) => name);
const factAnchor = (name: string): string => `fact-${name.toLowerCase().replace(".", "-")}`;
const caseAnchor = (name: string): string => `case-${name.toLowerCase()}`;

/** `D1 to D3` means D2 as well. */
function expanded(list: string): readonly string[] {
  const between = [...list.matchAll(/([A-Z]*(?:\d\.)?)(\d+)(?: to |-)\1(\d+)/g)].flatMap(([, prefix, first, last]) =>
    Array.from({ length: Number(last) - Number(first) + 1 }, (_, place) => `${prefix}${Number(first) + place}`),
  );
  return [...new Set([...namesIn(list, FACT), ...between])];
}

function citationsIn(where: string): readonly Citation[] {
  // A comment goes on behind the next line's star or slashes.
  const text = readFileSync(join(ROOT, where), "utf8").replace(/\n\s*(?:\*(?!\/)|\/\/)?\s*/g, " ");
  const cited = [...text.matchAll(CITATION)].flatMap(([, facts, cases]) => [
    ...expanded(facts ?? "").map(factAnchor),
    ...namesIn(cases ?? "", CASE).map(caseAnchor),
  ]);
  const fields = [...text.matchAll(FIELD)].flatMap(([, list, one]) => namesIn(list ?? one ?? "", FACT).map(factAnchor));
  return [...cited, ...fields].map((anchor) => ({ where, anchor }));
}

const pages = readdirSync(FACTS).map((name) => ({ name, text: readFileSync(join(FACTS, name), "utf8") }));
const anchors = pages.flatMap(({ text }) =>
  [...text.matchAll(/<a id="((?:fact|case)-[^"]+)">/g)].map(([, id]) => id ?? ""),
);
const citations = CITING.flatMap((folder) =>
  readdirSync(join(ROOT, folder), { recursive: true, encoding: "utf8" })
    .map((path) => `${folder}/${path}`)
    .filter((path) => IS_TEXT.test(path) && !path.startsWith("docs/aws-facts/") && !path.startsWith("src/lab/models/"))
    .flatMap(citationsIn),
);

test("every cited fact has an entry", () => {
  expect(citations.length).toBeGreaterThan(400);
  expect(new Set(citations.map(({ anchor }) => anchor)).size).toBeGreaterThan(80);
  expect(citations.filter(({ anchor }) => !anchors.includes(anchor))).toEqual([]);
});

test("an entry has one place", () => {
  expect(anchors.length).toBeGreaterThan(200);
  expect(anchors.filter((anchor, place) => anchors.indexOf(anchor) !== place)).toEqual([]);
});

test("every source that a page names has its address there", () => {
  const nameless = pages.flatMap(({ name, text }) => {
    const [defined, named] = [
      [...text.matchAll(/^\[([^\]]+)\]: \S+$/gm)].map(([, key]) => key),
      [...text.matchAll(/\*\*[DO]\*\*((?: \[[^\]]+\])+)/g)].flatMap(([, keys]) =>
        namesIn(keys ?? "", String.raw`[^\s[\]]+`),
      ),
    ];
    return named.filter((key) => !defined.includes(key)).map((key) => `${name}: ${key}`);
  });
  expect(nameless).toEqual([]);
  expect(pages.filter(({ text }) => /\*\*[DO]\*\* \[/.test(text)).length).toBeGreaterThan(8);
});
