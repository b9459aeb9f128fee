/** Terraform's own life of an organization's access on the lab: apply, a second plan that is empty, destroy. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { openLab, type TestLab } from "./support/lab.ts";
import { terraformIn, terraformMirror } from "./support/terraform.ts";

const mirror = terraformMirror();
if (mirror.kind === "missing") process.stdout.write(`skipped: ${mirror.why}\n`);

const program = (file: string) => readFileSync(join(import.meta.dirname, "programs/terraform", file), "utf8");

/** What the lab holds, without what only grows: requests, events, the clock. */
async function holdings(lab: TestLab): Promise<Record<string, unknown>> {
  const { takenAt: _, requests: __, events: ___, ...rest } = (await lab.document()) as Record<string, unknown>;
  return rest;
}

test.runIf(mirror.kind === "found").concurrent.each(["identity-center", "applications", "organization", "iam"])(
  "%s: apply, empty plan, destroy",
  { timeout: 900_000 },
  async (name) => {
    const lab = await openLab({ provisioningMilliseconds: 50, limits: "off" });
    try {
      const before = await holdings(lab);
      const files = { "main.tf": program(`${name}.tf`), "metadata.xml": program("metadata.xml") };
      const terraform = await terraformIn(mirror.kind === "found" ? mirror.path : "", lab.url, files);
      expect(await terraform.apply()).toMatch(/Apply complete! Resources: \d+ added/);
      const second = await terraform.plan();
      expect(second.isEmpty, second.text).toBe(true);
      expect(await terraform.destroy()).toContain("Destroy complete!");
      expect(await holdings(lab)).toEqual(before);
    } finally {
      await lab.close();
    }
  },
);
