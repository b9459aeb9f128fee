/**
 * `fix` killed with SIGKILL at every call of an apply and then resumed ends where an uninterrupted run ends; without
 * IDC_DOCTOR_THOROUGH at some of the calls, other ones each day. Needs the bundle.
 */
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { listScenes, loadScene } from "../scenes/scene.ts";
import { writtenForm } from "../src/model/organization-document/write.ts";
import type { WrittenDocument } from "../src/model/organization-document/written/document.ts";
import { startCli } from "./support/cli.ts";
import { runInProcess } from "./support/in-process.ts";
import { inTurn } from "./support/in-turn.ts";
import { openLab, type TestLab } from "./support/lab.ts";

/** One scene for each kind of write: provisioning, membership, and create-then-delete of assignments. */
const SCENES = ["article-not-provisioned", "not-a-member", "principal-recreated"];
const WRITES = /^(Create|Delete|Provision)/;
const MOMENTS_A_DAY = 3;

let lab: TestLab;
beforeAll(async () => {
  lab = await openLab({ limits: "off", provisioningMilliseconds: 0 });
});
afterAll(() => lab.close());

const sceneOf = (id: string) => loadScene(listScenes().find((path) => path.endsWith(`/${id}.yaml`)) ?? "");

/** What an apply leaves behind, without what is new each time: suffixes, request ids, times. */
async function outcome() {
  const { assignments, memberships, provisionedRoles }: WrittenDocument = await lab.document();
  return {
    assignments,
    memberships: memberships?.map(({ user, group }) => ({ user, group })),
    roles: provisionedRoles?.map(({ account, permissionSet, freshness, isRolePresent }) => ({
      account,
      permissionSet,
      freshness,
      isRolePresent,
    })),
  };
}

describe.each(SCENES)("%s", (id) => {
  const scene = sceneOf(id);
  const { question, document } = scene;
  const args = ["fix", question.user, question.account, question.permissionSet, "--yes"];
  const environment = (home: string) => ({
    AWS_ENDPOINT_URL: lab.url,
    AWS_REGION: "us-east-1",
    AWS_ACCESS_KEY_ID: document.organization.managementAccountId,
    IDC_DOCTOR_HOME: home,
  });
  const home = () => mkdtempSync(join(tmpdir(), "idc-doctor-kill-"));

  test("at every call", { timeout: 900_000 }, async () => {
    await lab.put(writtenForm(document));
    await lab.clearCalls();
    const whole = await runInProcess(args, environment(home()));
    expect({ code: whole.code, stderr: whole.code === 0 ? "" : whole.stderr }).toEqual({ code: 0, stderr: "" });
    const wanted = await outcome();
    const calls = await lab.calls();
    const firstWrite = calls.findIndex(({ operation }) => WRITES.test(operation));
    const writes = calls.filter(({ operation }) => WRITES.test(operation));
    // The read just before the first write belongs to the apply, too; from there on every call is a moment to die at. Of the
    // verification, which only reads, the first and the last call stand for all.
    const lastStep = calls.findLastIndex(({ operation }) => WRITES.test(operation) || /Status$/.test(operation));
    const moments = [...calls.entries()].filter(
      ([at]) => at >= firstWrite - 1 && (at <= lastStep + 1 || at === calls.length - 1),
    );
    expect(moments.length).toBeGreaterThan(3);

    for (const [index, moment] of inTurn(moments, MOMENTS_A_DAY)) {
      const earlier = calls
        .slice(0, index)
        .filter(({ service, operation }) => service === moment.service && operation === moment.operation).length;
      await lab.put(writtenForm(document));
      await lab.clearCalls();
      await lab.fault({ service: moment.service, operation: moment.operation, kind: "hang-after", after: earlier });
      const folder = home();
      const killed = startCli(args, environment(folder));
      const context = `killed at ${moment.operation} (call ${index})`;
      await untilCalled(moment, earlier + 1, context);
      killed.child.kill("SIGKILL");
      const { signal, stderr } = await killed.ended;
      expect(signal, context).toBe("SIGKILL");
      await lab.clearFaults();
      const planId = /Journal ([0-9a-f-]{36})/.exec(stderr)?.[1];
      const resumed =
        planId === undefined
          ? await runInProcess(args, environment(folder))
          : await runInProcess(["fix", "--resume", planId, "--yes"], environment(folder));
      expect({ context, code: resumed.code, stderr: resumed.code === 0 ? "" : resumed.stderr }).toEqual({
        context,
        code: 0,
        stderr: "",
      });
      expect(await outcome(), context).toEqual(wanted);
      const sent = (await lab.calls()).filter(({ operation }) => WRITES.test(operation));
      // Provisioning twice is harmless; nothing else may be sent twice.
      const once = (all: readonly { operation: string; input: unknown }[]) =>
        all
          .filter(({ operation }) => operation !== "ProvisionPermissionSet")
          .map(({ operation, input }) => JSON.stringify({ operation, input }));
      expect(once(sent), context).toEqual(once(writes));
    }
  });
});

/** Waits until the lab has been asked this often. */
async function untilCalled(
  { service, operation }: { readonly service: string; readonly operation: string },
  times: number,
  context: string,
): Promise<void> {
  const deadline = Date.now() + 120_000;
  for (;;) {
    const count = (await lab.calls()).filter((call) => call.service === service && call.operation === operation).length;
    if (count >= times) return;
    if (Date.now() > deadline) throw new Error(`${context}: the call never came`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
