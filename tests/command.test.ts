/** The bundled command as a child process: the demo, and bad input of every kind. */

import { readFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Ended, runCli, startCli } from "./support/cli.ts";
import { openLab, type TestLab } from "./support/lab.ts";

let lab: TestLab;
beforeAll(async () => {
  lab = await openLab({ limits: "off" });
  await lab.put({
    schema: "idc-doctor/organization/1",
    accounts: [{ id: "111122223333", name: "sandbox" }],
    users: [
      { userName: "alice", displayName: "Alice Moreau" },
      { userName: "sam1", displayName: "Sam Lee" },
      { userName: "sam2", displayName: "Sam Lee" },
    ],
    permissionSets: [{ name: "ReadOnly" }],
    assignments: [{ account: "111122223333", permissionSet: "ReadOnly", user: "alice" }],
  });
});
afterAll(() => lab.close());

const there = () => ({ AWS_ENDPOINT_URL: lab.url, AWS_REGION: "us-east-1" });

/** One clear line (candidates may follow), and no stack trace. */
function expectClear({ stderr, stdout }: Ended, words: RegExp): void {
  expect(stdout).toBe("");
  expect(stderr).toMatch(words);
  expect(stderr).not.toMatch(/\n\s+at /);
  expect(stderr.split("\n").filter((line) => line.startsWith("idc-doctor: "))).toHaveLength(1);
}

function transcriptOfReadme(): string {
  const readme = readFileSync(join(import.meta.dirname, "../README.md"), "utf8");
  const [, transcript] = /```text\n(1 .*?)```/s.exec(readme) ?? [];
  return transcript ?? "the README has no transcript";
}

describe("the demo", () => {
  test("shows five scenes with their causes and ends well, plain in a pipe", async () => {
    const { code, stdout, stderr } = await runCli(["demo"]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    const causes = [...stdout.matchAll(/^ {2}why {6}(\S+)/gm)].map((match) => match[1]);
    expect(causes).toEqual([
      "not-provisioned",
      "account-suspended",
      "not-a-member",
      "instance-not-in-region",
      "assignment-in-progress",
    ]);
    const portals = [...stdout.matchAll(/^ {2}portal .*?(does not see|sees) account/gm)].map((match) => match[1]);
    expect(portals).toEqual([
      "does not see",
      "sees",
      "does not see",
      "does not see",
      "sees",
      "sees",
      "does not see",
      "sees",
    ]);
    expect(stdout).not.toContain("\u001b");
    expect(stdout).toContain(transcriptOfReadme());
  });

  test("is colourful where asked for", async () => {
    expect((await runCli(["demo"], { FORCE_COLOR: "1" })).stdout).toContain("\u001b[");
  });
});

describe("why", () => {
  test("works: exit 0, JSON alone on stdout", async () => {
    const { code, stdout } = await runCli(["why", "alice", "111122223333", "ReadOnly", "--output", "json"], there());
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ schema: "idc-doctor/diagnosis/1", verdict: "works" });
  });

  test("--query takes JMESPath", async () => {
    expect(
      (await runCli(["why", "alice", "111122223333", "ReadOnly", "--query", "verdict"], there())).stdout.trim(),
    ).toBe('"works"');
  });

  test("--expect decides the exit code", async () => {
    expect((await runCli(["why", "alice", "111122223333", "ReadOnly", "--expect", "denied"], there())).code).toBe(1);
  });

  test("an unknown user is a cause: exit 1", async () => {
    const { code, stdout } = await runCli(["why", "nobody@example.com", "111122223333", "ReadOnly"], there());
    expect(code).toBe(1);
    expect(stdout).toContain("user-not-found");
  });

  test("without a set every set of the account is looked at", async () => {
    expect((await runCli(["why", "alice", "111122223333"], there())).code).toBe(0);
    expect((await runCli(["why", "alice"], there())).code).toBe(0);
  });
});

