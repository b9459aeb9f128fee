/** Sign-In policies in the lab: who may set them where, what they amount to, and whom the console refuses (facts N1). */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { WrittenDocument } from "../src/model/organization-document/written/document.ts";
import { consoleRefusal, sessionKeys } from "./support/console.ts";
import { callLab, type Keys } from "./support/human-step.ts";
import { openLab, type TestLab, withLab } from "./support/lab.ts";
import { writtenEvents } from "./support/trail.ts";

const MANAGEMENT = "123456789012";
const MEMBER = "111122223333";
const ORGANIZATION = "o-a1b2c3d4e5";
const USER = "ana@example.com";
const OFFICE = { sourceIp: "192.0.2.0/24" };
const ROLE = { user: USER, account: MEMBER, permissionSet: "Reader" };

const policy = (Condition: object, Action: string | string[] = "signin:*") => ({
  id: "p-signin0001",
  name: "OfficeOnly",
  type: "RESOURCE_CONTROL_POLICY" as const,
  targets: [MEMBER],
  document: {
    Version: "2012-10-17",
    Statement: [{ Effect: "Deny", Principal: "*", Action, Resource: "*", Condition }],
  },
});

const organization = (changes: Partial<WrittenDocument> = {}): WrittenDocument => ({
  schema: "idc-doctor/organization/1",
  organization: { id: ORGANIZATION, managementAccountId: MANAGEMENT },
  accounts: [{ id: MEMBER, name: "shop" }],
  users: [{ userName: USER }],
  permissionSets: [{ name: "Reader" }],
  assignments: [
    { account: MEMBER, permissionSet: "Reader", user: USER },
    { account: MANAGEMENT, permissionSet: "Reader", user: USER },
  ],
  ...changes,
});

let lab: TestLab;
beforeAll(async () => {
  lab = await openLab({ limits: "off" });
});
afterAll(() => lab.close());
beforeEach(() => lab.put(organization()));

interface Who {
  readonly account?: string;
  readonly region?: string;
  readonly keys?: Keys;
  readonly at?: TestLab;
}

type Output = Readonly<Record<string, unknown>>;

async function ask(operation: string, input: Output = {}, who: Who = {}): Promise<Output> {
  const keys = who.keys ?? { accessKeyId: who.account ?? MEMBER, secretAccessKey: "lab" };
  const answer = (await callLab(who.at ?? lab, { service: "signin", operation, input }, keys, who.region)) as Output;
  const { $metadata: _, ...members } = answer;
  return members;
}

const refusal = (asked: Promise<unknown>): Promise<string> =>
  asked.then(
    () => "answered",
    (error: { name: string; error?: string; $metadata?: { httpStatusCode?: number } }) =>
      `${error.$metadata?.httpStatusCode} ${error.name} ${error.error}`,
  );

const opened = async (role = ROLE, at = lab) => consoleRefusal(at, await sessionKeys(at, role));

