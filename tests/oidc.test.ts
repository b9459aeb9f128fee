/** Tokens as programs get them: a device's code, a code with its verifier, refresh, sign-out; the SDK and the stock clients. */
import { execFile, spawnSync } from "node:child_process";
import { createHash, randomBytes } from "node:crypto";
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ListAccountsCommand, LogoutCommand, SSOClient } from "@aws-sdk/client-sso";
import {
  CreateTokenCommand,
  CreateTokenWithIAMCommand,
  RegisterClientCommand,
  SSOOIDCClient,
  StartDeviceAuthorizationCommand,
} from "@aws-sdk/client-sso-oidc";
import { afterAll, beforeAll, expect, test } from "vitest";
import { loadOrganizationDocument } from "../src/model/organization-document/load.ts";
import { openLab, type TestLab } from "./support/lab.ts";
import { signedIn } from "./support/person.ts";

const DEVICE_GRANT = "urn:ietf:params:oauth:grant-type:device_code";
const MEMBER = "222233334444";
const USER = "ana@example.com";

let lab: TestLab;
let oidc: SSOOIDCClient;

beforeAll(async () => {
  const loaded = loadOrganizationDocument({
    schema: "idc-doctor/organization/1",
    accounts: [{ id: MEMBER, name: "shop" }],
    users: [{ userName: USER }, { userName: "dis@example.com", status: "DISABLED" }],
    permissionSets: [{ name: "Reader", sessionDuration: "PT2H" }],
    assignments: [{ account: MEMBER, permissionSet: "Reader", user: USER }],
    trustedTokenIssuers: [{ name: "corp", issuerUrl: "https://issuer.example.com" }],
  });
  if (loaded.kind === "invalid") throw new Error(JSON.stringify(loaded.problems));
  lab = await openLab({ document: loaded.document });
  oidc = new SSOOIDCClient({
    endpoint: lab.url,
    region: "us-east-1",
    maxAttempts: 1,
    credentials: { accessKeyId: "123456789012", secretAccessKey: "lab" },
  });
});
afterAll(() => lab.close());

const register = (more: object = {}) =>
  oidc.send(
    new RegisterClientCommand({ clientName: "test", clientType: "public", scopes: ["sso:account:access"], ...more }),
  );

const accountsWith = async (accessToken: string): Promise<number> => {
  const portal = new SSOClient({ endpoint: lab.url, region: "us-east-1" });
  return (await portal.send(new ListAccountsCommand({ accessToken }))).accountList?.length ?? 0;
};

const person = (userName: string) => signedIn(lab, userName);

async function startedDevice() {
  const client = await register();
  const keys = { clientId: client.clientId, clientSecret: client.clientSecret };
  const device = await oidc.send(new StartDeviceAuthorizationCommand({ ...keys, startUrl: `${lab.url}/start` }));
  const poll = () =>
    oidc.send(new CreateTokenCommand({ ...keys, grantType: DEVICE_GRANT, deviceCode: device.deviceCode }));
  return { keys, device, poll };
}

test("a device: pending, too fast, approved by a person, refreshed, signed out", async () => {
  const { keys, device, poll } = await startedDevice();
  expect(device).toMatchObject({
    userCode: expect.stringMatching(/^[A-Z]{4}-[A-Z]{4}$/),
    verificationUriComplete: `${lab.url}/device?user_code=${device.userCode}`,
    expiresIn: 600,
    interval: 5,
  });
  await expect(poll()).rejects.toMatchObject({ name: "AuthorizationPendingException", error: "authorization_pending" });
  await expect(poll()).rejects.toMatchObject({ name: "SlowDownException", error: "slow_down" });
  const { submit } = await person(USER);
  const approved = await submit("/device", { user_code: device.userCode?.toLowerCase() ?? "", decision: "allow" });
  expect(await approved.text()).toContain("Access allowed");
  const token = await poll();
  expect(token).toMatchObject({ tokenType: "Bearer", expiresIn: 3600, refreshToken: expect.any(String) });
  expect(await accountsWith(token.accessToken ?? "")).toBe(1);
  // A code is for one use.
  await expect(poll()).rejects.toMatchObject({ name: "InvalidGrantException" });

  await lab.advance("PT2H");
  await expect(accountsWith(token.accessToken ?? "")).rejects.toMatchObject({ name: "UnauthorizedException" });
  const refresh = (refreshToken: string | undefined) =>
    oidc.send(new CreateTokenCommand({ ...keys, grantType: "refresh_token", refreshToken }));
  const renewed = await refresh(token.refreshToken);
  expect(await accountsWith(renewed.accessToken ?? "")).toBe(1);
  await new SSOClient({ endpoint: lab.url, region: "us-east-1" }).send(
    new LogoutCommand({ accessToken: renewed.accessToken }),
  );
  await expect(refresh(renewed.refreshToken)).rejects.toMatchObject({ name: "InvalidGrantException" });
});

