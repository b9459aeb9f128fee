/** Steps side by side: AWS's limits are reached and never passed, accounts are served one step at a time, removals wait. */
import { expect, test } from "vitest";
import type { Change } from "../model/change.ts";
import {
  certain,
  parseAccountId,
  parseInstanceArn,
  parsePermissionSetArn,
  parseRegion,
  parseUserId,
} from "../model/ids.ts";
import { numberedSteps } from "../plan/numbered.ts";
import { laneOf, runSteps } from "./schedule.ts";

const grant = (account: number) => ({
  instanceArn: certain(parseInstanceArn("arn:aws:sso:::instance/ssoins-7223a5d90eexampl")),
  accountId: certain(parseAccountId(String(100_000_000_000 + account))),
  permissionSetArn: certain(
    parsePermissionSetArn("arn:aws:sso:::permissionSet/ssoins-7223a5d90eexampl/ps-000000000000000a"),
  ),
  permissionSetName: "ReadOnly",
});
const principal = {
  type: "USER" as const,
  id: certain(parseUserId("906ab1c2d3-11112222-3333-4444-5555-666677778888")),
};
const create = (account: number): Change => ({
  kind: "create-account-assignment",
  ...grant(account),
  principal,
  principalName: "alice",
});
const remove = (account: number): Change => ({ ...create(account), kind: "delete-account-assignment" }) as Change;
const provision = (account: number): Change => ({ kind: "provision-permission-set", ...grant(account) });

const stepsOf = (...changes: Change[]) =>
  numberedSteps(
    changes.map((change) => ({ change, reason: "test" })),
    certain(parseRegion("us-east-1")),
  );

/** Runs the steps; each ends when all that could be begun beside it has been. */
async function watch(changes: readonly Change[], failing: readonly number[] = []) {
  const running = new Map<number, string>();
  const order: number[] = [];
  const most = { assignments: 0, provisioning: 0, memberships: 0, entitlements: 0, roles: 0 };
  let overlaps = 0;
  const steps = stepsOf(...changes);
  const result = await runSteps(steps, async (step) => {
    const { pool, key } = laneOf(step);
    if ([...running.values()].includes(key)) overlaps += 1;
    running.set(step.number, key);
    order.push(step.number);
    const inPool = steps.filter((one) => running.has(one.number) && laneOf(one).pool === pool).length;
    most[pool] = Math.max(most[pool], inPool);
    await new Promise((resolve) => setImmediate(resolve));
    running.delete(step.number);
    return failing.includes(step.number) ? { kind: "failed", step, reason: "no" } : { kind: "applied" };
  });
  return { ...result, order, most, overlaps };
}

const many = (count: number, make: (account: number) => Change) => Array.from({ length: count }, (_, at) => make(at));

test("fifteen assignments and three provisionings at once, and no more", async () => {
  const { most, ended } = await watch([...many(40, create), ...many(20, (at) => provision(at + 100))]);
  expect(most).toEqual({ assignments: 15, provisioning: 3, memberships: 0, entitlements: 0, roles: 0 });
  expect(ended.size).toBe(60);
});

test("one step at a time in an account, in the plan's order", async () => {
  const { overlaps, order } = await watch([create(1), provision(1), create(1), create(2)]);
  expect(overlaps).toBe(0);
  expect(order.filter((number) => number !== 4)).toEqual([1, 2, 3]);
});

test("removals wait for every addition", async () => {
  const { order } = await watch([...many(20, create), remove(50), remove(51)]);
  expect(order.slice(-2).sort()).toEqual([21, 22]);
});

test("a failure stops its account and every removal, nothing else", async () => {
  const { ended, notBegun } = await watch([create(1), provision(1), create(2), remove(3)], [1]);
  expect([...ended].map(([number, { kind }]) => [number, kind])).toEqual([
    [1, "failed"],
    [3, "applied"],
  ]);
  expect(notBegun.map(({ number }) => number)).toEqual([2, 4]);
});

test("an exception stops what has not begun and is thrown when the rest has ended", async () => {
  const begun: number[] = [];
  const ended: number[] = [];
  const run = runSteps(stepsOf(...many(30, create)), async ({ number }) => {
    begun.push(number);
    await new Promise((resolve) => setImmediate(resolve));
    if (number === 3) throw new Error("interrupted");
    ended.push(number);
    return { kind: "applied" };
  });
  await expect(run).rejects.toThrow("interrupted");
  expect(begun.length).toBeLessThan(30);
  expect(ended.length).toBe(begun.length - 1);
});
