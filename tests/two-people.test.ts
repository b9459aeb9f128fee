/** Two people at one repair, each in a browser of their own: one proposes and follows, the other approves; what changed meanwhile is refused. */
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { chromium } from "playwright-core";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { loadScene } from "../scenes/scene.ts";
import { writtenForm } from "../src/model/organization-document/write.ts";
import { chromiumPath } from "./support/browser.ts";
import { type ServedPage, servePage } from "./support/page.ts";
import { watchProblems } from "./support/page-checks.ts";

if (!chromiumPath) process.stdout.write("skipped: Chromium is not on this machine\n");

const scene = loadScene(join(import.meta.dirname, "../scenes/not-a-member.yaml"));
const { user, account, permissionSet } = scene.question;

/** Nobody signs in there: both have tokens. */
const CLAIMS = { "groups-claim": "groups", "name-claim": "email", scopes: "openid" };

let served: ServedPage;
let browser: Browser;
beforeAll(async () => {
  if (!chromiumPath) return;
  served = await servePage(scene.document, {
    "two-people": true,
    "sign-in": { issuer: "http://127.0.0.1:9/", "client-id": "nobody", roles: [], ...CLAIMS },
  });
  browser = await chromium.launch({ executablePath: chromiumPath, args: ["--no-sandbox", "--disable-gpu"] });
}, 60_000);
afterAll(async () => {
  await browser?.close();
  await served?.close();
});
beforeEach(async () => served?.lab.put(writtenForm(scene.document)));

const browsing = test.runIf(chromiumPath !== undefined);

interface Person {
  readonly page: Page;
  readonly problems: readonly string[];
}

async function signedIn(role: "operator" | "approver"): Promise<Person> {
  const extraHTTPHeaders = { authorization: `Bearer ${await served.token(role)}` };
  const page = await (await browser.newContext({ extraHTTPHeaders })).newPage();
  return { page, problems: watchProblems(page, [served.url]) };
}

const title = (page: Page, name: string) => page.getByRole("heading", { level: 1, name }).waitFor();

/** The operator proposes; the address of the plan is what they send to the approver. */
async function proposedTogether(): Promise<{ readonly operator: Person; readonly approver: Person }> {
  const [operator, approver] = [await signedIn("operator"), await signedIn("approver")];
  await operator.page.goto(`${served.url}/fix?${new URLSearchParams({ user, account, set: permissionSet })}`);
  await title(operator.page, "Approve this repair?");
  await operator.page.getByText("Approving needs the role approver").waitFor();
  expect(await operator.page.getByRole("button", { name: /Approve/ }).count()).toBe(0);
  await approver.page.goto(operator.page.url());
  await title(approver.page, "Approve this repair?");
  return { operator, approver };
}

const approve = ({ page }: Person) => page.getByRole("button", { name: "Approve and apply" }).click();

browsing(
  "the approver applies what the operator proposed, and the operator's page follows without being touched",
  async () => {
    const { operator, approver } = await proposedTogether();
    await approve(approver);
    await title(approver.page, "Repaired and verified");
    await title(operator.page, "Repaired and verified");
    await operator.page.getByText("Ended: Applied and verified").first().waitFor();
    expect([...operator.problems, ...approver.problems]).toEqual([]);
  },
);

browsing("a plan that changed meanwhile is refused, and both see the plan that there is now", async () => {
  const { operator, approver } = await proposedTogether();
  const changed = writtenForm(scene.document);
  await served.lab.put({ ...changed, assignments: [] });
  await served.lab.clearCalls();
  await approve(approver);
  for (const { page } of [approver, operator]) {
    await page.getByText("The approved plan was refused. Nothing was sent to AWS.").waitFor();
    await title(page, "Approve this repair?");
  }
  expect(operator.page.url().split("?")[0]).toBe(approver.page.url().split("?")[0]);
  const writes = (await served.lab.calls()).filter(({ operation }) => /^(Create|Delete|Provision)/.test(operation));
  expect(writes).toEqual([]);
});

browsing("a page that is behind is refused with what happened meanwhile", async () => {
  const { approver } = await proposedTogether();
  const other = await signedIn("approver");
  // Its events are cut off, so that it still shows the plan as proposed.
  await other.page.route("**/events", (route) => route.abort());
  await other.page.goto(approver.page.url());
  await title(other.page, "Approve this repair?");
  await approve(approver);
  await title(approver.page, "Repaired and verified");
  await approve(other);
  await other.page.getByText("The plan is applied").waitFor();
  await title(other.page, "Repaired and verified");
});