describe("console authorization", () => {
  test("is switched on and off for the caller's account, in us-east-1, and read everywhere", async () => {
    const own = { targetId: MEMBER, scope: "ACCOUNT" };
    const get = (region: string) => ask("GetConsoleAuthorizationConfiguration", {}, { region });
    expect(await get("eu-west-1")).toEqual({ ...own, consoleAuthorizationEnabled: false });
    for (let twice = 0; twice < 2; twice += 1)
      expect(await ask("PutConsoleAuthorizationConfiguration", { targetId: MEMBER })).toEqual({
        ...own,
        consoleAuthorizationEnabled: true,
      });
    expect(await get("ap-south-1")).toEqual({ ...own, consoleAuthorizationEnabled: true });
    expect((await lab.document()).accounts?.find(({ id }) => id === MEMBER)?.signIn).toEqual({
      consoleAuthorizationEnabled: true,
      permissionStatements: [],
    });
    expect(await ask("DeleteConsoleAuthorizationConfiguration")).toEqual({
      ...own,
      consoleAuthorizationEnabled: false,
    });
    expect(await get("us-east-1")).toEqual({ ...own, consoleAuthorizationEnabled: false });
  });

  test("of the organization is the management account's", async () => {
    const target = { targetId: ORGANIZATION };
    const put = (account: string) => ask("PutConsoleAuthorizationConfiguration", target, { account });
    expect(await refusal(put(MEMBER))).toBe("403 AccessDeniedException INSUFFICIENT_PERMISSIONS");
    expect(await put(MANAGEMENT)).toEqual({ ...target, scope: "ORGANIZATION", consoleAuthorizationEnabled: true });
    expect((await lab.document()).organization?.consoleAuthorizationEnabled).toBe(true);
    expect(await ask("GetConsoleAuthorizationConfiguration", target, { account: MANAGEMENT })).toMatchObject({
      consoleAuthorizationEnabled: true,
    });
    await ask("DeleteConsoleAuthorizationConfiguration", target, { account: MANAGEMENT });
    expect((await lab.document()).organization?.consoleAuthorizationEnabled).toBeUndefined();
  });

  test("of another account is nobody else's", async () => {
    const other = ask("GetConsoleAuthorizationConfiguration", { targetId: MEMBER }, { account: MANAGEMENT });
    expect(await refusal(other)).toBe("403 AccessDeniedException INSUFFICIENT_PERMISSIONS");
  });

  test("that was never switched on is disabled or not found, as the lab is set", async () => {
    await lab.put(organization({ lab: { unsetConsoleAuthorization: "not-found" } }));
    const asked = ["GetConsoleAuthorizationConfiguration", "GetResourcePolicy", "ListResourcePermissionStatements"];
    for (const operation of asked)
      expect(await refusal(ask(operation)), operation).toBe("404 ResourceNotFoundException RESOURCE_NOT_FOUND");
    await ask("PutConsoleAuthorizationConfiguration");
    await ask("PutResourcePermissionStatement", OFFICE);
    for (const operation of asked) expect(await refusal(ask(operation)), operation).toBe("answered");
  });
});

describe("permission statements", () => {
  test("are made once, listed by pages, and deleted", async () => {
    const put = (input: Output) => ask("PutResourcePermissionStatement", input);
    const first = await put({ ...OFFICE, clientToken: "one" });
    expect(await put({ ...OFFICE, clientToken: "one" })).toEqual(first);
    expect(await refusal(put({ ...OFFICE, clientToken: "two" }))).toBe("409 ConflictException CONFLICT");
    await put({ sourceIp: "198.51.100.7" });
    const page = await ask("ListResourcePermissionStatements", { maxResults: 1 });
    expect(page["permissionStatements"]).toMatchObject([{ sid: first["statementId"] }]);
    const rest = await ask("ListResourcePermissionStatements", { nextToken: page["nextToken"] });
    expect(rest["permissionStatements"]).toMatchObject([
      { condition: { NotIpAddress: { "aws:SourceIp": ["198.51.100.7"] } } },
    ]);
    await ask("DeleteResourcePermissionStatement", first);
    expect(await refusal(ask("DeleteResourcePermissionStatement", first))).toBe(
      "404 ResourceNotFoundException RESOURCE_NOT_FOUND",
    );
    expect((await ask("ListResourcePermissionStatements"))["permissionStatements"]).toHaveLength(1);
  });

  test("amount to the policy of AWS's example", async () => {
    const excludedPrincipal = `arn:aws:iam::${MEMBER}:role/BreakGlass`;
    await ask("PutResourcePermissionStatement", { ...OFFICE, excludedPrincipal });
    const common = { effect: "Deny", principal: { AWS: "*" }, resource: "*" };
    const conditions = (key: string) => ({
      ArnNotEquals: { [key]: [excludedPrincipal] },
      NotIpAddress: { "aws:SourceIp": [OFFICE.sourceIp] },
      StringEquals: { "aws:ResourceAccount": [MEMBER] },
    });
    expect(await ask("GetResourcePolicy", {}, { region: "eu-west-1" })).toEqual({
      signinResourceBasedPolicy: {
        version: "2012-10-17",
        statement: [
          { ...common, action: ["signin:Authenticate"], condition: conditions("signin:PrincipalArn") },
          {
            ...common,
            action: ["signin:CreateOAuth2Token", "signin:AuthorizeOAuth2Access"],
            condition: conditions("aws:PrincipalArn"),
          },
        ],
      },
    });
  });

  const invalid = "400 ValidationException INVALID_REQUEST";
  test.each([
    ["no condition", {}],
    ["a VPC without its Region", { sourceVpc: "vpc-0abc1234" }],
    ["an endpoint without its Region", { consoleSourceVpce: "vpce-0abc1234" }],
    ["an address in no VPC", { vpcSourceIp: "10.0.0.1" }],
    ["no address", { sourceIp: "office" }],
    ["a prefix that is too long", { sourceIp: "192.0.2.0/33" }],
  ])("are refused: %s", async (_what, input) => {
    expect(await refusal(ask("PutResourcePermissionStatement", input))).toBe(invalid);
  });

  test("are changed in us-east-1 only", async () => {
    const elsewhere = { region: "eu-west-1" };
    expect(await refusal(ask("PutResourcePermissionStatement", OFFICE, elsewhere))).toBe(invalid);
    expect(await refusal(ask("PutConsoleAuthorizationConfiguration", {}, elsewhere))).toBe(invalid);
    expect(await refusal(ask("DeleteConsoleAuthorizationConfiguration", {}, elsewhere))).toBe(invalid);
    const statementId = "a".repeat(64);
    expect(await refusal(ask("DeleteResourcePermissionStatement", { statementId }, elsewhere))).toBe(invalid);
  });
});

