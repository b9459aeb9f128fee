/** SCIM as identity providers speak it: what is supported, what is refused, tokens, rates, and what it does to access. */
import { CloudTrailClient, LookupEventsCommand } from "@aws-sdk/client-cloudtrail";
import { afterEach, beforeEach, expect, test } from "vitest";
import { loadOrganizationDocument } from "../src/model/organization-document/load.ts";
import { openLab, type TestLab } from "./support/lab.ts";

const PATCH_SCHEMA = "urn:ietf:params:scim:api:messages:2.0:PatchOp";
const MEMBER = "222233334444";

interface Token {
  readonly endpoint: string;
  readonly accessToken: string;
  readonly tokenId: string;
  readonly expiresAt: string;
}
interface Answer {
  readonly status: number;
  readonly body: Record<string, unknown>;
}

let lab: TestLab;
let token: Token;

const control = async (method: string, path: string): Promise<Response> => fetch(`${lab.url}${path}`, { method });
const newToken = async (): Promise<Token> => (await control("POST", "/_lab/scim/tokens")).json() as Promise<Token>;

async function scim(method: string, path: string, body?: unknown, bearer = token.accessToken): Promise<Answer> {
  const answer = await fetch(`${token.endpoint}${path}`, {
    method,
    headers: { authorization: `Bearer ${bearer}`, "content-type": "application/scim+json" },
    ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
  });
  const text = await answer.text();
  return { status: answer.status, body: text === "" ? {} : JSON.parse(text) };
}

const patch = (...Operations: object[]) => ({ schemas: [PATCH_SCHEMA], Operations });
const person = (userName: string, more: object = {}) => ({
  schemas: ["urn:ietf:params:scim:schemas:core:2.0:User"],
  userName,
  name: { givenName: "Given", familyName: "Family" },
  displayName: userName,
  active: true,
  ...more,
});
const created = async (path: string, body: object): Promise<string> => {
  const answer = await scim("POST", path, body);
  expect(answer.status, JSON.stringify(answer.body)).toBe(201);
  return String(answer.body["id"]);
};

beforeEach(async () => {
  const loaded = loadOrganizationDocument({
    schema: "idc-doctor/organization/1",
    instance: { identitySource: "external" },
    accounts: [{ id: MEMBER, name: "shop" }],
    groups: [{ displayName: "Readers" }],
    permissionSets: [{ name: "Reader" }],
    assignments: [{ account: MEMBER, permissionSet: "Reader", group: "Readers" }],
  });
  if (loaded.kind === "invalid") throw new Error(JSON.stringify(loaded.problems));
  lab = await openLab({ document: loaded.document, limits: "off" });
  token = await newToken();
});
afterEach(() => lab.close());

test("Entra: looks, creates, joins a group, changes, switches off: and the portal follows", async () => {
  const looked = await scim("GET", `Users?filter=${encodeURIComponent('userName eq "ana@example.com"')}`);
  expect(looked).toMatchObject({ status: 200, body: { totalResults: 0, Resources: [] } });
  const enterprise = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
  const id = await created(
    "Users",
    person("ana@example.com", {
      externalId: "entra-1",
      title: "Engineer",
      emails: [{ primary: true, type: "work", value: "ana@example.com" }],
      [enterprise]: { department: "Sales", costCenter: "42" },
    }),
  );
  const group = await scim("GET", `Groups?filter=${encodeURIComponent('displayName eq "Readers"')}`);
  const [{ id: groupId = "" } = {}] = group.body["Resources"] as { id: string }[];
  const member = { op: "Add", path: "members", value: [{ value: id }] };
  expect((await scim("PATCH", `Groups/${groupId}`, patch(member))).status).toBe(204);
  const isIn = `id eq "${groupId}" and members eq "${id}"`;
  const found = await scim("GET", `Groups?filter=${encodeURIComponent(isIn)}`);
  // The members are never listed; that there is a row is the answer.
  expect(found.body).toMatchObject({ totalResults: 1, Resources: [{ id: groupId, members: [] }] });
  expect([...((await lab.portalOf("ana@example.com"))?.accounts.keys() ?? [])]).toEqual([MEMBER]);

  const changes = patch(
    { op: "Replace", path: "title", value: "Manager" },
    { op: "Replace", path: 'emails[type eq "work"].value', value: "ana.diaz@example.com" },
    { op: "Add", path: `${enterprise}:department`, value: "Support" },
  );
  expect((await scim("PATCH", `Users/${id}`, changes)).body).toMatchObject({
    title: "Manager",
    emails: [{ value: "ana.diaz@example.com", type: "work" }],
    [enterprise]: { department: "Support", costCenter: "42" },
  });

  const open = await lab.token("ana@example.com");
  expect(
    (await scim("PATCH", `Users/${id}`, patch({ op: "Replace", path: "active", value: "False" }))).body,
  ).toMatchObject({ active: false });
  expect((await lab.document()).users).toMatchObject([{ status: "DISABLED", externalId: "entra-1" }]);
  const portal = () => fetch(`${lab.url}/assignment/accounts`, { headers: { "x-amz-sso_bearer_token": String(open) } });
  // An open portal notices within the hour (facts A7), a new sign-in at once.
  expect((await portal()).status).toBe(200);
  expect(await lab.token("ana@example.com")).toBeUndefined();
  await lab.advance("PT61M");
  expect((await portal()).status).toBe(401);
});

