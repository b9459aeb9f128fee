/**
 * Several hundred pasted texts and the whole answer to each, as `testing/answers.json` records them: sentences with one word
 * more, less or changed, which show where the known words begin and end. Whoever changes an answer on purpose judges the
 * new one against the facts, and records it again with `npm run generate`.
 */
import { expect, test } from "vitest";
import { answerTo } from "./testing/answer.ts";
import recorded from "./testing/answers.json" with { type: "json" };

const cases = recorded.flatMap(({ answer, texts }) =>
  texts.map((text) => [text.replace(/\s+/g, " ").slice(0, 80), text, answer] as const),
);

test("there are several hundred", () => {
  expect(cases.length).toBeGreaterThan(300);
});

test.each(cases)("%s", (_name, text, answer) => {
  expect(answerTo(text)).toEqual(answer);
});
