/** Every write takes one road: what changed while the prompt stood is not written over, undo, resume and provision show and ask. */
import { readFileSync } from "node:fs";
import { CreateAccountAssignmentCommand, SSOAdminClient } from "@aws-sdk/client-sso-admin";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type Fixed, fix } from "../src/app/fix.ts";
import { fixPlan } from "../src/app/fix-plan.ts";
import { listPlans } from "../src/app/list-plans.ts";
import { provision } from "../src/app/provision.ts";
import { resumeFix } from "../src/app/resume.ts";
import { undoFix } from "../src/app/undo.ts";
import type { WriteServices } from "../src/app/write/services.ts";
import type { WrittenDocument } from "../src/model/organization-document/written/document.ts";
import { memoryJournal } from "../src/store/memory-journal.ts";
import { openLab, type TestLab, withLab } from "./support/lab.ts";
import {
  ALICE,
  CLOSED,
  OTHER,
  organization,
  type PlannedStep,
  planFileFor,
  SANDBOX,
  servicesOn,
  writtenTo,
} from "./support/writing.ts";

let lab: TestLab;
beforeAll(async () => {
  lab = await openLab({ limits: "off", provisioningMilliseconds: 0 });
});
afterAll(() => lab.close());

const services = (more: Partial<WriteServices> = {}) => servicesOn(lab, more);
const written = () => writtenTo(lab);
const planFile = (...steps: readonly PlannedStep[]) => planFileFor(lab, steps);

beforeEach(async () => {
  await lab.clearFaults();
  await lab.put(organization());
  await lab.clearCalls();
});

async function change(edit: (document: WrittenDocument) => WrittenDocument): Promise<void> {
  await lab.put(edit(await lab.document()));
}

const without =
  (userName: string) =>
  (document: WrittenDocument): WrittenDocument => ({
    ...document,
    users: document.users?.filter((user) => user.userName !== userName) ?? [],
  });

