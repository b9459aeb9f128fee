/** What is asked about the caller before a plan: it depends on where the caller stands. */
import { describe, expect, test } from "vitest";
import {
  ADMIN,
  DELEGATE,
  failed,
  instance,
  MANAGEMENT,
  READ_ONLY,
  type SANDBOX,
} from "../../facts/grant/testing/grant-facts.ts";
import { certain, parseAccountId } from "../../model/ids.ts";
import { PLAN_SCHEMA, type Plan } from "../../model/plan.ts";
import { known } from "../../model/reading.ts";
import { numberedSteps } from "../../plan/numbered.ts";
import type { PlanningReader } from "../../sources/plan-reader.ts";
import { callerStanding } from "./look-around.ts";

const planFor = (accounts: number): Plan => ({
  schema: PLAN_SCHEMA,
  id: "00000000-0000-4000-8000-000000000000",
  createdAt: "2026-09-14T09:30:00Z",
  region: instance.region,
  cause: "test",
  warnings: [],
  steps: numberedSteps(
    Array.from({ length: accounts }, (_, at) => ({
      reason: "test",
      change: {
        kind: "provision-permission-set" as const,
        instanceArn: instance.arn,
        accountId: certain(parseAccountId(String(200_000_000_000 + at))),
        permissionSetArn: READ_ONLY.arn,
        permissionSetName: READ_ONLY.name,
      },
    })),
    instance.region,
  ),
});

async function stand(callerAccount: typeof SANDBOX | "unknown", more: Partial<PlanningReader> = {}, accounts = 1) {
  const asked: number[] = [];
  const reader: Partial<PlanningReader> = {
    delegatedAdministrators: () => Promise.resolve(known([DELEGATE])),
    provisionedSets: (_instance, _account, freshness) =>
      Promise.resolve(known(freshness === "latest" ? [READ_ONLY.arn] : [ADMIN.arn])),
    ownRights: (_caller, actions, resources) => {
      asked.push(resources.length);
      return Promise.resolve(
        known(resources.map((resource) => ({ action: actions[0] ?? "", resource, decision: "allowed" as const }))),
      );
    },
    ...more,
  };
  const caller = callerAccount === "unknown" ? failed() : known({ accountId: callerAccount, arn: "arn:x" });
  const standing = await callerStanding(planFor(accounts), { caller, instance }, reader as PlanningReader);
  return { ...standing, asked };
}

test("in the management account there is no delegate's limit", async () => {
  const { delegates, setsInManagementAccount, rights } = await stand(MANAGEMENT);
  expect([delegates.state, setsInManagementAccount.state]).toEqual(["unread", "unread"]);
  expect(rights.length).toBeGreaterThan(0);
});

test("a delegate's limit: both lists of the management account", async () => {
  const { delegates, setsInManagementAccount } = await stand(DELEGATE);
  expect(delegates).toMatchObject({ value: [DELEGATE] });
  expect(setsInManagementAccount).toMatchObject({ value: [READ_ONLY.arn, ADMIN.arn] });
});

test("a caller who is not known: nothing is asked in their name", async () => {
  const { delegates, setsInManagementAccount, rights, asked } = await stand("unknown");
  expect([delegates.state, setsInManagementAccount.state, rights, asked]).toEqual(["unknown", "unknown", [], []]);
});

describe("the simulator", () => {
  test("is asked about fifty resources at once, and its answers are one", async () => {
    const { asked, rights } = await stand(MANAGEMENT, {}, 120);
    expect(Math.max(...asked)).toBe(50);
    const [first] = rights;
    const total = first?.judged.state === "known" ? first.judged.value.length : 0;
    expect(total).toBeGreaterThan(100);
    expect(asked.reduce((sum, one) => sum + one, 0)).toBe(
      rights.reduce((sum, { judged }) => sum + (judged.state === "known" ? judged.value.length : 0), 0),
    );
  });

  test("that fails for one part leaves the right open", async () => {
    let calls = 0;
    const ownRights = () => {
      calls += 1;
      return Promise.resolve(calls === 2 ? failed() : known([]));
    };
    const { rights } = await stand(MANAGEMENT, { ownRights }, 120);
    expect(rights.some(({ judged }) => judged.state === "unknown")).toBe(true);
  });
});
