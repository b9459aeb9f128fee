/** What happened in the lab is in LookupEvents, in the shapes AWS writes (facts, section 5). */
import { CloudTrailClient, type Event, LookupEventsCommand } from "@aws-sdk/client-cloudtrail";
import { CreateUserCommand, IdentitystoreClient } from "@aws-sdk/client-identitystore";
import {
  CreateAccountAssignmentCommand,
  CreatePermissionSetCommand,
  DeleteAccountAssignmentCommand,
  SSOAdminClient,
} from "@aws-sdk/client-sso-admin";
import { afterAll, beforeAll, expect, test } from "vitest";
import { loadOrganizationDocument } from "../src/model/organization-document/load.ts";
import { openLab, type TestLab } from "./support/lab.ts";
import { NAME, PASSWORD, plantNames, plantSecrets, plantThroughScim, SECRET } from "./support/planted.ts";
import { lookedUp, writtenEvents } from "./support/trail.ts";

const MANAGEMENT = "123456789012";
const MEMBER = "222233334444";
const HIDDEN = "HIDDEN_DUE_TO_SECURITY_REASONS";

let lab: TestLab;
const clientOptions = (accessKeyId: string, region = "us-east-1") => ({
  endpoint: lab.url,
  region,
  credentials: { accessKeyId, secretAccessKey: "lab" },
});

/** Events of an account, the newest first, as their JSON. */
const events = (accountId: string, eventName?: string) => writtenEvents(lab, accountId, eventName);

let instanceArn = "";
let storeId = "";
let setArn = "";
let userId = "";
let requestId: string | undefined;

beforeAll(async () => {
  const loaded = loadOrganizationDocument({
    schema: "idc-doctor/organization/1",
    accounts: [{ id: MEMBER, name: "member" }],
    users: [{ userName: "ana@example.com" }],
    events: [
      {
        eventSource: "sso-directory.amazonaws.com",
        eventName: "DeleteGroup",
        eventTime: "2026-01-05T07:00:00Z",
        eventID: "11111111-2222-4333-8444-555555555555",
        recipientAccountId: MANAGEMENT,
        awsRegion: "us-east-1",
        userIdentity: { type: "AssumedRole", arn: `arn:aws:sts::${MANAGEMENT}:assumed-role/Admin/carol` },
        requestParameters: { groupId: "906d9a0e-1111-4222-8333-444455556666" },
        eventType: "AwsApiCall",
      },
    ],
  });
  if (loaded.kind === "invalid") throw new Error(JSON.stringify(loaded.problems));
  lab = await openLab({ document: loaded.document, limits: "off", provisioningMilliseconds: 0 });
  const document = await lab.document();
  instanceArn = document.instance?.arn ?? "";
  storeId = document.instance?.identityStoreId ?? "";
  userId = document.users?.[0]?.id ?? "";
  const sso = new SSOAdminClient(clientOptions(MANAGEMENT));
  const made = await sso.send(
    new CreatePermissionSetCommand({ InstanceArn: instanceArn, Name: "Reader", SessionDuration: "PT2H" }),
  );
  setArn = made.PermissionSet?.PermissionSetArn ?? "";
  const assignment = {
    InstanceArn: instanceArn,
    PermissionSetArn: setArn,
    TargetId: MEMBER,
    TargetType: "AWS_ACCOUNT" as const,
    PrincipalType: "USER" as const,
    PrincipalId: userId,
  };
  const created = await sso.send(new CreateAccountAssignmentCommand(assignment));
  requestId = created.AccountAssignmentCreationStatus?.RequestId;
  expect((await lab.portalOf("ana@example.com"))?.accounts.size).toBe(1);
  expect(await lab.credentialsOf("ana@example.com", MEMBER, "Reader")).toBe(true);
  await sso.send(new DeleteAccountAssignmentCommand(assignment));
  expect((await lab.document()).assignments).toEqual([]);
});
afterAll(() => lab.close());

