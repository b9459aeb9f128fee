/** `--enforce-iam`: what callers may do, by their policies and their organization's, over HTTP. Needs the bundle. */
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CreateRoleCommand, IAMClient, ListRolesCommand, SimulatePrincipalPolicyCommand } from "@aws-sdk/client-iam";
import { IdentitystoreClient, ListUsersCommand } from "@aws-sdk/client-identitystore";
import { GetRoleCredentialsCommand, SSOClient } from "@aws-sdk/client-sso";
import {
  CreateAccountAssignmentCommand,
  CreatePermissionSetCommand,
  DescribeAccountAssignmentCreationStatusCommand,
  ListPermissionSetsCommand,
  PutInlinePolicyToPermissionSetCommand,
  SSOAdminClient,
} from "@aws-sdk/client-sso-admin";
import { AssumeRoleCommand, STSClient } from "@aws-sdk/client-sts";
import { afterEach, expect, test } from "vitest";
import { loadOrganizationDocument } from "../src/model/organization-document/load.ts";
import type { WrittenDocument } from "../src/model/organization-document/written/document.ts";
import { runInProcess } from "./support/in-process.ts";
import { openLab, type TestLab } from "./support/lab.ts";

const MANAGEMENT = "123456789012";
const MEMBER = "222233334444";
const allow = (action: string | string[], resource: string | string[] = "*") => ({
  Effect: "Allow",
  Action: action,
  Resource: resource,
});
const inline = (...statements: object[]) => ({ Version: "2012-10-17", Statement: statements });

/** One permission set for each kind of operator, all in the management account; `bob` is whom they work on. */
const documentWith = (
  inlinePolicies: Record<string, object>,
  more: Partial<WrittenDocument> = {},
): WrittenDocument => ({
  schema: "idc-doctor/organization/1",
  accounts: [{ id: MEMBER, name: "member" }],
  users: [{ userName: "admin@example.com" }, { userName: "bob@example.com" }, { userName: "carol@example.com" }],
  groups: [{ displayName: "Readers", members: ["carol@example.com"] }],
  permissionSets: [
    { name: "Reader", managedPolicyArns: ["arn:aws:iam::aws:policy/ReadOnlyAccess"] },
    ...Object.entries(inlinePolicies).map(([name, inlinePolicy]) => ({
      name,
      inlinePolicy: inlinePolicy as Record<string, unknown>,
    })),
  ],
  assignments: [
    ...["Reader", ...Object.keys(inlinePolicies)].map((permissionSet) => ({
      account: MANAGEMENT,
      permissionSet,
      user: "admin@example.com",
    })),
    { account: MEMBER, permissionSet: "Reader", user: "admin@example.com" },
    { account: MEMBER, permissionSet: "Reader", group: "Readers" },
  ],
  ...more,
});

let lab: TestLab;
async function open(document: WrittenDocument): Promise<WrittenDocument> {
  const loaded = loadOrganizationDocument(document);
  if (loaded.kind === "invalid") throw new Error(JSON.stringify(loaded.problems));
  lab = await openLab({ document: loaded.document, limits: "off", enforceIam: true, provisioningMilliseconds: 0 });
  return lab.document();
}
afterEach(() => lab.close());

async function keysOf(roleName: string, accountId = MANAGEMENT) {
  const accessToken = await lab.token("admin@example.com");
  const portal = new SSOClient({ endpoint: lab.url, region: "us-east-1", maxAttempts: 1 });
  const { roleCredentials } = await portal.send(new GetRoleCredentialsCommand({ accessToken, accountId, roleName }));
  return {
    accessKeyId: roleCredentials?.accessKeyId ?? "",
    secretAccessKey: roleCredentials?.secretAccessKey ?? "",
    sessionToken: roleCredentials?.sessionToken ?? "",
  };
}
const options = (credentials: Awaited<ReturnType<typeof keysOf>>) => ({
  endpoint: lab.url,
  region: "us-east-1",
  credentials,
  maxAttempts: 1,
});

const assignment = (document: WrittenDocument, TargetId: string) => ({
  InstanceArn: document.instance?.arn,
  PermissionSetArn: document.permissionSets?.[0]?.arn,
  TargetId,
  TargetType: "AWS_ACCOUNT" as const,
  PrincipalType: "USER" as const,
  PrincipalId: document.users?.find(({ userName }) => userName === "bob@example.com")?.id,
});

