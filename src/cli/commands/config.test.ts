import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
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

test("a default that credentials pass over is told, and why", async () => {
  const own = { IDC_DOCTOR_HOME: mkdtempSync(join(tmpdir(), "idc-doctor-config-command-")) };
  const ask = async (...args: readonly string[]) => {
    const terminal = fakeTerminal();
    const code = await runProgram(args, { ...terminal.cli, env: { ...own, AWS_ACCESS_KEY_ID: "x" } }, "0");
    return { code, stdout: terminal.stdout(), stderr: terminal.stderr() };
  };
  await ask("config", "set", "profile", "prod-admin", "--organization", "prod");
  await ask("config", "set", "organization", "prod");
  expect(await ask("config", "get", "organization")).toEqual({
    code: 1,
    stdout: "",
    stderr:
      "organization is not set for a command now. The default organization prod is not used, because AWS_ACCESS_KEY_ID is set: --organization prod uses it\n",
  });
});

describe("a file that cannot be used", () => {
  const own = { IDC_DOCTOR_HOME: mkdtempSync(join(tmpdir(), "idc-doctor-config-command-")) };
  const file = join(own.IDC_DOCTOR_HOME, "config.yaml");
  const ask = async (...args: readonly string[]) => {
    const terminal = fakeTerminal();
    const code = await runProgram(args, { ...terminal.cli, env: own }, "0");
    return { code, stdout: terminal.stdout(), stderr: terminal.stderr() };
  };
  const MISSPELT = "profile: x\norganizations:\n  prod.eu:\n    regoin: eu-central-1\n";

  test.each([
    [
      "a misspelt setting",
      MISSPELT,
      "line 4: organizations.prod.eu.regoin: there is no such setting. Did you mean region?",
    ],
    ["a wrong value", "# ours\nregion: Ireland\n", "line 2: region: "],
    ["no YAML", "profile: x\n  bad: [\n", "line 1, column 10: "],
    [
      "a default that is not there",
      "output: json\norganization: prod\n",
      "line 2: organization: there is no organization prod",
    ],
  ])("%s: what needs no AWS answers as text, and config set says which line to correct", async (_, text, problem) => {
    writeFileSync(file, text);
    const offline = await ask("causes", "not-a-member");
    expect(offline).toMatchObject({ code: 0, stdout: expect.stringContaining("not-a-member") });
    expect(offline.stderr).toContain(problem);
    expect(offline.stderr).toMatch(/Written as text\.\n$/);
    const refused = await ask("config", "set", "database", "x.sqlite");
    expect(refused).toMatchObject({ code: 2, stderr: expect.stringContaining(problem) });
    expect(refused.stderr).toMatch(/Correct (line \d|the file)/);
    expect(readFileSync(file, "utf8")).toBe(text);
  });

  test("is repaired by the setting that corrects it", async () => {
    writeFileSync(file, "# ours\nregion: Ireland\n");
    expect(await ask("config", "set", "region", "eu-west-1")).toMatchObject({ code: 0, stderr: "" });
    expect(readFileSync(file, "utf8")).toBe("# ours\nregion: eu-west-1\n");
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