test("changes are events of Sign-In in the account", async () => {
  await ask("PutResourcePermissionStatement", { ...OFFICE, clientToken: "one" });
  const [event] = await writtenEvents(lab, MEMBER, "PutResourcePermissionStatement");
  expect(event).toMatchObject({
    eventSource: "signin.amazonaws.com",
    eventType: "AwsApiCall",
    requestParameters: { sourceIp: OFFICE.sourceIp },
    responseElements: { statementId: expect.stringMatching(/^[0-9a-f]{64}$/) },
  });
});

test("with IAM enforced a role needs the rights", async () => {
  await withLab({ limits: "off", enforceIam: true }, async (own) => {
    await own.put(organization());
    const keys = await sessionKeys(own, ROLE);
    const get = () => ask("GetConsoleAuthorizationConfiguration", {}, { at: own, keys });
    expect(await refusal(get())).toBe("403 AccessDeniedException INSUFFICIENT_PERMISSIONS");
    const [set] = (await own.document()).permissionSets ?? [];
    const Statement = [{ Effect: "Allow", Action: "signin:Get*", Resource: "*" }];
    await own.put(
      organization({
        permissionSets: [{ ...set, name: "Reader", inlinePolicy: { Version: "2012-10-17", Statement } }],
      }),
    );
    const again = await sessionKeys(own, ROLE);
    expect(await refusal(ask("GetResourcePolicy", {}, { at: own, keys: again }))).toBe("answered");
    expect(await refusal(ask("PutConsoleAuthorizationConfiguration", {}, { at: own, keys: again }))).toBe(
      "403 AccessDeniedException INSUFFICIENT_PERMISSIONS",
    );
  });
});