test("the chain of an assignment: asked for in the management account, carried out in the member account", async () => {
  const [asked] = await events(MANAGEMENT, "CreateAccountAssignment");
  expect(asked).toMatchObject({
    eventSource: "sso.amazonaws.com",
    awsRegion: "us-east-1",
    eventType: "AwsApiCall",
    readOnly: false,
    recipientAccountId: MANAGEMENT,
    requestID: requestId,
    userIdentity: { type: "Root", accountId: MANAGEMENT },
    requestParameters: {
      instanceArn,
      targetId: MEMBER,
      targetType: "AWS_ACCOUNT",
      permissionSetArn: setArn,
      principalType: "USER",
      principalId: userId,
    },
    responseElements: { accountAssignmentCreationStatus: { status: "IN_PROGRESS", requestId } },
  });
  const inMember = await events(MEMBER);
  const names = inMember.map(({ eventName }) => eventName);
  expect(names.filter((name) => name !== "AssumeRoleWithSAML").reverse()).toEqual([
    "CreateSAMLProvider",
    "CreateRole",
    "DeleteRole",
  ]);
  const role = inMember.find(({ eventName }) => eventName === "CreateRole");
  expect(role).toMatchObject({
    eventSource: "iam.amazonaws.com",
    sourceIPAddress: "sso.amazonaws.com",
    userIdentity: {
      type: "AssumedRole",
      arn: `arn:aws:sts::${MEMBER}:assumed-role/AWSServiceRoleForSSO/AWS-SSO`,
      invokedBy: "sso.amazonaws.com",
    },
    requestParameters: {
      path: "/aws-reserved/sso.amazonaws.com/",
      roleName: expect.stringMatching(/^AWSReservedSSO_Reader_[0-9a-f]{16}$/),
      maxSessionDuration: 43_200,
    },
  });
});

test("the way into a role: the portal's event for the owner, the federation in the account (facts 5.4)", async () => {
  const [portal] = await events(MANAGEMENT, "GetRoleCredentials");
  expect(portal).toMatchObject({
    eventSource: "sso.amazonaws.com",
    eventType: "AwsServiceEvent",
    readOnly: true,
    requestParameters: null,
    serviceEventDetails: { role_name: "Reader", account_id: MEMBER },
    userIdentity: { type: "IdentityCenterUser", onBehalfOf: { userId }, credentialId: expect.any(String) },
  });
  const [federation] = await events(MEMBER, "AssumeRoleWithSAML");
  expect(federation).toMatchObject({
    userIdentity: { type: "SAMLUser", userName: "ana@example.com" },
    requestParameters: { roleSessionName: "ana@example.com", durationSeconds: 7200 },
    responseElements: { audience: "https://signin.aws.amazon.com/saml", subjectType: "persistent" },
    recipientAccountId: MEMBER,
  });
  const { issuer } = (federation?.["responseElements"] ?? {}) as { issuer?: string };
  expect(Buffer.from(issuer?.split("/").at(-1) ?? "", "base64").toString()).toBe(
    `${MANAGEMENT}_ins-${instanceArn.slice(-16)}`,
  );
});

test("a failed call has its error, names are hidden where AWS hides them", async () => {
  const store = new IdentitystoreClient(clientOptions(MANAGEMENT));
  const user = {
    IdentityStoreId: storeId,
    UserName: "hidden.name@example.com",
    DisplayName: "Hidden Name",
    Name: { GivenName: "Hid", FamilyName: "Den" },
  };
  await store.send(new CreateUserCommand(user));
  await expect(store.send(new CreateUserCommand(user))).rejects.toThrow("Duplicate UserName");
  const [failed, made] = await events(MANAGEMENT, "CreateUser");
  expect(failed).toMatchObject({
    errorCode: "ConflictException",
    errorMessage: "Duplicate UserName",
    responseElements: null,
  });
  expect(made).toMatchObject({
    requestParameters: { identityStoreId: storeId, userName: "HIDDEN_DUE_TO_SECURITY_REASONS" },
  });
  expect(JSON.stringify([failed, made])).not.toContain("Hid");
  await expect(store.send(new CreateUserCommand({ ...user, UserName: "Administrator" }))).rejects.toThrow("reserved");
  expect(await events(MANAGEMENT, "CreateUser")).toMatchObject([
    { errorMessage: `${HIDDEN} is a reserved user name` },
    {},
    {},
  ]);
});

test("an event keeps its id from one look to the next", async () => {
  const ids = async () => (await events(MANAGEMENT, "GetRoleCredentials")).map(({ eventID }) => eventID);
  const first = await ids();
  expect(first.length).toBeGreaterThan(0);
  expect(await ids()).toEqual(first);
});

test("no event holds a token or a secret", async () => {
  const token = await lab.token("ana@example.com");
  await lab.portalOf("ana@example.com");
  const all = JSON.stringify([...(await events(MANAGEMENT)), ...(await events(MEMBER))]);
  expect(all).not.toContain(String(token));
  expect(all).not.toMatch(/lab-[0-9a-f]{48}/);
});

