/**
 * The role of deploy/ in a lab that evaluates IAM policies: enough for what reads, too little for everything else, and each
 * permission that is taken away is the one that the tool names. `terraform.test.ts` has the module itself make this role.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import {
  CreateRoleCommand,
  IAMClient,
  PutRolePolicyCommand,
  SimulatePrincipalPolicyCommand,
} from "@aws-sdk/client-iam";
import { CreateAccountAssignmentCommand, SSOAdminClient } from "@aws-sdk/client-sso-admin";
import { AssumeRoleCommand, STSClient } from "@aws-sdk/client-sts";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { PARTS, type Part } from "../scripts/deploy/policies.ts";
import { checkPermissions } from "../src/app/permission-check.ts";
import { models } from "../src/lab/models/index.ts";
import { AccessError } from "../src/model/errors.ts";
import { loadOrganizationDocument } from "../src/model/organization-document/load.ts";
import type { PolicyDocument } from "../src/model/permissions.ts";
import { createAwsClients } from "../src/sources/aws/calling/clients.ts";
import { createAwsReader } from "../src/sources/aws/reader.ts";
import { createWatchCalls } from "../src/sources/aws/watch-calls.ts";
import { collectOrganization } from "../src/sources/organization/collecting/collect.ts";
import { asffFinding } from "./support/asff-finding.ts";
import { freshHome } from "./support/cli.ts";
import { runInProcess } from "./support/in-process.ts";
import { openLab, type TestLab } from "./support/lab.ts";
import { labConnection, testContext } from "./support/reader.ts";

const MANAGEMENT = "123456789012";
const MEMBER = "222233334444";
const ROLE = "idc-doctor";

/** As Terraform fills it in. */
function policyOf(part: Part): PolicyDocument {
  const path = join(import.meta.dirname, `../deploy/terraform/policies/${part}.json.tftpl`);
  return JSON.parse(readFileSync(path, "utf8").replaceAll("$" + "{partition}", "aws"));
}
const actionsOf = (...parts: readonly Part[]): readonly string[] =>
  parts.flatMap((part) => policyOf(part).Statement.flatMap(({ Action }) => Action));

let lab: TestLab;
let iam: IAMClient;
beforeAll(async () => {
  const loaded = loadOrganizationDocument({
    schema: "idc-doctor/organization/1",
    accounts: [{ id: MEMBER, name: "member" }],
    users: [{ userName: "ana@example.com" }, { userName: "bob@example.com" }],
    groups: [{ displayName: "Readers", members: ["ana@example.com"] }],
    permissionSets: [{ name: "Reader", managedPolicyArns: ["arn:aws:iam::aws:policy/ReadOnlyAccess"] }],
    assignments: [
      { account: MEMBER, permissionSet: "Reader", group: "Readers" },
      { account: MEMBER, permissionSet: "Reader", user: "bob@example.com" },
    ],
  });
  if (loaded.kind === "invalid") throw new Error(JSON.stringify(loaded.problems));
  lab = await openLab({ document: loaded.document, limits: "off", enforceIam: true, provisioningMilliseconds: 0 });
  iam = new IAMClient(clientOptions({ accessKeyId: MANAGEMENT, secretAccessKey: "lab" }));
  const trust = {
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Principal: { AWS: `arn:aws:iam::${MANAGEMENT}:root` }, Action: "sts:AssumeRole" }],
  };
  await iam.send(new CreateRoleCommand({ RoleName: ROLE, AssumeRolePolicyDocument: JSON.stringify(trust) }));
});
afterAll(() => lab.close());

const clientOptions = (credentials: { accessKeyId: string; secretAccessKey: string; sessionToken?: string }) => ({
  endpoint: lab.url,
  region: "us-east-1",
  maxAttempts: 1,
  credentials,
});

const attached = new Map<Part, string>();

/** The parts of the role that it shall have, without one permission where one is named. */
async function give(parts: readonly Part[], without?: string): Promise<void> {
  for (const part of PARTS) {
    const { Version, Statement } = policyOf(part);
    const left = parts.includes(part)
      ? Statement.map((one) => ({ ...one, Action: one.Action.filter((action) => action !== without) }))
      : [];
    const given = left.filter(({ Action }) => Action.length > 0);
    // A policy has at least one statement.
    const nothing = { Effect: "Deny", Action: "s3:ListAllMyBuckets", Resource: "*" };
    const PolicyDocument = JSON.stringify({ Version, Statement: given.length > 0 ? given : [nothing] });
    if (attached.get(part) === PolicyDocument) continue;
    attached.set(part, PolicyDocument);
    await iam.send(new PutRolePolicyCommand({ RoleName: ROLE, PolicyName: part, PolicyDocument }));
  }
}

