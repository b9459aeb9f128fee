/**
 * The law that everything rests on: on any organization `why` says what the lab's own portal and roles do.
 *
 * Options: IDC_DOCTOR_CASES (default 500), IDC_DOCTOR_SEED (printed with every run, and with a failure).
 */
import * as fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { why } from "../src/app/why.ts";
import type { Diagnosis } from "../src/model/diagnosis.ts";
import type { Fault } from "../src/model/organization-document/document.ts";
import { API_FAULTS, INJECTED_FAULTS } from "./agreement/faults.ts";
import { type Draft, documentOf, organizations } from "./agreement/organization.ts";
import { type Truth, truthOf } from "./agreement/truth.ts";
import { openLab, type TestLab } from "./support/lab.ts";
import { labReader, testContext } from "./support/reader.ts";

const CASES = Number(process.env["IDC_DOCTOR_CASES"] ?? 500);
const SEED = Number(process.env["IDC_DOCTOR_SEED"] ?? Date.now() % 2 ** 31);

let lab: TestLab;
beforeAll(async () => {
  lab = await openLab({ limits: "off" });
});
afterAll(() => lab.close());

interface Case {
  readonly draft: Draft;
  readonly faults: readonly string[];
  readonly apiFault: Fault | undefined;
}

const cases: fc.Arbitrary<Case> = fc
  .record({
    draft: organizations,
    picked: fc.array(fc.record({ at: fc.nat(INJECTED_FAULTS.length - 1), seed: fc.nat(100) }), { maxLength: 2 }),
    api: fc.oneof(
      { weight: 3, arbitrary: fc.constant(null) },
      {
        weight: 1,
        arbitrary: fc.record({
          at: fc.nat(API_FAULTS.length - 1),
          kind: fc.constantFrom("refuse" as const, "fail" as const),
        }),
      },
    ),
  })
  .map(({ draft, picked, api }) => {
    const copy = structuredClone(draft);
    const faults = picked.flatMap(({ at, seed }) => {
      const fault = INJECTED_FAULTS[at];
      fault?.inject(copy, seed);
      return fault ? [fault.name] : [];
    });
    const target = api && API_FAULTS[api.at];
    return { draft: copy, faults, apiFault: target && api ? { ...target, kind: api.kind } : undefined };
  });

test(`why agrees with the portal in ${CASES} organizations (seed ${SEED})`, { timeout: CASES * 1000 }, async () => {
  const seen = new Map<string, number>();
  await fc.assert(
    fc.asyncProperty(cases, async ({ draft, apiFault }) => {
      await lab.put(documentOf(draft));
      const truth = await truthOf(lab, draft);
      if (apiFault) await lab.fault(apiFault);
      const { asked } = draft;
      const { diagnosis } = await why(
        { user: asked.user, account: asked.account, permissionSet: asked.permissionSet, isRegionGiven: true },
        labReader(lab, { region: asked.region, auditRole: "OrganizationAccountAccessRole", attempts: 1 }),
        testContext(),
      );
      agree(diagnosis, truth, apiFault);
      seen.set(diagnosis.verdict, (seen.get(diagnosis.verdict) ?? 0) + 1);
    }),
    { numRuns: CASES, seed: SEED, endOnFailure: CASES > 5000 },
  );
  process.stdout.write(
    `agreement, seed ${SEED}: ${[...seen].map(([verdict, count]) => `${verdict} ${count}`).join(", ")}\n`,
  );
  if (CASES >= 300)
    expect([...seen.keys()].sort()).toEqual(["denied", "not-visible", "pending", "stale", "undecided", "works"]);
});

function agree(diagnosis: Diagnosis, truth: Truth, apiFault: Fault | undefined): void {
  const { verdict } = diagnosis;
  const context = JSON.stringify({ verdict, truth, apiFault, causes: diagnosis.causes.map(({ id }) => id) });
  if (verdict === "undecided") {
    expect(apiFault, context).toBeDefined();
    expect(
      diagnosis.couldNotRead.map(({ operation }) => operation),
      context,
    ).toContain(apiFault?.operation);
    return;
  }
  expect({ verdict, isRight: truth.verdicts.includes(verdict) }, context).toEqual({ verdict, isRight: true });
  if (verdict !== "works") expect(diagnosis.causes.length, context).toBeGreaterThan(0);
}
