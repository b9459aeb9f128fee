/** `snapshot refresh` and `--units` as the bundled command against the lab. Needs the bundle. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { parseOrganizationDocument } from "../src/model/organization-document/load.ts";
import type { WrittenDocument } from "../src/model/organization-document/written/document.ts";
import { timeless } from "./support/changes/compare.ts";
import { mixedChanges } from "./support/changes/make.ts";
import { freshHome } from "./support/cli.ts";
import { runInProcess } from "./support/in-process.ts";
import { openLab, type TestLab } from "./support/lab.ts";
import { MANAGEMENT, SIZES, sizedOrganization } from "./support/sized-organization.ts";

const UNIT = "ou-root-11111111";
const base = sizedOrganization(SIZES.S);
const S: WrittenDocument = {
  ...base,
  organizationalUnits: [{ id: UNIT, name: "Prod" }],
  accounts: (base.accounts ?? []).map((row, at) => (at % 4 === 1 ? { ...row, parent: UNIT } : row)),
};

let lab: TestLab;
let home: string;
let file: string;
beforeAll(async () => {
  lab = await openLab({ limits: "off", provisioningMilliseconds: 0 });
});
afterAll(() => lab.close());
beforeEach(async () => {
  await lab.clearFaults();
  await lab.put(S);
  home = freshHome();
  file = join(home, "org.json");
});

const run = (...args: string[]) =>
  runInProcess(args, {
    AWS_ENDPOINT_URL: lab.url,
    AWS_REGION: "us-east-1",
    AWS_ACCESS_KEY_ID: MANAGEMENT,
    IDC_DOCTOR_HOME: home,
  });

function documentIn(path: string) {
  const loaded = parseOrganizationDocument(readFileSync(path, "utf8"));
  if (loaded.kind === "invalid") throw new Error(JSON.stringify(loaded.problems.slice(0, 3)));
  return loaded.document;
}

test("the file is caught up in place, says what it cost, and equals a new one", { timeout: 600_000 }, async () => {
  expect((await run("snapshot", "save", file, "--complete", "--units")).code).toBe(0);
  const before = documentIn(file);
  const seed = Number(process.env["SEED"] ?? Date.now() % 1_000_000);
  await (await mixedChanges(lab.url, before, { seed })).make(40);
  const { code, stdout, stderr } = await run("snapshot", "refresh", file);
  expect({ code, stderr: code === 0 ? "" : stderr }).toEqual({ code: 0, stderr: "" });
  expect(stderr).toMatch(/^\d+ changes in CloudTrail since .*Z, \d+ of them affecting the document$/m);
  expect(stderr).toMatch(/^Read again: assignments of \d+ pairs? of account and set, .*the list of sets/m);
  expect(stderr).toMatch(/^\d+ calls \(\d+ LookupEvents\) in [\d.]+ s, \d+ throttled$/m);
  expect(stdout).toMatch(/\d+ accounts, \d+ permission sets/);
  const fresh = join(home, "fresh.json");
  await run("snapshot", "save", fresh, "--complete", "--units");
  expect(timeless(documentIn(file)), `SEED=${seed}`).toEqual(timeless(documentIn(fresh)));
  expect(timeless(documentIn(file))).not.toEqual(timeless(before));
});

test("--to leaves the document as it is; a refused read is exit 3; --fresh and another organization", {
  timeout: 600_000,
}, async () => {
  await run("snapshot", "save", file);
  const text = readFileSync(file, "utf8");
  await (await mixedChanges(lab.url, documentIn(file), { seed: 7 })).make(40);
  await lab.fault({ service: "sso-admin", operation: "ListAccountAssignments", kind: "refuse" });
  const other = join(home, "other.yaml");
  const torn = await run("snapshot", "refresh", file, "--to", other);
  expect(torn.code).toBe(3);
  expect(torn.stdout).toMatch(/not read: who\sis\sassigned\sto[\s\S]*refused/);
  expect(readFileSync(file, "utf8")).toBe(text);
  await lab.clearFaults();
  const mended = await run("snapshot", "refresh", other);
  expect({ code: mended.code, stdout: mended.stdout }).toMatchObject({
    code: 0,
    stdout: expect.not.stringMatching(/not read/),
  });

  const full = await run("snapshot", "refresh", file, "--fresh");
  expect([full.code, full.stderr]).toEqual([
    0,
    expect.stringMatching(/^Collecting everything again: requested with --fresh$/m),
  ]);
  await lab.fault({ service: "cloudtrail", operation: "LookupEvents", kind: "refuse" });
  const blind = await run("snapshot", "refresh", file);
  expect([blind.code, blind.stderr]).toEqual([
    0,
    expect.stringMatching(/^Collecting everything again: CloudTrail could not be/m),
  ]);
  await lab.clearFaults();

  const kept = readFileSync(file, "utf8");
  await lab.put({ ...S, instance: { arn: "arn:aws:sso:::instance/ssoins-0123456789abcdef" } });
  for (const flags of [[], ["--fresh"], ["--full"]]) {
    const foreign = await run("snapshot", "refresh", file, ...flags);
    expect([foreign.code, foreign.stderr]).toEqual([
      2,
      expect.stringMatching(/these credentials reach arn:aws:sso:::instance\/ssoins-0123456789abcdef/),
    ]);
  }
  expect(readFileSync(file, "utf8")).toBe(kept);
  expect(await run("snapshot", "refresh", "-")).toMatchObject({ code: 2, stderr: expect.stringMatching(/--to/) });
});

test("access tests of organizational units are decided on a live collection, and undecided on a gap", {
  timeout: 600_000,
}, async () => {
  const tests = join(home, "access.yaml");
  const expectation = { user: "*", account: "ou:Prod", set: "No-Such-*", can: false };
  writeFileSync(
    tests,
    JSON.stringify({ expect: [expectation, { ...expectation, account: "ou:Nowhere", only: [], can: undefined }] }),
  );
  await lab.clearCalls();
  const live = await run("test", tests, "--output", "json");
  const outcomes = (JSON.parse(live.stdout) as { tests: { outcome: string }[] }).tests.map(({ outcome }) => outcome);
  expect({ code: live.code, outcomes }).toEqual({ code: 1, outcomes: ["passed", "failed"] });
  const asked = new Set((await lab.calls()).map(({ operation }) => operation));
  expect(asked).toContain("ListRoots");

  await lab.clearCalls();
  writeFileSync(tests, JSON.stringify({ expect: [{ ...expectation, account: "*" }] }));
  expect((await run("test", tests)).code).toBe(0);
  expect((await lab.calls()).map(({ operation }) => operation)).not.toContain("ListRoots");

  writeFileSync(tests, JSON.stringify({ expect: [expectation] }));
  await lab.fault({ service: "organizations", operation: "ListAccountsForParent", kind: "refuse" });
  const torn = await run("test", tests, "--fresh");
  expect([torn.code, torn.stdout]).toEqual([3, expect.stringMatching(/organizations:ListAccountsForParent/)]);
});