test("a device that is denied, and one that comes too late", async () => {
  const denied = await startedDevice();
  const { submit } = await person(USER);
  await submit("/device", { user_code: denied.device.userCode ?? "", decision: "deny" });
  await expect(denied.poll()).rejects.toMatchObject({ name: "AccessDeniedException", error: "access_denied" });
  const late = await startedDevice();
  await lab.advance("PT11M");
  await expect(late.poll()).rejects.toMatchObject({ name: "ExpiredTokenException", error: "expired_token" });
  const answer = await submit("/device", { user_code: late.device.userCode ?? "", decision: "allow" });
  expect(await answer.text()).toContain("already used, or expired");
});

test("clients: whom they may be, and until when", async () => {
  await expect(register({ redirectUris: ["https://evil.example.com/"] })).rejects.toMatchObject({
    name: "InvalidRedirectUriException",
    error: "invalid_redirect_uri",
  });
  const client = await register();
  const start = (clientSecret: string | undefined) =>
    oidc.send(
      new StartDeviceAuthorizationCommand({ clientId: client.clientId, clientSecret, startUrl: `${lab.url}/start` }),
    );
  await expect(start("wrong")).rejects.toMatchObject({
    name: "InvalidClientException",
    $metadata: { httpStatusCode: 401 },
  });
  await expect(
    oidc.send(
      new StartDeviceAuthorizationCommand({
        clientId: client.clientId,
        clientSecret: client.clientSecret,
        startUrl: "https://other.awsapps.com/start",
      }),
    ),
  ).rejects.toMatchObject({ name: "InvalidRequestException" });
  await lab.advance("P91D");
  await expect(start(client.clientSecret)).rejects.toMatchObject({ name: "InvalidClientException" });
});

test("a code with its verifier, redirected to the person's own machine", async () => {
  const client = await register({
    grantTypes: ["authorization_code", "refresh_token"],
    redirectUris: ["http://127.0.0.1/oauth/callback"],
  });
  const verifier = randomBytes(48).toString("base64url");
  const query = (redirect: string) =>
    new URLSearchParams({
      response_type: "code",
      client_id: client.clientId ?? "",
      redirect_uri: redirect,
      state: "state & more",
      code_challenge_method: "S256",
      scopes: "sso:account:access",
      code_challenge: createHash("sha256").update(verifier).digest("base64url"),
    }).toString();
  const redirectUri = "http://127.0.0.1:5555/oauth/callback";
  const { submit } = await person(USER);
  const answer = await submit(`/authorize?${query(redirectUri)}`, { decision: "allow" });
  const target = new URL(answer.headers.get("location") ?? "");
  expect(`${target.origin}${target.pathname}`).toBe(redirectUri);
  expect(target.searchParams.get("state")).toBe("state & more");
  const code = target.searchParams.get("code") ?? "";
  const exchange = (codeVerifier: string, at = redirectUri) =>
    oidc.send(
      new CreateTokenCommand({
        clientId: client.clientId,
        clientSecret: client.clientSecret,
        grantType: "authorization_code",
        code,
        codeVerifier,
        redirectUri: at,
      }),
    );
  const token = await exchange(verifier);
  expect(await accountsWith(token.accessToken ?? "")).toBe(1);
  await expect(exchange(verifier)).rejects.toMatchObject({ name: "InvalidGrantException", error: "invalid_grant" });
  for (const foreign of ["http://evil.example.com/", "http://127.0.0.1:80/other"]) {
    const shown = await submit(`/authorize?${query(foreign)}`, { decision: "allow" });
    expect(shown.headers.get("location")).toBeNull();
  }
});

test("a disabled user cannot sign in, and a form of another page is refused", async () => {
  expect((await person("dis@example.com")).status).toBe(401);
  const foreign = await fetch(`${lab.url}/start/sign-in`, {
    method: "POST",
    headers: { origin: "https://evil.example.com" },
    body: "",
  });
  expect(foreign.status).toBe(403);
});

