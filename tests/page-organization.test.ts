/** The screens about a whole organization in Chromium, on a lab: findings and access, the tasks of people who are new to them, hostile names. */
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { BrowserContext, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { chromiumPath, openBrowser } from "./support/browser.ts";
import { type ServedPage, servePage } from "./support/page.ts";
import { HOSTILE, HOSTILE_ID, pageOrganization } from "./support/page-organization.ts";
import { reportsOfPage } from "./support/page-reports.ts";
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

describe.runIf(chromiumPath !== undefined)("with a snapshot", () => {
  beforeAll(() => served.refresh());

  browsing("all outdated roles of Engineer go into one plan", async () => {
    await page.goto(`${served.url}/findings`);
    await page.getByRole("checkbox", { name: "Mark: Engineer is outdated in 9 accounts" }).check();
    await page.getByRole("button", { name: "Plan the repair" }).click();
    await heading("Approve this repair?").waitFor();
    expect(await page.locator(".steps > li").count()).toBe(9);
  });

  browsing("a finding is accepted until March, and open again when that is taken back", async () => {
    await page.goto(`${served.url}/findings`);
    await page.getByRole("link", { name: "Contractors" }).click();
    await page.getByRole("button", { name: "Accept…" }).click();
    expect(await axeFindings(page)).toEqual([]);
    const march = page.getByRole("button", { name: "March" });
    await march.click();
    // A month without its reason accepts nothing.
    await page.locator("input[name=reason]:focus:invalid").waitFor();
    await page.keyboard.type("they start in April");
    await march.click();
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
    await page.waitForURL(({ searchParams }) => searchParams.get("text") === "payroll engineer");
    await page.reload();
    await page.locator('[aria-rowcount="2"]').waitFor();
    const [file] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("button", { name: "CSV" }).click(),
    ]);
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
      await expectHarmless(390);
    }
    expect(await axeFindings(page)).toEqual([]);
  });

  browsing("who can reach payroll-prod, by group first; a person of it leads to the drawn path", async () => {
    await page.goto(served.url);
    await page.getByRole("link", { name: "Access" }).click();
    await page.getByPlaceholder("A person or an account").fill("payroll-prod");
    await page.getByRole("option", { name: /payroll-prod/ }).waitFor();
    await page.keyboard.press("Enter");
    await heading("23 people can use payroll-prod.").waitFor();
    const line = page.getByText("23 people by PlatformAdmins: AdministratorAccess");
    await line.click();
    expect(await axeFindings(page)).toEqual([]);
    await page.getByRole("link", { name: "alice.moreau@example.com" }).first().click();
    await heading(/^Alice Moreau can use AdministratorAccess in payroll-prod/).waitFor();
  });

  browsing(
    "the map by keyboard: a cell opens its paths, its row and its column stand beside it as a table",
    async () => {
      await page.goto(`${served.url}/access`);
      const map = page.getByRole("application");
      await page.getByLabel("Filter people").fill("bob");
      await page.getByLabel("Filter accounts").fill("payroll");
      await map.focus();
      await page.keyboard.press("ArrowRight");
      await page.getByText("bob.tanaka@example.com × payroll-prod: 3 permission sets").waitFor();
      await page.keyboard.press("Enter");
      const side = page.getByRole("complementary", { name: "Chosen cell" });
      await side.getByText("directly: ReadOnly").waitFor();
      await side.getByText("by PlatformAdmins: AdministratorAccess").waitFor();
      expect(await side.locator("tbody tr").count()).toBe(8);
      await side.getByRole("button", { name: "payroll-prod" }).first().click();
      await side.getByRole("columnheader", { name: "People" }).waitFor();
      expect(await side.locator("tbody tr").count()).toBe(23);
      expect(await axeFindings(page)).toEqual([]);
      await page.reload();
      await side.getByRole("columnheader", { name: "People" }).waitFor();
    },
  );

  /** Alice leaves the developers; whoever has the hostile name joins them. */
  async function changeMembers(): Promise<void> {
    const document = await served.lab.document();
    const group = document.groups?.find(({ displayName }) => displayName === "Developers")?.id ?? "";
    const idOf = (name: string) => document.users?.find(({ userName }) => userName === name)?.id ?? "";
    const alice = idOf("alice.moreau@example.com");
    const stay = (document.memberships ?? []).filter((one) => one.group !== group || one.user !== alice);
    await served.lab.put({ ...document, memberships: [...stay, { group, user: idOf("hostile@example.com") }] });
    await served.refresh();
  }

  browsing("two moments over each other: gained and lost, by group and on the map", async () => {
    await changeMembers();
    await page.goto(`${served.url}/access`);
    await page.getByLabel("Earlier moment").selectOption({ index: 1 });
    await heading(/people can use/).waitFor();
    await page.getByRole("heading", { name: "Gained: 8" }).waitFor();
    await page.getByRole("heading", { name: "Lost: 8" }).waitFor();
    await page.getByText("1 person by Developers: Engineer in 8 accounts").first().waitFor();
    await page.getByText("gained", { exact: true }).waitFor();
    expect(await axeFindings(page)).toEqual([]);
  });

  browsing(
    "hostile names stay text on changes, causes, the answer with its portal and the repair, on a phone too",
    async () => {
      await page.setViewportSize({ width: 390, height: 844 });
      const named = encodeURIComponent(HOSTILE);
      const engineer = `user=hostile@example.com&account=${HOSTILE_ID}&set=Engineer`;
      const screens = [
        { path: `/changes?person=hostile`, shows: page.locator("li.change") },
        { path: `/changes?person=${named}`, shows: page.locator("main h1") },
        { path: `/causes?words=${named}`, shows: page.getByText("No cause has the symptom") },
        { path: `/causes/${named}`, shows: page.getByText("This cause cannot be shown") },
        { path: `/ask?${engineer}`, shows: page.getByRole("complementary", { name: /^What <img .* sees$/ }) },
        { path: `/ask?user=${named}&account=${named}&set=${named}`, shows: page.locator("main [role=alert]") },
        { path: `/fix?${engineer}`, shows: heading("Approve this repair?") },
        { path: `/fix?user=${named}&account=${named}&set=${named}`, shows: page.getByText("No plan could be made") },
      ];
      for (const { path, shows } of screens) {
        await page.goto(served.url + path);
        await shows.first().waitFor();
        await page.evaluate("document.querySelectorAll('main details').forEach((one) => { one.open = true; })");
        await expectHarmless(390);
        // Those that only say why they show nothing; the others are looked at by other tests.
        if (path.endsWith(named)) expect(await axeFindings(page), path).toEqual([]);
      }
      // Names that nobody has: the browser itself reports the answer 404.
      problems = problems.filter((words) => !words.includes("status of 404"));
    },
  );

  browsing("hostile names stay text on access, on a phone too", async () => {
    await page.setViewportSize({ width: 390, height: 844 });
    for (const path of ["/access", "/access?user=hostile@example.com", `/access?account=${HOSTILE_ID}`]) {
      await page.goto(served.url + path);
      await heading(/can use/).waitFor();
      for (const details of await page.locator("main summary").all()) await details.click();
      await expectHarmless(390);
    }
    expect(await axeFindings(page)).toEqual([]);
  });
});

