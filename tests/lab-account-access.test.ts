/** Account access manager in the lab: the application, entitlements, roles and credentials, as the facts say AWS behaves. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { models } from "../src/lab/models/index.ts";
import type { WrittenDocument } from "../src/model/organization-document/written/document.ts";
import { openLab, type TestLab } from "./support/lab.ts";
import { modelSdk } from "./support/model-sdk.ts";

const MANAGEMENT = "123456789012";
const MEMBER = "111122223333";
const INSTANCE = "arn:aws:sso:::instance/ssoins-7223a5d90e0exam1";
const ANA = "906ab1c2d3-11112222-3333-4444-5555-666677778888";
const ROLE = `arn:aws:iam::${MEMBER}:role/team/Developer`;
const APPLICATION = `arn:aws:account-access:us-east-1:${MANAGEMENT}:application/1234567890abcdef`;
const SCOPES = ["account_access:read_only", "account_access:assume"];

type Output = Readonly<Record<string, unknown>>;

/** Trusts the application the way AWS's guide says (facts AAM34, AAM35). */
const trustPolicy = (
  changes: { readonly account?: string; readonly arn?: string; readonly actions?: string[] } = {},
) => ({
  Version: "2012-10-17",
  Statement: [
    {
      Effect: "Allow",
      Principal: { Service: "account-access.amazonaws.com" },
      Action: changes.actions ?? ["sts:AssumeRole", "sts:SetContext"],
      Condition: {
        StringEquals: {
          "aws:SourceAccount": changes.account ?? MANAGEMENT,
          "aws:SourceArn": changes.arn ?? APPLICATION,
        },
      },
    },
  ],
});

const organization = (changes: Partial<WrittenDocument> = {}, trust: object = trustPolicy()): WrittenDocument => ({
  schema: "idc-doctor/organization/1",
  organization: {
    managementAccountId: MANAGEMENT,
    trustedServices: ["sso.amazonaws.com", "account-access.amazonaws.com"],
  },
  instance: { arn: INSTANCE, identityStoreId: "d-906ab1c2d3" },
  accounts: [
    {
      id: MEMBER,
      name: "sandbox",
      iam: { roles: [{ name: "Developer", path: "/team/", trustPolicy: { ...trust }, maxSessionDuration: 7200 }] },
    },
  ],
  users: [{ id: ANA, userName: "ana@example.com" }, { userName: "bo@example.com" }],
  groups: [{ displayName: "Developers", members: ["ana@example.com"] }],
  accountAccessApplications: [{ arn: APPLICATION, tenantId: "aa-tenant" }],
  lab: { provisioningMilliseconds: 60_000 },
  ...changes,
});

let lab: TestLab;
beforeAll(async () => {
  lab = await openLab({ limits: "off" });
});
afterAll(() => lab.close());
beforeEach(() => lab.put(organization()));

const sdkOf = (service: "account-access" | "account-access-runtime") => modelSdk(models[service]);
const sdks = { "account-access": sdkOf("account-access"), "account-access-runtime": sdkOf("account-access-runtime") };

async function send(
  service: keyof typeof sdks,
  operation: string,
  input: object,
  who: { readonly account?: string; readonly region?: string; readonly token?: string } = {},
): Promise<Output> {
  const sdk = sdks[service] as Readonly<
    Record<string, new (given: object) => { send: (command: object) => Promise<Output>; destroy: () => void }>
  >;
  const Client = sdk["Client"];
  const Command = sdk[`${operation}Command`];
  if (!Client || !Command) throw new Error(`the model has no ${operation}`);
  const client = new Client({
    endpoint: lab.url,
    region: who.region ?? "us-east-1",
    credentials: { accessKeyId: who.account ?? MANAGEMENT, secretAccessKey: "lab" },
    maxAttempts: 1,
    token: { token: who.token },
  });
  try {
    return await client.send(new Command(input));
  } finally {
    client.destroy();
  }
}

const ask = (operation: string, input: object, who: { readonly account?: string; readonly region?: string } = {}) =>
  send("account-access", operation, input, who);

/** Name, status and the beginning of the sentence of a refusal. */
const refusal = (asked: Promise<unknown>): Promise<unknown> =>
  asked.then(
    () => "answered",
    (error: { name: string; $metadata?: { httpStatusCode?: number }; message: string }) =>
      `${error.$metadata?.httpStatusCode} ${error.name}: ${error.message}`,
  );

