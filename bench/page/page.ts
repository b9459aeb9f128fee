/** The bars of the page in Chromium: first load, interactive, 100,000 findings filtered, ordered and scrolled, the map of 2,000 × 500, an answer over `why`. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import type { BrowserContext, Page } from "playwright-core";
import { listScenes, loadScene } from "../../scenes/scene.ts";
import { chromiumPath, openBrowser } from "../../tests/support/browser.ts";
import { servePage } from "../../tests/support/page.ts";
import { median } from "../timing.ts";
import { say } from "../verdict.ts";
import { FINDINGS } from "./organization.ts";
import { ASK, CHANGES, SCROLL, WATCH, ZOOM } from "./probes.ts";
import { serveLarge } from "./serve-large.ts";

const BUILT = join(import.meta.dirname, "../../dist/web");
/** Milliseconds of a frame at 60 a second that is late by half. */
const DROPPED = 25;

export async function page(): Promise<void> {
  if (!chromiumPath) {
    process.stdout.write("- the page: skipped, Chromium is not on this machine\n");
    return;
  }
  firstLoad();
  const browser = await openBrowser(chromiumPath);
  await browser.addInitScript(WATCH);
  const large = await serveLarge();
  await findings(browser, large.url);
  await map(browser, large.url);
  await large.close();
  await answers(browser);
  await browser.close();
}

function firstLoad(): void {
  const files = readdirSync(BUILT, { recursive: true, encoding: "utf8" }).filter((name) =>
    /\.(js|css|html)$/.test(name),
  );
  const bytes = files.reduce((sum, name) => sum + gzipSync(readFileSync(join(BUILT, name))).length, 0);
  say(bytes <= 100 * 1024, `first load ${(bytes / 1024).toFixed(0)} KB compressed (at most 100 KB)`);
}

const most = (values: readonly number[]): number => Math.max(...values);
const words = (values: readonly number[]): string =>
  `median ${median(values).toFixed(1)} ms, most ${most(values).toFixed(1)} ms`;

async function findings(browser: BrowserContext, url: string): Promise<void> {
  const opened = await browser.newPage();
  await opened.goto(`${url}/findings?view=table`);
  await opened.locator(`[aria-rowcount="${FINDINGS + 1}"]`).waitFor({ timeout: 120_000 });
  const { filter, sort } = await opened.evaluate<{ filter: number[]; sort: number[] }>(CHANGES);
  say(most(filter) < 50, `filter of ${FINDINGS} findings: ${words(filter)} (under 50 ms)`);
  say(most(sort) < 50, `order of ${FINDINGS} findings: ${words(sort)} (under 50 ms)`);
  const frames = await opened.evaluate<number[]>(SCROLL);
  const dropped = frames.filter((milliseconds) => milliseconds > DROPPED).length;
  say(dropped === 0, `${frames.length} frames of scrolling: ${dropped} dropped, ${words(frames)}`);
  await opened.close();
}

async function map(browser: BrowserContext, url: string): Promise<void> {
  const opened = await browser.newPage();
  await opened.setViewportSize({ width: 1440, height: 900 });
  await opened.goto(`${url}/access`);
  await opened.getByText("2000 people × 500 accounts").waitFor({ timeout: 120_000 });
  const drawn = await opened.evaluate<number[]>("globalThis.drawings");
  say(most(drawn) < 50, `map of 2,000 × 500 drawn: ${words(drawn)} (under 50 ms)`);
  const zoomed = await opened.evaluate<number[]>(ZOOM);
  say(most(zoomed) < 16, `map zoomed, ${zoomed.length} steps: ${words(zoomed)} (under 16 ms)`);
  await opened.close();
}

/** On a lab, from the question to its sentence. */
async function answers(browser: BrowserContext): Promise<void> {
  const { question, document } = loadScene(
    listScenes().find((path) => path.endsWith("/article-not-provisioned.yaml")) ?? "",
  );
  const served = await servePage(document);
  const opened = await browser.newPage();
  await opened.goto(`${served.url}/ask`);
  const interactive = await interactiveAt(opened);
  say(interactive < 1000, `interactive after ${interactive.toFixed(0)} ms (under 1 s)`);
  const { why, page: drawn } = await opened.evaluate<{ why: number[]; page: number[] }>(ASK(question));
  const over = median(drawn) - median(why);
  say(
    over <= 100,
    `an answer on the page ${median(drawn).toFixed(0)} ms, why alone ${median(why).toFixed(0)} ms: ${over.toFixed(0)} ms more (at most 100 ms)`,
  );
  await opened.close();
  await served.close();
}

async function interactiveAt(opened: Page): Promise<number> {
  await opened.locator("input:focus").waitFor();
  return opened.evaluate<number>("globalThis.interactiveAt ?? performance.now()");
}
