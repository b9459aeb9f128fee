/** The user's own side through the bundled command: a home folder with configuration and kept sign-ins, against the lab. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { stringify } from "yaml";
import { loadScene } from "../scenes/scene.ts";
import type { Diagnosis } from "../src/model/diagnosis.ts";
import { writtenForm } from "../src/model/organization-document/write.ts";
import { freshHome } from "./support/cli.ts";
import { runInProcess } from "./support/in-process.ts";
import { openLab, type TestLab } from "./support/lab.ts";
import { cliTime, HOUR, homeWith, type Kept } from "./support/own-side.ts";

const USER = "alice.moreau@example.com";
const BOB = "bob.tanaka@example.com";
const START_URL = "https://d-906ab1c2d3.awsapps.com/start";
const scene = loadScene(join(import.meta.dirname, "../scenes/wrong-role-name.yaml"));
const RIGHT = scene.questionAfter?.awsConfig ?? "";
const WRONG = scene.question.awsConfig ?? "";
const MORE =
  "[profile other]\nsso_session = other\nsso_account_id = 1\nsso_role_name = X\n[sso-session other]\nsso_region = us-east-1\nsso_start_url = https://other.awsapps.com/start\n";

let lab: TestLab;
beforeAll(async () => {
  lab = await openLab({ limits: "off" });
});
beforeEach(async () => {
  await lab.clearFaults();
  await lab.put(writtenForm(scene.document));
  await lab.clearCalls();
});
afterAll(() => lab.close());

const run = (home: string, ...flags: readonly string[]) =>
  runInProcess(["why", USER, "sandbox", "ReadOnly", "--endpoint-url", lab.url, "--region", "us-east-1", ...flags], {
    HOME: home,
    AWS_ACCESS_KEY_ID: "123456789012",
  });
const ask = async (home: string, ...flags: readonly string[]) => {
  const { code, stdout, stderr } = await run(home, "--output", "json", ...flags);
  expect(stdout, stderr).not.toBe("");
  return { code, diagnosis: JSON.parse(stdout) as Diagnosis };
};
const kept = async (more: Partial<Kept> = {}): Promise<Kept> => ({
  under: "corp",
  accessToken: (await lab.token(USER)) ?? "",
  startUrl: START_URL,
  expiresAt: cliTime(HOUR),
  ...more,
});
const portalCalls = async () =>
  (await lab.calls()).filter(({ service }) => service === "sso").map(({ operation }) => operation);
const causesOf = ({ causes }: Diagnosis) => causes.map(({ id, confidence }) => [id, confidence]);

describe("--as-me", () => {
  test("asks the user's portal, takes credentials and drops them, and tells no secret anywhere", async () => {
    const own = await kept();
    const home = homeWith(RIGHT, own);
    const { code, stdout, stderr } = await run(home, "--as-me", "--output", "json", "--verbose");
    const diagnosis = JSON.parse(stdout) as Diagnosis;
    expect(code).toBe(0);
    expect(causesOf(diagnosis)).toEqual([]);
    expect(await portalCalls()).toEqual(["ListAccounts", "ListAccountRoles", "GetRoleCredentials"]);
    expect(own.accessToken).toMatch(/^lab-/);
    for (const text of [stdout, stderr]) {
      expect(text).not.toContain(own.accessToken);
      expect(text).not.toMatch(/secretAccessKey|sessionToken/i);
    }
    const taken = Object.values(diagnosis.evidence).find(({ operation }) => operation === "GetRoleCredentials");
    expect(Object.keys(taken?.output ?? {})).toEqual(["expiration"]);
    expect(diagnosis.evidence["e0"]?.output["signIn"]).toMatchObject({ kind: "kept", startUrl: START_URL });
  });

  test("a sign-in that is over is the finding, and its token is not sent", async () => {
    const { code, diagnosis } = await ask(homeWith(RIGHT, await kept({ expiresAt: cliTime(-HOUR) })), "--as-me");
    expect(code).toBe(1);
    expect(causesOf(diagnosis)).toEqual([["session-ended", "proved"]]);
    expect(await portalCalls()).toEqual([]);
  });

  test("a token that the portal does not know is the finding, and not a missing permission of the caller", async () => {
    const { code, stdout, stderr } = await run(
      homeWith(RIGHT, await kept({ accessToken: "Xanthippe-token" })),
      "--as-me",
      "--output",
      "json",
    );
    expect(code).toBe(3);
    expect(causesOf(JSON.parse(stdout) as Diagnosis)).toEqual([["session-ended", "proved"]]);
    expect(stdout + stderr).not.toContain("Xanthippe");
  });

  test("a sign-in of somebody else is not used, and the answer says whose it is", async () => {
    const document = writtenForm(scene.document);
    const assignments = [
      ...(document.assignments ?? []),
      { account: "111122223333", permissionSet: "ReadOnly", user: BOB },
    ];
    await lab.put({ ...document, users: [...(document.users ?? []), { userName: BOB }], assignments });
    const home = homeWith(RIGHT, await kept({ accessToken: (await lab.token(BOB)) ?? "" }));
    const { diagnosis } = await ask(home, "--as-me");
    expect(diagnosis.notExamined).toContainEqual({
      what: "portal",
      reason: expect.stringContaining(`the sign-in that is kept is of ${BOB}, not of ${USER}`),
    });
  });

  test("nobody signed in", async () => {
    expect(causesOf((await ask(homeWith(RIGHT), "--as-me")).diagnosis)).toEqual([["session-ended", "likely"]]);
  });

  test("a token of the start URL that the session had before is told, and not sent", async () => {
    const home = homeWith(RIGHT, await kept({ startUrl: "https://old.awsapps.com/start" }));
    expect(causesOf((await ask(home, "--as-me")).diagnosis)).toEqual([["client-list-truncated", "proved"]]);
    expect(await portalCalls()).toEqual([]);
  });

  test("a profile without an sso-session finds its sign-in by the start URL", async () => {
    const legacy = `[default]\nsso_start_url = ${START_URL}\nsso_region = us-east-1\nsso_account_id = 111122223333\nsso_role_name = ReadOnly\n`;
    expect(causesOf((await ask(homeWith(legacy, await kept({ under: START_URL })), "--as-me")).diagnosis)).toEqual([]);
    expect(await portalCalls()).toContain("GetRoleCredentials");
  });

  test("several valid sign-ins are asked about; the named profile's is used", async () => {
    const home = homeWith(`${RIGHT}\n${MORE}`, await kept(), await kept({ under: "other", accessToken: "of-another" }));
    const { code, stderr } = await run(home, "--as-me");
    expect(code).toBe(2);
    expect(stderr).toMatch(/--user-profile[\s\S]*sandbox[\s\S]*other/);
    expect((await ask(home, "--as-me", "--user-profile", "sandbox")).code).toBe(0);
  });

  test("does not go with a snapshot", async () => {
    const file = join(freshHome(), "saved.yaml");
    writeFileSync(file, stringify(writtenForm(scene.document)));
    const { code, stderr } = await run(homeWith(RIGHT), "--as-me", "--from", file);
    expect(code).toBe(2);
    expect(stderr).toContain("Give only one of the two");
  });
});

describe("--user-profile without a set", () => {
  const without = async (text: string, ...flags: readonly string[]) => {
    const args = ["why", USER, ...flags, "--endpoint-url", lab.url, "--region", "us-east-1", "--output", "json"];
    const { stdout, stderr } = await runInProcess([...args, "--user-profile", "sandbox"], {
      HOME: homeWith(text),
      AWS_ACCESS_KEY_ID: "123456789012",
    });
    expect(stdout, stderr).not.toBe("");
    return causesOf(JSON.parse(stdout) as Diagnosis);
  };
  const NOWHERE = RIGHT.replace("ReadOnly", "Nowhere");

  test.each([{ asked: ["sandbox"] }, { asked: [] }])(
    "a role name that exists nowhere, asked $asked",
    async ({ asked }) => {
      expect(await without(NOWHERE, ...asked)).toEqual([["wrong-role-name", "likely"]]);
      expect(await without(RIGHT, ...asked)).toEqual([]);
    },
  );
});

describe("--aws-config", () => {
  test("names the exact line to change, in text and Markdown", async () => {
    const file = join(homeWith(WRONG), ".aws", "config");
    for (const flags of [["--full"], ["--output", "markdown"]]) {
      const { code, stdout } = await run(freshHome(), "--aws-config", file, ...flags);
      expect(code).toBe(1);
      expect(stdout.replace(/\\(.)/g, "$1").replace(/\s+/g, " ")).toContain(
        "replace the line `sso_role_name = AWSReservedSSO_ReadOnly_0123456789abcdef` by `sso_role_name = ReadOnly`",
      );
    }
    expect(await portalCalls()).toEqual([]);
  });

  test("a hostile file can neither crash it nor reach the terminal", async () => {
    const role = "AWSReservedSSO_ReadOnly_0123456789abcdef";
    const home = homeWith(
      `[profile \u001b[31m__proto__]\nsso_account_id = 111122223333\nsso_role_name = ${role}\n[[[\n=\n`,
    );
    const { code, stdout } = await run(freshHome(), "--aws-config", join(home, ".aws", "config"));
    expect(code).toBe(1);
    expect(stdout).not.toContain("\u001b");
    expect(stdout).toContain("__proto__");
  });

  test("a file that is not there is bad input", async () => {
    const { code, stderr } = await run(freshHome(), "--aws-config", "/nowhere/config");
    expect(code).toBe(2);
    expect(stderr).toContain("there is no such file");
  });

  test("a profile that is not in it is answered with those that are", async () => {
    const { code, stderr } = await run(homeWith(RIGHT), "--user-profile", "sandpit");
    expect(code).toBe(2);
    expect(stderr).toMatch(/no profile "sandpit"[\s\S]*sandbox {2}ReadOnly in 111122223333/);
  });
});

describe("--before", () => {
  test("tells what changed for the grant, as JSON, text and Markdown", async () => {
    const file = join(freshHome(), "monday.yaml");
    const document = writtenForm(scene.document);
    writeFileSync(
      file,
      stringify({
        ...document,
        takenAt: "2026-09-07T09:30:00Z",
        permissionSets: [{ name: "ReadOnly", arn: document.permissionSets?.[0]?.arn, managedPolicyArns: [] }],
      }),
    );
    await lab.put({ ...document, assignments: [] });
    const { code, diagnosis } = await ask(freshHome(), "--before", file);
    expect(code).toBe(1);
    expect(diagnosis.since).toMatchObject([
      { account: "111122223333", permissionSet: "ReadOnly", snapshotAt: "2026-09-07T09:30:00Z" },
    ]);
    expect(diagnosis.since?.[0]?.changes.map(({ what }) => what)).toEqual(
      expect.arrayContaining(["assignment-gone", "content-changed"]),
    );
    const { stdout: text } = await run(freshHome(), "--before", file);
    expect(text.replace(/\s+/g, " ")).toMatch(/Since 2026-09-07 \(snapshot\): .*is gone\./);
    const { stdout: markdown } = await run(freshHome(), "--before", file, "--output", "markdown");
    expect(markdown).toContain("assignment-gone");
    expect((await ask(freshHome())).diagnosis.since).toBeUndefined();
  });
});
