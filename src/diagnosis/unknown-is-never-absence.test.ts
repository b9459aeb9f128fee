/** A read that failed never makes anything certain that was not. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { GrantFacts } from "../facts/grant/grant-facts.ts";
import { attachedGroup, failed, READINGS, workingFacts } from "../facts/grant/testing/grant-facts.ts";
import type { Diagnosis } from "../model/diagnosis.ts";
import { known, type Reading } from "../model/reading.ts";
import { diagnose } from "./diagnose.ts";
import { brokenGrants } from "./testing/broken-grants.ts";
import { gathered } from "./testing/gathered-facts.ts";
import { STANDS_ALONE } from "./testing/stands-alone.ts";

const diagnosed = (facts: GrantFacts): Diagnosis => diagnose(gathered(facts));
const idsOf = ({ causes: found }: Diagnosis) => found.map(({ id }) => id);

describe("unknown is never absence", () => {
  const { "caller-not-permitted": _alreadyFailed, "kms-key-unusable": _failedToo, ...readable } = brokenGrants;
  const grants = [workingFacts(), ...Object.values<GrantFacts>(readable)];
  const knownOf = (facts: GrantFacts) => READINGS.filter((key) => (facts[key] as Reading<unknown>).state === "known");

  test("one failed read makes the grant undecided, and nothing that depends on reads is proved", () => {
    let ran = 0;
    const kinds = ["refused", "throttled", "timed-out", "failed", "unreachable", "credentials"] as const;
    fc.assert(
      fc.property(
        fc.constantFrom(...grants).chain((facts) => fc.tuple(fc.constant(facts), fc.constantFrom(...knownOf(facts)))),
        fc.constantFrom(...kinds),
        ([facts, key], kind) => {
          const diagnosis = diagnosed({ ...facts, [key]: failed(kind) });
          expect(diagnosis.verdict).toBe("undecided");
          expect(diagnosis.couldNotRead.length).toBeGreaterThan(0);
          const proved = diagnosis.causes.filter(({ confidence }) => confidence === "proved").map(({ id }) => id);
          expect(proved.filter((id) => !STANDS_ALONE.includes(id))).toEqual([]);
          expect(proved.includes("caller-not-permitted")).toBe(kind === "refused");
          ran += 1;
        },
      ),
      { numRuns: 500 },
    );
    expect(ran).toBe(500);
  });

  test("a failed read adds no cause that was not there, but for the refusal itself", () => {
    let ran = 0;
    for (const facts of grants)
      for (const key of knownOf(facts)) {
        const before = new Set(idsOf(diagnosed(facts)));
        const after = idsOf(diagnosed({ ...facts, [key]: failed() }));
        // A failed look at the requests hides what runs or failed; what remains is then no more than likely.
        const added = after.filter((id) => !before.has(id) && id !== "caller-not-permitted");
        expect(added.filter((id) => !(key === "requests" && id === "not-provisioned"))).toEqual([]);
        ran += 1;
      }
    expect(ran).toBeGreaterThan(150);
  });

  test("a principal that could not be looked up leaves the grant undecided", () => {
    const attached = known([{ ...attachedGroup({ isEmpty: false }), details: failed("throttled", "DescribeGroup") }]);
    const diagnosis = diagnosed({ ...brokenGrants["not-a-member"], attached });
    expect(diagnosis.verdict).toBe("undecided");
    expect(diagnosis.causes.filter(({ confidence }) => confidence === "proved")).toEqual([]);
  });
});
