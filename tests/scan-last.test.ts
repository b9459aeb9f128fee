/** Which kept scan `scan --last` shows, and what cannot be asked beside it. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { answerOf } from "./support/in-process.ts";
import { openLab, type TestLab } from "./support/lab.ts";
import { findingsOf, runAt, written } from "./support/outdated-organization.ts";

let lab: TestLab;
let home: string;
beforeAll(async () => {
  lab = await openLab({ limits: "off" });
  await lab.put(written());
});
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), "idc-doctor-scan-"));
});
afterAll(async () => {
  await lab.close();
  rmSync(home, { recursive: true, force: true });
});

const run = (...args: readonly string[]) => runAt(lab, home, args);

describe("--last shows the scan of the organization that is asked", () => {
  let other: TestLab;
  beforeAll(async () => {
    other = await openLab({ limits: "off" });
    await other.put(
      written({ accounts: [{ id: "444455556666", name: "far away" }], assignments: [], provisionedRoles: [] }),
    );
  });
  afterAll(() => other.close());
  const atOther = () => ["--endpoint-url", other.url];
  /** Nothing but the home says what is asked. */
  const runBare = (...args: readonly string[]) => answerOf(args, { IDC_DOCTOR_HOME: home });
  const accountsOf = (stdout: string) => findingsOf(stdout).scanned.accounts;

  test("by its address, in every output", async () => {
    await run("scan");
    await run("scan", ...atOther());
    expect(accountsOf((await run("scan", "--last", "--output", "json")).stdout)).toBe(53);
    expect(accountsOf((await run("scan", "--last", "--output", "json", ...atOther())).stdout)).toBe(2);
    for (const output of ["text", "markdown", "html", "sarif", "json", "csv"]) {
      const { stdout } = await run("scan", "--last", "--output", output, ...atOther());
      expect(stdout).not.toContain("account-01");
      if (output !== "csv") expect(stdout).toContain("123456789012");
    }
    expect(accountsOf((await runBare("scan", "--last", "--output", "json", "--endpoint-url", lab.url)).stdout)).toBe(
      53,
    );
  });

  test("by its name in the configuration file, which was given later", async () => {
    await run("scan");
    await run("scan", ...atOther());
    const organizations = { here: { "endpoint-url": lab.url }, there: { "endpoint-url": other.url } };
    writeFileSync(join(home, "config.yaml"), JSON.stringify({ organizations }));
    const last = async (name: string) =>
      accountsOf((await runBare("scan", "--last", "--output", "json", "--organization", name)).stdout);
    expect([await last("here"), await last("there")]).toEqual([53, 2]);
  });

  test("the only one where nothing is asked; of several it says which there are", async () => {
    await run("scan");
    expect((await runBare("scan", "--last")).stdout).toContain("organization of management (123456789012)");
    await run("scan", ...atOther());
    const { code, stderr, stdout } = await runBare("scan", "--last");
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toContain("Scans of 2 organizations are kept, and nothing says which of them is asked");
    expect(stderr).toContain(
      `  idc-doctor scan --last --endpoint-url ${lab.url} (organization of management (123456789012),`,
    );
    expect(stderr).toContain(`  idc-doctor scan --last --endpoint-url ${other.url} (`);
  });

  test("none where what is asked was never scanned", async () => {
    await run("scan");
    const { code, stderr } = await runBare("scan", "--last", "--profile", "elsewhere");
    expect({ code, stderr }).toMatchObject({ code: 2, stderr: expect.stringContaining("No scan of what is asked") });
  });
});

test.each([
  ["--last", "--fresh"],
  ["--last", "--refresh"],
  ["--last", "--no-refresh"],
  ["--last", "--complete"],
  ["--from", "org.json", "--new"],
])("%s %s %s is refused: it would show something else than is asked", async (...args) => {
  await run("scan");
  expect(await run("scan", ...args.filter(Boolean))).toMatchObject({ code: 2, stdout: "" });
});
