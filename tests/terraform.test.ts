/**
 * Terraform's own life of an organization's access on the lab: a plan and its access tests, and with IDC_DOCTOR_THOROUGH apply, an
 * empty plan, destroy (each starts the provider again, in all for a minute of a processor). Beside it ten copies of configuration
 * in the shape of public modules, whose policies and assignments are removed at the same time.
 */
import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { AssumeRoleCommand, STSClient } from "@aws-sdk/client-sts";
import { expect, test } from "vitest";
import { readPlannedChanges, testAccess } from "../src/app/access-test.ts";
import { policyFor } from "../src/app/permissions.ts";
import { loadOrganizationDocument } from "../src/model/organization-document/load.ts";
import { parseAccessTests } from "../src/model/organization-document/written/access-tests.ts";
import { PURPOSES } from "../src/model/permissions.ts";
import { terraformConfiguration } from "../src/report/role-templates.ts";
import { runInProcess } from "./support/in-process.ts";
import { isThorough } from "./support/in-turn.ts";
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

/** Copies of the module that live and end side by side: a run for each would cost ten times the CPU, and overlap less. */
const COPIES = 10;
const ACCOUNTS = ["222233334444", "333344445555"];
const copiesOf = (count: number): string => `
data "aws_ssoadmin_instances" "this" {}

module "access" {
  source   = "./access"
  for_each = toset([for number in range(${count}) : "Set\${number}"])
  name     = each.key
  instance = tolist(data.aws_ssoadmin_instances.this.arns)[0]
  store    = tolist(data.aws_ssoadmin_instances.this.identity_store_ids)[0]
  accounts = ${JSON.stringify(ACCOUNTS)}
}
`;
/** The roles that `permissions --output terraform` prints: planned, made and destroyed with the rest. */
const ROLES = PURPOSES.map((purpose) => ({
  name: `role-${purpose}`,
  text: terraformConfiguration({ purpose, policy: policyFor(purpose) }),
}));
const roles = ROLES.map(
  ({ name }) =>
    `module "${name}" {\n  source = "./${name}"\n  trusted_principal_arn = "arn:aws:iam::123456789012:root"\n}\n`,
);

/** The modules of deploy/, but for what the lab does not serve: queues and rules are checked against the provider's schema only. */
const DEPLOYED = join(import.meta.dirname, "../deploy/terraform");
const deployFiles = readdirSync(DEPLOYED, { recursive: true, encoding: "utf8" })
  .filter((path) => /\.(tf|json|tftpl)$/.test(path))
  .map((path) => [`deploy/${path}`, readFileSync(join(DEPLOYED, path), "utf8")]);
const deploy = `
module "deploy" {
  source                 = "./deploy"
  trusted_principal_arns = ["arn:aws:iam::123456789012:root"]
  oidc_trust = {
    provider_arn = "arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com"
    subjects     = ["repo:example/access:ref:refs/heads/main"]
  }
  create_queue = false
}

module "forward" {
  source        = "./deploy/forward-events"
  count         = 0
  event_bus_arn = "arn:aws:events:eu-west-1:123456789012:event-bus/default"
}

output "role_arn" {
  value = module.deploy.role_arn
}
`;

/** What `scan` as this role ends with, and the reads that it was refused. */
async function scanAs(roleArn: string, lab: TestLab) {
  const options = {
    endpoint: lab.url,
    region: "us-east-1",
    credentials: { accessKeyId: "123456789012", secretAccessKey: "lab" },
  };
  const { Credentials } = await new STSClient(options).send(
    new AssumeRoleCommand({ RoleArn: roleArn, RoleSessionName: "scan" }),
  );
  const { code, stdout } = await runInProcess(["scan", "--output", "json"], {
    AWS_ENDPOINT_URL: lab.url,
    AWS_REGION: "us-east-1",
    AWS_ACCESS_KEY_ID: Credentials?.AccessKeyId ?? "",
    AWS_SECRET_ACCESS_KEY: Credentials?.SecretAccessKey ?? "",
    AWS_SESSION_TOKEN: Credentials?.SessionToken ?? "",
  });
  return { code, unread: JSON.parse(stdout).unread };
}

const main = [
  deploy,
  ...PROGRAMS.map((name) => `module "${name}" {\n  source = "./${name}"\n}\n`),
  ...roles,
  copiesOf(COPIES),
].join("\n");

