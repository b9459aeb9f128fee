/** Terraform's own life of an organization's access on the lab: apply, a second plan that is empty, destroy. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
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

/** One organization out of all of them: terraform loads the provider anew in every step, which costs more than all the calls. */
const PROGRAMS = ["identity-center", "applications", "organization", "iam"];

const filesOf = (name: string): Readonly<Record<string, string>> => ({
  [`${name}/main.tf`]: program(`${name}.tf`),
  [`${name}/metadata.xml`]: program("metadata.xml"),
});
const main = PROGRAMS.map((name) => `module "${name}" {\n  source = "./${name}"\n}\n`).join("\n");

test.runIf(mirror.kind === "found")("apply, empty plan, destroy", { timeout: 900_000 }, () =>
  withLab({ provisioningMilliseconds: 50, limits: "off" }, async (lab) => {
    const before = await holdings(lab);
    const files = Object.assign({ "main.tf": main }, ...PROGRAMS.map(filesOf)) as Record<string, string>;
    const terraform = await terraformIn(mirror.kind === "found" ? mirror.path : "", lab.url, files);
    const applied = await terraform.apply();
    expect(applied).toMatch(/Apply complete! Resources: \d+ added, 0 changed, 0 destroyed/);
    const created = [...applied.matchAll(/^module\.([\w-]+)\..*: Creation complete/gm)].map(([, name]) => name);
    expect([...new Set(created)].sort()).toEqual([...PROGRAMS].sort());
    const second = await terraform.plan();
    expect(second.isEmpty, second.text).toBe(true);
    expect(await terraform.destroy()).toMatch(/Destroy complete! Resources: [1-9]\d* destroyed/);
    expect(await holdings(lab)).toEqual(before);
  }),
);