describe("while the prompt stands", () => {
  /** Alice is assigned, and the set is not provisioned. */
  const unprovisioned = organization({
    assignments: [{ account: SANDBOX, permissionSet: "ReadOnly", user: "alice" }],
    provisionedRoles: [],
  });
  const during = (edit: (document: WrittenDocument) => WrittenDocument) => {
    let asked = 0;
    return async () => {
      asked += 1;
      if (asked > 1) return false;
      await change(edit);
      return true;
    };
  };

  test("an assignment that was deleted is not provisioned: the plan is made again and asked about again", async () => {
    await lab.put(unprovisioned);
    const through = services({ confirm: during((document) => ({ ...document, assignments: [] })) });
    const fixed = await fix(ALICE, through);
    expect(await written()).toEqual([]);
    const changes = through.progress.flatMap((one) => (one.kind === "changed-meanwhile" ? one.changes : []));
    expect(changes).toContainEqual(
      expect.stringMatching(/^ReadOnly in sandbox \(111122223333\) is no longer assigned to user alice \(/),
    );
    expect(["changed-meanwhile", "no-api-remedy"]).toContain(fixed.kind);
    expect(through.progress.filter(({ kind }) => kind === "diagnosed")).toHaveLength(2);
  });

  test("a user who was disabled is given nothing", async () => {
    const disable = (document: WrittenDocument): WrittenDocument => ({
      ...document,
      users: document.users?.map((user) => ({ ...user, status: "DISABLED" as const })) ?? [],
    });
    const through = services({ confirm: during(disable) });
    expect(await fix(ALICE, through)).toMatchObject({ kind: "no-api-remedy", cause: { id: "user-disabled" } });
    expect(JSON.stringify(through.progress)).toContain("is now disabled");
    expect(await written()).toEqual([]);
  });

  test.each<[string, (through: WriteServices) => Promise<{ readonly kind: string }>]>([
    ["provision", (through) => provision("ReadOnly", [SANDBOX], through)],
    ["fix --plan", async (through) => fixPlan(await planFile(["create", "alice", SANDBOX]), through)],
  ])("%s: the new plan is shown, and declining it changes nothing", async (_what, start) => {
    const edit = (document: WrittenDocument): WrittenDocument => ({
      ...document,
      assignments: document.assignments?.filter((row) => row.account !== SANDBOX) ?? [],
    });
    const through = services({ confirm: during(edit) });
    const ended = await start(through);
    expect(ended, JSON.stringify(ended)).toMatchObject({ kind: "changed-meanwhile" });
    expect(through.proposals.map(({ changes }) => changes.length > 0)).toEqual([false, true]);
    expect(await written()).toEqual([]);
  });

  test("nothing changed: written at once", async () => {
    const through = services();
    expect((await fix(ALICE, through)).kind).toBe("applied");
    expect(through.proposals).toHaveLength(1);
  });
});

describe("undo", () => {
  async function applied(...steps: readonly (readonly ["create" | "delete", string, string])[]) {
    const through = services();
    const fixed = await fixPlan(await planFile(...steps), through);
    if (fixed.kind !== "applied") throw new Error(JSON.stringify(fixed).slice(0, 2000));
    await lab.clearCalls();
    return { id: fixed.plan.id, journal: through.journal };
  }

  test("what AWS would refuse is named before the first write, and the rest is taken back", async () => {
    const { id, journal } = await applied(["create", "alice", SANDBOX], ["delete", "bob", SANDBOX]);
    await change(without("bob"));
    const through = services({ journal });
    const undone = await undoFix(id, through);
    expect(undone.kind, JSON.stringify(undone)).toBe("applied");
    const [proposal] = through.proposals;
    expect(proposal?.plan.steps.map(({ description }) => description)).toEqual([
      expect.stringMatching(/^Remove the assignment of ReadOnly in account sandbox \(111122223333\) from user alice/),
    ]);
    expect(proposal?.plan.leftOut).toEqual([
      expect.objectContaining({
        description: expect.stringMatching(/^Assign ReadOnly in account sandbox \(111122223333\) to user bob/),
        reason: expect.stringContaining("is deleted"),
      }),
    ]);
    expect(proposal?.rehearsal.others).toEqual([
      expect.objectContaining({ userName: "alice", accountName: "sandbox", before: true, after: false }),
    ]);
    expect(await written()).toEqual(["DeleteAccountAssignment"]);
  });

  test("where nothing is left to take back, the refusal is said and nothing is sent", async () => {
    const { id, journal } = await applied(["delete", "bob", SANDBOX]);
    await change(without("bob"));
    const undone = await undoFix(id, services({ journal }));
    expect(undone).toMatchObject({ kind: "refusal-predicted", refusals: [{ kind: "principal-deleted" }] });
    expect(await written()).toEqual([]);
  });

  test("nothing to undo: it was taken back already", async () => {
    const { id, journal } = await applied(["create", "alice", SANDBOX]);
    expect((await undoFix(id, services({ journal }))).kind).toBe("applied");
    await lab.clearCalls();
    const through = services({ journal });
    const again = await undoFix(id, through);
    expect(again).toMatchObject({ kind: "nothing-to-do", purpose: "undo" });
    expect(through.proposals).toEqual([]);
    expect(await written()).toEqual([]);
    await expect(resumeFix(id, services({ journal }))).rejects.toThrow(/was undone by/);
  });

  test("nothing to undo: provisioning stays, and why is said", async () => {
    const through = services();
    const result = await provision("ReadOnly", [SANDBOX], through);
    if (result.kind !== "provisioned") throw new Error(JSON.stringify(result));
    const undone = await undoFix(result.planId, services({ journal: through.journal }));
    expect(undone).toMatchObject({
      kind: "nothing-to-do",
      reasons: [expect.stringMatching(/provisioning cannot be undone/)],
    });
  });
});

test("the opposite of a request under way is refused before anything is sent", async () => {
  await withLab({ limits: "off", provisioningMilliseconds: 60_000 }, async (slow) => {
    await slow.put(await lab.document());
    const file = await planFile(["delete", "alice", SANDBOX]);
    const [step] = JSON.parse(readFileSync(file, "utf8")).steps;
    const admin = new SSOAdminClient({ endpoint: slow.url, region: "us-east-1", maxAttempts: 1 });
    await admin.send(
      new CreateAccountAssignmentCommand({
        InstanceArn: step.change.instanceArn,
        TargetId: SANDBOX,
        TargetType: "AWS_ACCOUNT",
        PermissionSetArn: step.change.permissionSetArn,
        PrincipalType: "USER",
        PrincipalId: step.change.principal.id,
      }),
    );
    await slow.clearCalls();
    const through = servicesOn(slow);
    expect(await fixPlan(file, through)).toMatchObject({
      kind: "refusal-predicted",
      refusals: [{ kind: "request-under-way", affects: [1] }],
    });
    expect(await writtenTo(slow)).toEqual([]);
  });
});

describe("resume", () => {
  async function interrupted() {
    const through = services();
    await lab.fault({ service: "sso-admin", operation: "CreateAccountAssignment", kind: "refuse", accountId: OTHER });
    const file = await planFile(["create", "alice", SANDBOX], ["create", "alice", OTHER]);
    const fixed = await fixPlan(file, through);
    if (fixed.kind !== "failed") throw new Error(JSON.stringify(fixed).slice(0, 2000));
    await lab.clearFaults();
    await lab.clearCalls();
    return { id: fixed.plan.id, journal: through.journal };
  }

  test("shows what is left with caller and Region, rehearses it, asks, and does it", async () => {
    const { id, journal } = await interrupted();
    const declining = services({ journal, confirm: async () => false });
    expect((await resumeFix(id, declining)).kind).toBe("declined");
    expect(await written()).toEqual([]);
    expect(declining.proposals[0]?.plan.warnings).toContain("Of 2 steps, 1 is done already");
    expect(declining.proposals).toMatchObject([
      { writer: { accountId: "123456789012", region: "us-east-1" }, plan: { steps: [{ number: 2 }] } },
    ]);
    const resumed = await resumeFix(id, services({ journal }));
    expect(resumed).toMatchObject({ kind: "applied", verification: { kind: "verified" } });
    expect(await written()).toEqual(["CreateAccountAssignment"]);
    expect((await lab.portalOf("alice"))?.accounts.size).toBe(2);
  });

  test.each(["", "%", "abc", "%%%%"])("the id %o is refused", async (id) => {
    const { journal } = await interrupted();
    await expect(resumeFix(id, services({ journal }))).rejects.toThrow(/is not the id of a plan/);
    expect(await written()).toEqual([]);
  });

  test("a journal whose words and changes disagree is refused, for undo as well", async () => {
    const { id, journal } = await interrupted();
    const found = await journal.read(id);
    if (!found) throw new Error("no plan");
    const edited = memoryJournal();
    const steps = found.plan.steps.map((step) => ({
      ...step,
      change: { ...step.change, accountId: CLOSED },
    })) as unknown as typeof found.plan.steps;
    await edited.begin({ ...found.plan, steps }, found.connection);
    for (const start of [resumeFix, undoFix])
      await expect(start(id, services({ journal: edited }))).rejects.toThrow(
        /its description and its changes disagree/,
      );
    expect((await listPlans(edited)).plans).toMatchObject([{ state: "edited", steps: [] }]);
    expect(await written()).toEqual([]);
  });
});

test("a customer managed policy that could not be read is asked about", async () => {
  await lab.put(
    organization({
      permissionSets: [{ name: "ReadOnly", customerManagedPolicies: [{ name: "OpsGuard", path: "/ops/" }] }],
    }),
  );
  const through = services({ confirm: async () => false });
  expect((await fix(ALICE, through)).kind).toBe("declined");
  expect(through.proposals.map(({ unchecked }) => unchecked)).toEqual([
    ["ReadOnly needs the customer managed policy /ops/OpsGuard in sandbox (111122223333), which could not be read"],
  ]);
});

describe("provision", () => {
  test("--dry-run rehearses and shows who sees it then, with names", async () => {
    await lab.put(organization({ provisionedRoles: [] }));
    const through = services({ isDryRun: true });
    const result = await provision("ReadOnly", ["sandbox"], through);
    expect(result).toMatchObject({
      kind: "rehearsed-only",
      plan: { steps: [{ description: "Provision ReadOnly to account sandbox (111122223333)" }] },
      rehearsal: { others: [{ userName: "bob", accountName: "sandbox", before: false, after: true }] },
    });
    expect(await written()).toEqual([]);
  });

  test("asks; an account that is closed is left out and named", async () => {
    const through = services();
    const result = await provision("ReadOnly", [SANDBOX, CLOSED], through);
    expect(result).toMatchObject({
      kind: "provisioned",
      accounts: [
        { accountId: SANDBOX, kind: "provisioned" },
        { accountId: CLOSED, kind: "left-out", reason: expect.stringContaining("closed (777788889999) is SUSPENDED") },
      ],
    });
    expect(through.proposals).toHaveLength(1);
    expect(await written()).toEqual(["ProvisionPermissionSet"]);
    const declined: { readonly kind: Fixed["kind"] | "provisioned" } = await provision(
      "ReadOnly",
      [SANDBOX],
      services({ confirm: async () => false }),
    );
    expect(declined.kind).toBe("declined");
  });

  test("leaves no connection open", async () => {
    const sockets = () => process.getActiveResourcesInfo().filter((name) => name === "TCPSocketWrap").length;
    const before = sockets();
    await provision("ReadOnly", [SANDBOX], services());
    // The lab would drop them after five seconds by itself.
    await expect.poll(sockets, { timeout: 2000, interval: 20 }).toBeLessThanOrEqual(before);
  });
});
