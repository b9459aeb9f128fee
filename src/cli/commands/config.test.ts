import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { runProgram } from "../main.ts";
import { fakeTerminal } from "../testing/fake-terminal.ts";

const env = { IDC_DOCTOR_HOME: mkdtempSync(join(tmpdir(), "idc-doctor-config-command-")) };

async function run(...args: readonly string[]) {
  const terminal = fakeTerminal();
  const code = await runProgram(args, { ...terminal.cli, env }, "0");
  return { code, stdout: terminal.stdout(), stderr: terminal.stderr() };
}

test("set, get, list, unset and path, one after another", async () => {
  const file = join(env.IDC_DOCTOR_HOME, "config.yaml");
  expect((await run("config", "path")).stdout).toBe(`${file}\n`);
  expect((await run("config", "list")).stdout).toBe(`${file}\nnothing is set\n`);
  expect(await run("config", "set", "profile", "prod-admin", "--organization", "prod")).toEqual({
    code: 0,
    stdout: "",
    stderr: "",
  });
  await run("config", "set", "organization", "prod");
  expect(await run("config", "get", "profile")).toMatchObject({ code: 0, stdout: "prod-admin\n" });
  expect(await run("config", "get", "region")).toMatchObject({ code: 1, stdout: "", stderr: "region is not set\n" });
  expect((await run("config", "list")).stdout).toBe(`${file}\norganization = prod\nprod: profile = prod-admin\n`);
  expect(JSON.parse((await run("config", "list", "--output", "json", "--organization", "prod")).stdout)).toEqual({
    schema: "idc-doctor/settings/1",
    file,
    settings: [{ organization: "prod", setting: "profile", value: "prod-admin" }],
  });
  await run("config", "unset", "profile", "--organization", "prod");
  expect(await run("config", "get", "profile")).toMatchObject({ code: 1, stdout: "" });
  expect(await run("config", "set", "regoin", "x")).toMatchObject({
    code: 2,
    stderr: expect.stringContaining("Did you mean region?"),
  });
});

test("the format of the file holds where the command has it, and a flag wins", async () => {
  await run("config", "set", "output", "yaml");
  expect((await run("causes", "not-a-member")).stdout).toMatch(/^id: not-a-member/);
  expect((await run("causes", "not-a-member", "--output", "json")).stdout).toMatch(/^\{/);
  await run("config", "set", "output", "ticket");
  expect((await run("causes", "not-a-member")).stdout).not.toMatch(/^id: |^\{/);
  await run("config", "unset", "output");
});
