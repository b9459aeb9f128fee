/** What the lab answers to programs that want more than Identity Center, and to pages that want anything at all. */
import { request as httpRequest } from "node:http";
import {
  GetAccountAuthorizationDetailsCommand,
  GetAccountPasswordPolicyCommand,
  IAMClient,
  ListGroupsCommand,
  ListInstanceProfilesCommand,
  ListOpenIDConnectProvidersCommand,
  ListRolesCommand,
  ListServerCertificatesCommand,
  ListUsersCommand,
} from "@aws-sdk/client-iam";
import { DescribeResourcePolicyCommand, OrganizationsClient } from "@aws-sdk/client-organizations";
import { GetRoleCredentialsCommand, SSOClient } from "@aws-sdk/client-sso";
import { afterAll, beforeAll, expect, test } from "vitest";
import { loadOrganizationDocument } from "../src/model/organization-document/load.ts";
import { openLab, type TestLab } from "./support/lab.ts";

const MEMBER = "111122223333";
const READ_ONLY = "arn:aws:iam::aws:policy/ReadOnlyAccess";
let lab: TestLab;
beforeAll(async () => {
  const loaded = loadOrganizationDocument({
    schema: "idc-doctor/organization/1",
    accounts: [{ id: MEMBER, name: "sandbox", customerManagedPolicies: [{ name: "Own", path: "/" }] }],
    users: [{ userName: "ana" }],
    permissionSets: [
      { name: "Reader", managedPolicyArns: [READ_ONLY], customerManagedPolicies: [{ name: "Own", path: "/" }] },
    ],
    assignments: [{ account: "sandbox", permissionSet: "Reader", user: "ana" }],
  });
  if (loaded.kind === "invalid") throw new Error(JSON.stringify(loaded.problems));
  lab = await openLab({ document: loaded.document, limits: "off" });
});
afterAll(() => lab.close());

const options = (accessKeyId = MEMBER) => ({
  endpoint: lab.url,
  region: "us-east-1",
  credentials: { accessKeyId, secretAccessKey: "lab" },
  maxAttempts: 1,
});
const scope = (service: string) =>
  `AWS4-HMAC-SHA256 Credential=${MEMBER}/20260101/us-east-1/${service}/aws4_request, SignedHeaders=host, Signature=0`;

/** By node:http: `fetch` sets Host and the Sec-Fetch headers itself. */
const send = (path: string, headers: Record<string, string>, method = "GET") =>
  new Promise<{ status: number | undefined; body: string }>((resolve, reject) => {
    const { hostname, port } = new URL(lab.url);
    const sent = httpRequest({ hostname, port, path, method, headers }, (answer) => {
      let body = "";
      answer.on("data", (chunk) => (body += String(chunk)));
      answer.on("end", () => resolve({ status: answer.statusCode, body }));
    });
    sent.on("error", reject);
    sent.end();
  });

test("everything of an account at once: its roles and policies, page by page as well", async () => {
  const iam = new IAMClient(options());
  const whole = await iam.send(new GetAccountAuthorizationDetailsCommand({}));
  const { Roles } = await iam.send(new ListRolesCommand({}));
  expect(whole.RoleDetailList?.map(({ Arn }) => Arn)).toEqual(Roles?.map(({ Arn }) => Arn));
  expect(whole.RoleDetailList?.[0]?.AttachedManagedPolicies?.map(({ PolicyName }) => PolicyName)).toEqual([
    "ReadOnlyAccess",
    "Own",
  ]);
  expect(whole.Policies?.map(({ PolicyName }) => PolicyName)).toContain("Own");
  expect(whole.Policies?.every(({ PolicyVersionList }) => PolicyVersionList?.length === 1)).toBe(true);
  const first = await iam.send(new GetAccountAuthorizationDetailsCommand({ MaxItems: 1 }));
  expect(first).toMatchObject({ IsTruncated: true, Marker: expect.any(String), Policies: [] });
  const roles = await iam.send(new GetAccountAuthorizationDetailsCommand({ Filter: ["Role"] }));
  expect(roles.Policies).toEqual([]);
});

test("kinds that an account of the lab has none of are empty", async () => {
  const iam = new IAMClient(options());
  expect((await iam.send(new ListUsersCommand({}))).Users).toEqual([]);
  expect((await iam.send(new ListGroupsCommand({}))).Groups).toEqual([]);
  expect((await iam.send(new ListInstanceProfilesCommand({}))).InstanceProfiles).toEqual([]);
  expect((await iam.send(new ListOpenIDConnectProvidersCommand({}))).OpenIDConnectProviderList).toEqual([]);
  expect((await iam.send(new ListServerCertificatesCommand({}))).ServerCertificateMetadataList).toEqual([]);
  await expect(iam.send(new GetAccountPasswordPolicyCommand({}))).rejects.toMatchObject({
    name: "NoSuchEntityException",
  });
  await expect(
    new OrganizationsClient(options("123456789012")).send(new DescribeResourcePolicyCommand({})),
  ).rejects.toMatchObject({ name: "ResourcePolicyNotFoundException" });
});

