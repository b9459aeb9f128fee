/** `permissions --check` as roles of a lab that evaluates IAM policies: what it says is what the lab then allows, and nothing is tried. */
import { GetRoleCredentialsCommand, SSOClient } from "@aws-sdk/client-sso";
import { afterAll, beforeAll, expect, test } from "vitest";
import { policyFor, rolePolicyFor } from "../src/app/permissions.ts";
import { loadOrganizationDocument } from "../src/model/organization-document/load.ts";
import { runInProcess } from "./support/in-process.ts";
import { openLab, type TestLab } from "./support/lab.ts";

const MANAGEMENT = "123456789012";
const allow = (Action: readonly string[]) => ({ Effect: "Allow", Action, Resource: "*" });
const READ_ROLE = ["iam:GetRole", "iam:ListAttachedRolePolicies", "iam:ListRolePolicies", "iam:GetRolePolicy"];
const ALL = policyFor("diagnose").Statement.flatMap(({ Action }) => Action);
const WITHOUT_USERS = ALL.filter((action) => action !== "identitystore:ListUsers");

/** The statements of each permission set. */
const SETS = {
  Whole: rolePolicyFor("diagnose").Statement,
  Watches: rolePolicyFor("watch").Statement,
  Simulates: [allow(WITHOUT_USERS), allow(["iam:SimulatePrincipalPolicy", "iam:GetRole"])],
  ReadsItself: [allow([...WITHOUT_USERS, ...READ_ROLE])],
  Blind: [allow(WITHOUT_USERS)],
};

let lab: TestLab;
beforeAll(async () => {
  const loaded = loadOrganizationDocument({
    schema: "idc-doctor/organization/1",
    users: [{ userName: "carol" }],
    permissionSets: Object.entries(SETS).map(([name, Statement]) => ({
      name,
      inlinePolicy: { Version: "2012-10-17", Statement },
    })),
    assignments: Object.keys(SETS).map((permissionSet) => ({ account: MANAGEMENT, permissionSet, user: "carol" })),
  });
  if (loaded.kind === "invalid") throw new Error(JSON.stringify(loaded.problems));
  lab = await openLab({ document: loaded.document, limits: "off", enforceIam: true, provisioningMilliseconds: 0 });
});
afterAll(() => lab.close());

/** The command with the credentials of a role. */
async function check(roleName: keyof typeof SETS, ...args: readonly string[]) {
  const accessToken = await lab.token("carol");
  const portal = new SSOClient({ endpoint: lab.url, region: "us-east-1", maxAttempts: 1 });
  const { roleCredentials } = await portal.send(
    new GetRoleCredentialsCommand({ accessToken, accountId: MANAGEMENT, roleName }),
  );
  await lab.clearCalls();
  const answered = await runInProcess(["permissions", "--check", ...args], {
    AWS_ENDPOINT_URL: lab.url,
    AWS_REGION: "us-east-1",
    AWS_ACCESS_KEY_ID: roleCredentials?.accessKeyId ?? "",
    AWS_SECRET_ACCESS_KEY: roleCredentials?.secretAccessKey ?? "",
    AWS_SESSION_TOKEN: roleCredentials?.sessionToken ?? "",
  });
  return { ...answered, services: [...new Set((await lab.calls()).map(({ service }) => service))].sort() };
}

test("the role of a template can be checked by itself", async () => {
  for (const [name, purpose] of [
    ["Watches", "watch"],
    ["Whole", "diagnose"],
  ] as const) {
    const { code, stdout } = await check(name, "--for", purpose);
    expect(stdout).toContain(`permissions to ${purpose} (by IAM's policy simulator)\n`);
    expect(code).toBe(0);
  }
});

test("the printed policy is enough, says the simulator", async () => {
  const { code, stdout, services } = await check("Whole");
  expect(stdout).toMatch(/^You have all \d+ permissions to diagnose \(by IAM's policy simulator\)\n/);
  expect(code).toBe(0);
  expect(services).toEqual(["iam", "sts"]);
});

test.each([
  ["Simulates", "by IAM's policy simulator"],
  ["ReadsItself", "by reading your policies"],
] as const)("%s: what is missing, %s", async (roleName, how) => {
  const { code, stdout, stderr } = await check(roleName);
  expect(stdout).toMatch(
    new RegExp(`^1 of \\d+ permissions to diagnose is missing \\(${how}\\)\n\nMissing\n {2}identitystore:ListUsers `),
  );
  expect(stdout).toContain(`assumed-role/AWSReservedSSO_${roleName}_`);
  expect([code, stderr]).toEqual([1, ""]);
});

test("where neither may be read: unknown, with the permissions that would tell", async () => {
  const { code, stdout } = await check("Blind", "--output", "json");
  const { askedBy, actions, unread } = JSON.parse(stdout);
  expect(code).toBe(3);
  expect(askedBy).toBeNull();
  expect(actions.every(({ state }: { state: string }) => state === "unknown")).toBe(true);
  expect(unread[0].permission).toBe("iam:GetRole");
});

test("a template is no form of a check", async () => {
  const { code, stderr } = await runInProcess(["permissions", "--check", "--output", "terraform"]);
  expect(code).toBe(2);
  expect(stderr).toContain("Leave --check out");
});