test("a reader may look and not assign, and is told so in AWS's words", async () => {
  const document = await open(documentWith({}));
  const sso = new SSOAdminClient(options(await keysOf("Reader")));
  const sets = await sso.send(new ListPermissionSetsCommand({ InstanceArn: document.instance?.arn }));
  expect(sets.PermissionSets).toHaveLength(1);
  await expect(sso.send(new CreateAccountAssignmentCommand(assignment(document, MEMBER)))).rejects.toMatchObject({
    name: "AccessDeniedException",
    message: expect.stringMatching(
      /^User: arn:aws:sts::123456789012:assumed-role\/AWSReservedSSO_Reader_[0-9a-f]{16}\/admin@example\.com is not authorized to perform: sso:CreateAccountAssignment on resource: arn:aws:sso:::instance\/ssoins-[0-9a-f]{16} because no identity-based policy allows the sso:CreateAccountAssignment action$/,
    ),
  });
});

test("an assignment needs the account, the instance and the set (facts 7.2)", async () => {
  const wrong = inline(
    allow("sso:CreateAccountAssignment", [
      "arn:aws:sso:::instance/*",
      "arn:aws:sso:::permissionSet/*",
      "arn:aws:sso:::account/999999999999",
    ]),
  );
  const right = inline(
    allow("sso:CreateAccountAssignment", [
      "arn:aws:sso:::instance/*",
      "arn:aws:sso:::permissionSet/*",
      `arn:aws:sso:::account/${MEMBER}`,
    ]),
  );
  const document = await open(documentWith({ Wrong: wrong, Right: right }));
  const assign = async (role: string) =>
    new SSOAdminClient(options(await keysOf(role))).send(
      new CreateAccountAssignmentCommand(assignment(document, MEMBER)),
    );
  await expect(assign("Wrong")).rejects.toThrow(`on resource: arn:aws:sso:::account/${MEMBER}`);
  expect((await assign("Right")).AccountAssignmentCreationStatus?.Status).toBe("IN_PROGRESS");
});

test("in the management account the caller's own rights count (facts D3)", async () => {
  const assignOnly = inline(allow("sso:*"));
  const document = await open(documentWith({ Operator: assignOnly, Owner: inline(allow("*")) }));
  const root = new SSOAdminClient(options({ accessKeyId: MANAGEMENT, secretAccessKey: "lab", sessionToken: "" }));
  const { PermissionSet } = await root.send(
    new CreatePermissionSetCommand({ InstanceArn: document.instance?.arn, Name: "New" }),
  );
  const ended = async (role: string, userName = "bob@example.com") => {
    const sso = new SSOAdminClient(options(await keysOf(role)));
    const { AccountAssignmentCreationStatus: started } = await sso.send(
      new CreateAccountAssignmentCommand({
        ...assignment(document, MANAGEMENT),
        PermissionSetArn: PermissionSet?.PermissionSetArn,
        PrincipalId: document.users?.find((user) => user.userName === userName)?.id,
      }),
    );
    const described = await sso.send(
      new DescribeAccountAssignmentCreationStatusCommand({
        InstanceArn: document.instance?.arn,
        AccountAssignmentCreationRequestId: started?.RequestId,
      }),
    );
    return described.AccountAssignmentCreationStatus;
  };
  expect(await ended("Operator")).toMatchObject({
    Status: "FAILED",
    FailureReason: expect.stringMatching(
      /^Received a 403 status error: Access denied by IAM\. .* is not authorized to perform: iam:GetSAMLProvider on resource: .*because no identity-based policy allows/,
    ),
  });
  expect(await ended("Owner")).toMatchObject({ Status: "SUCCEEDED" });
  // The role is there: another assignment changes nothing in IAM.
  expect(await ended("Operator", "carol@example.com")).toMatchObject({ Status: "SUCCEEDED" });
});

test("the rights demanded are those that the set's content needs", async () => {
  const provider = allow(["iam:GetSAMLProvider", "iam:UpdateSAMLProvider"]);
  const plain = inline(allow("sso:*"), provider, allow(["iam:GetRole", "iam:CreateRole"]));
  const document = await open(documentWith({ Plain: plain }));
  const root = new SSOAdminClient(options({ accessKeyId: MANAGEMENT, secretAccessKey: "lab", sessionToken: "" }));
  const InstanceArn = document.instance?.arn;
  const endedWith = async (Name: string, InlinePolicy?: string) => {
    const { PermissionSet } = await root.send(new CreatePermissionSetCommand({ InstanceArn, Name }));
    const set = { InstanceArn, PermissionSetArn: PermissionSet?.PermissionSetArn };
    if (InlinePolicy !== undefined)
      await root.send(new PutInlinePolicyToPermissionSetCommand({ ...set, InlinePolicy }));
    const sso = new SSOAdminClient(options(await keysOf("Plain")));
    const { AccountAssignmentCreationStatus: started } = await sso.send(
      new CreateAccountAssignmentCommand({ ...assignment(document, MANAGEMENT), ...set }),
    );
    const described = await sso.send(
      new DescribeAccountAssignmentCreationStatusCommand({
        InstanceArn,
        AccountAssignmentCreationRequestId: started?.RequestId,
      }),
    );
    return described.AccountAssignmentCreationStatus?.FailureReason;
  };
  expect(await endedWith("Empty")).toBeUndefined();
  expect(await endedWith("Inline", JSON.stringify(inline(allow("s3:ListAllMyBuckets"))))).toContain(
    "not authorized to perform: iam:ListRolePolicies",
  );
});

