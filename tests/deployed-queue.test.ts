/**
 * The queue and the rules of deploy/, made by the real Terraform on the lab: a change then comes to `watch` through them, by the role
 * that the module makes. Terraform waits for half a minute after each change of a queue, so this runs where it is asked for
 * (IDC_DOCTOR_TERRAFORM_QUEUE=1).
 */
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { AssumeRoleCommand, STSClient } from "@aws-sdk/client-sts";
import { expect, test } from "vitest";
import type { Alert } from "../src/model/alert.ts";
import { commandEnvironment } from "./support/cli.ts";
import { runInProcess } from "./support/in-process.ts";
import { withLab } from "./support/lab.ts";
import { terraformIn, terraformMirror } from "./support/terraform.ts";
import { document, MANAGEMENT, onlyMember } from "./support/watched-group.ts";
import { openReceiver } from "./support/webhook-receiver.ts";

const mirror = terraformMirror();
const isAsked = process.env["IDC_DOCTOR_TERRAFORM_QUEUE"] !== undefined;
if (mirror.kind === "missing") process.stdout.write(`skipped: ${mirror.why}\n`);

const DEPLOYED = join(import.meta.dirname, "../deploy/terraform");
const files = Object.fromEntries(
  readdirSync(DEPLOYED, { recursive: true, encoding: "utf8" })
    .filter((path) => /\.(tf|json|tftpl)$/.test(path))
    .map((path) => [`deploy/${path}`, readFileSync(join(DEPLOYED, path), "utf8")]),
);
const main = `
module "deploy" {
  source                 = "./deploy"
  trusted_principal_arns = ["arn:aws:iam::${MANAGEMENT}:root"]
  queue_name             = "idc-doctor-changes"
  tags                   = { team = "access" }
}

module "forward" {
  source        = "./deploy/forward-events"
  event_bus_arn = "arn:aws:events:eu-west-1:${MANAGEMENT}:event-bus/default"
}

output "role_arn" {
  value = module.deploy.role_arn
}

output "queue_url" {
  value = module.deploy.queue_url
}
`;

/** Credentials of a session of the role, as a command finds them. */
async function asRole(endpoint: string, RoleArn: string): Promise<Record<string, string>> {
  const credentials = { accessKeyId: MANAGEMENT, secretAccessKey: "lab" };
  const sts = new STSClient({ endpoint, region: "us-east-1", credentials });
  const { Credentials } = await sts.send(new AssumeRoleCommand({ RoleArn, RoleSessionName: "watch" }));
  sts.destroy();
  return {
    ...commandEnvironment(),
    AWS_ENDPOINT_URL: endpoint,
    AWS_REGION: "us-east-1",
    AWS_ACCESS_KEY_ID: Credentials?.AccessKeyId ?? "",
    AWS_SECRET_ACCESS_KEY: Credentials?.SecretAccessKey ?? "",
    AWS_SESSION_TOKEN: Credentials?.SessionToken ?? "",
  };
}

test.runIf(mirror.kind === "found" && isAsked)("a change comes to watch through the queue", { timeout: 900_000 }, () =>
  withLab({ document, limits: "off", provisioningMilliseconds: 0, enforceIam: true }, async (lab) => {
    const terraform = await terraformIn(mirror.kind === "found" ? mirror.path : "", lab.url, {
      ...files,
      "main.tf": main,
    });
    expect(await terraform.applyAtOnce()).toMatch(/Apply complete! Resources: \d+ added, 0 changed, 0 destroyed/);
    const second = await terraform.plan();
    expect(second.isEmpty, second.text).toBe(true);
    const { role_arn: role, queue_url: queue } = await terraform.outputs();
    expect(queue?.value).toBe(`${lab.url}/${MANAGEMENT}/idc-doctor-changes`);

    const receiver = await openReceiver();
    const env = await asRole(lab.url, String(role?.value));
    const alerts = [{ kind: "webhook", name: "team", url: `${receiver.url}/team` }];
    const config = join(env["IDC_DOCTOR_HOME"] ?? "", "config.yaml");
    writeFileSync(config, JSON.stringify({ watch: { queue: queue?.value, alerts } }));
    const once = async () => expect(await runInProcess(["watch", "--once"], env)).toMatchObject({ code: 0 });
    await once();
    const member = onlyMember(lab.url);
    await member.leave();
    member.close();
    await lab.clearCalls();
    await once();
    const calls = await lab.calls();
    expect(calls.filter(({ operation }) => operation === "DeleteMessage")).toHaveLength(1);
    expect(calls.filter(({ status }) => status !== 200)).toEqual([]);
    const [message] = await receiver.until("/team", 1);
    const changes = (message?.json as Alert | undefined)?.changes ?? [];
    expect(changes.map(({ kind, finding, who }) => [kind, finding.cause, who])).toEqual([
      ["opened", "group-empty", `arn:aws:iam::${MANAGEMENT}:root`],
    ]);
    await receiver.close();
    expect(await terraform.destroy()).toMatch(/Destroy complete! Resources: [1-9]\d* destroyed/);
  }),
);
