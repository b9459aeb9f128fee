/** The article's own command sequence, typed with the stock aws CLI against the lab. */
import { execFile, spawnSync } from "node:child_process";
import { afterAll, beforeAll, expect, test } from "vitest";
import { listScenes, loadScene } from "../scenes/scene.ts";
import { type Lab, startLab } from "../src/lab/index.ts";

const hasAwsCli = spawnSync("aws", ["--version"]).status === 0;
if (!hasAwsCli) process.stdout.write("skipped: the aws CLI is not on this machine\n");

const scene = loadScene(listScenes().find((path) => path.endsWith("/article-not-provisioned.yaml")) ?? "");
const ACCOUNT = scene.question.account;

let lab: Lab;
beforeAll(async () => {
  lab = await startLab({ document: scene.document });
});
afterAll(() => lab.close());

const run = (...args: string[]): Promise<{ code: number | null; text: string }> =>
  new Promise((resolve) => {
    const env = {
      ...process.env,
      AWS_ACCESS_KEY_ID: scene.document.organization.managementAccountId,
      AWS_SECRET_ACCESS_KEY: "lab",
    };
    const all = [...args, "--endpoint-url", lab.url, "--region", "us-east-1", "--output", "json"];
    execFile("aws", all, { env }, (error, stdout, stderr) =>
      resolve({ code: error ? Number(error.code ?? 1) : 0, text: stdout + stderr }),
    );
  });

const json = async (...args: string[]) => JSON.parse((await run(...args)).text);

test.runIf(hasAwsCli)("runs from its first step to its verification", { timeout: 120_000 }, async () => {
  const instance: string = (await json("sso-admin", "list-instances")).Instances[0].InstanceArn;
  const set: string = (await json("sso-admin", "list-permission-sets", "--instance-arn", instance)).PermissionSets[0];
  const provisioned = [
    "sso-admin",
    "list-permission-sets-provisioned-to-account",
    "--instance-arn",
    instance,
    "--account-id",
    ACCOUNT,
  ];
  expect((await json(...provisioned)).PermissionSets).toEqual([]);
  const request = await json(
    "sso-admin",
    "provision-permission-set",
    "--instance-arn",
    instance,
    "--permission-set-arn",
    set,
    "--target-id",
    ACCOUNT,
    "--target-type",
    "AWS_ACCOUNT",
  );
  const { RequestId, Status } = request.PermissionSetProvisioningStatus;
  expect(Status).toBe("IN_PROGRESS");
  await fetch(`${lab.url}/_lab/clock`, { method: "POST", body: JSON.stringify({ advance: "PT3M" }) });
  const poll = await json(
    "sso-admin",
    "describe-permission-set-provisioning-status",
    "--instance-arn",
    instance,
    "--provision-permission-set-request-id",
    RequestId,
  );
  expect(poll.PermissionSetProvisioningStatus.Status).toBe("SUCCEEDED");
  expect((await json(...provisioned)).PermissionSets).toEqual([set]);
});

test.runIf(hasAwsCli)("its malformed permission set ARN is refused by the server", { timeout: 60_000 }, async () => {
  const instance: string = (await json("sso-admin", "list-instances")).Instances[0].InstanceArn;
  const arn = "arn:aws:iam::aws:permission-set/sso_ps/ssoins-7223a5d90eexample/ps-a1b2c3d4e5f6g7h8";
  const { code, text } = await run(
    "sso-admin",
    "provision-permission-set",
    "--instance-arn",
    instance,
    "--permission-set-arn",
    arn,
    "--target-id",
    ACCOUNT,
    "--target-type",
    "AWS_ACCOUNT",
  );
  expect(code).not.toBe(0);
  expect(text).toContain("ValidationException");
  expect(text).toContain("permissionSetArn");
});