/** A lab of its own, in which names and secrets went through every service. */
async function plantedLab() {
  const loaded = loadOrganizationDocument({
    schema: "idc-doctor/organization/1",
    accounts: [{ id: MEMBER, name: "member" }],
    users: [{ userName: "ana@example.com", password: PASSWORD }],
    permissionSets: [{ name: "Reader" }],
    assignments: [{ account: MEMBER, permissionSet: "Reader", user: "ana@example.com" }],
  });
  if (loaded.kind === "invalid") throw new Error(JSON.stringify(loaded.problems));
  const planted = await openLab({ document: loaded.document, limits: "off" });
  const ids = await plantNames(planted);
  const scimToken = await plantThroughScim(planted, ids);
  const secrets = [scimToken, ...(await plantSecrets(planted, "ana@example.com", MEMBER))];
  const accounts = (await planted.document()).accounts?.map(({ id }) => id ?? "") ?? [];
  const found = (await Promise.all(accounts.map((id) => lookedUp(planted, id)))).flat();
  await planted.close();
  return { ids, secrets, found, ...eventsIn(found) };
}

function eventsIn(found: readonly Event[]) {
  const all = found.map(({ CloudTrailEvent }) => JSON.parse(CloudTrailEvent ?? "{}") as Record<string, unknown>);
  return { named: (name: string) => all.filter(({ eventName }) => eventName === name) };
}

/** The events, by name, in which a text is found, whatever its case. */
const holding = (found: readonly Event[], text: string) =>
  new Set(
    found
      .filter((event) => JSON.stringify(event).toLowerCase().includes(text.toLowerCase()))
      .map(({ EventSource, EventName }) => `${EventSource} ${EventName}`),
  );

test("whatever goes through the services, no event of any account names a person or tells a secret", async () => {
  const { found, secrets } = await plantedLab();
  expect([...holding(found, NAME)]).toEqual([]);
  for (const secret of [SECRET, ...secrets]) expect([...holding(found, secret)], secret).toEqual([]);
  const sources = new Set(found.map(({ EventSource }) => EventSource?.split(".")[0]));
  expect([...sources].sort()).toEqual([
    "iam",
    "identitystore",
    "identitystore-scim",
    "organizations",
    "signin",
    "sso",
    "sts",
  ]);
});

test("what a diagnosis reads stays readable: ids, paths, and the address without its code", async () => {
  const { ids, named } = await plantedLab();
  const { userId, groupId } = ids;
  expect(named("CreateGroupMembership")[0]).toMatchObject({ requestParameters: { groupId, memberId: { userId } } });
  expect(named("UpdateUser").at(-1)).toMatchObject({
    requestParameters: { userId, operations: [{ attributePath: "displayName", attributeValue: HIDDEN }] },
  });
  const [added, removed] = named("PatchGroup");
  expect(added).toMatchObject({
    requestParameters: {
      httpBody: { operations: [{ op: "add", path: "members", value: [{ value: userId, display: HIDDEN }] }] },
      id: groupId,
    },
  });
  expect(removed).toMatchObject({
    requestParameters: { httpBody: { operations: [{ op: "remove", path: `members[value eq "${userId}"]` }] } },
  });
  expect(named("PatchUser").map(({ requestParameters }) => JSON.stringify(requestParameters))).toContainEqual(
    expect.stringContaining(JSON.stringify(`emails[value eq "${HIDDEN}"].value`)),
  );
  expect(named("StartDeviceAuthorization")[0]).toMatchObject({
    responseElements: {
      deviceCode: HIDDEN,
      userCode: HIDDEN,
      verificationUriComplete: expect.stringMatching(`/device\\?user_code=${HIDDEN}$`),
    },
  });
  expect(named("AssumeRole")[0]).toMatchObject({ requestParameters: { tokenCode: HIDDEN } });
});

test("an account sees its own history, in the Region that it asks in, and no longer than 90 days", async () => {
  expect((await events(MEMBER)).every(({ recipientAccountId }) => recipientAccountId === MEMBER)).toBe(true);
  const elsewhere = new CloudTrailClient(clientOptions(MANAGEMENT, "eu-west-1"));
  const created = { LookupAttributes: [{ AttributeKey: "EventName" as const, AttributeValue: "CreatePermissionSet" }] };
  expect((await elsewhere.send(new LookupEventsCommand(created))).Events).toEqual([]);
  // An hour before the document's time, so an hour and a little ago.
  expect(await events(MANAGEMENT, "DeleteGroup")).toMatchObject([
    { userIdentity: { arn: expect.stringContaining("carol") } },
  ]);
  expect(await events(MANAGEMENT, "CreatePermissionSet")).toHaveLength(1);
  await lab.advance("P91D");
  expect(await events(MANAGEMENT, "CreatePermissionSet")).toEqual([]);
  expect((await lab.document()).events?.some(({ eventName }) => eventName === "CreatePermissionSet")).toBe(false);
});