test("a server's application exchanges the token of an issuer that it trusts", async () => {
  const aws = async (operation: string, body: object) => {
    const answer = await fetch(lab.url, {
      method: "POST",
      headers: {
        "x-amz-target": `SWBExternalService.${operation}`,
        authorization: "AWS4-HMAC-SHA256 Credential=123456789012/20260101/us-east-1/sso/aws4_request",
      },
      body: JSON.stringify(body),
    });
    expect(answer.status, operation).toBe(200);
    return (await answer.json()) as Record<string, string>;
  };
  const document = await lab.document();
  const { ApplicationArn = "" } = await aws("CreateApplication", {
    InstanceArn: document.instance?.arn,
    Name: "server",
    ApplicationProviderArn: "arn:aws:sso::aws:applicationProvider/custom",
  });
  const grant = "urn:ietf:params:oauth:grant-type:jwt-bearer";
  const issuer = document.trustedTokenIssuers?.[0]?.arn;
  await aws("PutApplicationGrant", {
    ApplicationArn,
    GrantType: grant,
    Grant: {
      JwtBearer: { AuthorizedTokenIssuers: [{ TrustedTokenIssuerArn: issuer, AuthorizedAudiences: ["server"] }] },
    },
  });
  const jwt = (claims: object) =>
    ["{}", JSON.stringify(claims), ""].map((part) => Buffer.from(part).toString("base64url")).join(".");
  const claims = { iss: "https://issuer.example.com", aud: "server", email: USER };
  const exchange = (assertion: string) =>
    oidc.send(new CreateTokenWithIAMCommand({ clientId: ApplicationArn, grantType: grant, assertion }));
  await expect(exchange(jwt(claims))).rejects.toMatchObject({ name: "AccessDeniedException" });
  await aws("PutApplicationAuthenticationMethod", {
    ApplicationArn,
    AuthenticationMethodType: "IAM",
    AuthenticationMethod: { Iam: { ActorPolicy: { Version: "2012-10-17", Statement: [] } } },
  });
  const token = await exchange(jwt(claims));
  expect(token.expiresIn).toBe(3600);
  expect(await accountsWith(token.accessToken ?? "")).toBe(1);
  await expect(exchange(jwt({ ...claims, iss: "https://evil.example.com" }))).rejects.toMatchObject({
    name: "InvalidGrantException",
  });
  await expect(exchange(jwt({ ...claims, aud: "other" }))).rejects.toMatchObject({ name: "InvalidGrantException" });
  await expect(exchange("no token")).rejects.toMatchObject({ name: "InvalidRequestException" });
});

const hasAwsCli = spawnSync("aws", ["--version"]).status === 0;
const hasBoto3 = spawnSync("python3", ["-c", "import boto3"]).status === 0;
if (!hasBoto3) process.stdout.write("skipped in part: boto3 is not on this machine\n");

test.runIf(hasBoto3)(
  "botocore signs in by a cached token, refreshes it, takes a role; the aws CLI signs out",
  { timeout: 60_000 },
  async () => {
    const { device, keys, poll } = await startedDevice();
    await (await person(USER)).submit("/device", { user_code: device.userCode ?? "", decision: "allow" });
    const token = await poll();
    const home = mkdtempSync(join(tmpdir(), "idc-doctor-sso-"));
    mkdirSync(join(home, ".aws/sso/cache"), { recursive: true });
    writeFileSync(
      join(home, ".aws/config"),
      [
        "[sso-session lab]",
        "sso_region = us-east-1",
        `sso_start_url = ${lab.url}/start`,
        "sso_registration_scopes = sso:account:access",
        "[profile shop]",
        "sso_session = lab",
        `sso_account_id = ${MEMBER}`,
        "sso_role_name = Reader",
        "region = us-east-1",
      ].join("\n"),
    );
    const isoIn = (milliseconds: number) => new Date(Date.now() + milliseconds).toISOString().replace(/\.\d+Z$/, "Z");
    const cached = join(home, ".aws/sso/cache", `${createHash("sha1").update("lab").digest("hex")}.json`);
    writeFileSync(
      cached,
      JSON.stringify({
        startUrl: `${lab.url}/start`,
        region: "us-east-1",
        accessToken: "worn out",
        // In the past, so that the client must refresh (facts 4.4).
        expiresAt: isoIn(-60_000),
        refreshToken: token.refreshToken,
        ...keys,
        registrationExpiresAt: isoIn(86_400_000),
      }),
    );
    const program =
      "import boto3; print(boto3.Session(profile_name='shop').client('sts').get_caller_identity()['Arn'])";
    const env = {
      PATH: process.env["PATH"],
      HOME: home,
      AWS_ENDPOINT_URL: lab.url,
      PYENV_ROOT: process.env["PYENV_ROOT"],
    };
    const said = await new Promise<string>((resolve) => {
      execFile("python3", ["-c", program], { env }, (_error, stdout, stderr) => resolve(stdout + stderr));
    });
    expect(said).toMatch(new RegExp(`arn:aws:sts::${MEMBER}:assumed-role/AWSReservedSSO_Reader_[0-9a-f]{16}/${USER}`));
    const renewed = JSON.parse(readFileSync(cached, "utf8")) as { accessToken: string };
    expect(await accountsWith(renewed.accessToken)).toBe(1);
    if (!hasAwsCli) return;
    await new Promise((resolve) =>
      execFile(
        "aws",
        ["sso", "logout", "--access-token", renewed.accessToken],
        { env: { ...env, AWS_DEFAULT_REGION: "us-east-1" } },
        resolve,
      ),
    );
    await expect(accountsWith(renewed.accessToken)).rejects.toMatchObject({ name: "UnauthorizedException" });
  },
);
