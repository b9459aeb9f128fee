/** Terraform's own life of an organization's access on the lab: a plan and its access tests, apply, an empty plan, destroy. */
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { readTerraformPlan, testAccess } from "../src/app/access-test.ts";
import { loadOrganizationDocument } from "../src/model/organization-document/load.ts";
import { parseAccessTests } from "../src/model/organization-document/written/access-tests.ts";
import { type TestLab, withLab } from "./support/lab.ts";
import { terraformIn, terraformMirror } from "./support/terraform.ts";

const mirror = terraformMirror();
if (mirror.kind === "missing") process.stdout.write(`skipped: ${mirror.why}\n`);

const program = (file: string) => readFileSync(join(import.meta.dirname, "programs/terraform", file), "utf8");

/** What the lab holds, without what only grows: requests, events, the clock. */
async function holdings(lab: TestLab): Promise<Record<string, unknown>> {
  const { takenAt: _, requests: __, events: ___, ...rest } = (await lab.document()) as Record<string, unknown>;
  return rest;
}

/** One organization out of all of them: terraform loads the provider in every step, which costs more than all the calls. */
const PROGRAMS = ["identity-center", "applications", "organization", "iam"];

const filesOf = (name: string): Readonly<Record<string, string>> => ({
  [`${name}/main.tf`]: program(`${name}.tf`),
  [`${name}/metadata.xml`]: program("metadata.xml"),
});
const main = PROGRAMS.map((name) => `module "${name}" {\n  source = "./${name}"\n}\n`).join("\n");

/** Which access tests of the configuration pass in the organization as it is, or as the plan would leave it. */
async function accessOf(lab: TestLab, planJson?: string) {
  const rows = parseAccessTests(`expect:
  - { user: ana@example.com, account: "123456789012", set: Reader, can: true }
  - { group: Readers, account: "123456789012", set: Reader, can: true }
  - { user: bo@example.com, account: "*", set: Reader, can: false }
`);
  const loaded = loadOrganizationDocument(await lab.document());
  if (rows.kind === "invalid") throw new Error(JSON.stringify(rows.problems));
  if (loaded.kind === "invalid") throw new Error(JSON.stringify(loaded.problems));
  const path = join(mkdtempSync(join(tmpdir(), "idc-doctor-plan-")), "plan.json");
  if (planJson !== undefined) writeFileSync(path, planJson);
  const plan = planJson === undefined ? undefined : await readTerraformPlan(path);
  return testAccess(loaded.document, rows.expectations, plan).tests.map(({ outcome }) => outcome);
}

test.runIf(mirror.kind === "found")("plan and access tests, apply, empty plan, destroy", { timeout: 900_000 }, () =>
  withLab({ provisioningMilliseconds: 50, limits: "off" }, async (lab) => {
    const before = await holdings(lab);
    const files = Object.assign({ "main.tf": main }, ...PROGRAMS.map(filesOf)) as Record<string, string>;
    const terraform = await terraformIn(mirror.kind === "found" ? mirror.path : "", lab.url, files);
    const planned = await terraform.planned();
    expect(await accessOf(lab)).toEqual(["failed", "failed", "failed"]);
    expect(await accessOf(lab, planned)).toEqual(["passed", "passed", "passed"]);
    const applied = await terraform.apply();
    expect(applied).toMatch(/Apply complete! Resources: \d+ added, 0 changed, 0 destroyed/);
    const created = [...applied.matchAll(/^module\.([\w-]+)\..*: Creation complete/gm)].map(([, name]) => name);
    expect([...new Set(created)].sort()).toEqual([...PROGRAMS].sort());
    expect(await accessOf(lab)).toEqual(["passed", "passed", "passed"]);
    const second = await terraform.plan();
    expect(second.isEmpty, second.text).toBe(true);
    expect(await terraform.destroy()).toMatch(/Destroy complete! Resources: [1-9]\d* destroyed/);
    expect(await holdings(lab)).toEqual(before);
  }),
);
