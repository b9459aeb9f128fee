/** The one line before "Apply": what is added and removed, and who gains and loses. */
import { expect, test } from "vitest";
import { assign, join, provision, stepsOf, unassign } from "../plan/testing/touched.ts";
import { planSummary } from "./plan-summary.ts";
import type { RehearsalView } from "./plan-text.ts";

const row = (userName: string, before: boolean, after: boolean) => ({
  userName,
  accountId: "111122223333",
  permissionSetName: "ReadOnly",
  before,
  after,
});
const passed = (more: Partial<Extract<RehearsalView, { kind: "passed" }>> = {}): RehearsalView => ({
  kind: "passed",
  promised: [],
  alsoGained: [],
  others: [],
  peopleWatched: 3,
  assumptions: [],
  ...more,
});

test.each([
  [
    [assign(), join(), unassign()],
    passed({ promised: [row("alice", false, true)] }),
    "2 adds, 1 remove; 1 person gains access, nobody loses it (3 portals checked)",
  ],
  [
    [unassign()],
    passed({ others: [row("bob", true, false), row("carol", true, false)], peopleWatched: 1 }),
    "1 remove; nobody gains access, 2 people lose it (1 portal checked)",
  ],
  [
    [provision(), provision()],
    passed({
      alsoGained: [row("alice", false, true), row("alice", false, true)],
      others: [row("bob", false, true), row("carol", true, true), row("dora", true, false)],
    }),
    "2 provisioning requests; 2 people gain access, 1 person loses it (3 portals checked)",
  ],
  [[assign()], { kind: "failed", reason: "no" } as const, "1 add"],
])("%#", (changes, rehearsal, words) => {
  expect(planSummary({ steps: stepsOf(...changes) }, rehearsal)).toBe(words);
});
