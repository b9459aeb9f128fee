/** Draws `docs/images/portal.png`: the access portal of a lab, as a user sees it. Needs Chromium. */
import { join } from "node:path";
import { startLab } from "../src/lab/index.ts";
import { loadOrganizationDocument } from "../src/model/organization-document/load.ts";
import { chromiumPath, openBrowser } from "../tests/support/browser.ts";

if (!chromiumPath) throw new Error("Chromium is not on this machine");
const loaded = loadOrganizationDocument({
  schema: "idc-doctor/organization/1",
  accounts: [
    { id: "222233334444", name: "shop-production" },
    { id: "333344445555", name: "shop-staging" },
  ],
  users: [{ userName: "alice@example.com", displayName: "Alice Moore" }],
  permissionSets: [{ name: "ReadOnly" }, { name: "PowerUser" }],
  assignments: [
    { account: "222233334444", permissionSet: "ReadOnly", user: "alice@example.com" },
    { account: "333344445555", permissionSet: "ReadOnly", user: "alice@example.com" },
    { account: "333344445555", permissionSet: "PowerUser", user: "alice@example.com" },
  ],
});
if (loaded.kind === "invalid") throw new Error("the organization does not load");
const lab = await startLab({ document: loaded.document });
const browser = await openBrowser(chromiumPath);
const page = await browser.newPage();
await page.setViewportSize({ width: 900, height: 560 });
await page.goto(`${lab.url}/start`);
await page.getByLabel("User name").fill("alice@example.com");
await page.getByLabel("Password").fill("lab");
await page.getByRole("button", { name: "Sign in" }).click();
await page.getByRole("heading", { name: "AWS accounts" }).waitFor();
await page.screenshot({ path: join(import.meta.dirname, "../docs/images/portal.png") });
await browser.close();
await lab.close();
