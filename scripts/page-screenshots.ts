/** `npm run screenshots`: draws `docs/images/page-*.png` from the real page on the demo's lab. Needs Chromium. `--check` compares what they were drawn from. */
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright-core";

const ROOT = join(import.meta.dirname, "..");
const IMAGES = join(ROOT, "docs/images");
const DRAWN_FROM = join(IMAGES, "page.sha256");
/** What decides how the page looks. Another look shows in the files; pixels differ between machines. */
const INPUTS = ["src/web", "src/report/page", "src/app/demo-web"] as const;

function inputsHash(): string {
  const hash = createHash("sha256");
  const files = INPUTS.flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: "utf8" })
      .filter((name) => /\.(tsx?|html)$/.test(name) && !name.endsWith(".test.ts") && !name.startsWith("development"))
      .map((name) => join(folder, name).replaceAll("\\", "/")),
  );
  for (const file of [...files].sort()) hash.update(`${file}\0`).update(readFileSync(join(ROOT, file)));
  return hash.digest("hex");
}

const ANSWER = "/ask?user=alice.moreau%40example.com&account=123456789012&set=ReadOnly";
const DESKTOP = { width: 1280, height: 860 };
const PHONE = { width: 390, height: 844 };

interface Shot {
  readonly name: string;
  readonly path: string;
  /** What stands there when it is drawn. */
  readonly until: string;
  readonly size: { readonly width: number; readonly height: number };
  readonly theme: "light" | "dark";
}

const SHOTS: readonly Shot[] = [
  { name: "answer-light", path: ANSWER, until: ".portal-now", size: DESKTOP, theme: "light" },
  { name: "answer-dark", path: ANSWER, until: ".portal-now", size: DESKTOP, theme: "dark" },
  { name: "answer-phone", path: ANSWER, until: ".portal-now", size: PHONE, theme: "light" },
  { name: "answer-phone-dark", path: ANSWER, until: ".portal-now", size: PHONE, theme: "dark" },
  { name: "fix", path: ANSWER.replace("/ask", "/fix"), until: ".portals", size: DESKTOP, theme: "light" },
  { name: "changes", path: "/changes", until: "li.change", size: DESKTOP, theme: "light" },
  { name: "cause", path: "/causes/not-provisioned", until: ".card", size: DESKTOP, theme: "dark" },
];

async function draw(page: Page, url: string, { name, path, until, size, theme }: Shot): Promise<void> {
  await page.setViewportSize(size);
  await page.emulateMedia({ colorScheme: theme, reducedMotion: "reduce" });
  await page.goto(`${url}${path}`);
  await page.locator(until).first().waitFor();
  await page.screenshot({ path: join(IMAGES, `page-${name}.png`) });
}

async function drawAll(): Promise<void> {
  // The check needs none of these.
  const { startServer } = await import("../src/api/server.ts");
  const { openDemo } = await import("../src/app/demo-web/open-demo.ts");
  const { chromiumPath, openBrowser } = await import("../tests/support/browser.ts");
  const { testContext } = await import("../tests/support/reader.ts");
  if (!chromiumPath) throw new Error("Chromium is not on this machine");
  const demo = await openDemo({ context: testContext() });
  const none = { settings: {}, clientSecret: undefined, writeLog: () => undefined };
  const server = await startServer({ team: demo.team, host: "127.0.0.1", port: 0, ...none });
  const browser = await openBrowser(chromiumPath);
  const page = await browser.newPage();
  for (const shot of SHOTS) await draw(page, server.url, shot);
  writeFileSync(DRAWN_FROM, `${inputsHash()}\n`);
  await browser.close();
  await server.stop();
  await demo.close();
}

if (!process.argv.includes("--check")) await drawAll();
else if (readFileSync(DRAWN_FROM, "utf8").trim() !== inputsHash()) {
  process.stderr.write("The screenshots in docs/images are of an older page: run `npm run screenshots`\n");
  process.exitCode = 1;
}
