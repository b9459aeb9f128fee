/** The screens about a whole organization in Chromium, on a lab: findings and access, the tasks of people who are new to them, hostile names. */
import { readFileSync } from "node:fs";
import type { BrowserContext, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { chromiumPath, openBrowser } from "./support/browser.ts";
import { type ServedPage, servePage } from "./support/page.ts";
import { HOSTILE, pageOrganization } from "./support/page-organization.ts";
import { axeFindings, openWatched } from "./support/watched-page.ts";

if (!chromiumPath) process.stdout.write("skipped: Chromium is not on this machine\n");

let served: ServedPage;
let browser: BrowserContext;
let page: Page;
let problems: readonly string[] = [];

beforeAll(async () => {
  if (!chromiumPath) return;
  served = await servePage(pageOrganization());
  browser = await openBrowser(chromiumPath);
}, 60_000);
afterAll(async () => {
  await browser?.close();
  await served?.close();
});
beforeEach(async () => {
  if (chromiumPath) ({ page, problems } = await openWatched(browser, served.url));
  page?.setDefaultTimeout(10_000);
});
afterEach(async () => {
  await page?.close();
  expect(problems).toEqual([]);
});

const browsing = test.runIf(chromiumPath !== undefined);
const heading = (words: string | RegExp) => page.getByRole("heading", { level: 1, name: words });

/** Shown as text, nothing of it done, the layout whole. */
async function expectHarmless(width: number): Promise<void> {
  expect(await page.locator("main img, main script").count()).toBe(0);
  expect(await page.title()).toBe("idc-doctor");
  expect(await page.locator("main").textContent()).not.toMatch(/\u202e/);
  expect(await page.evaluate("document.documentElement.scrollWidth")).toBe(width);
}

browsing("without a snapshot the screen says so and collects one", async () => {
  await page.goto(`${served.url}/findings`);
  await page.getByText("No snapshot yet").waitFor();
  expect(await axeFindings(page)).toEqual([]);
  await page.getByRole("button", { name: "Collect a snapshot" }).click();
  await heading(/open findings affect/).waitFor();
});

browsing("fix all outdated roles of Engineer: three interactions to the plan", async () => {
  await page.goto(served.url);
  await page.getByRole("link", { name: "Findings" }).click();
  await page.getByRole("checkbox", { name: "Mark: Engineer is outdated in 9 accounts" }).check();
  await page.getByRole("button", { name: "Plan the repair" }).click();
  await heading("Approve this repair?").waitFor();
  expect(await page.locator(".steps > li").count()).toBe(9);
});

browsing("accept this finding until March: four interactions, and back again", async () => {
  await page.goto(`${served.url}/findings`);
  await page.getByRole("link", { name: "Contractors" }).click();
  await page.getByRole("button", { name: "Accept…" }).click();
  await page.getByRole("button", { name: "March" }).click();
  expect(await axeFindings(page)).toEqual([]);
  await page.getByLabel("Reason").pressSequentially("they start in April");
  await page.keyboard.press("Enter");
  await page.getByRole("dialog", { name: "The assigned group is empty" }).getByText("Accepted until").waitFor();
  await page.getByText("they start in April").first().waitFor();
  await page.keyboard.press("Escape");
  await page.getByRole("link", { name: "1 accepted" }).click();
  await page.getByRole("link", { name: "Contractors" }).click();
  await page.getByRole("button", { name: "Take the acceptance back" }).click();
  await page.getByRole("link", { name: "1 accepted" }).waitFor({ state: "detached" });
});

browsing("filters are in the address, the table is driven by keys, the file holds what is shown", async () => {
  await page.goto(`${served.url}/findings?view=table`);
  await page.getByPlaceholder("Filter").fill("payroll engineer");
  const grid = page.getByRole("grid", { name: "Findings" });
  await page.locator('[aria-rowcount="2"]').waitFor();
  expect(new URL(page.url()).searchParams.get("text")).toBe("payroll engineer");
  await page.reload();
  await page.locator('[aria-rowcount="2"]').waitFor();
  const [file] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "CSV" }).click()]);
  expect(readFileSync(await file.path(), "utf8").split("\r\n")[1]).toContain("payroll-prod");
  await page.getByPlaceholder("Filter").fill("");
  await grid.focus();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Space");
  await page.getByText("1 marked").waitFor();
  expect(await axeFindings(page)).toEqual([]);
  await page.keyboard.press("Enter");
  await page.getByRole("dialog").getByText("Found first").waitFor();
  expect(await axeFindings(page)).toEqual([]);
  await page.keyboard.press("Escape");
});

browsing("hostile names stay text on findings, on a phone too", async () => {
  await page.setViewportSize({ width: 390, height: 844 });
  for (const path of ["/findings", "/findings?view=table", `/findings?text=${encodeURIComponent(HOSTILE)}`]) {
    await page.goto(served.url + path);
    await page.locator("main h1").waitFor();
    expect(await axeFindings(page)).toEqual([]);
    await expectHarmless(390);
  }
});
