/** Real texts and events: each tells who, account, set, layer and cause, and ends with something to do. */
import { describe, expect, test } from "vitest";
import { explanationsMarkdown, explanationsText } from "../../report/explanation-text.ts";
import { palette } from "../../report/palette.ts";
import { type Explanation, explainPasted } from "./index.ts";
import { PASTED_CASES } from "./testing/all-cases.ts";

/** The causes as `id confidence`, those that the text itself notices first. */
const named = ({ causes, fits }: Explanation) =>
  [...causes, ...fits].map(({ id, confidence }) => `${id} ${confidence}`);

test("there are more than eighty", () => {
  expect(Object.values(PASTED_CASES).flat().length).toBeGreaterThan(80);
});

describe.each(Object.entries(PASTED_CASES))("%s", (_name, cases) => {
  test.each(cases.map((one) => [one.what, one] as const))("%s", (_what, one) => {
    const found = explainPasted(one.text);
    const [first] = found;
    expect(found).toHaveLength(1);
    if (!first) return;
    expect(first.kind).not.toBe("not-recognised");
    if (one.title !== undefined) expect(first.title).toBe(one.title);
    if (one.who !== undefined) expect(first.who?.name).toBe(one.who);
    if (one.account !== undefined) expect(first.account).toBe(one.account);
    if (one.set !== undefined) expect(first.permissionSet).toBe(one.set);
    if (one.layer !== undefined) expect(first.layer).toBe(one.layer);
    if (one.cause !== undefined) expect(named(first)[0]).toBe(one.cause);
    // A layer that is named leaves no room for another one.
    if (first.layer?.endsWith("control policy")) expect(named(first)).toHaveLength(1);
    const words = [first.title, ...first.meaning, ...first.next].join(" ");
    for (const part of one.says ?? []) expect(words).toMatch(part);
    if (one.never) expect(words).not.toMatch(one.never);
    if (one.claimsNothing) expect(named(first)).toEqual([]);
    if (one.ends) expect(first.next.at(-1)).toMatch(one.ends);
    expect(first.meaning.length + first.causes.length + first.next.length).toBeGreaterThan(0);
    // What to do is the end of the text for people.
    expect(first.next).not.toEqual([]);
    const text = explanationsText(found, { palette: palette({ isColored: false }), width: 10_000 }).trimEnd();
    expect(text.split("\n").at(-1)).toContain(`${first.next.length}. `);
    expect(explanationsMarkdown(found)).toContain("### ");
  });
});
