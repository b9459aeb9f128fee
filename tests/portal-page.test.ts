/** The access portal's page in a real browser: by keyboard, by a screen reader's tree, with hostile names. */
import { createHash, randomBytes } from "node:crypto";
import { createServer } from "node:http";
import { RegisterClientCommand, SSOOIDCClient, StartDeviceAuthorizationCommand } from "@aws-sdk/client-sso-oidc";
import { GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import type { BrowserContext, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { loadOrganizationDocument } from "../src/model/organization-document/load.ts";
import { chromiumPath, openBrowser } from "./support/browser.ts";
import { openLab, type TestLab } from "./support/lab.ts";

if (!chromiumPath) process.stdout.write("skipped: Chromium is not on this machine\n");

const MEMBER = "222233334444";
const HOSTILE = `<img src=x onerror="document.title='owned'">&"'`;

let lab: TestLab;
let browser: BrowserContext;
let page: Page;

beforeAll(async () => {
  if (!chromiumPath) return;
  const loaded = loadOrganizationDocument({
    schema: "idc-doctor/organization/1",
    accounts: [
      { id: MEMBER, name: "shop" },
      { id: "333344445555", name: "warehouse" },
    ],
    users: [
      { userName: "ana@example.com", displayName: "Ana Diaz" },
      { userName: "bo@example.com", displayName: HOSTILE, password: "correct horse", mfa: "totp" },
      { userName: "dis@example.com", status: "DISABLED" },
      { userName: "nobody@example.com" },
    ],
    permissionSets: [{ name: "Reader" }, { name: "Admin" }],
    assignments: [
      { account: MEMBER, permissionSet: "Reader", user: "ana@example.com" },
      { account: MEMBER, permissionSet: "Admin", user: "ana@example.com" },
      { account: "333344445555", permissionSet: "Reader", user: "ana@example.com" },
      { account: MEMBER, permissionSet: "Reader", user: "bo@example.com" },
    ],
  });
  if (loaded.kind === "invalid") throw new Error(JSON.stringify(loaded.problems));
  lab = await openLab({ document: loaded.document });
  browser = await openBrowser(chromiumPath);
}, 60_000);
afterAll(async () => {
  await browser?.close();
  await lab?.close();
});
beforeEach(async () => {
  if (!chromiumPath) return;
  await browser.clearCookies();
  page = await browser.newPage();
});
afterEach(() => page?.close());

const browsing = test.runIf(chromiumPath !== undefined);

async function signIn(user: string, password = "lab", at = "/start"): Promise<void> {
  await page.goto(`${lab.url}${at}`);
  await page.getByLabel("User name").fill(user);
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
}

browsing("a person with a keyboard signs in, finds the role, copies keys that work, and signs out", async () => {
  await page.goto(`${lab.url}/`);
  // The user's name has the focus from the start.
  await page.locator("#user:focus").waitFor();
  await page.keyboard.type("ana@example.com");
  await page.keyboard.press("Tab");
  await page.locator("#password:focus").waitFor();
  await page.keyboard.type("lab");
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "AWS accounts" }).waitFor();
  expect(await page.getByRole("region", { name: "shop" }).getByRole("listitem").count()).toBe(2);
  const link = page.getByRole("link", { name: "Access keys of Reader in shop" });
  for (let tabs = 0; tabs < 12 && !(await link.evaluate((one) => one.matches(":focus"))); tabs += 1)
    await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "Reader in shop" }).waitFor();
  await page.getByRole("button", { name: "Copy: For a shell" }).press("Enter");
  await page.getByRole("status").getByText("Copied: For a shell").waitFor();
  const copied = String(await page.evaluate("navigator.clipboard.readText()"));
  const [accessKeyId = "", secretAccessKey = "", sessionToken = ""] = [...copied.matchAll(/="([^"]*)"/g)].map(
    ([, value]) => value,
  );
  const sts = new STSClient({
    endpoint: lab.url,
    region: "us-east-1",
    credentials: { accessKeyId, secretAccessKey, sessionToken },
  });
  expect((await sts.send(new GetCallerIdentityCommand({}))).Arn).toMatch(
    /assumed-role\/AWSReservedSSO_Reader_.*\/ana@example.com$/,
  );
  expect(await page.locator("#profile").textContent()).toContain(`sso_account_id = ${MEMBER}`);
  await page.getByRole("button", { name: "Sign out" }).press("Enter");
  await page.getByRole("heading", { name: "Sign in" }).waitFor();
  await page.goto(`${lab.url}/start`);
  expect(await page.getByRole("heading", { level: 1 }).textContent()).toBe("Sign in");
});

browsing.each([
  { what: "a wrong password", user: "ana@example.com", password: "wrong" },
  { what: "a user that is not there", user: "nobody.at.all@example.com", password: "lab" },
  { what: "a disabled user", user: "dis@example.com", password: "lab" },
])("$what is refused, with the same words", async ({ user, password }) => {
  await signIn(user, password);
  expect(await page.getByRole("alert").textContent()).toContain("is incorrect, or you have no access");
  expect(await page.getByLabel("User name").inputValue()).toBe(user);
});