/** What the lab holds of the copies. */
async function heldByCopies(lab: TestLab) {
  const { permissionSets = [], assignments = [], provisionedRoles = [] } = await lab.document();
  const copied = permissionSets.filter(({ name }) => /^Set\d+$/.test(name)).map(({ arn }) => arn);
  const isCopy = ({ permissionSet }: { readonly permissionSet: string }): boolean => copied.includes(permissionSet);
  return {
    sets: copied.length,
    assignments: assignments.filter(isCopy).length,
    roles: provisionedRoles.filter(isCopy).length,
  };
}

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
  const plan = planJson === undefined ? undefined : await readPlannedChanges(path);
  return testAccess(loaded.document, rows.expectations, plan).tests.map(({ outcome }) => outcome);
}

test.runIf(mirror.kind === "found")(
  `plan and access tests${isThorough ? ", apply, empty plan, destroy" : ""}`,
  { timeout: 900_000 },
  () =>
    withLab({ provisioningMilliseconds: 150, limits: "off", enforceIam: true }, async (lab) => {
      await lab.put({
        schema: "idc-doctor/organization/1",
        accounts: ACCOUNTS.map((id) => ({ id, name: `account-${id.slice(0, 4)}` })),
      });
      const before = await holdings(lab);
      const module = {
        "main.tf": main,
        "access/main.tf": program("access-module.tf"),
        ...Object.fromEntries(ROLES.map(({ name, text }) => [`${name}/main.tf`, text])),
      };
      const files = Object.assign(module, Object.fromEntries(deployFiles), ...PROGRAMS.map(filesOf)) as Record<
        string,
        string
      >;
      const terraform = await terraformIn(mirror.kind === "found" ? mirror.path : "", lab.url, files);
      const planned = await terraform.planned();
      expect(await accessOf(lab)).toEqual(["failed", "failed", "failed"]);
      expect(await accessOf(lab, planned)).toEqual(["passed", "passed", "passed"]);
      if (!isThorough) return;
      const applied = await terraform.apply();
      expect(applied).toMatch(/Apply complete! Resources: \d+ added, 0 changed, 0 destroyed/);
      const created = [...applied.matchAll(/^module\.([\w-]+)\..*: Creation complete/gm)].map(([, name]) => name);
      expect([...new Set(created)].sort()).toEqual([...PROGRAMS, ...ROLES.map(({ name }) => name), "deploy"].sort());
      const { role_arn: roleArn } = await terraform.outputs();
      expect(await scanAs(String(roleArn?.value), lab)).toEqual({ code: 1, unread: [] });
      expect(await accessOf(lab)).toEqual(["passed", "passed", "passed"]);
      const grants = COPIES * ACCOUNTS.length;
      expect(await heldByCopies(lab)).toEqual({ sets: COPIES, assignments: grants, roles: grants });
      const second = await terraform.plan();
      expect(second.isEmpty, second.text).toBe(true);
      expect(await terraform.destroy()).toMatch(/Destroy complete! Resources: [1-9]\d* destroyed/);
      expect(await holdings(lab)).toEqual(before);
    }),
);

/** How often one copy is applied and destroyed: each round starts the provider twice, which takes a minute of CPU. */
const ROUNDS = Number(process.env["IDC_DOCTOR_TERRAFORM_ROUNDS"] ?? 0);
if (mirror.kind === "found" && ROUNDS > 0)
  test(`one copy is applied and destroyed ${ROUNDS} times`, { timeout: ROUNDS * 600_000 }, () =>
    withLab({ provisioningMilliseconds: 150, limits: "off" }, async (lab) => {
      await lab.put({
        schema: "idc-doctor/organization/1",
        accounts: ACCOUNTS.map((id) => ({ id, name: `account-${id.slice(0, 4)}` })),
      });
      const before = await holdings(lab);
      const files = { "main.tf": copiesOf(1), "access/main.tf": program("access-module.tf") };
      const terraform = await terraformIn(mirror.path, lab.url, files);
      for (let round = 1; round <= ROUNDS; round += 1) {
        await terraform.applyAtOnce();
        const held = { sets: 1, assignments: ACCOUNTS.length, roles: ACCOUNTS.length };
        expect(await heldByCopies(lab), `round ${round}`).toEqual(held);
        await terraform.destroy();
        expect(await holdings(lab), `round ${round}`).toEqual(before);
      }
    }),
  );
