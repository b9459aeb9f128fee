/** The ways into a role: by its trust policy, by an assertion, and not into a reserved one. */
import {
  AttachRolePolicyCommand,
  CreateRoleCommand,
  CreateSAMLProviderCommand,
  DeleteRoleCommand,
  GetRoleCommand,
  IAMClient,
  ListRolesCommand,
  UpdateAssumeRolePolicyCommand,
} from "@aws-sdk/client-iam";
import { AssumeRoleCommand, AssumeRoleWithSAMLCommand, GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import { afterAll, beforeAll, expect, test } from "vitest";
import { loadOrganizationDocument } from "../../../model/organization-document/load.ts";
import { type Lab, startLab } from "../../index.ts";

const MANAGEMENT = "123456789012";
const MEMBER = "222233334444";

let lab: Lab;
beforeAll(async () => {
  const loaded = loadOrganizationDocument({
    schema: "idc-doctor/organization/1",
    accounts: [{ id: MEMBER }],
    users: [{ userName: "ana@example.com" }],
    permissionSets: [{ name: "Reader" }],
    assignments: [{ account: MEMBER, permissionSet: "Reader", user: "ana@example.com" }],
  });
  if (loaded.kind === "invalid") throw new Error(JSON.stringify(loaded.problems));
  lab = await startLab({ document: loaded.document, limits: "off" });
});
afterAll(() => lab.close());

interface Keys {
  readonly AccessKeyId?: string | undefined;
  readonly SecretAccessKey?: string | undefined;
  readonly SessionToken?: string | undefined;
}
const options = ({ AccessKeyId = "", SecretAccessKey = "lab", SessionToken = "" }: Keys) => ({
  endpoint: lab.url,
  region: "us-east-1",
  maxAttempts: 1,
  credentials: { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: SessionToken },
});
const root = (AccessKeyId: string) => options({ AccessKeyId });
const trust = (Principal: object, more: object = {}, Action = "sts:AssumeRole") =>
  JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Action, Principal, ...more }] });

async function roleOf(name: string, policy: string): Promise<string> {
  const iam = new IAMClient(root(MEMBER));
  await iam.send(new CreateRoleCommand({ RoleName: name, AssumeRolePolicyDocument: policy, MaxSessionDuration: 7200 }));
  return `arn:aws:iam::${MEMBER}:role/${name}`;
}

const assume = (account: string, RoleArn: string, more: object = {}) =>
  new STSClient(root(account)).send(new AssumeRoleCommand({ RoleArn, RoleSessionName: "session", ...more }));

test("the management account takes the organization's role, and is that role then", async () => {
  const taken = await assume(MANAGEMENT, `arn:aws:iam::${MEMBER}:role/OrganizationAccountAccessRole`);
  const identity = await new STSClient(options(taken.Credentials ?? {})).send(new GetCallerIdentityCommand({}));
  expect(identity).toMatchObject({
    Account: MEMBER,
    Arn: `arn:aws:sts::${MEMBER}:assumed-role/OrganizationAccountAccessRole/session`,
  });
});

test("a trust policy decides: the account, the external id, the principal", async () => {
  const arn = await roleOf(
    "guarded",
    trust({ AWS: MANAGEMENT }, { Condition: { StringEquals: { "sts:ExternalId": "42" } } }),
  );
  await expect(assume(MANAGEMENT, arn)).rejects.toMatchObject({ name: "AccessDenied" });
  expect((await assume(MANAGEMENT, arn, { ExternalId: "42" })).Credentials?.AccessKeyId).toMatch(/^ASIA/);
  await expect(assume("999999999999", arn, { ExternalId: "42" })).rejects.toThrow(
    `User: arn:aws:iam::999999999999:root is not authorized to perform: sts:AssumeRole on resource: ${arn}`,
  );
  await new IAMClient(root(MEMBER)).send(
    new UpdateAssumeRolePolicyCommand({ RoleName: "guarded", PolicyDocument: trust({ AWS: "*" }) }),
  );
  expect((await assume("999999999999", arn)).Credentials?.AccessKeyId).toMatch(/^ASIA/);
});

