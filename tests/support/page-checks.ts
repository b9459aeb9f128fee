/** What every screen has to withstand in the browser: no console error, nothing external, axe in both themes, the keyboard alone. */
import axe from "axe-core";
import type { Page } from "playwright-core";
import { expect } from "vitest";

/** What went wrong on the page since it was opened. @param own addresses that it may ask */
export function watchProblems(page: Page, own: readonly string[]): readonly string[] {
  const problems: string[] = [];
  page.on("console", (message) => message.type() === "error" && problems.push(message.text()));
  page.on("pageerror", (error) => problems.push(error.message));
  page.on("request", (request) => {
    if (!own.some((url) => request.url().startsWith(url))) problems.push(`external: ${request.url()}`);
  });
  return problems;
}

/** In both themes: nothing of any severity. */
export async function expectAccessible(page: Page): Promise<void> {
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    // A page's own policy keeps scripts out; the debugger's evaluation is not under it.
    await page.evaluate(axe.source);
    const found = await page.evaluate(
      "axe.run().then(({ violations }) => violations.map(({ id, nodes }) => id + ' ' + nodes.map(({ target }) => target)))",
    );
    expect(found, colorScheme).toEqual([]);
  }
}

/** Controls that the keyboard passes at most before it has to be there. */
const FARTHEST = 60;

/** Tabs until the focus is there. @throws where the keyboard does not come to it */
export async function tabTo(page: Page, selector: string): Promise<void> {
  for (let pressed = 0; pressed < FARTHEST; pressed += 1) {
    if ((await page.locator(`${selector}:focus`).count()) > 0) return;
    await page.keyboard.press("Tab");
  }
  throw new Error(`the keyboard does not come to ${selector}`);
}
