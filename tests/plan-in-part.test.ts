/** `fix --plan` where AWS would refuse some of the steps: the others are offered, and what is left out is named before anything is sent. */
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { fixPlan } from "../src/app/fix-plan.ts";
import type { WriteServices } from "../src/app/write/services.ts";
import { writeExit } from "../src/cli/writing.ts";
import { openLab, type TestLab } from "./support/lab.ts";
import { CLOSED, OTHER, organization, planFileFor, SANDBOX, servicesOn, writtenTo } from "./support/writing.ts";

let lab: TestLab;
beforeAll(async () => {
  lab = await openLab({ limits: "off", provisioningMilliseconds: 0 });
});
afterAll(() => lab.close());
beforeEach(async () => {
  await lab.put(organization());
  await lab.clearCalls();
});

const services = (more: Partial<WriteServices> = {}) => servicesOn(lab, more);

test("one closed account: its step and its promise are left out, the rest is applied and verified, exit 4", async () => {
  const file = await planFileFor(lab, [
    ["create", "alice", CLOSED],
    ["create", "alice", SANDBOX],
  ]);
  const through = services();
  const ended = await fixPlan(file, through);
  expect(ended, JSON.stringify(ended).slice(0, 2000)).toMatchObject({
    kind: "applied",
    verification: { kind: "verified" },
    plan: { promises: [{ userName: "alice", accountId: SANDBOX }] },
  });
  const [proposal] = through.proposals;
  expect(proposal?.plan.leftOut).toEqual([
    expect.objectContaining({
      description: expect.stringContaining(CLOSED),
      reason: expect.stringContaining("SUSPENDED"),
    }),
  ]);
  expect(proposal?.rehearsal.promised.map(({ accountId }) => accountId)).toEqual([SANDBOX]);
  expect(await writtenTo(lab)).toEqual(["CreateAccountAssignment"]);
  if (ended.kind === "applied") expect(writeExit(ended)).toBe(4);
});

test("only closed accounts: refused, and nothing is sent", async () => {
  const through = services();
  const ended = await fixPlan(await planFileFor(lab, [["create", "alice", CLOSED]]), through);
  expect(ended).toMatchObject({ kind: "refusal-predicted", refusals: [{ kind: "account-not-active" }] });
  expect(through.proposals).toEqual([]);
  expect(await writtenTo(lab)).toEqual([]);
});

test("what takes access away is left out with the step that gives access in its place", async () => {
  const file = await planFileFor(lab, [
    ["create", "bob", CLOSED],
    ["delete", "bob", SANDBOX],
    ["create", "alice", OTHER],
  ]);
  const through = services();
  expect((await fixPlan(file, through)).kind).toBe("applied");
  expect(through.proposals[0]?.plan.leftOut?.map(({ change }) => change.kind)).toEqual([
    "create-account-assignment",
    "delete-account-assignment",
  ]);
  expect(await writtenTo(lab)).toEqual(["CreateAccountAssignment"]);
});

test("an account that is closed while the question stands is seen before anything is sent", async () => {
  const through = services({
    confirm: async (proposal) => {
      await lab.put(
        organization({
          accounts:
            organization().accounts?.map((one) => ({ ...one, state: one.id === SANDBOX ? "SUSPENDED" : one.state })) ??
            [],
        }),
      );
      return proposal.changes.length === 0;
    },
  });
  const file = await planFileFor(lab, [
    ["create", "alice", SANDBOX],
    ["create", "alice", OTHER],
  ]);
  expect(await fixPlan(file, through)).toMatchObject({ kind: "changed-meanwhile" });
  expect(await writtenTo(lab)).toEqual([]);
});