test.each([
  {
    service: "ec2",
    path: "/?Action=DescribeRegions&Version=2016-11-15",
    body: /^<\?xml[^>]*><Response><Errors><Error><Code>UnknownOperationException</,
  },
  {
    service: "sns",
    path: "/?Action=ListTopics&Version=2010-03-31",
    body: /^<\?xml[^>]*><ErrorResponse><Error><Type>Sender<\/Type><Code>UnknownOperationException</,
  },
  { service: "s3", path: "/", body: /^<\?xml[^>]*><Error><Code>UnknownOperationException</ },
  { service: "lambda", path: "/2015-03-31/functions", body: /^\{"__type":"UnknownOperationException"/ },
])("$service is refused in its own protocol", async ({ service, path, body }) => {
  const answer = await send(path, { authorization: scope(service) });
  expect(answer).toMatchObject({ status: 404, body: expect.stringMatching(body) });
});

const WRITE = `/?Action=CreateRole&Version=2010-05-08&RoleName=made&AssumeRolePolicyDocument=${encodeURIComponent('{"Version":"2012-10-17","Statement":[]}')}`;

test.each<{
  readonly what: string;
  readonly path: string;
  readonly headers: Record<string, string>;
  readonly status: number;
}>([
  {
    what: "an image of another site",
    path: WRITE,
    headers: { "sec-fetch-site": "cross-site", "sec-fetch-mode": "no-cors" },
    status: 403,
  },
  {
    what: "a link of another site to the API",
    path: WRITE,
    headers: { "sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate" },
    status: 403,
  },
  {
    what: "another port's page",
    path: WRITE,
    headers: { "sec-fetch-site": "same-site", "sec-fetch-mode": "no-cors" },
    status: 403,
  },
  {
    what: "an image of another site on the lab's own routes",
    path: "/_lab/calls",
    headers: { "sec-fetch-site": "cross-site", "sec-fetch-mode": "no-cors" },
    status: 403,
  },
  {
    what: "a link to the portal",
    path: "/start",
    headers: { "sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate" },
    status: 200,
  },
  {
    what: "the address bar",
    path: "/start",
    headers: { "sec-fetch-site": "none", "sec-fetch-mode": "navigate" },
    status: 200,
  },
  {
    what: "an AWS name on a service",
    path: "/?Action=ListRoles&Version=2010-05-08",
    headers: { host: "iam.amazonaws.com" },
    status: 200,
  },
  {
    what: "an AWS name on the lab's own routes",
    path: "/_lab/calls",
    headers: { host: "iam.amazonaws.com" },
    status: 403,
  },
  { what: "a program", path: "/_lab/calls", headers: {}, status: 200 },
])("$what", async ({ path, headers, status }) => {
  expect((await send(path, headers)).status).toBe(status);
});

test("console links go through the federation address", async () => {
  const accessToken = await lab.token("ana");
  const { roleCredentials } = await new SSOClient(options()).send(
    new GetRoleCredentialsCommand({ accessToken, accountId: MEMBER, roleName: "Reader" }),
  );
  const { accessKeyId: sessionId, secretAccessKey: sessionKey, sessionToken } = roleCredentials ?? {};
  const query = new URLSearchParams({
    Action: "getSigninToken",
    Session: JSON.stringify({ sessionId, sessionKey, sessionToken }),
  });
  const { SigninToken } = (await (await fetch(`${lab.url}/federation?${query}`)).json()) as { SigninToken: string };
  const login = await fetch(
    `${lab.url}/federation?${new URLSearchParams({ Action: "login", Destination: "https://console.aws.amazon.com/<b>", SigninToken })}`,
  );
  const body = await login.text();
  expect(body).toContain(
    `Signed in to account ${MEMBER} as arn:aws:sts::${MEMBER}:assumed-role/AWSReservedSSO_Reader_`,
  );
  expect(body).not.toContain("<b>");
  expect((await fetch(`${lab.url}/federation?Action=login&SigninToken=x`)).status).toBe(400);
  expect((await fetch(`${lab.url}/federation?Action=getSigninToken&Session=%5B`)).status).toBe(400);
});

const put = (body: string) => fetch(`${lab.url}/_lab/document`, { method: "PUT", body });
const signIn = (user: string, next: string) =>
  fetch(`${lab.url}/start/sign-in`, {
    method: "POST",
    redirect: "manual",
    body: new URLSearchParams({ user, password: "lab", next }),
  });

test("bad input is refused, and never a failure of the lab", async () => {
  const before = await lab.document();
  expect((await signIn("ana", "/start?\r\nSet-Cookie: a=b")).headers.get("location")).toBe("/start");
  expect((await signIn("ana", "/start?\u0100")).headers.get("location")).toBe("/start");
  expect((await signIn("ana", "/device?user_code=ABCD")).headers.get("location")).toBe("/device?user_code=ABCD");
  const deep = "[".repeat(100_000);
  expect((await put(deep)).status).toBe(400);
  expect((await put(`{"schema":"idc-doctor/organization/1","users":${deep}`)).status).toBe(400);
  const { endpoint, accessToken } = (await (await fetch(`${lab.url}/_lab/scim/tokens`, { method: "POST" })).json()) as {
    endpoint: string;
    accessToken: string;
  };
  const scim = await fetch(`${endpoint}Users`, {
    method: "POST",
    headers: { authorization: `Bearer ${accessToken}` },
    body: `{"userName":${deep}${"]".repeat(100_000)}}`,
  });
  expect(scim.status).toBe(400);
  const refused = await put(JSON.stringify({ schema: "idc-doctor/organization/1", users: [{ nobody: true }] }));
  expect(refused.status).toBe(400);
  const {
    events: _events,
    takenAt: _takenAt,
    portalSessions: _sessions,
    scimTokens: _tokens,
    ...after
  } = await lab.document();
  expect(before).toMatchObject(after);
});

test("guessing is slowed down where limits are on", async () => {
  const limited = await openLab({});
  try {
    const tried = Array.from({ length: 40 }, () =>
      fetch(`${limited.url}/start/sign-in`, {
        method: "POST",
        body: new URLSearchParams({ user: "ana", password: "x" }),
      }),
    );
    const statuses = (await Promise.all(tried)).map(({ status }) => status);
    expect(statuses).toContain(401);
    expect(statuses).toContain(429);
  } finally {
    await limited.close();
  }
});
