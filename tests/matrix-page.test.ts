/** The heatmap in a real browser: it draws, filters and answers at real size, by mouse and by keyboard, and no name becomes markup. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Matrix } from "../src/model/matrix.ts";
import { matrixHtml } from "../src/report/matrix/html.ts";
import { HOSTILE, torn } from "../src/report/matrix/testing/matrix.ts";
import { chromiumPath, openBrowser } from "./support/browser.ts";
import { freshHome } from "./support/cli.ts";

if (!chromiumPath) process.stdout.write("skipped: Chromium is not on this machine\n");

const folder = freshHome();
let browser: BrowserContext;
let page: Page;
const problems: string[] = [];

beforeAll(async () => {
  if (!chromiumPath) return;
  browser = await openBrowser(chromiumPath);
  page = await browser.newPage();
  page.on("pageerror", ({ message }) => problems.push(message));
  page.on("console", (message) => problems.push(message.text()));
  page.on("request", (request) => {
    if (!request.url().startsWith("file:")) problems.push(request.url());
  });
});
afterAll(() => browser?.close());

async function open(matrix: Matrix): Promise<void> {
  const file = join(folder, "matrix.html");
  writeFileSync(file, matrixHtml(matrix));
  await page.goto(`file://${file}`);
}

/** 400 accounts and 60 permission sets. */
const large: Matrix = (() => {
  const line = (kind: string, at: number) => ({ id: `${kind}-${at}`, name: `${kind} ${at}`, count: at, isWhole: true });
  const rows = Array.from({ length: 400 }, (_, at) => line("account", at));
  const columns = Array.from({ length: 60 }, (_, at) => line("set", at));
  const cells = rows.flatMap(({ id }, at) =>
    columns.map((column, to) => ({ row: id, column: column.id, count: at * 60 + to, isWhole: true })),
  );
  return { ...torn, rows, columns, cells, isWhole: true, unread: [] };
})();

describe.skipIf(!chromiumPath)("in Chromium", () => {
  test("hostile names are text, and unknown cells say so", async () => {
    await open(torn);
    await page.locator("#frame").press("ArrowDown");
    expect(await page.locator("#status").textContent()).toBe("=shop × ReadOnly: 0 people");
    await page.locator("#frame").press("ArrowRight");
    expect(await page.locator("#status").textContent()).toBe("=shop × TeamAdmin: at least 1 person");
    await page.locator("#frame").press("ArrowRight");
    expect(await page.locator("#status").textContent()).toMatch(/could not be read$/);
    await page.locator("#frame").press("ArrowUp");
    await page.locator("#frame").press("Enter");
    expect(await page.locator("#focus h2").textContent()).toBe(`${HOSTILE} (222233334444)`);
    expect(await page.locator("#focus tr").allTextContents()).toEqual(["ReadOnly23"]);
    expect(await page.title()).toBe("Identity Center: accounts × permission sets");
    expect(problems).toEqual([]);
  });

  test("400 accounts × 60 sets: the last cell is reached, filtered and ordered", async () => {
    await open(large);
    expect(await page.locator("output").textContent()).toBe("400 of 400 accounts, 60 of 60 permission sets");
    await page.locator('input[name="rows"]').fill("account 399");
    await page.locator('input[name="columns"]').fill("set-59");
    expect(await page.locator("output").textContent()).toBe("1 of 400 accounts, 1 of 60 permission sets");
    await page.locator("#frame").press("ArrowRight");
    expect(await page.locator("#status").textContent()).toBe("account 399 × set 59: 23999 people");
    await page.locator('input[name="rows"]').fill("");
    await page.locator("select").selectOption("count");
    await page.locator("#frame").press("ArrowRight");
    expect(await page.locator("#status").textContent()).toBe("account 399 × set 59: 23999 people");
    expect(problems).toEqual([]);
  });
});
