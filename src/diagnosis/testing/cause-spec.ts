/** For tests: what a cause says of the facts in which it is the matter, and that it is silent everywhere else. */
import { describe, expect, test } from "vitest";
import type { GrantFacts } from "../../facts/grant/grant-facts.ts";
import { failed, unassignedFacts, workingFacts } from "../../facts/grant/testing/grant-facts.ts";
import type { Confidence, Remedy } from "../../model/diagnosis.ts";
import { unread } from "../../model/reading.ts";
import type { Cause } from "../cause.ts";
import { walkGrant } from "../path/walk-grant.ts";

export interface Said {
  readonly confidence: Confidence;
  readonly remedy: Remedy["kind"];
  /** Each must be in the summary or the remedy. */
  readonly says?: readonly string[];
  readonly never?: readonly string[];
  readonly evidence?: readonly string[];
}

export interface CauseSpec {
  readonly fires: readonly (readonly [what: string, facts: GrantFacts, said: Said])[];
  readonly silent: readonly (readonly [what: string, facts: GrantFacts])[];
}

/** Checks one cause; grants that work, or that nothing is known of, are always among the silent ones. */
export function specify(cause: Cause, { fires, silent }: CauseSpec): void {
  const diagnose = (facts: GrantFacts) => cause.diagnose(walkGrant(facts));
  describe(cause.id, () => {
    test.each(fires)(
      "is the matter where %s",
      (_what, facts, { confidence, remedy, says = [], never = [], evidence }) => {
        const found = diagnose(facts);
        expect(found).toMatchObject({ id: cause.id, stage: cause.stage, confidence, remedy: { kind: remedy } });
        const words = JSON.stringify([found?.summary, found?.remedy]);
        for (const word of says) expect(words).toContain(word);
        for (const word of never) expect(words).not.toContain(word);
        expect(words).not.toMatch(/undefined|\[object|NaN/);
        if (evidence) expect(found?.evidence).toEqual(evidence);
        else expect(found?.evidence.length).toBeGreaterThan(0);
      },
    );

    test.each([
      ...silent,
      ["the grant works", workingFacts()],
      ["nothing is assigned, and nothing else is known", unassignedFacts()],
      ["nothing could be read", nothingRead()],
      ["nothing was read", nothingAsked()],
    ] as const)("is silent where %s", (_what, facts) => {
      expect(diagnose(facts)).toBeUndefined();
    });
  });
}

const nothingRead = (): GrantFacts =>
  workingFacts({
    caller: failed(),
    instance: failed(),
    user: failed(),
    groupIds: failed(),
    account: failed(),
    permissionSet: failed(),
    attached: failed(),
    freshness: failed(),
    requests: failed(),
    grantedAt: failed(),
    otherGrants: failed(),
    isSetInManagementAccount: failed(),
    role: failed(),
    portal: failed(),
  });

const nothingAsked = (): GrantFacts => {
  const not = unread("nobody asked");
  return workingFacts({
    caller: not,
    instance: not,
    user: not,
    groupIds: not,
    account: not,
    permissionSet: not,
    attached: not,
    freshness: not,
    requests: not,
    grantedAt: not,
    otherGrants: not,
    isSetInManagementAccount: not,
    role: not,
    portal: not,
  });
};
