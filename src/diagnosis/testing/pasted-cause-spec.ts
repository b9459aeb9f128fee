/** For tests: the texts in which a cause is recognised, with what confidence, and those about something else. */
import { describe, expect, test } from "vitest";
import type { Confidence } from "../../model/diagnosis.ts";
import type { PastedCause } from "../families/pasted-cause.ts";
import { brokenGrants } from "./broken-grants.ts";
import { diagnosedBy } from "./diagnosed-by.ts";

export interface PastedCauseSpec {
  readonly recognises: readonly (readonly [text: string, confidence: Confidence])[];
  readonly silent: readonly string[];
}

/** Checks one cause that only texts show: its words, its steps, and that no facts of a grant show it. */
export function specifyPasted({ cause, noticedIn }: PastedCause, { recognises, silent }: PastedCauseSpec): void {
  describe(cause.id, () => {
    test.each(recognises)("recognises %s", (text, confidence) => {
      const found = noticedIn(text);
      expect(found).toMatchObject({
        id: cause.id,
        stage: cause.stage,
        title: cause.title,
        confidence,
        evidence: [],
      });
      expect(found?.remedy.kind === "api" ? [] : found?.remedy.steps).not.toEqual([]);
      expect(JSON.stringify(found)).not.toMatch(/undefined|\[object|NaN/);
    });

    test.each(silent)("is silent about %s", (text) => {
      expect(noticedIn(text)).toBeUndefined();
    });

    test("facts never show it", () => {
      const all = Object.values(brokenGrants);
      expect(all.length).toBeGreaterThan(20);
      expect(all.filter((facts) => diagnosedBy(cause, facts))).toEqual([]);
    });
  });
}