test("sessions end with the role's limit, chained ones after an hour (facts C14)", async () => {
  const arn = await roleOf("chained", trust({ AWS: "*" }));
  await expect(assume(MANAGEMENT, arn, { DurationSeconds: 7201 })).rejects.toThrow("exceeds the MaxSessionDuration");
  const first = await assume(MANAGEMENT, arn, { DurationSeconds: 7200 });
  const chained = (DurationSeconds: number) =>
    new STSClient(options(first.Credentials ?? {})).send(
      new AssumeRoleCommand({ RoleArn: arn, RoleSessionName: "later", DurationSeconds }),
    );
  await expect(chained(3601)).rejects.toThrow("role chaining");
  expect((await chained(3600)).AssumedRoleUser?.Arn).toContain("/chained/later");
});

test("an assertion of a provider that the role trusts", async () => {
  const iam = new IAMClient(root(MEMBER));
  const metadata = `<EntityDescriptor entityID="https://idp.example.com">${"x".repeat(1000)}</EntityDescriptor>`;
  const { SAMLProviderArn = "" } = await iam.send(
    new CreateSAMLProviderCommand({ Name: "corp", SAMLMetadataDocument: metadata }),
  );
  const audience = { Condition: { StringEquals: { "SAML:aud": "https://signin.aws.amazon.com/saml" } } };
  const arn = await roleOf("federated", trust({ Federated: SAMLProviderArn }, audience, "sts:AssumeRoleWithSAML"));
  const assertion = (role: string, aud = "https://signin.aws.amazon.com/saml") =>
    Buffer.from(
      `<saml:Assertion><saml:Issuer>https://idp.example.com</saml:Issuer><saml:NameID>ana</saml:NameID><saml:Audience>${aud}</saml:Audience><saml:Attribute Name="https://aws.amazon.com/SAML/Attributes/Role"><saml:AttributeValue>${role},${SAMLProviderArn}</saml:AttributeValue></saml:Attribute><saml:Attribute Name="https://aws.amazon.com/SAML/Attributes/RoleSessionName"><saml:AttributeValue>ana</saml:AttributeValue></saml:Attribute></saml:Assertion>`,
    ).toString("base64");
  const federate = (RoleArn: string, SAMLAssertion: string) =>
    new STSClient(root(MEMBER)).send(
      new AssumeRoleWithSAMLCommand({ RoleArn, PrincipalArn: SAMLProviderArn, SAMLAssertion }),
    );
  expect(await federate(arn, assertion(arn))).toMatchObject({ Subject: "ana", Issuer: "https://idp.example.com" });
  await expect(federate(arn, assertion(arn, "https://elsewhere.example.com"))).rejects.toMatchObject({
    name: "AccessDenied",
  });
  await expect(federate(arn, assertion("arn:aws:iam::222233334444:role/other"))).rejects.toMatchObject({
    name: "AccessDenied",
  });
  await expect(federate(arn, Buffer.from("nonsense").toString("base64"))).rejects.toMatchObject({
    name: expect.stringContaining("InvalidIdentityToken"),
  });
});

test("a reserved role is nobody's to assume or to change (facts C4, C6)", async () => {
  const iam = new IAMClient(root(MEMBER));
  const { Roles } = await iam.send(new ListRolesCommand({ PathPrefix: "/aws-reserved/" }));
  const reserved = Roles?.[0];
  expect(reserved?.RoleName).toMatch(/^AWSReservedSSO_Reader_/);
  await expect(assume(MANAGEMENT, reserved?.Arn ?? "")).rejects.toMatchObject({ name: "AccessDenied" });
  const RoleName = reserved?.RoleName;
  for (const command of [
    new DeleteRoleCommand({ RoleName }),
    new AttachRolePolicyCommand({ RoleName, PolicyArn: "arn:aws:iam::aws:policy/ReadOnlyAccess" }),
  ])
    await expect(iam.send(command as DeleteRoleCommand)).rejects.toMatchObject({
      name: expect.stringContaining("UnmodifiableEntity"),
      message: expect.stringContaining("this role is only modifiable by AWS"),
    });
  expect((await iam.send(new GetRoleCommand({ RoleName }))).Role?.MaxSessionDuration).toBe(43_200);
});
