/** AWS's own sentences, as they are publicly observed (facts: observed sentences), through the SDK. */
import {
  CreateUserCommand,
  DescribeGroupCommand,
  GetUserIdCommand,
  IdentitystoreClient,
  ListUsersCommand,
} from "@aws-sdk/client-identitystore";
import {
  DeregisterDelegatedAdministratorCommand,
  ListDelegatedAdministratorsCommand,
  ListTagsForResourceCommand,
  OrganizationsClient,
  RegisterDelegatedAdministratorCommand,
  RemoveAccountFromOrganizationCommand,
} from "@aws-sdk/client-organizations";
import { ListAccountsCommand, SSOClient } from "@aws-sdk/client-sso";
import * as admin from "@aws-sdk/client-sso-admin";
import { afterAll, beforeAll, expect, test } from "vitest";
import { loadOrganizationDocument } from "../src/model/organization-document/load.ts";
import { openLab, type TestLab } from "./support/lab.ts";

const MEMBER = "111122223333";
const EMPTY = "222233334444";
const READ_ONLY = "arn:aws:iam::aws:policy/ReadOnlyAccess";

let lab: TestLab;
let set: { readonly InstanceArn: string; readonly PermissionSetArn: string };
let storeId: string;
const clients = () => {
  const options = {
    endpoint: lab.url,
    region: "us-east-1",
    credentials: { accessKeyId: "123456789012", secretAccessKey: "lab" },
    maxAttempts: 1,
  };
  return {
    sso: new admin.SSOAdminClient(options),
    store: new IdentitystoreClient(options),
    organizations: new OrganizationsClient(options),
    portal: new SSOClient(options),
  };
};

beforeAll(async () => {
  const loaded = loadOrganizationDocument({
    schema: "idc-doctor/organization/1",
    organization: { trustedServices: ["sso.amazonaws.com"] },
    accounts: [
      { id: MEMBER, name: "sandbox" },
      { id: EMPTY, name: "empty" },
    ],
    users: [{ userName: "Ana@Example.com", email: "Ana@Example.com" }],
    permissionSets: [{ name: "Reader", managedPolicyArns: [READ_ONLY] }],
    assignments: [{ account: "sandbox", permissionSet: "Reader", user: "Ana@Example.com" }],
  });
  if (loaded.kind === "invalid") throw new Error(JSON.stringify(loaded.problems));
  lab = await openLab({ document: loaded.document, limits: "off", provisioningMilliseconds: 0 });
  const document = await lab.document();
  set = { InstanceArn: String(document.instance?.arn), PermissionSetArn: String(document.permissionSets?.[0]?.arn) };
  storeId = String(document.instance?.identityStoreId);
});
afterAll(() => lab.close());

const short = () => set.PermissionSetArn.slice(set.PermissionSetArn.lastIndexOf("/") + 1);
const policies = (count: number) => Array.from({ length: count }, (_, at) => `arn:aws:iam::aws:policy/Made${at}`);
const own = { Name: "Own", Path: "/team/" };

test.each<[string, () => Promise<unknown>, string, () => string]>([
  [
    "a set that is not there",
    () =>
      clients().sso.send(
        new admin.DescribePermissionSetCommand({
          ...set,
          PermissionSetArn: set.PermissionSetArn.replace(/.{4}$/, "0000"),
        }),
      ),
    "ResourceNotFoundException",
    () => `Could not find PermissionSet with id ${short().replace(/.{4}$/, "0000")}`,
  ],
  [
    "a policy attached twice",
    () =>
      clients().sso.send(new admin.AttachManagedPolicyToPermissionSetCommand({ ...set, ManagedPolicyArn: READ_ONLY })),
    "ConflictException",
    () => `Permission set with id ${short()} already has a typed link attachment to a manged policy with ${READ_ONLY}`,
  ],
  [
    "a policy that is not attached",
    () =>
      clients().sso.send(
        new admin.DetachManagedPolicyFromPermissionSetCommand({
          ...set,
          ManagedPolicyArn: "arn:aws:iam::aws:policy/Other",
        }),
      ),
    "ResourceNotFoundException",
    () => "Could not find ManagedPolicy with arn arn:aws:iam::aws:policy/Other",
  ],
  [
    "an own policy that is not attached",
    () =>
      clients().sso.send(
        new admin.DetachCustomerManagedPolicyReferenceFromPermissionSetCommand({
          ...set,
          CustomerManagedPolicyReference: own,
        }),
      ),
    "ResourceNotFoundException",
    () => "Given managed policy with name: Own  and path /team/ does not exist on PermissionSet",
  ],
  [
    "a set that is assigned is deleted",
    () => clients().sso.send(new admin.DeletePermissionSetCommand(set)),
    "ConflictException",
    () => "Could not delete because PermissionSet has ApplicationProfile associated with it.",
  ],
  [
    "an inline policy that is too long",
    () =>
      clients().sso.send(
        new admin.PutInlinePolicyToPermissionSetCommand({
          ...set,
          InlinePolicy: JSON.stringify({ Statement: ["x".repeat(10_389)] }) + " ".repeat(500),
        }),
      ),
    "ValidationException",
    () =>
      "Current size of the non-whitespace characters present in the InlinePolicy Document is 10407 bytes which has exceeded the maximum limit of 10240 bytes",
  ],
  [
    "an inline policy that is none",
    () => clients().sso.send(new admin.PutInlinePolicyToPermissionSetCommand({ ...set, InlinePolicy: "{}" })),
    "ValidationException",
    () => "Invalid PermissionsPolicy Document",
  ],
  [
    "a page that is too large",
    async () =>
      clients().portal.send(
        new ListAccountsCommand({ accessToken: await lab.token("ana@example.com"), maxResults: 101 }),
      ),
    "InvalidRequestException",
    () => "ResultSize parameter must be within the valid limits of: 1-100",
  ],
  [
    "a user without names",
    () => clients().store.send(new CreateUserCommand({ IdentityStoreId: storeId, UserName: "x" })),
    "ValidationException",
    () => "displayname: The attribute displayname is required, name: The attribute name is required",
  ],
  [
    "a group that is not there",
    () =>
      clients().store.send(
        new DescribeGroupCommand({ IdentityStoreId: storeId, GroupId: "11112222-3333-4444-5555-666677778888" }),
      ),
    "ResourceNotFoundException",
    () => "GROUP not found.",
  ],
])("%s", async (_, call, name, message) => {
  await expect(call()).rejects.toMatchObject({ name, message: message() });
});