/** One session for all: what a role may do is looked at with each call. */
let session: Promise<Awaited<ReturnType<typeof assumed>>> | undefined;
const roleCredentials = () => (session ??= assumed());

async function assumed() {
  const sts = new STSClient(clientOptions({ accessKeyId: MANAGEMENT, secretAccessKey: "lab" }));
  const RoleArn = `arn:aws:iam::${MANAGEMENT}:role/${ROLE}`;
  const { Credentials } = await sts.send(new AssumeRoleCommand({ RoleArn, RoleSessionName: "serve" }));
  return {
    accessKeyId: Credentials?.AccessKeyId ?? "",
    secretAccessKey: Credentials?.SecretAccessKey ?? "",
    sessionToken: Credentials?.SessionToken ?? "",
  };
}

async function asRole(args: readonly string[], home = freshHome()) {
  const { accessKeyId, secretAccessKey, sessionToken } = await roleCredentials();
  return runInProcess(args, {
    AWS_ENDPOINT_URL: lab.url,
    AWS_REGION: "us-east-1",
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
    AWS_SESSION_TOKEN: sessionToken,
    IDC_DOCTOR_HOME: home,
  });
}

const READS: readonly Part[] = ["read", "queue", "security-hub"];

/** IAM's names for the services of the lab. */
const PREFIXES = {
  "sso-admin": "sso",
  identitystore: "identitystore",
  organizations: "organizations",
  iam: "iam",
  cloudtrail: "cloudtrail",
  "account-access": "account-access",
  sts: "sts",
} as const;

describe("with its reads", () => {
  beforeAll(() => give(READS));

  test("it can scan, save, refresh, test units and diagnose, and no read is refused", async () => {
    const home = freshHome();
    await lab.clearCalls();
    const commands = [
      ["snapshot", "save", "--units", "--complete"],
      ["snapshot", "refresh"],
      ["scan", "--fresh", "--output", "json"],
      ["why", "bob@example.com", MEMBER, "Reader", "--output", "json"],
    ];
    for (const args of commands) {
      const { code, stderr } = await asRole(args, home);
      expect({ args, code, stderr }).toEqual({ args, code: args[0] === "scan" ? 1 : 0, stderr: expect.any(String) });
    }
    const calls = await lab.calls();
    expect(calls.length).toBeGreaterThan(20);
    expect(calls.filter(({ status }) => status === 403 || status === 400).map(({ operation }) => operation)).toEqual(
      [],
    );
  });

  test("it can watch: refresh, empty the queue and tell Security Hub, and nothing is refused", async () => {
    const home = freshHome();
    const config = join(home, "config.yaml");
    const queue = `${lab.url}/${MANAGEMENT}/idc-doctor-events`;
    const alerts = [{ kind: "security-hub", name: "hub", region: "us-east-1" }];
    writeFileSync(config, JSON.stringify({ watch: { queue, alerts } }));
    await lab.clearCalls();
    const { code, stderr } = await asRole(["watch", "--once", "--config", config], home);
    expect(code, stderr).toBe(0);
    const calls = await lab.calls();
    expect(calls.map(({ operation }) => operation)).toEqual(
      expect.arrayContaining(["ReceiveMessage", "BatchImportFindings"]),
    );
    expect(calls.filter(({ status }) => status === 403 || status === 400)).toEqual([]);
  });

  test("nothing else that the lab knows is allowed", async () => {
    const names = Object.entries(PREFIXES).flatMap(([service, prefix]) =>
      Object.keys(models[service as keyof typeof PREFIXES].operations).map((operation) => `${prefix}:${operation}`),
    );
    const { EvaluationResults = [] } = await iam.send(
      new SimulatePrincipalPolicyCommand({
        PolicySourceArn: `arn:aws:iam::${MANAGEMENT}:role/${ROLE}`,
        ActionNames: names,
      }),
    );
    const allowed = EvaluationResults.filter(({ EvalDecision }) => EvalDecision === "allowed");
    expect(names.length).toBeGreaterThan(300);
    // Nobody needs a permission to learn who they are (API reference of GetCallerIdentity).
    const given = [...actionsOf("read"), "sts:GetCallerIdentity"];
    expect(allowed.map(({ EvalActionName }) => EvalActionName).sort()).toEqual(
      names.filter((name) => given.includes(name)).sort(),
    );
  });

  test("a write is refused, until the writes are given", async () => {
    const { instance, permissionSets = [], users = [] } = await lab.document();
    const input = {
      InstanceArn: instance?.arn,
      PermissionSetArn: permissionSets[0]?.arn,
      TargetId: MEMBER,
      TargetType: "AWS_ACCOUNT",
      PrincipalType: "USER",
      PrincipalId: users[0]?.id,
    } as const;
    const assign = async () =>
      new SSOAdminClient(clientOptions(await roleCredentials())).send(new CreateAccountAssignmentCommand(input));
    await expect(assign()).rejects.toMatchObject({ name: "AccessDeniedException" });
    await give([...READS, "write"]);
    const { AccountAssignmentCreationStatus } = await assign();
    expect(AccountAssignmentCreationStatus?.Status).toBe("IN_PROGRESS");
    expect((await asRole(["permissions", "--for", "fix", "--check"])).code).toBe(0);
    await give(READS);
  });

  test("the check finds nothing missing", async () => {
    const { code, stdout } = await asRole(["permissions", "--for", "watch", "--check"]);
    expect(stdout).toMatch(/^You have all \d+ permissions/);
    expect(code).toBe(0);
  });
});