const entitlement = (principal: object, roleArn = ROLE) => ({
  applicationArn: APPLICATION,
  entitlement: { principalRole: { principal: { identityCenter: principal }, roleArn } },
});

async function tokenOf(userName: string, scopes: readonly string[] = SCOPES): Promise<string> {
  const answer = await fetch(`${lab.url}/_lab/tokens`, { method: "POST", body: JSON.stringify({ userName, scopes }) });
  return ((await answer.json()) as { readonly accessToken: string }).accessToken;
}

const roles = async (userName: string): Promise<unknown> =>
  (await send("account-access-runtime", "ListRoles", { tenantId: "aa-tenant" }, { token: await tokenOf(userName) }))[
    "roles"
  ];

const credentials = async (userName: string, more: object = {}) =>
  send(
    "account-access-runtime",
    "GetRoleCredentials",
    { tenantId: "aa-tenant", roleArn: ROLE, accessType: "PROGRAMMATIC_ACCESS", ...more },
    { token: await tokenOf(userName) },
  );

describe("the application", () => {
  const create = { identitySource: { identityCenter: { instanceArn: INSTANCE } }, tags: { team: "a" } };
  beforeEach(() => lab.put(organization({ accountAccessApplications: [] })));

  test("is created asynchronously and then listed by sso-admin", async () => {
    const { applicationArn } = await ask("CreateApplication", create);
    expect(await ask("GetApplication", { applicationArn })).toMatchObject({
      status: "CREATE_IN_PROGRESS",
      tags: { team: "a" },
    });
    await lab.advance("PT1M");
    const application = await ask("GetApplication", { applicationArn });
    expect(application).toMatchObject({
      status: "ACTIVE",
      createdAt: expect.any(Date),
      tenantId: expect.stringMatching(/^aa-/),
    });
    const { applications = [] } = await lab.document();
    expect(application["identitySource"]).toMatchObject({ identityCenter: { applicationArn: applications[0]?.arn } });
    expect(applications[0]).toMatchObject({ name: "AWS account access" });
    expect((await ask("ListApplications", {}))["applications"]).toMatchObject([{ applicationArn }]);
  });

  test("exists once: the same parameters give the same ARN, others are refused", async () => {
    const first = await ask("CreateApplication", create);
    expect((await ask("CreateApplication", create))["applicationArn"]).toBe(first["applicationArn"]);
    expect(await refusal(ask("CreateApplication", { ...create, tags: {} }))).toMatch(/^400 AlreadyCreatedException/);
  });

  test("needs trusted access, the management account and the primary Region, which is none to opt in to", async () => {
    expect(await refusal(ask("CreateApplication", create, { account: MEMBER }))).toMatch(/^403 AccessDeniedException/);
    expect(await refusal(ask("CreateApplication", create, { region: "eu-west-1" }))).toMatch(/^400 .*primary Region/);
    await lab.put(organization({ accountAccessApplications: [], organization: { managementAccountId: MANAGEMENT } }));
    expect(await refusal(ask("CreateApplication", create))).toMatch(/^400 ValidationException: Trusted access/);
    const instance = { arn: INSTANCE, identityStoreId: "d-906ab1c2d3", primaryRegion: "eu-south-1" };
    await lab.put(organization({ accountAccessApplications: [], instance }));
    const optIn = { region: "eu-south-1" };
    expect(await refusal(ask("CreateApplication", create, optIn))).toMatch(/^400 .*not available in eu-south-1/);
  });

  test("goes with its entitlements, or its deletion fails, by the switch", async () => {
    for (const deletionWithEntitlements of ["succeeds", "fails"] as const) {
      await lab.put(organization({ lab: { deletionWithEntitlements, provisioningMilliseconds: 60_000 } }));
      await ask("CreateEntitlement", entitlement({ userId: ANA }));
      await ask("DeleteApplication", { applicationArn: APPLICATION });
      expect(await ask("GetApplication", { applicationArn: APPLICATION })).toMatchObject({
        status: "DELETE_IN_PROGRESS",
      });
      await lab.advance("PT1M");
      const { entitlements = [], accountAccessApplications = [], applications = [] } = await lab.document();
      const isGone = deletionWithEntitlements === "succeeds";
      expect([entitlements.length, accountAccessApplications[0]?.status, applications.length]).toEqual(
        isGone ? [0, undefined, 0] : [1, "DELETE_FAILED", 0],
      );
    }
  });

  test("is not seen from a member account or another Region, and is by the delegated administrator", async () => {
    await ask("CreateApplication", create);
    for (const who of [{ account: MEMBER }, { region: "eu-west-1" }])
      expect((await ask("ListApplications", {}, who))["applications"]).toEqual([]);
    await lab.put(
      organization({
        organization: {
          managementAccountId: MANAGEMENT,
          delegatedServices: { "account-access.amazonaws.com": [MEMBER] },
        },
      }),
    );
    expect((await ask("ListApplications", {}, { account: MEMBER }))["applications"]).toHaveLength(1);
  });
});

