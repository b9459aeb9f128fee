/** `demo --web` in Chromium: the article's story from the pasted error to the undo, by keyboard, wide and on a phone; scenes; changes. */
import { availableParallelism, loadavg } from "node:os";
import type { BrowserContext, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { type RunningServer, startServer } from "../src/api/server.ts";
import { type OpenDemo, openDemo } from "../src/app/demo-web/open-demo.ts";
import { chromiumPath, openBrowser } from "./support/browser.ts";
import { expectAccessible, tabTo, watchProblems } from "./support/page-checks.ts";
import { type PersonAtPage, personAt } from "./support/person-at-page.ts";
import { testContext } from "./support/reader.ts";

if (!chromiumPath) process.stdout.write("skipped: Chromium is not on this machine\n");

const ARTICLE = `User: arn:aws:iam::123456789012:user/sso-user
Error Code: AccessDenied
Error Message: User is not authorized to perform: sts:AssumeRole on resource: arn:aws:iam::123456789012:role/aws-reserved/sso/permission-set-arn`;

/** Milliseconds that a person waits in all, on a machine of their own. */
const LONGEST_WAIT = 5000;
/** How many want each processor. */
const howShared = (): number => Math.max(1, (loadavg()[0] ?? 0) / availableParallelism());

let demo: OpenDemo;
let server: RunningServer;
let browser: BrowserContext;
let page: Page;
let problems: readonly string[];

beforeAll(async () => {
  if (!chromiumPath) return;
  demo = await openDemo({ context: testContext(), provisioningMilliseconds: 2000 });
  const none = { settings: {}, clientSecret: undefined, writeLog: () => undefined };
  server = await startServer({ team: demo.team, host: "127.0.0.1", port: 0, ...none });
  browser = await openBrowser(chromiumPath);
}, 60_000);
afterAll(async () => {
  await browser?.close();
  await server?.stop();
  await demo?.close();
});
beforeEach(async () => {
  if (!chromiumPath) return;
  page = await browser.newPage();
  problems = watchProblems(page, [server.url]);
});
afterEach(async () => {
  await page?.close();
  expect(problems ?? []).toEqual([]);
});

const browsing = test.runIf(chromiumPath !== undefined);
const heading = (name: string | RegExp) => page.getByRole("heading", { level: 1, name });
const press = (key: string) => page.keyboard.press(key);

/** Milliseconds of waiting: from a key to what it leads to. */
async function waited(key: string, until: () => Promise<unknown>): Promise<number> {
  const begun = performance.now();
  await press(key);
  await until();
  return performance.now() - begun;
}

async function pasteTheArticle(): Promise<void> {
  await page.goto(`${server.url}/ask`);
  await page.locator("input:focus").waitFor();
  await page.evaluate((text) => navigator.clipboard.writeText(text), ARTICLE);
  await press("Control+V");
  await heading(/sts:AssumeRole was refused/).waitFor();
  await page.getByText("Was not given:").waitFor();
  // The text names the account; the rest is written.
  await page.locator(".chip", { hasText: "123456789012" }).waitFor();
}

async function completeTheQuestion(): Promise<void> {
  for (const words of ["alice", "readonly"]) {
    await page.keyboard.type(words);
    await page.getByRole("option").first().waitFor();
    await press("Enter");
  }
  await press("Enter");
  await heading(/^Alice Moreau cannot see ReadOnly in sandbox/).waitFor();
}

async function lookAtTheEvidence(): Promise<void> {
  expect(await page.locator(".link-broken").count()).toBe(1);
  await tabTo(page, ".link-broken button");
  await press("Enter");
  await page.getByRole("dialog").getByText("aws sso-admin").first().waitFor();
  await press("Escape");
  await page.locator(".link-broken button:focus").waitFor();
}

async function approve(): Promise<void> {
  await page.getByRole("button", { name: "Approve and apply" }).waitFor();
  await tabTo(page, "button.primary");
}

const portalNow = () => page.getByRole("complementary", { name: /^What .* sees$/ });

browsing.each([
  { name: "wide", width: 1440, height: 900 },
  { name: "a phone", width: 390, height: 844 },
])(
  "from the pasted error to the repaired portal and back, by keyboard alone: $name",
  async (size) => {
    await page.setViewportSize(size);
    await pasteTheArticle();
    await completeTheQuestion();
    await portalNow().getByText("not shown").waitFor();
    await lookAtTheEvidence();
    await page.evaluate("window.scrollTo(0, 0)");
    await tabTo(page, "a.button.primary");
    const waits = [await waited("Enter", () => page.getByRole("button", { name: "Approve and apply" }).waitFor())];
    await page.getByText("Gains access: 1").waitFor();
    expect(await page.locator(".portal h3").allTextContents()).toEqual(["Portal before", "Portal after"]);
    await approve();
    waits.push(
      await waited("Enter", async () => {
        await page.getByText("Waiting for AWS").first().waitFor();
        await heading("Repaired and verified").waitFor();
        await portalNow().locator(".new", { hasText: "ReadOnly" }).waitFor();
      }),
    );
    expect(await page.evaluate("document.documentElement.scrollWidth")).toBe(size.width);
    await tabTo(page, ".actions button:not(.primary)");
    await press("Enter");
    await heading("Approve taking it back?").waitFor();
    await approve();
    await press("Enter");
    await heading("Taken back and verified").waitFor();
    await portalNow().getByText("not shown").waitFor();
    expect(waits.reduce((sum, one) => sum + one, 0)).toBeLessThan(LONGEST_WAIT * howShared());
  },
  60_000,
);

browsing("a scene of the catalogue is put on a lab of its own, asked about, and left again", async () => {
  await page.goto(`${server.url}/causes`);
  await page.getByRole("searchbox").fill("account is missing, user is in the wrong group");
  await page.getByText("Best matches first").waitFor();
  await page.getByRole("link", { name: "The user is not in the assigned group" }).waitFor();
  await expectAccessible(page);
  await page.getByRole("link", { name: "The user is not in the assigned group" }).click();
  await heading("The user is not in the assigned group").waitFor();
  await expectAccessible(page);
  await page.getByRole("button", { name: "Try it in the lab" }).first().click();
  await page.locator(".link-broken", { hasText: "not a member" }).waitFor();
  await page.getByText("lab, not AWS").waitFor();
  const { searchParams } = new URL(page.url());
  expect(demo.team.organizations.has(searchParams.get("organization") ?? "")).toBe(true);
  await expectAccessible(page);
  await page.getByRole("link", { name: "Fix…" }).click();
  await page.getByRole("button", { name: "Approve and apply" }).waitFor();
  expect(new URL(page.url()).searchParams.get("organization")).toBe(searchParams.get("organization"));
  await page.getByLabel("Organization").selectOption("demo");
  await heading("Who cannot reach what?").waitFor();
});

/** From the screen that the page opens with; the last from the findings. */
const TASKS: readonly {
  readonly task: string;
  readonly from: string;
  readonly does: (person: PersonAtPage) => Promise<void>;
}[] = [
  {
    task: "Alice cannot see sandbox",
    from: "/ask",
    does: async (person) => {
      await person.type("Alice cannot see sandbox");
      await person.press("Enter");
      await page.locator("article.answer h1", { hasText: "Alice Moreau" }).waitFor();
    },
  },
  {
    task: "who can reach payroll-prod as administrator",
    from: "/ask",
    does: async (person) => {
      await person.click(page.getByRole("link", { name: "Access" }));
      await person.type("payroll-prod");
      await page.getByRole("option", { name: /payroll-prod/ }).waitFor();
      await person.press("Enter");
      await heading(/people can use payroll-prod/).waitFor();
      await person.click(page.getByText(/by PlatformAdmins: Admin/));
      await page.getByRole("link", { name: "grace.kim@example.com" }).waitFor();
    },
  },
  {
    task: "what changed for Bob since Monday",
    from: "/ask",
    does: async (person) => {
      await person.click(page.getByRole("link", { name: "Changes" }));
      await person.type("bob");
      // The oldest moment is the one of some days ago.
      await person.chooseLast(page.getByLabel("Since"));
      await page.locator("li.change", { hasText: "taken from bob.tanaka@example.com" }).waitFor();
    },
  },
  {
    task: "fix all outdated roles of Engineer",
    from: "/ask",
    does: async (person) => {
      await person.click(page.getByRole("link", { name: "Findings" }));
      await person.click(page.getByRole("checkbox", { name: /^Mark: Engineer is outdated in/ }));
      await person.click(page.getByRole("button", { name: "Plan the repair" }));
      await heading("Approve this repair?").waitFor();
    },
  },
  {
    task: "accept this finding until a day",
    from: "/findings",
    does: async (person) => {
      await person.click(page.getByRole("link", { name: "partner-test" }));
      await person.click(page.getByRole("button", { name: "Accept…" }));
      await person.type("they start next month");
      await person.click(page.locator(".sheet fieldset button").last());
      await page.getByRole("dialog").getByText("Accepted until").waitFor();
    },
  },
];

browsing("five people's tasks, each in at most four interactions", async () => {
  for (const { task, from, does } of TASKS) {
    const person = personAt(page);
    await page.goto(server.url + from);
    await page.locator("main h1").waitFor();
    await does(person);
    expect(person.interactions(), task).toBeLessThanOrEqual(4);
  }
});

browsing("what changed for Bob is told with who did it and through which tool", async () => {
  await page.goto(`${server.url}/ask`);
  await page.getByRole("link", { name: "Changes" }).click();
  await page.getByLabel("Whose access").fill("bob");
  // The oldest moment is the one of some days ago.
  await page
    .getByLabel("Since")
    .selectOption({ index: -1 + (await page.getByLabel("Since").locator("option").count()) });
  const admin = page.locator("li.change", { hasText: "Admin in payroll-prod was taken from bob.tanaka@example.com" });
  await admin.getByText("grace.kim@example.com").waitFor();
  expect(await admin.locator(".change-by .tag").textContent()).toBe("console");
  expect(await admin.locator(".change-loses").count()).toBe(1);
  expect(await page.locator("li.change").count()).toBe(2);
  await expectAccessible(page);
  // The address says it all.
  await page.reload();
  await admin.waitFor();
});

browsing("an organization that this server does not have is named, not replaced by another", async () => {
  await page.goto(`${server.url}/ask?organization=elsewhere`);
  await page.getByText("This server has no organization “elsewhere”").waitFor();
});
