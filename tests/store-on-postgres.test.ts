/** The bundled command with its journal in PostgreSQL: the driver is loaded from the bundle, and what is wrong is said in one line. Needs the bundle. */
import { describe, expect, test } from "vitest";
import { missingPostgres, testPostgres } from "../src/store/testing/postgres-server.ts";
import { freshHome, runCli } from "./support/cli.ts";

const missing = missingPostgres();
if (missing !== undefined) process.stderr.write(`skipped on PostgreSQL: ${missing}\n`);

describe.skipIf(missing !== undefined)("fix --list --database", () => {
  test("makes the tables and finds no plan", async () => {
    const url = await (await testPostgres()).newDatabase();
    const { code, stdout, stderr } = await runCli(["fix", "--list", "--database", url], {
      IDC_DOCTOR_HOME: freshHome(),
    });
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout).toMatch(/no plan/i);
  });
});

test("a server that does not answer is named without its password", async () => {
  const url = "postgres://doctor:planted-password@127.0.0.1:1/team";
  const { code, stderr } = await runCli(["fix", "--list", "--database", url], { IDC_DOCTOR_HOME: freshHome() });
  expect(code).toBe(3);
  expect(stderr).toContain("The database 127.0.0.1:1/team cannot be used");
  expect(stderr).not.toContain("planted-password");
});