describe("the console", () => {
  const AFTER =
    "Authentication failed: To access this account, sign in from a different network, or contact your administrator for more information";
  const before = { lab: { consoleRefusal: "before-authentication" } } as const;
  const events = async () => {
    const all = await writtenEvents(lab, MEMBER, "ConsoleLogin");
    return all.map(({ errorCode, errorMessage }) => [errorCode, errorMessage]);
  };

  test("opens until console authorization is on, and again when it is off", async () => {
    await ask("PutResourcePermissionStatement", OFFICE);
    expect(await opened()).toBeUndefined();
    await ask("PutConsoleAuthorizationConfiguration");
    expect(await opened()).toBe(AFTER);
    await ask("DeleteConsoleAuthorizationConfiguration");
    expect(await opened()).toBeUndefined();
    expect(await events()).toEqual([
      [undefined, undefined],
      ["AccessDenied", "Authorization denied because of a resource-based policy"],
      [undefined, undefined],
    ]);
  });

  test("is opened by the portal's link, too", async () => {
    const signIn = await fetch(`${lab.url}/start/sign-in`, {
      method: "POST",
      redirect: "manual",
      body: new URLSearchParams({ user: USER, password: "lab" }),
    });
    const headers = { cookie: signIn.headers.get("set-cookie")?.split(";")[0] ?? "" };
    const follow = (path: string) => fetch(`${lab.url}${path}`, { headers });
    const portal = await (await follow("/start")).text();
    const [, link = ""] = new RegExp(`href="(/start/console\\?account_id=${MEMBER}[^"]*)"`).exec(portal) ?? [];
    const path = link.replaceAll("&amp;", "&");
    expect([(await follow(path)).status, (await follow(`${path}x`)).status]).toEqual([200, 403]);
    await ask("PutResourcePermissionStatement", OFFICE);
    await ask("PutConsoleAuthorizationConfiguration");
    expect(await (await follow(path)).text()).toContain(AFTER);
  });

  test("is refused by the words of the policy that refuses it", async () => {
    await lab.put(
      organization({ ...before, policies: [policy({ NotIpAddress: { "aws:SourceIp": OFFICE.sourceIp } })] }),
    );
    await ask("PutConsoleAuthorizationConfiguration", { targetId: ORGANIZATION }, { account: MANAGEMENT });
    expect(await opened()).toBe("Authentication failed Invalid request");
    await ask("PutResourcePermissionStatement", OFFICE);
    expect(await opened()).toBe("Your authentication information is incorrect. Please try again.");
    expect((await events()).map(([, message]) => message)).toEqual([
      "Authorization denied because of a resource-based policy",
      "Authorization denied because of a resource control policy",
    ]);
  });

  test("of the management account is not refused by control policies, but by its own", async () => {
    const everywhere = { ...policy({ NotIpAddress: { "aws:SourceIp": OFFICE.sourceIp } }), targets: [MANAGEMENT] };
    await lab.put(organization({ policies: [everywhere] }));
    await ask("PutConsoleAuthorizationConfiguration", { targetId: ORGANIZATION }, { account: MANAGEMENT });
    const role = { ...ROLE, account: MANAGEMENT };
    expect(await opened(role)).toBeUndefined();
    await ask("PutResourcePermissionStatement", OFFICE, { account: MANAGEMENT });
    expect(await opened(role)).toBe(AFTER);
  });

  const reserved = "arn:aws:iam::*:role/aws-reserved/sso.amazonaws.com/*";
  const network = { NotIpAddressIfExists: { "aws:SourceIp": OFFICE.sourceIp } };
  test.each<[string, object, string | string[], boolean]>([
    ["a network, whichever the user is in", { NotIpAddress: { "aws:SourceIp": "127.0.0.0/8" } }, "signin:*", false],
    ["a Region", { StringNotEquals: { "aws:RequestedRegion": "us-east-1" } }, "signin:Authenticate", false],
    ["after authentication only", network, ["signin:CreateOAuth2Token"], false],
    ["before it only", network, "signin:Authenticate", false],
    ["another action", network, "signin:CreateAccount", true],
    [
      "everybody but roles of Identity Center, before authentication",
      exempting("signin:PrincipalArn"),
      "signin:Authenticate",
      true,
    ],
    ["everybody but these, after it", exempting("aws:PrincipalArn"), "signin:AuthorizeOAuth2Access", true],
    [
      "everybody but these, by a key that is not there before it",
      exempting("aws:PrincipalArn"),
      "signin:Authenticate",
      false,
    ],
    ["another account", { ...network, StringEquals: { "aws:ResourceAccount": MANAGEMENT } }, "signin:*", true],
  ])("is decided by a control policy that denies %s", async (_what, condition, action, isOpen) => {
    await lab.put(organization({ policies: [policy(condition, action)] }));
    await ask("PutConsoleAuthorizationConfiguration");
    expect(await opened()).toBe(isOpen ? undefined : AFTER);
  });

  function exempting(key: string): object {
    return { ...network, ArnNotLike: { [key]: reserved } };
  }

  test("is refused after authentication by a denial of the role's own policies", async () => {
    const Statement = [
      { Effect: "Allow", Action: "*", Resource: "*" },
      { Effect: "Deny", Action: "signin:AuthorizeOAuth2Access", Resource: "arn:aws:signin:::console/*" },
    ];
    await lab.put(
      organization({ permissionSets: [{ name: "Reader", inlinePolicy: { Version: "2012-10-17", Statement } }] }),
    );
    expect(await opened()).toBeUndefined();
    await ask("PutConsoleAuthorizationConfiguration");
    expect(await opened()).toBe(AFTER);
  });
});
