/** A page of Chromium under watch: console errors, requests to elsewhere and findings of axe are collected. */
import axe from "axe-core";
import type { BrowserContext, Page } from "playwright-core";

export interface WatchedPage {
  readonly page: Page;
  /** Everything that must not happen, in words. */
  readonly problems: readonly string[];
}

/** @param origin the only place that requests may go to */
export async function openWatched(browser: BrowserContext, origin: string): Promise<WatchedPage> {
  const page = await browser.newPage();
  const problems: string[] = [];
  page.on("console", (message) => message.type() === "error" && problems.push(message.text()));
  page.on("pageerror", (error) => problems.push(error.message));
  page.on("request", (request) => {
    if (!request.url().startsWith(origin) && !request.url().startsWith(`blob:${origin}`))
      problems.push(`external: ${request.url()}`);
  });
  return { page, problems };
}

/** What axe finds, of any severity, in both themes. */
export async function axeFindings(page: Page): Promise<readonly unknown[]> {
  const found: unknown[] = [];
  // A page's own policy keeps scripts out; the debugger's evaluation is not under it.
  await page.evaluate(axe.source);
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    const violations = await page.evaluate(
      "axe.run().then(({ violations }) => violations.map(({ id, nodes }) => id + ' ' + nodes.map(({ target, failureSummary }) => target + ' ' + failureSummary)))",
    );
    found.push(...(violations as readonly string[]).map((words) => `${colorScheme}: ${words}`));
  }
  return found;
}