describe("entitlements", () => {
  test("are idempotent, described with the account, and found by principal, role or account", async () => {
    const { entitlementId } = await ask("CreateEntitlement", entitlement({ userId: ANA }));
    expect((await ask("CreateEntitlement", entitlement({ userId: ANA })))["entitlementId"]).toBe(entitlementId);
    const principalRole = {
      principal: { identityCenter: { userId: ANA } },
      roleArn: ROLE,
      account: MEMBER,
      accountName: "sandbox",
    };
    expect(await ask("GetEntitlement", { applicationArn: APPLICATION, entitlementId })).toMatchObject({
      entitlement: { principalRole },
    });
    for (const filter of [{ account: MEMBER }, { roleArn: ROLE }, { principal: { identityCenter: { userId: ANA } } }])
      expect(
        (await ask("ListEntitlements", { applicationArn: APPLICATION, filter: { principalRole: filter } }))[
          "entitlements"
        ],
      ).toHaveLength(1);
    await ask("DeleteEntitlement", { applicationArn: APPLICATION, entitlementId });
    expect(await refusal(ask("GetEntitlement", { applicationArn: APPLICATION, entitlementId }))).toBe(
      "400 ValidationException: Entitlement not found",
    );
  });

  test("cannot be listed without a criterion", async () => {
    for (const filter of [{}, { principalRole: {} }])
      expect(await refusal(ask("ListEntitlements", { applicationArn: APPLICATION, filter }))).toMatch(
        /^400 ValidationException/,
      );
  });

  test.each([
    ["the account of the role as source", trustPolicy({ account: MEMBER })],
    ["an earlier application as source", trustPolicy({ arn: APPLICATION.replace("1234", "9999") })],
    ["no sts:SetContext", trustPolicy({ actions: ["sts:AssumeRole"] })],
  ])("are refused while the trust policy has %s", async (_, trust) => {
    await lab.put(organization({}, trust));
    expect(await refusal(ask("CreateEntitlement", entitlement({ userId: ANA })))).toMatch(/^400 .*verifying role/);
  });

  test("are refused for a role that does not exist, and the 21st group of a role for the quota", async () => {
    expect(await refusal(ask("CreateEntitlement", entitlement({ userId: ANA }, `${ROLE}x`)))).toMatch(
      /^400 .*verifying role/,
    );
    const groups = Array.from({ length: 21 }, (_, at) => ({ displayName: `Group ${at}` }));
    const entitled = groups.slice(0, 20).map(({ displayName }) => ({ group: displayName, role: ROLE }));
    await lab.put(organization({ groups, entitlements: entitled }));
    const { groups: made = [] } = await lab.document();
    const last = made.find(({ displayName }) => displayName === "Group 20")?.id;
    expect(await refusal(ask("CreateEntitlement", entitlement({ groupId: last })))).toMatch(
      /^402 ServiceQuotaExceeded/,
    );
  });
});