test("Okta puts a whole user, and deletes; assignments stay", async () => {
  const id = await created("Users", person("bo@example.com", { nickName: "bo" }));
  const put = await scim("PUT", `Users/${id}`, person("bo@example.com", { active: false }));
  expect(put).toMatchObject({ status: 200, body: { active: false } });
  expect(put.body["nickName"]).toBeUndefined();
  const groupId = String((await lab.document()).groups?.[0]?.id);
  expect((await scim("DELETE", `Users/${id}`)).status).toBe(204);
  expect((await scim("DELETE", `Groups/${groupId}`)).status).toBe(204);
  expect((await scim("GET", `Users/${id}`)).status).toBe(404);
  expect(await lab.document()).toMatchObject({ users: [], groups: [], assignments: [{ group: groupId }] });
});

test("ssosync: a hundred members a request, and no more", async () => {
  const ids: string[] = [];
  for (let at = 0; at < 101; at += 1) ids.push(await created("Users", person(`user-${at}@example.com`)));
  const groupId = await created("Groups", { displayName: "Many" });
  const add = (members: string[]) =>
    scim(
      "PATCH",
      `Groups/${groupId}`,
      patch({ op: "add", path: "members", value: members.map((value) => ({ value })) }),
    );
  expect((await add(ids)).status).toBe(400);
  expect((await add(ids.slice(0, 100))).status).toBe(204);
  expect((await lab.document()).memberships).toHaveLength(100);
  const first = await scim("GET", "Users?count=60&cursor=");
  expect(first.body).toMatchObject({ itemsPerPage: 60, nextCursor: expect.any(String) });
  const second = await scim("GET", `Users?count=60&cursor=${first.body["nextCursor"]}`);
  expect(second.body).toMatchObject({ itemsPerPage: 41 });
  expect(second.body["nextCursor"]).toBeUndefined();
});

test.each([
  {
    what: "a removal without a path",
    method: "PATCH",
    kind: "Users",
    body: patch({ op: "remove" }),
    message: "Missing path in PATCH request",
  },
  {
    what: "a patch of two attributes without a path",
    method: "PATCH",
    kind: "Users",
    body: patch({ op: "replace", value: { active: false, displayName: "A" } }),
    message:
      'Current PATCH support allows omitting "path" attribute only for Add and Replace operations modifying a single attribute.',
  },
  {
    what: "two e-mail addresses",
    method: "PUT",
    kind: "Users",
    body: person("ana@example.com", { emails: [{ value: "a@x.io" }, { value: "b@x.io" }] }),
    message: "List attribute emails exceeds allowed limit of 1",
  },
  {
    what: "two addresses",
    method: "PUT",
    kind: "Users",
    body: person("ana@example.com", { addresses: [{}, {}] }),
    message: "List attribute addresses allowed limit of 1",
  },
  {
    what: "an empty name",
    method: "PUT",
    kind: "Users",
    body: { ...person("ana@example.com"), name: { givenName: "A", familyName: "" } },
    message: "Value at 'name.familyName' failed to satisfy constraint",
  },
  {
    what: "a password",
    method: "PUT",
    kind: "Users",
    body: person("ana@example.com", { password: "x" }),
    message: "The attribute password is not supported",
  },
  {
    what: "forbidden characters",
    method: "PUT",
    kind: "Users",
    body: person("ana@example.com", { displayName: "A <b>" }),
    message: "displayName",
  },
  { what: "no JSON", method: "PUT", kind: "Users", body: "{", message: "Invalid JSON from RequestBody" },
  {
    what: "all members removed",
    method: "PATCH",
    kind: "Groups",
    body: patch({ op: "remove", path: "members" }),
    message: "Removing all members is not supported",
  },
  {
    what: "members replaced",
    method: "PATCH",
    kind: "Groups",
    body: patch({ op: "replace", path: "members", value: [] }),
    message: "Replacing group memberships is not supported.",
  },
  {
    what: "a group put as a whole",
    method: "PUT",
    kind: "Groups",
    body: { displayName: "Developers", members: [] },
    message: "Replacing group memberships is not supported.",
  },
])("$what is refused", async ({ method, kind, body, message }) => {
  const id =
    kind === "Users"
      ? await created("Users", person("ana@example.com"))
      : String((await lab.document()).groups?.[0]?.id);
  const before = await lab.document();
  const answer = await scim(method, `${kind}/${id}`, body);
  expect(answer).toMatchObject({ status: 400, body: { status: 400, detail: expect.stringContaining(message) } });
  const { events: _events, takenAt: _takenAt, ...after } = await lab.document();
  expect(before).toMatchObject(after);
});