browsing.each(reportsOfPage())("the HTML report of $name is accessible, fits a phone and prints", async ({ html }) => {
  await page.setContent(html);
  expect(await axeFindings(page)).toEqual([]);
  await page.setViewportSize({ width: 390, height: 844 });
  expect(await page.locator("main img, main script").count()).toBe(0);
  expect(await page.evaluate("document.documentElement.scrollWidth")).toBe(390);
  await page.emulateMedia({ media: "print" });
  expect(await page.locator("main").textContent()).toContain("</script>");
});

browsing("the report of a scan is filtered without a server, by keyboard, and prints everything", async () => {
  const [scan] = reportsOfPage();
  const path = join(mkdtempSync(join(tmpdir(), "idc-doctor-report-")), "scan.html");
  writeFileSync(path, scan?.html ?? "");
  // Not the watched one, for which a file is another site.
  await page.close();
  page = await browser.newPage();
  const errors: string[] = [];
  page.on("console", (message) => errors.push(message.text()));
  page.on("pageerror", (error) => errors.push(error.message));
  await page.goto(pathToFileURL(path).href);
  const articles = page.locator(".finding-article");
  const shown = async () => (await articles.all()).length - (await page.locator(".finding-article[data-off]").count());
  const all = await articles.count();
  expect(all).toBeGreaterThan(3);
  await page
    .getByRole("status")
    .filter({ hasText: `${all} findings` })
    .waitFor();

  const [cause] = await page.locator("[name=cause] option:not([value=''])").allTextContents();
  await page.getByLabel("Cause").selectOption(cause ?? "");
  const ofCause = await page.locator(`.finding-article[data-cause="${cause}"]`).count();
  expect([await shown(), ofCause < all]).toEqual([ofCause, true]);
  await page
    .getByRole("status")
    .filter({ hasText: `${ofCause} of ${all} findings` })
    .waitFor();
  expect(await page.locator(".finding-section:visible").count()).toBe(1);
  await page.getByLabel("Cause").selectOption("");

  await page.getByLabel("Filter findings by words").focus();
  await page.keyboard.type("ENGINEER zzz");
  expect(await shown()).toBe(0);
  expect(await axeFindings(page)).toEqual([]);
  await page.emulateMedia({ media: "print" });
  expect(await page.locator(".finding-article:visible").count()).toBe(all);
  expect(await page.locator(".filters:visible").count()).toBe(0);
  await page.emulateMedia({ media: "screen" });
  await page.getByLabel("Filter findings by words").fill("");
  expect(await shown()).toBe(all);

  const link = page.locator(".line-sentence a").last();
  await link.focus();
  await page.keyboard.press("Enter");
  const target = await link.getAttribute("href");
  expect(await page.evaluate("document.activeElement.id")).toBe(target?.slice(1));
  expect(await page.locator(`${target} .finding-article`).count()).toBeGreaterThan(0);
  expect(errors).toEqual([]);
});