browsing("a second factor is asked for; a hostile name stays text", async () => {
  await signIn("bo@example.com", "correct horse");
  await page.getByLabel("Code from your authenticator app").fill("000000");
  await page.getByRole("button", { name: "Continue" }).click();
  expect(await page.getByRole("alert").textContent()).toContain("code is incorrect");
  const { code } = (await (await fetch(`${lab.url}/_lab/mfa?userName=bo@example.com`)).json()) as { code: string };
  await page.getByLabel("Code from your authenticator app").fill(code);
  await page.getByRole("button", { name: "Continue" }).click();
  await page.getByRole("heading", { name: "AWS accounts" }).waitFor();
  expect(await page.locator("strong").first().textContent()).toBe(HOSTILE);
  expect(await page.locator("img").count()).toBe(0);
  expect(await page.title()).not.toBe("owned");
});

browsing("who has nothing is told so, and who asks for a role of another gets no access", async () => {
  await signIn("nobody@example.com");
  await page.getByText("You have no accounts.").waitFor();
  await page.goto(`${lab.url}/start/credentials?account_id=${MEMBER}&role_name=Admin`);
  expect(await page.getByRole("alert").textContent()).toBe("No access");
});

const oidc = () => new SSOOIDCClient({ endpoint: lab.url, region: "us-east-1" });

browsing("a device is let in, after the sign-in that the page asks for first", async () => {
  const { clientId, clientSecret } = await oidc().send(
    new RegisterClientCommand({ clientName: "cli", clientType: "public" }),
  );
  const device = await oidc().send(
    new StartDeviceAuthorizationCommand({ clientId, clientSecret, startUrl: `${lab.url}/start` }),
  );
  const complete = new URL(device.verificationUriComplete ?? "");
  await signIn("ana@example.com", "lab", `${complete.pathname}${complete.search}`);
  expect(await page.getByLabel("Code that the program shows").inputValue()).toBe(device.userCode);
  await page.getByRole("button", { name: "Allow access" }).click();
  await page.getByRole("heading", { name: "Access allowed" }).waitFor();
});

browsing("a program on this machine gets its code at its own address", async () => {
  const asked: string[] = [];
  const callback = createServer((request, response) => {
    asked.push(request.url ?? "");
    response.end("back");
  });
  await new Promise<void>((resolve) => callback.listen(0, "127.0.0.1", resolve));
  const address = callback.address();
  const port = typeof address === "object" && address ? address.port : 0;
  try {
    const { clientId = "" } = await oidc().send(
      new RegisterClientCommand({
        clientName: "cli",
        clientType: "public",
        redirectUris: ["http://127.0.0.1/oauth/callback"],
      }),
    );
    const query = new URLSearchParams({
      response_type: "code",
      client_id: clientId,
      redirect_uri: `http://127.0.0.1:${port}/oauth/callback`,
      state: "s",
      code_challenge_method: "S256",
      code_challenge: createHash("sha256").update(randomBytes(32)).digest("base64url"),
    });
    await signIn("ana@example.com", "lab", `/authorize?${query}`);
    await page.getByRole("button", { name: "Allow access" }).click();
    await page.getByText("back").waitFor();
    expect(asked[0]).toMatch(/^\/oauth\/callback\?state=s&code=[0-9a-f]{48}$/);
  } finally {
    callback.close();
  }
});

browsing("what a screen reader needs: landmarks, names for every control, one heading at the top", async () => {
  await signIn("ana@example.com");
  await page.getByRole("heading", { name: "AWS accounts" }).waitFor();
  const pages = ["/start", `/start/credentials?account_id=${MEMBER}&role_name=Reader`, "/device"];
  for (const path of pages) {
    await page.goto(`${lab.url}${path}`);
    expect(await page.getByRole("main").count(), path).toBe(1);
    expect(await page.getByRole("heading", { level: 1 }).count(), path).toBe(1);
    expect(await page.locator("html").getAttribute("lang"), path).toBe("en");
    const controls = page.locator("button:visible, a:visible, input:visible");
    expect(await controls.count(), path).toBeGreaterThan(1);
    for (const control of await controls.all()) {
      const named = await control.evaluate((one) => {
        const label = one.ownerDocument.querySelector(`label[for="${one.id}"]`)?.textContent;
        return (one.getAttribute("aria-label") ?? label ?? one.textContent ?? "").trim();
      });
      expect(named, `${path}: ${await control.evaluate((one) => one.outerHTML)}`).not.toBe("");
    }
  }
});

browsing("pages load nothing from elsewhere and refuse foreign scripts", async () => {
  const foreign: string[] = [];
  page.on("request", (request) => {
    if (!request.url().startsWith(lab.url)) foreign.push(request.url());
  });
  const answer = await page.goto(`${lab.url}/start`);
  expect(answer?.headers()["content-security-policy"]).toContain("default-src 'none'");
  expect(foreign).toEqual([]);
});