describe("the user's side", () => {
  const withRow = (row: { user?: string; group?: string }, trust?: object) =>
    lab.put(organization({ entitlements: [{ ...row, role: ROLE }] }, trust));

  test("shows the user's own roles and those of the user's groups, and nothing to others", async () => {
    await withRow({ group: "Developers" });
    expect(await roles("ana@example.com")).toEqual([{ accountId: MEMBER, roleArn: ROLE, accountName: "sandbox" }]);
    expect(await roles("bo@example.com")).toEqual([]);
    expect(await refusal(credentials("bo@example.com"))).toMatch(/^403 AccessDeniedException/);
  });

  test("gives credentials whose session is named by the user's id, for as long as the role allows", async () => {
    await withRow({ user: "ana@example.com" });
    const answer = (await credentials("ana@example.com"))["credentialsDetails"] as {
      readonly programmaticAccess: { readonly accessKeyId: string; readonly expiresAt: Date };
    };
    const { accessKeyId, expiresAt } = answer.programmaticAccess;
    const { now } = (await (await fetch(`${lab.url}/_lab/clock`)).json()) as { readonly now: string };
    expect(Math.round((expiresAt.getTime() - Date.parse(now)) / 60_000)).toBe(120);
    const authorization = `AWS4-HMAC-SHA256 Credential=${accessKeyId}/20260101/us-east-1/sts/aws4_request`;
    const identity = await fetch(lab.url, {
      method: "POST",
      headers: { authorization },
      body: new URLSearchParams({ Action: "GetCallerIdentity", Version: "2011-06-15" }),
    });
    expect(await identity.text()).toContain(`assumed-role/Developer/${ANA}`);
    const { events = [] } = await lab.document();
    expect(events.find(({ eventName }) => eventName === "AssumeRole")).toMatchObject({
      recipientAccountId: MEMBER,
      requestParameters: { roleSessionName: ANA, roleArn: ROLE },
      additionalEventData: { sessionContext: { "identitystore:UserId": ANA } },
    });
    expect(await refusal(credentials("ana@example.com", { sessionDuration: 7201 }))).toMatch(
      /^400 ValidationException/,
    );
  });

  test("keeps showing a role that no longer trusts, and refuses its credentials", async () => {
    await withRow({ user: "ana@example.com" }, trustPolicy({ account: MEMBER }));
    expect(await roles("ana@example.com")).toHaveLength(1);
    expect(await refusal(credentials("ana@example.com"))).toMatch(/^403 AccessDeniedException/);
  });

  test("takes tokens of its own scopes only, and the access portal takes none of them", async () => {
    await withRow({ user: "ana@example.com" });
    const list = (token: string) => send("account-access-runtime", "ListRoles", { tenantId: "aa-tenant" }, { token });
    expect(await refusal(list("nobody"))).toMatch(/^401 UnauthorizedException/);
    expect(await refusal(list((await lab.token("ana@example.com")) ?? ""))).toMatch(/^403 AccessDeniedException/);
    const headers = { "x-amz-sso_bearer_token": await tokenOf("ana@example.com") };
    expect((await fetch(`${lab.url}/assignment/accounts`, { headers })).status).toBe(401);
  });

  test("is a tile on the applications tab, with a page of its own", async () => {
    await withRow({ user: "ana@example.com" });
    const signIn = await fetch(`${lab.url}/start/sign-in`, {
      method: "POST",
      redirect: "manual",
      body: new URLSearchParams({ user: "ana@example.com", password: "lab" }),
    });
    const cookie = signIn.headers.get("set-cookie")?.split(";")[0] ?? "";
    const text = async (path: string) => (await fetch(`${lab.url}${path}`, { headers: { cookie } })).text();
    expect(await text("/start")).toContain("You have no accounts");
    expect(await text("/start/applications")).toContain("AWS account access");
    const portal = await text("/start/account-access");
    expect(portal).toContain("Developer");
    const [, link = ""] = /href="(\/start\/account-access\/credentials[^"]*)"/.exec(portal) ?? [];
    expect(await text(link)).toMatch(/AWS_ACCESS_KEY_ID=&quot;ASIA/);
  });
});

test("a document with both gives itself back", async () => {
  await lab.put(organization({ entitlements: [{ group: "Developers", role: ROLE }] }));
  const once = await lab.document();
  await lab.put(once);
  const { accountAccessApplications, entitlements, applications } = await lab.document();
  expect(entitlements?.map(({ createdAt: _, ...row }) => row)).toEqual(
    once.entitlements?.map(({ createdAt: _, ...row }) => row),
  );
  expect(accountAccessApplications?.[0]?.arn).toBe(APPLICATION);
  expect(applications).toHaveLength(once.applications?.length ?? 0);
});