test("a patch of one attribute needs no path; refusals say when and for which request", async () => {
  const id = await created("Users", person("ana@example.com"));
  expect(await scim("PATCH", `Users/${id}`, patch({ op: "replace", value: { active: false } }))).toMatchObject({
    status: 200,
    body: { active: false },
  });
  expect((await scim("GET", "Users/1")).body).toMatchObject({
    exceptionRequestId: expect.any(String),
    timeStamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
  });
});

test("filters, unknown resources, and what is not supported at all", async () => {
  for (const filter of ['title eq "x"', 'userName co "x"', 'userName eq "a" or userName eq "b"', "nonsense"])
    expect((await scim("GET", `Users?filter=${encodeURIComponent(filter)}`)).body).toMatchObject({
      detail: "Invalid Filter format",
    });
  for (const [method, path] of [
    ["GET", "Me"],
    ["POST", "Bulk"],
    ["POST", ".search"],
    ["PUT", "Groups/x"],
  ] as const)
    expect((await scim(method, path, method === "GET" ? undefined : {})).status, path).toBe(404);
  expect((await scim("GET", "ServiceProviderConfig")).body).toMatchObject({
    patch: { supported: true },
    bulk: { supported: false },
  });
  expect((await scim("GET", "Schemas")).body["totalResults"]).toBe(3);
  expect((await scim("GET", "ResourceTypes")).body["totalResults"]).toBe(2);
});

test("duplicates conflict", async () => {
  await created("Users", person("ana@example.com", { externalId: "1" }));
  expect(await scim("POST", "Users", person("ANA@example.com"))).toMatchObject({
    status: 409,
    body: { detail: "Duplicate UserName" },
  });
  expect(await scim("POST", "Users", person("bo@example.com", { externalId: "1" }))).toMatchObject({ status: 409 });
  expect(await scim("POST", "Groups", { displayName: "Readers" })).toMatchObject({
    status: 409,
    body: { detail: "Duplicate GroupDisplayName" },
  });
});

test("tokens: two at a time, a year each, and only for their tenant", async () => {
  expect((await scim("GET", "Users", undefined, "wrong")).status).toBe(401);
  const other = token.endpoint.replace(/\/[^/]+\/scim/, "/00000000000-0000-0000-0000-000000000/scim");
  expect((await fetch(`${other}Users`, { headers: { authorization: `Bearer ${token.accessToken}` } })).status).toBe(
    401,
  );
  const second = await newToken();
  expect((await control("POST", "/_lab/scim/tokens")).status).toBe(400);
  expect((await control("DELETE", `/_lab/scim/tokens?id=${token.tokenId}`)).status).toBe(200);
  expect((await scim("GET", "Users")).status).toBe(401);
  expect((await scim("GET", "Users", undefined, second.accessToken)).status).toBe(200);
  await lab.advance("P366D");
  expect((await scim("GET", "Users", undefined, second.accessToken)).status).toBe(401);
  expect(JSON.stringify(await lab.document())).not.toContain(second.accessToken);
});

test("events are masked, and name the failure", async () => {
  await created("Users", person("secret.name@example.com"));
  await scim("POST", "Users", person("secret.name@example.com"));
  const trail = new CloudTrailClient({
    endpoint: lab.url,
    region: "us-east-1",
    credentials: { accessKeyId: "123456789012", secretAccessKey: "lab" },
  });
  const source = { AttributeKey: "EventSource" as const, AttributeValue: "identitystore-scim.amazonaws.com" };
  const { Events } = await trail.send(new LookupEventsCommand({ LookupAttributes: [source] }));
  const [failed, made] = (Events ?? []).map(({ CloudTrailEvent }) => JSON.parse(CloudTrailEvent ?? "{}"));
  expect(made).toMatchObject({
    eventName: "CreateUser",
    userIdentity: { type: "WebIdentityUser" },
    requestParameters: { httpBody: { userName: "HIDDEN_DUE_TO_SECURITY_REASONS" }, tenantId: expect.any(String) },
    responseElements: { id: expect.any(String) },
  });
  expect(failed).toMatchObject({
    userIdentity: { type: "Unknown" },
    errorCode: "ConflictException",
    errorMessage: "Duplicate UserName",
  });
  expect(JSON.stringify([failed, made])).not.toMatch(/secret\.name|Given|lab-scim/);
});

test("rates are AWS's where limits are on", async () => {
  const limited = await openLab();
  try {
    const { endpoint, accessToken } = (await (
      await fetch(`${limited.url}/_lab/scim/tokens`, { method: "POST" })
    ).json()) as Token;
    // Many more than the burst: a slow machine regains some of it while they run.
    const asked = Array.from({ length: 400 }, () =>
      fetch(`${endpoint}Users`, { headers: { authorization: `Bearer ${accessToken}` } }),
    );
    const statuses = (await Promise.all(asked)).map(({ status }) => status);
    expect(statuses.filter((status) => status === 200).length).toBeGreaterThanOrEqual(40);
    expect(statuses).toContain(429);
  } finally {
    await limited.close();
  }
});
