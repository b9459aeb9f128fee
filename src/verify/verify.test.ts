/** Which verdict keeps which promise, and what is said of those that are not kept. */
import { describe, expect, test } from "vitest";
import type { Diagnosis, Verdict } from "../model/diagnosis.ts";
import { certain, parseAccountId } from "../model/ids.ts";
import type { GrantPromise } from "../model/plan.ts";
import { checkPromise, verification } from "./verify.ts";

const promise = (more: Partial<GrantPromise> = {}): GrantPromise => ({
  userName: "alice@example.com",
  accountId: certain(parseAccountId("111122223333")),
  permissionSetName: "ReadOnly",
  ...more,
});
const diagnosis = (verdict: Verdict, causes: readonly object[] = []) => ({ verdict, causes }) as unknown as Diagnosis;

describe("a promise is kept", () => {
  test.each([
    { expects: undefined, keeping: ["works"] },
    { expects: "access", keeping: ["works", "stale"] },
    { expects: "gone", keeping: ["not-visible"] },
  ] as const)("of $expects by $keeping", ({ expects, keeping }) => {
    const verdicts: readonly Verdict[] = ["works", "stale", "not-visible", "undecided"] as readonly Verdict[];
    const kept = verdicts.filter((verdict) => checkPromise(promise({ expects }), diagnosis(verdict)).isKept);
    expect(kept).toEqual(keeping);
  });

  test("without a reason; one that is not kept has the first cause, else the verdict", () => {
    expect(checkPromise(promise(), diagnosis("works", [{ id: "x", summary: "y" }])).reason).toBeUndefined();
    const causes = [
      { id: "not-a-member", summary: "Alice is in no group" },
      { id: "other", summary: "" },
    ];
    expect(checkPromise(promise(), diagnosis("not-visible", causes)).reason).toBe("not-a-member: Alice is in no group");
    expect(checkPromise(promise(), diagnosis("stale")).reason).toBe('the verdict is "stale"');
  });
});

describe("the verification", () => {
  const kept = checkPromise(promise(), diagnosis("works"));
  const broken = checkPromise(promise({ userName: "bob@example.com" }), diagnosis("stale"));

  test("of promises that are all kept, or of none", () => {
    expect(verification([kept], diagnosis("works"))).toMatchObject({ kind: "verified", promises: [kept] });
    expect(verification([], undefined)).toMatchObject({ kind: "verified", promises: [] });
  });

  test.each([
    { what: "the only one", all: [broken], reason: 'the verdict is "stale"' },
    {
      what: "one of several",
      all: [kept, broken],
      reason: 'bob@example.com → ReadOnly in 111122223333: the verdict is "stale"',
    },
    {
      what: "two of three",
      all: [broken, kept, broken],
      reason: 'bob@example.com → ReadOnly in 111122223333: the verdict is "stale" (and 1 more of 3)',
    },
  ])("$what is not kept", ({ all, reason }) => {
    expect(verification(all, undefined)).toMatchObject({ kind: "not-verified", reason, promises: all });
  });
});