test("an organization's control policies know to whom caller and resource belong", async () => {
  const perimeter = {
    name: "Perimeter",
    type: "RESOURCE_CONTROL_POLICY" as const,
    targets: [MEMBER],
    document: inline({
      Effect: "Deny",
      Principal: "*",
      Action: "sts:AssumeRole",
      Resource: "*",
      Condition: {
        StringNotEqualsIfExists: { "aws:PrincipalOrgID": "o-exampleorg1" },
        BoolIfExists: { "aws:PrincipalIsAWSService": "false" },
      },
    }),
  };
  await open(documentWith({}, { policies: [perimeter], organization: { id: "o-exampleorg1" } }));
  const assume = (accessKeyId: string) =>
    new STSClient(options({ accessKeyId, secretAccessKey: "lab", sessionToken: "" })).send(
      new AssumeRoleCommand({
        RoleArn: `arn:aws:iam::${MEMBER}:role/OrganizationAccountAccessRole`,
        RoleSessionName: "test",
      }),
    );
  expect((await assume(MANAGEMENT)).Credentials?.AccessKeyId).toMatch(/^ASIA[A-Z2-7]{16}$/);
  await expect(assume("999988887777")).rejects.toThrow(/AccessDenied|not authorized/);
});

test("a trust policy that names the role is enough in its own account", async () => {
  await open(documentWith({ Idle: inline(allow("ec2:DescribeInstances")) }));
  const iam = new IAMClient(options({ accessKeyId: MANAGEMENT, secretAccessKey: "lab", sessionToken: "" }));
  const roleTrusting = async (RoleName: string, AWS: string) => {
    const trust = inline({ Effect: "Allow", Principal: { AWS }, Action: "sts:AssumeRole" });
    await iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: JSON.stringify(trust) }));
    return `arn:aws:iam::${MANAGEMENT}:role/${RoleName}`;
  };
  const { Roles = [] } = await iam.send(new ListRolesCommand({}));
  const own = Roles.find(({ RoleName }) => RoleName?.startsWith("AWSReservedSSO_Idle_"))?.Arn ?? "";
  const [named, ofAccount] = [await roleTrusting("Named", own), await roleTrusting("OfAccount", MANAGEMENT)];
  const sts = new STSClient(options(await keysOf("Idle", MANAGEMENT)));
  const assume = (RoleArn: string) => sts.send(new AssumeRoleCommand({ RoleArn, RoleSessionName: "test" }));
  expect((await assume(named)).Credentials?.AccessKeyId).toMatch(/^ASIA/);
  await expect(assume(ofAccount)).rejects.toThrow("because no identity-based policy allows the sts:AssumeRole action");
});

test("a service control policy denies the root user of a member, and the way into its roles", async () => {
  const scp = {
    name: "NoIdentity",
    type: "SERVICE_CONTROL_POLICY" as const,
    document: inline({ Effect: "Deny", Action: ["identitystore:*", "sts:AssumeRoleWithSAML"], Resource: "*" }),
    targets: [MEMBER],
  };
  const document = await open(
    documentWith({}, { policies: [scp], organization: { delegatedAdministrators: [MEMBER] } }),
  );
  const store = new IdentitystoreClient(options({ accessKeyId: MEMBER, secretAccessKey: "lab", sessionToken: "" }));
  await expect(
    store.send(new ListUsersCommand({ IdentityStoreId: document.instance?.identityStoreId })),
  ).rejects.toThrow("with an explicit deny in a service control policy");
  await expect(keysOf("Reader", MEMBER)).rejects.toMatchObject({ name: "ForbiddenException" });
  expect((await keysOf("Reader", MANAGEMENT)).accessKeyId).toMatch(/^ASIA/);
});

