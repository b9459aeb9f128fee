/** `npm run bench`: the figures that the issues ask for, measured side by side in one run. Prints; judges with ✓ and ✗; exits 1 on a miss. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { listScenes, loadScene } from "../scenes/scene.ts";
import { startLab } from "../src/lab/index.ts";
import { collector } from "./collector/collector.ts";
import { disturbed } from "./collector/faults.ts";
import { findings } from "./collector/findings.ts";
import { effectiveAccess } from "./effective-access.ts";
import { kept } from "./kept/kept.ts";
import { scale } from "./lab/scale.ts";
import { throughput } from "./lab/throughput.ts";
import { page } from "./page/page.ts";
import { sceneLatency } from "./scene-latency.ts";
import { serve } from "./serve/serve.ts";
import { queueCost } from "./store/queue-cost.ts";
import { interleaved, median, timed } from "./timing.ts";
import { isAllMet, say } from "./verdict.ts";

const BUNDLE = join(import.meta.dirname, "../dist/idc-doctor.js");
const LATENCY = 80;

/** `--help` of the bundle against a bare `node` of an empty file: the same Node, the one that this runs on. */
async function helpStart(): Promise<void> {
  const empty = join(mkdtempSync(join(tmpdir(), "idc-doctor-bench-")), "empty.mjs");
  writeFileSync(empty, "");
  const node = async (...args: string[]) => (await timed(process.execPath, args)).milliseconds;
  const [bare = 0, help = 0] = await interleaved(21, [() => node(empty), () => node(BUNDLE, "--help")]);
  const ratio = help / bare;
  say(
    ratio <= 1.25,
    `--help ${help.toFixed(0)} ms, bare node ${bare.toFixed(0)} ms: ${ratio.toFixed(2)} × (at most 1.25 ×)`,
  );
}

interface Measured {
  readonly wall: number;
  readonly calls: number;
  readonly rounds: number;
}

/** One `why` as a whole process; the calls and rounds are its own count. */
async function whyOnce(args: readonly string[], env: NodeJS.ProcessEnv): Promise<Measured> {
  const { milliseconds, stdout } = await timed(process.execPath, [BUNDLE, "why", ...args, "--output", "json"], env);
  const { calls } = JSON.parse(stdout) as { calls: { total: number; rounds: number } };
  return { wall: milliseconds, calls: calls.total, rounds: calls.rounds };
}

async function whyAgainstLatency(): Promise<void> {
  const hasAwsCli = spawnSync("aws", ["--version"]).status === 0;
  for (const id of ["works-through-group", "not-a-member", "article-not-provisioned"]) {
    const scene = loadScene(listScenes().find((path) => path.endsWith(`/${id}.yaml`)) ?? "");
    const { question, document } = scene;
    const account = document.accounts.find(({ name }) => name === question.account)?.id ?? question.account;
    const lab = await startLab({ document, latency: LATENCY, limits: "off" });
    const home = mkdtempSync(join(tmpdir(), "idc-doctor-bench-"));
    const env = {
      ...process.env,
      AWS_ENDPOINT_URL: lab.url,
      AWS_REGION: "us-east-1",
      // Version 1 of the aws CLI reads this one.
      AWS_DEFAULT_REGION: "us-east-1",
      AWS_ACCESS_KEY_ID: document.organization.managementAccountId,
      AWS_SECRET_ACCESS_KEY: "lab",
      IDC_DOCTOR_HOME: home,
    };
    const args = [question.user, account, question.permissionSet];
    const fresh = () => mkdtempSync(join(tmpdir(), "idc-doctor-bench-"));
    report(`why ${id}, names not yet known`, await repeated(() => whyOnce(args, { ...env, IDC_DOCTOR_HOME: fresh() })));
    const warm = await repeated(() => whyOnce(args, env));
    report(`why ${id}, names known`, warm);
    if (hasAwsCli && id === "article-not-provisioned") await articleByHand(env, account, warm.wall);
    await lab.close();
  }
  if (!hasAwsCli) process.stdout.write("- the article by hand: skipped, the aws CLI is not on this machine\n");
}

/** The median of seven after one that is not counted. */
async function repeated(run: () => Promise<Measured>): Promise<Measured> {
  await run();
  const runs: Measured[] = [];
  for (let at = 0; at < 7; at += 1) runs.push(await run());
  return {
    wall: median(runs.map(({ wall }) => wall)),
    calls: runs[0]?.calls ?? 0,
    rounds: Math.max(...runs.map(({ rounds }) => rounds)),
  };
}

function report(name: string, { wall, calls, rounds }: Measured): void {
  const bound = rounds * LATENCY + 250;
  say(
    rounds <= 5 && wall <= bound,
    `${name}: ${calls} calls in ${rounds} rounds (at most 5), ${wall.toFixed(0)} ms (at most ${bound} ms)`,
  );
}

/** The article's steps with the stock aws CLI, the polling of the provisioning to its end (2 s in the lab) among them. */
async function articleByHand(env: NodeJS.ProcessEnv, account: string, why: number): Promise<void> {
  const start = performance.now();
  const aws = async (...args: string[]): Promise<string> => {
    const { code, stdout } = await timed("aws", ["sso-admin", ...args, "--output", "text"], env);
    if (code !== 0) throw new Error(`aws sso-admin ${args[0]} ended with ${code}`);
    return stdout.trim();
  };
  const instance = await aws("list-instances", "--query", "Instances[0].InstanceArn");
  const set = await aws("list-permission-sets", "--instance-arn", instance, "--query", "PermissionSets[0]");
  await aws("describe-permission-set", "--instance-arn", instance, "--permission-set-arn", set);
  await aws("list-permission-sets-provisioned-to-account", "--instance-arn", instance, "--account-id", account);
  const request = await aws(
    "provision-permission-set",
    "--instance-arn",
    instance,
    "--permission-set-arn",
    set,
    "--target-id",
    account,
    "--target-type",
    "AWS_ACCOUNT",
    "--query",
    "PermissionSetProvisioningStatus.RequestId",
  );
  const poll = [
    "describe-permission-set-provisioning-status",
    "--instance-arn",
    instance,
    "--provision-permission-set-request-id",
    request,
  ];
  const status = () => aws(...poll, "--query", "PermissionSetProvisioningStatus.Status");
  while ((await status()) === "IN_PROGRESS");
  await aws("list-permission-sets-provisioned-to-account", "--instance-arn", instance, "--account-id", account);
  const wall = performance.now() - start;
  const ratio = wall / why;
  say(
    ratio >= 8,
    `the article's steps with the aws CLI: ${wall.toFixed(0)} ms, ${ratio.toFixed(1)} × the time of why (at least 8 ×)`,
  );
}

/** `npm run bench -- scale` measures one part only. */
const parts: Readonly<Record<string, () => Promise<void>>> = {
  help: helpStart,
  why: whyAgainstLatency,
  scenes: () => sceneLatency(),
  throughput,
  scale,
  collector,
  disturbed,
  findings,
  "effective-access": effectiveAccess,
  kept,
  store: queueCost,
  serve,
  page,
};
const wanted = process.argv.slice(2);
for (const [name, measure] of Object.entries(parts)) if (wanted.length === 0 || wanted.includes(name)) await measure();
process.exitCode = isAllMet() ? 0 : 1;