/** Without these two the simulator cannot be asked at all. */
const CHECK = ["iam:GetRole", "iam:SimulatePrincipalPolicy"];

// What `permissions --check` prints: the command itself would cost more than the question.
test.each(actionsOf(...READS).filter((action) => !CHECK.includes(action)))(
  "without %s: that one is missing",
  async (action) => {
    await give(READS, action);
    const reader = createAwsReader(labConnection(lab, { credentials: await roleCredentials() }), testContext());
    const { actions } = await checkPermissions("watch", reader);
    expect(actions.filter(({ state }) => state !== "allowed").map((one) => one.action)).toEqual([action]);
  },
);

test.each(CHECK)("without %s the check says that it cannot ask, and names it", async (action) => {
  await give(READS, action);
  const reader = createAwsReader(labConnection(lab, { credentials: await roleCredentials() }), testContext());
  const { actions, unread } = await checkPermissions("watch", reader);
  expect(new Set(actions.map(({ state }) => state))).toEqual(new Set(["unknown"]));
  expect(unread.map(({ permission }) => permission)).toContain(action);
});

/** The permissions that a collection of everything says it lacked. */
async function lackedBy(action: string | undefined): Promise<readonly string[]> {
  await give(READS, action);
  const connection = labConnection(lab, { credentials: await roleCredentials() });
  try {
    const options = { isComplete: true, includesUnits: true };
    const { coverage } = (await collectOrganization(connection, testContext(), options)).document;
    // One walk of two is not a gap: what it alone would have seen is named with the permission.
    const unseen = coverage?.missedWalk === undefined ? null : /\w+:List\w+/.exec(coverage.blindSpot ?? "");
    return [...new Set([...(coverage?.gaps ?? []).map(({ failure }) => failure.permission), ...(unseen ?? [])])];
  } catch (error) {
    if (!(error instanceof AccessError)) throw error;
    return [/ the permission (\S+)$/.exec(error.next ?? "")?.[1] ?? error.message];
  }
}

test("a collection says which permission it lacked, whichever of them is taken away", async () => {
  await lab.clearCalls();
  expect(await lackedBy(undefined)).toEqual([]);
  const used = new Set(
    (await lab.calls()).flatMap(({ service, operation }) =>
      Object.hasOwn(PREFIXES, service) ? [`${PREFIXES[service as keyof typeof PREFIXES]}:${operation}`] : [],
    ),
  );
  const asked = actionsOf("read").filter((action) => used.has(action));
  expect(asked.length).toBeGreaterThan(15);
  const lacked: Record<string, readonly string[]> = {};
  for (const action of asked) lacked[action] = await lackedBy(action);
  expect(lacked).toEqual(Object.fromEntries(asked.map((action) => [action, [action]])));
});

test("a watch says which permission it lacked for its queue and for Security Hub", async () => {
  const queue = `${lab.url}/${MANAGEMENT}/idc-doctor-events`;
  const lacked: (string | undefined)[] = [];
  for (const action of actionsOf("queue", "security-hub")) {
    await give(READS, action);
    const connection = labConnection(lab, { credentials: await roleCredentials() });
    const clients = createAwsClients(connection);
    const calls = createWatchCalls({ connection, clients }, testContext());
    const answers = [
      await calls.receive(queue),
      await calls.remove(queue, { receipt: "0".repeat(64) }),
      await calls.importFindings("us-east-1", [asffFinding(MANAGEMENT)]),
    ];
    clients.close();
    const refused = answers.flatMap((answer) =>
      answer.state === "unknown" && answer.failure.kind === "refused" ? [answer.failure.permission] : [],
    );
    lacked.push(...refused);
  }
  expect(lacked).toEqual(actionsOf("queue", "security-hub"));
});
