/** `snapshot diff` and `snapshot load` as the bundled command: scenes with a before, a change made on the lab, and a torn read. */
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DeleteAccountAssignmentCommand, SSOAdminClient } from "@aws-sdk/client-sso-admin";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { loadScene } from "../scenes/scene.ts";
import type { OrganizationDocument } from "../src/model/organization-document/document.ts";
import { writeOrganizationDocument } from "../src/model/organization-document/write.ts";
import type { SnapshotDiff } from "../src/model/snapshot-diff.ts";
import { runInProcess } from "./support/in-process.ts";
import { openLab, type TestLab } from "./support/lab.ts";

const folder = mkdtempSync(join(tmpdir(), "idc-doctor-diff-"));
function saved(name: string, document: OrganizationDocument): string {
  const path = join(folder, `${name}.json`);
  writeFileSync(path, writeOrganizationDocument(document, "json"));
  return path;
}

function sceneFiles(name: string) {
  const { before, document } = loadScene(join(import.meta.dirname, `../scenes/${name}.yaml`));
  if (!before) throw new Error(`${name} has no before`);
  return { document, before: saved(`${name}-before`, before), after: saved(`${name}-after`, document) };
}

const renamed = sceneFiles("role-renamed");
const recreated = sceneFiles("set-recreated");

async function diffOf(before: string, after: string, ...flags: string[]) {
  const ended = await runInProcess(["snapshot", "diff", before, after, "--output", "json", ...flags]);
  if (ended.stdout === "") throw new Error(ended.stderr);
  return { code: ended.code, diff: JSON.parse(ended.stdout) as SnapshotDiff };
}

const words = ({ changes }: SnapshotDiff) => changes.map(({ of, change, field }) => [of, change, field]);

let lab: TestLab;
beforeAll(async () => {
  lab = await openLab({ limits: "off", provisioningMilliseconds: 0 });
});
afterAll(() => lab.close());

describe("two saved documents", () => {
  test("a renamed role is one change, and nobody's access", async () => {
    const { code, diff } = await diffOf(renamed.before, renamed.after);
    expect(code).toBe(1);
    expect(words(diff)).toEqual([["provisioned", "changed", "role-name"]]);
    expect(diff.changes[0]).toMatchObject({
      before: "AWSReservedSSO_ReadOnly_1111111111111111",
      after: "AWSReservedSSO_ReadOnly_2222222222222222",
    });
    expect(diff.access).toEqual({ gained: 0, lost: 0, unknown: 0, rows: [] });
  });

  test("a set that was created again under its name is recreated", async () => {
    const { code, diff } = await diffOf(recreated.before, recreated.after);
    expect(code).toBe(1);
    expect(words(diff)).toContainEqual(["permission-set", "recreated", null]);
    expect(diff.access).toMatchObject({ gained: 0, lost: 1, unknown: 0 });
  });

  test("nothing changed is 0, the wrong order 2, and every format has the change", async () => {
    expect(await runInProcess(["snapshot", "diff", renamed.before, renamed.before])).toMatchObject({ code: 0 });
    const turned = await runInProcess(["snapshot", "diff", renamed.after, renamed.before]);
    expect([turned.code, turned.stderr]).toEqual([2, expect.stringContaining("Give the earlier one first")]);
    for (const output of ["text", "yaml", "csv", "markdown"])
      expect(await runInProcess(["snapshot", "diff", renamed.before, renamed.after, "--output", output])).toMatchObject(
        {
          code: 1,
          stderr: "",
          stdout: expect.stringMatching(/2222222222222222/),
        },
      );
  });
});

describe("a lab", () => {
  const atLab = () => ["--endpoint-url", lab.url];
  const save = (name: string, ...flags: string[]) =>
    runInProcess(["snapshot", "save", join(folder, name), "--complete", "--quiet", ...flags, ...atLab()]);

  test("takes a document with load, and the change made there is found with who lost access and who did it", async () => {
    const loaded = await runInProcess(["snapshot", "load", renamed.after, "--url", lab.url]);
    expect(loaded).toMatchObject({ code: 0, stderr: "", stdout: expect.stringContaining("1 assignment,") });
    expect((await save("full.json")).code).toBe(0);

    const [assignment] = renamed.document.assignments;
    if (!assignment || !renamed.document.instance) throw new Error("the scene has no assignment");
    const credentials = { accessKeyId: "123456789012", secretAccessKey: "lab" };
    await new SSOAdminClient({ endpoint: lab.url, region: "us-east-1", credentials }).send(
      new DeleteAccountAssignmentCommand({
        InstanceArn: renamed.document.instance.arn,
        PermissionSetArn: assignment.permissionSetArn,
        TargetId: assignment.accountId,
        TargetType: "AWS_ACCOUNT",
        PrincipalId: assignment.principal.id,
        PrincipalType: assignment.principal.type,
      }),
    );
    expect((await save("less.json")).code).toBe(0);

    const { code, diff } = await diffOf(join(folder, "full.json"), join(folder, "less.json"), "--who", ...atLab());
    expect(code).toBe(1);
    const gone = diff.changes.find(({ of }) => of === "assignment");
    expect(gone).toMatchObject({
      change: "gone",
      isInferred: false,
      subject: { user: { name: "alice.moreau@example.com" } },
    });
    expect(gone?.authors).toMatchObject([{ event: "DeleteAccountAssignment" }]);
    expect(diff.access).toMatchObject({ gained: 0, lost: 1, unknown: 0 });
    expect(diff.access.rows[0]).toMatchObject({ via: ["direct"], account: { name: "sandbox" } });
  });

  test("what could not be read on one side is unknown, and between two such documents the answer is undecided", async () => {
    await runInProcess(["snapshot", "load", renamed.after, "--url", lab.url]);
    await save("whole.json");
    await lab.fault({ service: "identitystore", operation: "ListUsers", kind: "refuse" });
    expect((await save("torn.json")).code).toBe(3);
    await lab.clearFaults();
    const { code, diff } = await diffOf(join(folder, "whole.json"), join(folder, "torn.json"));
    expect(code).toBe(1);
    expect(diff.isWhole).toBe(false);
    expect(diff.changes.length).toBeGreaterThan(0);
    expect(new Set(diff.changes.map(({ change }) => change))).toEqual(new Set(["unknown"]));
    expect(diff.access).toMatchObject({ gained: 0, lost: 0 });
    expect((await diffOf(join(folder, "torn.json"), join(folder, "torn.json"))).code).toBe(3);
  });

  test.each(["http://192.0.2.1:4747", "https://127.0.0.1:4747", "http://127.0.0.1.example.com", "file:///etc"])(
    "is on this machine: %s is refused and not called",
    async (url) => {
      const ended = await runInProcess(["snapshot", "load", renamed.after, "--url", url]);
      expect([ended.code, ended.stderr]).toEqual([2, expect.stringContaining("sent only to loopback addresses")]);
    },
  );
});
