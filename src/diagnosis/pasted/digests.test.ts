/**
 * What each real text is explained as, whole but for the prose, as recorded in `testing/digests.json`. Whoever changes a
 * line on purpose judges the new one, which the failing test prints, against the facts.
 */
import { expect, test } from "vitest";
import { explainPasted } from "./index.ts";
import { PASTED_CASES } from "./testing/all-cases.ts";
import { digestOf } from "./testing/digest.ts";
import digests from "./testing/digests.json" with { type: "json" };
import { EVENT_NAMES, WORDINGS } from "./testing/wordings.ts";

const expected: Readonly<Record<string, string>> = digests;
const cases = Object.entries({ ...PASTED_CASES, wordings: WORDINGS, "event names": EVENT_NAMES }).flatMap(
  ([table, all]) => all.map(({ what, text }) => [`${table}: ${what}`, text] as const),
);

test("every text has its line, and every line its text", () => {
  expect(cases.length).toBeGreaterThan(80);
  expect(cases.map(([name]) => name).sort()).toEqual(Object.keys(expected).sort());
});

test.each(cases)("%s", (name, text) => {
  expect(explainPasted(text).map(digestOf).join(" || ")).toBe(expected[name]);
});