test("own policies twice, and more than the quota", async () => {
  const { sso } = clients();
  const attached = { ...set, CustomerManagedPolicyReference: { Name: "Twice", Path: "/" } };
  await sso.send(new admin.AttachCustomerManagedPolicyReferenceToPermissionSetCommand(attached));
  await expect(
    sso.send(new admin.AttachCustomerManagedPolicyReferenceToPermissionSetCommand(attached)),
  ).rejects.toMatchObject({
    name: "ConflictException",
    message: "Given customer managed policy with name: Twice  and path / already attached",
  });
  const attach = (ManagedPolicyArn: string) =>
    sso.send(new admin.AttachManagedPolicyToPermissionSetCommand({ ...set, ManagedPolicyArn }));
  for (const arn of policies(23)) await attach(arn);
  await expect(attach("arn:aws:iam::aws:policy/OneTooMany")).rejects.toMatchObject({
    name: "ServiceQuotaExceededException",
    message: `You have exceeded AWS SSO limits. Cannot create ManagedPolicy more than 25 for id ${short()}. Please refer to https://docs.aws.amazon.com/singlesignon/latest/userguide/limits.html`,
  });
});

test("provisioning a set to an account that has nothing of it fails", async () => {
  const { sso } = clients();
  const { PermissionSetProvisioningStatus: started } = await sso.send(
    new admin.ProvisionPermissionSetCommand({ ...set, TargetType: "AWS_ACCOUNT", TargetId: EMPTY }),
  );
  const { PermissionSetProvisioningStatus: ended } = await sso.send(
    new admin.DescribePermissionSetProvisioningStatusCommand({
      InstanceArn: set.InstanceArn,
      ProvisionPermissionSetRequestId: started?.RequestId,
    }),
  );
  expect(ended).toMatchObject({
    Status: "FAILED",
    FailureReason: `Received a 404 status error: Permission set provision not found in AWS account ${EMPTY}.`,
  });
});

test("ids are plain UUIDs, and e-mail addresses are found in any case", async () => {
  const { store } = clients();
  const made = await store.send(
    new CreateUserCommand({
      IdentityStoreId: storeId,
      UserName: "bo",
      DisplayName: "Bo",
      Name: { GivenName: "B", FamilyName: "O" },
      Emails: [{ Value: "Bo@Example.com" }],
    }),
  );
  expect(made.UserId).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
  const found = await store.send(
    new GetUserIdCommand({
      IdentityStoreId: storeId,
      AlternateIdentifier: { UniqueAttribute: { AttributePath: "emails.value", AttributeValue: "bo@example.COM" } },
    }),
  );
  expect(found.UserId).toBe(made.UserId);
  const twice = store.send(
    new CreateUserCommand({
      IdentityStoreId: storeId,
      UserName: "bo2",
      DisplayName: "Bo",
      Name: { GivenName: "B", FamilyName: "O" },
      Emails: [{ Value: "BO@example.com" }],
    }),
  );
  await expect(twice).rejects.toMatchObject({ name: "ConflictException", message: "Duplicate Email" });
  const { Users } = await store.send(
    new ListUsersCommand({
      IdentityStoreId: storeId,
      Filters: [{ AttributePath: "UserName", AttributeValue: "ANA@example.com" }],
    }),
  );
  expect(Users).toHaveLength(1);
});

test("AWS's own policies have no tags; a delegated administrator is dated and cannot be removed", async () => {
  const { organizations } = clients();
  expect((await organizations.send(new ListTagsForResourceCommand({ ResourceId: "p-FullAWSAccess" }))).Tags).toEqual(
    [],
  );
  const delegate = { AccountId: EMPTY, ServicePrincipal: "sso.amazonaws.com" };
  const before = Date.now();
  await organizations.send(new RegisterDelegatedAdministratorCommand(delegate));
  const { DelegatedAdministrators } = await organizations.send(new ListDelegatedAdministratorsCommand({}));
  expect(Number(DelegatedAdministrators?.[0]?.DelegationEnabledDate)).toBeGreaterThanOrEqual(
    Math.floor(before / 1000) * 1000,
  );
  const remove = () => organizations.send(new RemoveAccountFromOrganizationCommand({ AccountId: EMPTY }));
  await expect(remove()).rejects.toMatchObject({
    name: "ConstraintViolationException",
    Reason: "CANNOT_REMOVE_DELEGATED_ADMINISTRATOR_FROM_ORG",
  });
  await organizations.send(new DeregisterDelegatedAdministratorCommand(delegate));
  await remove();
});

test("reset puts the clock back", async () => {
  const hour = 3_600_000;
  const now = async () => Date.parse(((await (await fetch(`${lab.url}/_lab/clock`)).json()) as { now: string }).now);
  await lab.advance("PT5H");
  expect(await now()).toBeGreaterThan(Date.now() + 4 * hour);
  await fetch(`${lab.url}/_lab/reset`, { method: "POST" });
  expect(await now()).toBeLessThan(Date.now() + hour);
});