describe("bad input", () => {
  test("a display name that two people bear", async () => {
    const ended = await runCli(["why", "Sam Lee", "111122223333", "ReadOnly"], there());
    expect(ended.code).toBe(2);
    expectClear(ended, /"Sam Lee" may mean 2 users[\s\S]*sam1[\s\S]*sam2/);
  });

  test("the article's permission set ARN, with what a right one looks like", async () => {
    const arn = "arn:aws:iam::aws:permission-set/sso_ps/ssoins-7223a5d90eexample/ps-a1b2c3d4e5f6g7h8";
    const ended = await runCli(["provision", arn, "123456789012", "--yes"], there());
    expect(ended.code).toBe(2);
    expectClear(ended, /A right one looks like arn:aws:sso:::permissionSet\//);
  });

  test("an unknown permission set", async () => {
    const ended = await runCli(["why", "alice", "111122223333", "ReadOnli"], there());
    expect(ended.code).toBe(2);
    expectClear(ended, /no permission set called "ReadOnli"[\s\S]*ReadOnly/);
  });

  test.each([
    { words: "there is no such file", args: ["why", "a", "111122223333", "X", "--from", "missing.yaml"] },
    { words: "there is no such file", args: ["explain", "missing.json"] },
    { words: "there is no such file", args: ["lab", "--load", "missing.yaml"] },
  ])("a document that cannot be read: $words ($args)", async ({ words, args }) => {
    const ended = await runCli(args);
    expect(ended.code).toBe(2);
    expectClear(ended, new RegExp(words));
  });

  test("a port in use", async () => {
    const other = createServer();
    const port = await new Promise<number>((resolve) =>
      other.listen(0, "127.0.0.1", () => resolve((other.address() as { port: number }).port)),
    );
    const ended = await runCli(["lab", "--port", String(port)]);
    other.close();
    expect(ended.code).toBe(2);
    expectClear(ended, /Port \d+ is in use/);
  });

  test("no credentials", async () => {
    const ended = await runCli(["why", "alice", "111122223333", "ReadOnly"], {
      ...there(),
      AWS_ACCESS_KEY_ID: undefined,
      AWS_SECRET_ACCESS_KEY: undefined,
    });
    expect(ended.code).toBe(3);
    expectClear(ended, /No AWS credentials were found/);
  });

  test.each([
    { args: ["bogus"] },
    { args: ["why"] },
    { args: ["why", "a", "b", "c", "d"] },
    { args: ["lab", "--port", "x"] },
    { args: ["why", "a", "--nope"] },
  ])("wrong usage: $args", async ({ args }) => {
    const { code, stderr } = await runCli(args);
    expect(code).toBe(2);
    expect(stderr).not.toMatch(/\n\s+at /);
  });

  test("fix without a terminal and without --yes", async () => {
    const ended = await runCli(["fix", "alice", "111122223333", "ReadOnly"], there());
    expect(ended.code).toBe(2);
    expectClear(ended, /Add --yes/);
  });
});

test("the lab prints its address first, serves, and stops when told", async () => {
  const { child, ended } = startCli(["lab", "--port", "0"]);
  const url = await new Promise<string>((resolve) =>
    child.stdout?.once("data", (text: string) => resolve(text.split("\n")[0] ?? "")),
  );
  expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  expect((await fetch(`${url}/_lab/clock`)).ok).toBe(true);
  child.kill("SIGTERM");
  expect((await ended).code).toBe(0);
});

test("a scene is loaded by its document, as the README does it", async () => {
  const { child, ended } = startCli(["lab", "--port", "0", "--load", "scenes/not-a-member.yaml"]);
  const url = await new Promise<string>((resolve) =>
    child.stdout?.once("data", (text: string) => resolve(text.split("\n")[0] ?? "")),
  );
  const held = (await (await fetch(`${url}/_lab/document`)).json()) as { users: { userName: string }[] };
  expect(held.users.map(({ userName }) => userName)).toContain("alice.moreau@example.com");
  child.kill("SIGTERM");
  expect((await ended).code).toBe(0);
});

test("the read-only policy is JSON and writes nothing", async () => {
  const policy = JSON.parse((await runCli(["permissions", "--for", "diagnose"])).stdout) as {
    Statement: { Action: string[] }[];
  };
  const actions = policy.Statement.flatMap(({ Action }) => Action);
  expect(actions.length).toBeGreaterThan(10);
  expect(actions.filter((action) => !/:(List|Describe|Get|Lookup)/.test(action))).toEqual([]);
});

test("--help prints what the declarations say, without loading them", async () => {
  const { renderRootHelp } = await import("../src/cli/main.ts");
  const { default: packageJson } = await import("../package.json", { with: { type: "json" } });
  expect(await runCli(["--help"])).toMatchObject({ code: 0, stdout: renderRootHelp(packageJson.version) });
});

test("a pace that is not known is refused", async () => {
  const ended = await runCli(["why", "alice", "sandbox", "ReadOnly"], { ...there(), IDC_DOCTOR_PACE: "fast" });
  expect(ended.code).toBe(2);
  expectClear(ended, /IDC_DOCTOR_PACE is "fast"[\s\S]*Set it to "off"/);
});
