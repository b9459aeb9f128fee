/** Every scene on the lab through the real SDK, and after its repair. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { listScenes, loadScene, type Scene } from "../scenes/scene.ts";
import { policyFor } from "../src/app/permissions.ts";
import type { Diagnosis } from "../src/model/diagnosis.ts";
import { expectAnswer } from "./support/expected-answer.ts";
import { openLab, type TestLab } from "./support/lab.ts";
import { putScene, sceneOn } from "./support/scene-on-lab.ts";
import { unprovedValues } from "./support/stated-values.ts";

const scenes = listScenes().map((path) => loadScene(path));
let lab: TestLab;
beforeAll(async () => {
  lab = await openLab({ limits: "off" });
});
afterAll(() => lab.close());

/**
 * Where twelve do not suffice: the delegate's limit needs the management account's lists, a failed provisioning the group's
 * name; 500 sets are six pages of two lists, a thousand groups eleven pages.
 */
const MORE_CALLS: Readonly<Record<string, number>> = {
  "delegated-admin-limit": 14,
  "provisioning-failed": 13,
  "set-quota": 22,
  "too-many-groups": 22,
};

/** Calls of sso-admin, identitystore and organizations, without names, the search for the Region, and requests described one by one. */
function questionCalls({ calls: { byOperation, nameLookups, additional } }: Diagnosis): number {
  const counted = Object.entries(byOperation).filter(
    ([operation]) => !/^(sts:GetCallerIdentity|sso:\w+)$|:Describe\w+Status$/.test(operation),
  );
  const total = counted.reduce((sum, [, count]) => sum + count, 0);
  return total - additional - nameLookups - ((byOperation["sso-admin:ListInstances"] ?? 1) - 1);
}

const PREFIXES: Readonly<Record<string, string>> = { "sso-admin": "sso" };
const ALLOWED = new Set(policyFor("diagnose").Statement.flatMap(({ Action }) => Action));

/** Calls with the operator's own keys that the policy of `permissions --for diagnose` leaves out; IAM is the audit role's. */
const notAllowed = ({ calls: { byOperation } }: Diagnosis): readonly string[] =>
  Object.keys(byOperation)
    .filter((operation) => /^(sso-admin|identitystore|organizations|cloudtrail):/.test(operation))
    .map((operation) => operation.replace(/^[\w-]+/, (service) => PREFIXES[service] ?? service))
    .filter((action) => !ALLOWED.has(action));

test("there are scenes", () => {
  expect(scenes.length).toBeGreaterThan(25);
});

const named = (some: readonly Scene[]) => some.map((scene) => [scene.id, scene] as const);

describe("on the lab, in about a dozen calls", () => {
  test.each(named(scenes))("%s", async (_id, scene) => {
    const onLab = await putScene(lab, scene);
    if (scene.document.portalSessions.length === 0) expect(await onLab.sees()).toBe(scene.expect.portalBefore);
    const diagnosis = await onLab.why();
    expectAnswer(diagnosis, scene);
    expect(notAllowed(diagnosis)).toEqual([]);
    expect(unprovedValues(diagnosis)).toEqual([]);
    expect(questionCalls(diagnosis), JSON.stringify(diagnosis.calls.byOperation)).toBeLessThanOrEqual(
      MORE_CALLS[scene.id] ?? 12,
    );
  });
});

describe("after the step of a person", () => {
  const stepped = scenes.filter(({ human, questionAfter }) => human.length > 0 || questionAfter);
  test.each(named(stepped))("%s", async (_id, scene) => {
    await (await putScene(lab, scene)).takeHumanSteps();
    const after = await sceneOn(lab, { ...scene, question: scene.questionAfter ?? scene.question });
    const { verdict, causes } = await after.why();
    expect({ verdict, first: causes[0]?.id }).toMatchObject({ verdict: "works" });
    expect(causes.map(({ id }) => id)).not.toContain(scene.expect.cause);
    expect(await after.sees()).toBe(true);
    expect(await after.hasCredentials()).toBe(true);
  });

  test("every scene whose remedy is a person's or time's has steps, or says why not", () => {
    const isLeftOut = ({ expect: { remedy }, human, noStep, questionAfter }: Scene): boolean =>
      remedy !== null && remedy !== "api" && human.length === 0 && !questionAfter && !noStep;
    const without = scenes.filter(isLeftOut);
    expect(without.map(({ id }) => id)).toEqual([]);
  });
});

describe("after its repair", () => {
  test.each(named(scenes.filter(({ expect: { remedy } }) => remedy === "api")))("%s", async (_id, scene) => {
    const onLab = await putScene(lab, scene);
    const fixed = await onLab.fix();
    expect({
      kind: fixed.kind,
      ...("reason" in fixed ? { reason: fixed.reason } : {}),
      ...("verification" in fixed ? { verification: fixed.verification.kind } : {}),
    }).toEqual({ kind: "applied", verification: "verified" });
    expect(await onLab.sees()).toBe(scene.expect.portalAfter ?? true);
    expect(await onLab.hasCredentials()).toBe(true);
  });
});
