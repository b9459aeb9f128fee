/** `snapshot save` killed with SIGKILL in the middle and run again: the document of an uninterrupted run, and no answer asked twice. Needs the bundle. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { freshHome, runCli, startCli } from "./support/cli.ts";
import { openLab, type TestLab } from "./support/lab.ts";
import { MANAGEMENT, SIZES, sizedOrganization } from "./support/sized-organization.ts";

let lab: TestLab;
beforeAll(async () => {
  // Slow answers and no throttle: the command paces itself all the same.
  lab = await openLab({ limits: "off", latency: 40 });
});
afterAll(() => lab.close());
beforeEach(async () => {
  await lab.clearFaults();
  await lab.put(sizedOrganization(SIZES.S));
  await lab.clearCalls();
});

const environment = (home: string) => ({
  AWS_ENDPOINT_URL: lab.url,
  AWS_REGION: "us-east-1",
  AWS_ACCESS_KEY_ID: MANAGEMENT,
  IDC_DOCTOR_HOME: home,
});

const documentIn = (file: string): unknown => {
  const { takenAt, ...document } = JSON.parse(readFileSync(file, "utf8")) as { takenAt: string };
  expect(takenAt).toMatch(/^\d{4}-/);
  return document;
};

test("the second run continues, says so, and ends in the same document", { timeout: 600_000 }, async () => {
  const [home, other] = [freshHome(), freshHome()];
  const whole = await runCli(["snapshot", "save", join(other, "whole.json")], environment(other));
  expect({ code: whole.code, stderr: whole.code === 0 ? "" : whole.stderr }).toEqual({ code: 0, stderr: "" });
  expect(whole.stdout).toMatch(/20 accounts, 10 permission sets, 120 provisioned, 100 users, 15 groups/);
  const price = (await lab.calls()).length;

  await lab.clearCalls();
  const file = join(home, "resumed.json");
  const killed = startCli(["snapshot", "save", file], environment(home));
  await untilCalls(Math.floor(price / 2));
  killed.child.kill("SIGKILL");
  expect((await killed.ended).signal).toBe("SIGKILL");
  const asked = (await lab.calls()).length;
  const resumed = await runCli(["snapshot", "save", file], environment(home));
  expect(resumed.code).toBe(0);
  expect(resumed.stderr).toMatch(/Continuing the collection that started at .*: \d+ calls already done/);
  expect(documentIn(file)).toEqual(documentIn(join(other, "whole.json")));
  // Asked again: who and where, and what was on its way when it was killed.
  expect((await lab.calls()).length).toBeLessThan(price + 2 + 40);
  expect(asked).toBeGreaterThan(price / 3);

  const third = await runCli(["snapshot", "save", file], environment(home));
  expect(third.stderr).not.toMatch(/Continuing/);
});

test("what could not be read makes exit code 3 and is named", { timeout: 600_000 }, async () => {
  await lab.fault({ service: "identitystore", operation: "ListGroupMemberships", kind: "refuse" });
  const home = freshHome();
  const file = join(home, "partial.json");
  const { code, stdout } = await runCli(["snapshot", "save", file], environment(home));
  expect(code).toBe(3);
  expect(stdout).toMatch(/not read: the members of group [\s\S]*identitystore:ListGroupMemberships refused/);
  const shown = await runCli(["snapshot", "show", file], environment(home));
  expect({ code: shown.code, stdout: shown.stdout }).toEqual({ code: 0, stdout });
  const user = "user-1@example.com";
  const why = await runCli(["why", user, "100000000003", "Set-1", "--from", file], environment(home));
  expect(why.code).toBe(3);
});

async function untilCalls(count: number): Promise<void> {
  const deadline = Date.now() + 60_000;
  while ((await lab.calls()).length < count) {
    if (Date.now() > deadline) throw new Error("the calls never came");
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
