/** The page in Chromium, on a lab: the article's story from question to undo, both unknowns, hostile names, keyboard, phone, accessibility. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import type { BrowserContext, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { loadOrganizationDocument } from "../src/model/organization-document/load.ts";
import { chromiumPath, openBrowser } from "./support/browser.ts";
import { type ServedPage, servePage } from "./support/page.ts";
import { expectAccessible, watchProblems } from "./support/page-checks.ts";

if (!chromiumPath) process.stdout.write("skipped: Chromium is not on this machine\n");

const BUILT = join(import.meta.dirname, "../dist/web");
const ACCOUNT = "111122223333";
const HOSTILE = `<img src=x onerror="document.title='owned'"></script>\u202egnp.\u{1f480}${"x".repeat(200)}`;

let served: ServedPage;
let browser: BrowserContext;
let page: Page;
let problems: readonly string[];

beforeAll(async () => {
  if (!chromiumPath) return;
  const loaded = loadOrganizationDocument({
    schema: "idc-doctor/organization/1",
    organization: { managementAccountId: "999988887777" },
    accounts: [{ id: ACCOUNT, name: "sandbox" }],
    users: [
      { userName: "alice@example.com", displayName: "Alice Moreau" },
      { userName: "hostile@example.com", displayName: HOSTILE },
    ],
    groups: [{ displayName: "Developers" }],
    permissionSets: [{ name: "ReadOnly" }, { name: "Admin" }],
    assignments: [
      { account: ACCOUNT, permissionSet: "ReadOnly", user: "alice@example.com" },
      { account: ACCOUNT, permissionSet: "Admin", group: "Developers" },
    ],
    provisionedRoles: [{ account: ACCOUNT, permissionSet: "Admin" }],
  });
  if (loaded.kind === "invalid") throw new Error(JSON.stringify(loaded.problems));
  served = await servePage(loaded.document);
  browser = await openBrowser(chromiumPath);
}, 60_000);
afterAll(async () => {
  await browser?.close();
  await served?.close();
});
beforeEach(async () => {
  if (!chromiumPath) return;
  page = await browser.newPage();
  problems = watchProblems(page, [served.url]);
});
afterEach(async () => {
  await page?.close();
  expect(problems ?? []).toEqual([]);
});

const browsing = test.runIf(chromiumPath !== undefined);

const question = (user: string, set: string) => `${served.url}/ask?user=${user}&account=${ACCOUNT}&set=${set}`;

test("script, style and markup together stay under 100 KB compressed", () => {
  const files = readdirSync(BUILT, { recursive: true, encoding: "utf8" }).filter((name) =>
    /\.(js|css|html)$/.test(name),
  );
  expect(files.length).toBeGreaterThan(2);
  const bytes = files.reduce((sum, name) => sum + gzipSync(readFileSync(join(BUILT, name))).length, 0);
  expect(bytes).toBeLessThan(100 * 1024);
});

browsing("from the pasted error to the repaired portal and back, by keyboard alone", async () => {
  await page.goto(`${served.url}/ask`);
  await page.locator("input:focus").waitFor();
  await page.keyboard.insertText(
    `An error occurred (AccessDenied): User: arn:aws:sts::${ACCOUNT}:assumed-role/AWSReservedSSO_ReadOnly_0123456789abcdef/alice@example.com is not authorized to perform: s3:GetObject`,
  );
  await page.keyboard.press("Enter");
  await page.getByRole("link", { name: "Diagnose alice@example.com" }).waitFor();
  await page.goto(question("alice@example.com", "ReadOnly"));
  await page.getByRole("heading", { level: 1 }).getByText("Alice Moreau cannot see ReadOnly in sandbox").waitFor();
  expect(await page.locator(".link-broken").count()).toBe(1);
  await page.locator(".link-broken button").focus();
  await page.keyboard.press("Enter");
  await page
    .getByRole("dialog")
    .getByText("aws sso-admin list-permission-sets-provisioned-to-account")
    .first()
    .waitFor();
  await page.keyboard.press("Escape");
  await page.locator(".link-broken button:focus").waitFor();
  await expectAccessible(page);
  await page.getByRole("link", { name: "Fix…" }).focus();
  await page.keyboard.press("Enter");
  const approve = page.getByRole("button", { name: "Approve and apply" });
  await approve.waitFor();
  await page.getByText("1 person gains access, nobody loses it").waitFor();
  await expectAccessible(page);
  await approve.focus();
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "Repaired and verified" }).waitFor();
  expect((await served.lab.portalOf("alice@example.com"))?.accounts.get(ACCOUNT)).toEqual(["ReadOnly"]);
  await page.reload();
  await page.getByText("Ended: Applied and verified").first().waitFor();
});

browsing("a membership that the plan adds is taken back by the plan that undoes it", async () => {
  const approve = page.getByRole("button", { name: "Approve and apply" });
  const repaired = page.getByRole("heading", { name: "Repaired and verified" });
  await page.goto(question("alice@example.com", "Admin"));
  await page.getByRole("link", { name: "Fix…" }).click();
  await approve.click();
  await repaired.waitFor();
  expect((await served.lab.portalOf("alice@example.com"))?.accounts.get(ACCOUNT)).toContain("Admin");
  await page.getByRole("button", { name: "Undo…" }).click();
  await page.getByRole("heading", { name: "Approve taking it back?" }).waitFor();
  await approve.click();
  await page.getByRole("heading", { name: "Taken back and verified" }).waitFor();
  expect((await served.lab.portalOf("alice@example.com"))?.accounts.get(ACCOUNT) ?? []).not.toContain("Admin");
});

browsing("a read that was refused says which permission is missing, and is neither yes nor no", async () => {
  await served.lab.fault({ service: "sso-admin", operation: "ListAccountAssignments", kind: "refuse" });
  await page.goto(question("alice@example.com", "Admin"));
  await page.locator(".link-could-not-read").first().waitFor();
  expect(await page.locator(".link-could-not-read .permission").first().textContent()).toBe(
    "sso:ListAccountAssignments",
  );
  const assignment = page.locator("li.link", { has: page.getByText("Assignment", { exact: true }) });
  expect(await assignment.getAttribute("class")).toContain("link-could-not-read");
  await served.lab.clearFaults();
});

browsing("a hostile name stays text and the layout stays whole, on a phone too", async () => {
  await page.setViewportSize({ width: 390, height: 800 });
  await page.goto(question("hostile@example.com", "Admin"));
  await page.getByRole("heading", { level: 1 }).getByText("<img src=x").waitFor();
  expect(await page.locator("img").count()).toBe(0);
  expect(await page.title()).not.toBe("owned");
  expect(await page.evaluate("document.documentElement.scrollWidth")).toBe(390);
  await expectAccessible(page);
});

browsing("its policy allows no inline script, and an address that is not there is a clear error", async () => {
  const answer = await page.goto(`${served.url}/ask`);
  expect(answer?.headers()["content-security-policy"]).toContain("script-src 'self'");
  const unknown = await fetch(`${served.url}/assets/..%2f..%2fpackage.json`);
  expect(unknown.status).toBe(404);
});
