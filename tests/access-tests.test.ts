/** `test <file>` as the bundled command, on a saved document and with the plan of a real Terraform run against the lab. */
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { readTerraformPlan, testAccess } from "../src/app/access-test.ts";
import { loadOrganizationDocument } from "../src/model/organization-document/load.ts";
import { parseAccessTests } from "../src/model/organization-document/written/access-tests.ts";
import { runCli } from "./support/cli.ts";
import { openLab } from "./support/lab.ts";
import { terraformIn, terraformMirror } from "./support/terraform.ts";

const folder = mkdtempSync(join(tmpdir(), "idc-doctor-access-"));
function file(name: string, text: string): string {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
}

const scene = parse(readFileSync(join(import.meta.dirname, "../scenes/article-not-in-group.yaml"), "utf8"));
const saved = file("organization.json", JSON.stringify(scene.document));

const PASSES = '  - { group: Developers, account: "123456789012", set: ReadOnly, can: true }\n';
const FAILS =
  '  - { name: "<alice> & \\"co\\"", user: alice.moreau@example.com, account: "*", set: ReadOnly, can: true }\n';

describe.concurrent("the bundled command", () => {
  test.each([
    ["0: all pass", PASSES, 0, "1 test: 1 passed, 0 failed, 0 undecided"],
    ["1: some fail", PASSES + FAILS, 1, "user alice.moreau@example.com"],
    ["1: a typo", PASSES.replace("Developers", "Developer"), 1, 'There is no group "Developer"'],
  ])("ends with %s", async (_, rows, code, words) => {
    const ended = await runCli(["test", "-", "--from", saved], {}, `expect:\n${rows}`);
    expect(ended).toMatchObject({ code, stderr: "" });
    expect(ended.stdout).toContain(words);
  });

  test.each([
    [
      "an account without quotes",
      PASSES.replaceAll('"', ""),
      "expect[0].account: a string is expected here: write the account id in quotes",
    ],
    ["an unknown field", PASSES.replace("can:", "cann:"), "expect[0].cann"],
    ["both subjects", PASSES.replace("group:", "user: x, group:"), "needs either user or group"],
  ])("ends with 2: %s", async (_, rows, words) => {
    const ended = await runCli(["test", "-", "--from", saved], {}, `expect:\n${rows}`);
    expect(ended).toMatchObject({ code: 2, stdout: "" });
    expect(ended.stderr).toContain(words);
  });

  test("ends with 3 where the snapshot never asked", async () => {
    const coverage = { walk: "pairs", blindSpot: null, gaps: [], neverAsked: ["units"] };
    const from = file("no-units.json", JSON.stringify({ ...scene.document, coverage }));
    const rows = 'expect:\n  - { user: "*", account: "ou:Prod", set: "*", can: false }\n';
    const ended = await runCli(["test", "-", "--from", from], {}, rows);
    expect(ended.code, ended.stderr).toBe(3);
    expect(ended.stdout.replace(/\s+/g, " ")).toContain("the snapshot never asked for organizational units");
  });

  test("writes JUnit", async () => {
    const ended = await runCli(["test", "-", "--from", saved, "--output", "junit"], {}, `expect:\n${PASSES}${FAILS}`);
    expect(ended.code).toBe(1);
    expect(ended.stdout).toContain('<testsuites tests="2" failures="1" errors="0">');
    expect(ended.stdout).toContain('name="&lt;alice&gt; &amp; &quot;co&quot;"');
    expect(ended.stdout.match(/<testcase /g)).toHaveLength(2);
    expect(ended.stdout.match(/<failure /g)).toHaveLength(1);
  });

  test("writes JSON", async () => {
    const ended = await runCli(["test", "-", "--from", saved, "--output", "json"], {}, `expect:\n${PASSES}${FAILS}`);
    expect(JSON.parse(ended.stdout)).toMatchObject({
      schema: "idc-doctor/access-tests/1",
      total: 2,
      tests: [{ outcome: "passed" }, { outcome: "failed" }],
    });
  });
});

const mirror = terraformMirror();
if (mirror.kind === "missing") process.stdout.write(`skipped: ${mirror.why}\n`);

test.runIf(mirror.kind === "found")(
  "a real plan is tested before it is applied, and says what is true afterwards",
  { timeout: 900_000 },
  async () => {
    const lab = await openLab({ provisioningMilliseconds: 50, limits: "off" });
    try {
      const program = (name: string) => readFileSync(join(import.meta.dirname, "programs/terraform", name), "utf8");
      const terraform = await terraformIn(mirror.kind === "found" ? mirror.path : "", lab.url, {
        "main.tf": program("identity-center.tf"),
        "metadata.xml": program("metadata.xml"),
      });
      const rows = parseAccessTests(
        `expect:
  - { user: ana@example.com, account: "123456789012", set: Reader, can: true }
  - { group: Readers, account: "123456789012", set: Reader, can: true }
  - { user: bo@example.com, account: "*", set: Reader, can: false }
`,
      );
      if (rows.kind === "invalid") throw new Error(JSON.stringify(rows.problems));
      const documentNow = async () => {
        const loaded = loadOrganizationDocument(await lab.document());
        if (loaded.kind === "invalid") throw new Error(JSON.stringify(loaded.problems));
        return loaded.document;
      };
      const plan = await readTerraformPlan(file("plan.json", await terraform.planJson()));
      const before = await documentNow();
      const outcomes = (tests: ReturnType<typeof testAccess>) => tests.tests.map(({ outcome }) => outcome);
      expect(outcomes(testAccess(before, rows.expectations))).toEqual(["failed", "failed", "failed"]);
      const planned = outcomes(testAccess(before, rows.expectations, plan));
      await terraform.apply();
      expect(planned).toEqual(["passed", "passed", "passed"]);
      expect(outcomes(testAccess(await documentNow(), rows.expectations))).toEqual(planned);
    } finally {
      await lab.close();
    }
  },
);
