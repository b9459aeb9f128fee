/** `matrix people` and `matrix sets` from a saved document: formats, exit codes, and what was not read. */
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { runProgram } from "../main.ts";
import { fakeTerminal } from "../testing/fake-terminal.ts";

const folder = mkdtempSync(join(tmpdir(), "idc-doctor-matrix-command-"));

function saved(name: string, coverage?: object): string {
  const file = join(folder, name);
  const document = {
    schema: "idc-doctor/organization/1",
    takenAt: "2026-03-01T12:00:00Z",
    accounts: [{ id: "111122223333", name: "shop" }],
    users: [{ userName: "alice" }, { userName: "bob" }],
    permissionSets: [{ name: "ReadOnly" }],
    assignments: [{ account: "shop", permissionSet: "ReadOnly", user: "alice" }],
    coverage,
  };
  writeFileSync(file, JSON.stringify(document));
  return file;
}

const whole = saved("whole.json");
const torn = saved("torn.json", {
  walk: "pairs",
  blindSpot: null,
  gaps: [
    {
      part: { kind: "users" },
      failure: {
        kind: "refused",
        service: "identitystore",
        operation: "ListUsers",
        permission: "identitystore:ListUsers",
        message: "no",
      },
    },
  ],
});

async function run(...args: readonly string[]) {
  const terminal = fakeTerminal();
  const code = await runProgram(args, terminal.cli, "0");
  return { code, stdout: terminal.stdout(), stderr: terminal.stderr() };
}

test("a grid on the terminal", async () => {
  const { code, stdout } = await run("matrix", "sets", "--from", whole);
  expect(code).toBe(0);
  expect(stdout).toMatch(/^1 person can use 1 permission set in 1 of 2 accounts\n/);
  expect(stdout).toMatch(/\n {2}shop +1 +1\n/);
});

test("every person has a line of the spreadsheet, also who can use nothing", async () => {
  const { code, stdout } = await run("matrix", "people", "--from", whole, "--output", "csv");
  expect(code).toBe(0);
  expect(
    stdout
      .split("\r\n")
      .slice(1, 3)
      .map((line) => line.replace(/^[^,]+,/, "")),
  ).toEqual(["alice,1,0,1", "bob,0,0,0"]);
});

test("--query selects from the JSON", async () => {
  const { stdout } = await run("matrix", "sets", "--from", whole, "--query", "cells[].[row,count]");
  expect(JSON.parse(stdout)).toEqual([["111122223333", 1]]);
});

test("exit 3 and the permission where a count could be higher", async () => {
  const { code, stdout, stderr } = await run("matrix", "sets", "--from", torn, "--output", "json");
  expect(code).toBe(3);
  expect(JSON.parse(stdout)).toMatchObject({ isWhole: false, people: { isWhole: false } });
  expect(stderr).toBe("Incomplete answer. Missing permissions: identitystore:ListUsers\n");
});
