/** Configuration in the shape of public modules: removing policies and assignments at the same time leaves nothing behind. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { type TestLab, withLab } from "./support/lab.ts";
import { terraformIn, terraformMirror } from "./support/terraform.ts";

const mirror = terraformMirror();
if (mirror.kind === "missing") process.stdout.write(`skipped: ${mirror.why}\n`);

/** Copies of the module that live and end side by side: a run for each would cost ten times the CPU, and overlap less. */
const COPIES = 10;
const ACCOUNTS = ["222233334444", "333344445555"];

const main = `
data "aws_ssoadmin_instances" "this" {}

module "access" {
  source   = "./access"
  for_each = toset([for number in range(${COPIES}) : "Set\${number}"])
  name     = each.key
  instance = tolist(data.aws_ssoadmin_instances.this.arns)[0]
  store    = tolist(data.aws_ssoadmin_instances.this.identity_store_ids)[0]
  accounts = ${JSON.stringify(ACCOUNTS)}
}
`;

async function leftIn(lab: TestLab) {
  const { permissionSets, assignments, provisionedRoles, groups } = await lab.document();
  return { permissionSets, assignments, provisionedRoles, groups };
}

test.runIf(mirror.kind === "found")(
  "ten copies of a module are applied and destroyed at the same time",
  { timeout: 1_800_000 },
  () =>
    withLab({ provisioningMilliseconds: 150, limits: "off" }, async (lab) => {
      await lab.put({
        schema: "idc-doctor/organization/1",
        accounts: ACCOUNTS.map((id) => ({ id, name: `account-${id.slice(0, 4)}` })),
      });
      const before = await leftIn(lab);
      const terraform = await terraformIn(mirror.kind === "found" ? mirror.path : "", lab.url, {
        "main.tf": main,
        "access/main.tf": readFileSync(join(import.meta.dirname, "programs/terraform/access-module.tf"), "utf8"),
      });
      const resources = COPIES * (5 + ACCOUNTS.length);
      expect(await terraform.applyAtOnce()).toContain(`Resources: ${resources} added, 0 changed, 0 destroyed`);
      const { assignments = [], provisionedRoles = [] } = await leftIn(lab);
      const grants = COPIES * ACCOUNTS.length;
      expect([assignments.length, provisionedRoles.length]).toEqual([grants, grants]);
      expect(await terraform.destroy()).toContain(`Resources: ${resources} destroyed`);
      expect(await leftIn(lab)).toEqual(before);
    }),
);