test("the simulator says the same", async () => {
  const document = await open(documentWith({}));
  const role = document.provisionedRoles?.find(({ account }) => account === MANAGEMENT)?.roleName;
  const iam = new IAMClient(options({ accessKeyId: MANAGEMENT, secretAccessKey: "lab", sessionToken: "" }));
  const { EvaluationResults } = await iam.send(
    new SimulatePrincipalPolicyCommand({
      PolicySourceArn: `arn:aws:iam::${MANAGEMENT}:role/aws-reserved/sso.amazonaws.com/${role}`,
      ActionNames: ["sso:ListInstances", "sso:CreateAccountAssignment"],
    }),
  );
  expect(EvaluationResults?.map(({ EvalDecision }) => EvalDecision)).toEqual(["allowed", "implicitDeny"]);
});

/** The policy that `permissions --for` prints, as one of a set. */
const printed = async (purpose: string) => JSON.parse((await runInProcess(["permissions", "--for", purpose])).stdout);

/** The bundled command with the keys of the admin's session of a set. */
async function runAs(set: string, ...args: string[]) {
  const keys = await keysOf(set);
  return runInProcess(args, {
    AWS_ENDPOINT_URL: lab.url,
    AWS_REGION: "us-east-1",
    AWS_ACCESS_KEY_ID: keys.accessKeyId,
    AWS_SECRET_ACCESS_KEY: keys.secretAccessKey,
    AWS_SESSION_TOKEN: keys.sessionToken,
  });
}

test("the policies that `permissions` prints suffice for `why` and `fix`, and nothing less does", {
  timeout: 60_000,
}, async () => {
  await open(
    documentWith({
      Doctor: await printed("diagnose"),
      Fixer: await printed("fix"),
      Blind: inline(allow("sso:ListInstances")),
    }),
  );
  const why = await runAs("Doctor", "why", "bob@example.com", MEMBER, "Reader", "--output", "json");
  const diagnosis = JSON.parse(why.stdout) as { verdict: string; causes: { id: string }[] };
  expect([diagnosis.verdict, diagnosis.causes[0]?.id], why.stderr).toEqual(["not-visible", "not-a-member"]);
  const fixed = await runAs("Fixer", "fix", "bob@example.com", MEMBER, "Reader", "--yes");
  expect({ code: fixed.code, stderr: fixed.code === 0 ? "" : fixed.stderr }).toEqual({ code: 0, stderr: "" });
  const blind = await runAs("Blind", "why", "bob@example.com", MEMBER, "Reader", "--output", "json");
  expect(blind.code).toBe(3);
});

test("and for the whole organization: collected with its units and caught up without a gap", {
  timeout: 60_000,
}, async () => {
  await open(documentWith({ Watcher: await printed("watch"), Doctor: await printed("diagnose") }));
  const file = join(mkdtempSync(join(tmpdir(), "idc-doctor-permissions-")), "organization.json");
  const saved = await runAs("Watcher", "snapshot", "save", "--units", file);
  expect({ code: saved.code, stderr: saved.code === 0 ? "" : saved.stderr }).toEqual({ code: 0, stderr: "" });
  const refreshed = await runAs("Watcher", "snapshot", "refresh", file);
  expect({ code: refreshed.code, stderr: refreshed.code === 0 ? "" : refreshed.stderr }).toEqual({
    code: 0,
    stderr: "",
  });
  const less = await runAs("Doctor", "snapshot", "save", "--units", file);
  expect(less.code).toBe(3);
});

test("attributes for access control become tags of the session (facts C10)", async () => {
  const ofTeam = (path: string) => ({
    ...inline({ ...allow("iam:*"), Condition: { StringEquals: { [`aws:PrincipalTag/${path}`]: "platform" } } }),
  });
  const sources = {
    team: `$\{path:title}`,
    unit: `$\{path:enterprise.department}`,
    family: `$\{path:name.familyName}`,
    none: `$\{path:nickName}`,
  };
  await open({
    ...documentWith({ Team: ofTeam("team"), Unit: ofTeam("Unit"), Family: ofTeam("family"), None: ofTeam("none") }),
    instance: { accessControlAttributes: { sources } },
    users: [
      {
        userName: "admin@example.com",
        familyName: "platform",
        attributes: { Title: "platform", Extensions: { "aws:identitystore:enterprise": { department: "network" } } },
      },
      { userName: "bob@example.com" },
      { userName: "carol@example.com" },
    ],
  });
  const listsRoles = async (set: string) =>
    new IAMClient(options(await keysOf(set))).send(new ListRolesCommand({})).then(
      () => "allowed",
      ({ name }: Error) => name,
    );
  expect(await Promise.all(["Team", "Unit", "Family", "None"].map(listsRoles))).toEqual([
    "allowed",
    "AccessDenied",
    "allowed",
    "AccessDenied",
  ]);
});
