/** `why -` and `fix -` on the lab: one answer a line, what was read shared, and nothing read before a change used after it. */
import { execFile } from "node:child_process";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { why } from "../src/app/why.ts";
import { EXIT } from "../src/cli/exit-codes.ts";
import type { ListAnswer } from "../src/cli/question-list.ts";
import { BUNDLE, commandEnvironment, type Ended, runCli } from "./support/cli.ts";
import { openLab, type TestLab } from "./support/lab.ts";
import { labReader, testContext } from "./support/reader.ts";

const SANDBOX = "111122223333";
const OTHER = "222233334444";
let lab: TestLab;
beforeAll(async () => {
  lab = await openLab({ limits: "off" });
});
beforeEach(() =>
  lab.put({
    schema: "idc-doctor/organization/1",
    accounts: [
      { id: SANDBOX, name: "sandbox" },
      { id: OTHER, name: "other" },
    ],
    users: [{ userName: "alice", displayName: "Alice Moreau" }, { userName: "bob" }],
    groups: [{ displayName: "Developers" }],
    memberships: [{ group: "Developers", user: "alice" }],
    permissionSets: [{ name: "ReadOnly" }],
    assignments: [
      { account: SANDBOX, permissionSet: "ReadOnly", group: "Developers" },
      { account: OTHER, permissionSet: "ReadOnly", group: "Developers" },
    ],
  }),
);
afterAll(() => lab.close());

const ask = (args: readonly string[], list: string) =>
  runCli(args, { AWS_ENDPOINT_URL: lab.url, AWS_REGION: "us-east-1" }, list);

const answersIn = ({ stdout }: Ended): readonly ListAnswer[] =>
  stdout
    .trimEnd()
    .split("\n")
    .map((line): ListAnswer => JSON.parse(line));

describe("why -", () => {
  test("answers each line by itself, and ends with the code of the worst", async () => {
    const list = [
      '"Alice Moreau" sandbox ReadOnly',
      "",
      "bob sandbox ReadOnly",
      '{"user":"alice","acount":"x"}',
      "alice nowhere",
    ];
    const ended = await ask(["why", "-"], list.join("\n"));
    expect(answersIn(ended)).toMatchObject([
      { schema: "idc-doctor/answer/1", line: 1, exitCode: 0, diagnosis: { verdict: "works" } },
      { line: 3, exitCode: 1, question: { user: "bob" }, diagnosis: { causes: [{ id: "not-a-member" }] } },
      { line: 4, exitCode: 2, question: null, error: { code: "bad-input", next: 'Did you mean "account"?' } },
      { line: 5, exitCode: 2, error: { code: "not-found" } },
    ]);
    expect(ended.code).toBe(2);
    expect(ended.stderr).toContain(
      "4 questions answered: 1 with exit code 0, 1 with exit code 1, 2 with exit code 2\n",
    );
  });

  test("a table of a spreadsheet is answered as the same words, and needs its heading to go on", async () => {
    const table = "user,account,set\nalice,sandbox,ReadOnly\nbob,sandbox,ReadOnly\n";
    const ended = await ask(["why", "-"], table);
    expect(answersIn(ended)).toMatchObject([
      { line: 2, exitCode: 0, question: { user: "alice", account: "sandbox", set: "ReadOnly" } },
      { line: 3, exitCode: 1, diagnosis: { causes: [{ id: "not-a-member" }] } },
    ]);
    const stopped = await runCli(
      ["why", "-"],
      { AWS_ENDPOINT_URL: "http://127.0.0.1:9", AWS_REGION: "us-east-1" },
      table,
    );
    expect(stopped.stderr).toContain("Go on from line 2, with the heading of line 1 before it\n");
  });

  test("--query selects from every answer, --expect decides every exit code", async () => {
    const ended = await ask(
      ["why", "-", "--query", "exitCode", "--expect", "not-visible"],
      "alice sandbox ReadOnly\nbob sandbox ReadOnly",
    );
    expect(ended).toMatchObject({ code: 1, stdout: "1\n0\n" });
  });

  test.each([
    [["why", "-", "sandbox"], "alice", /reads users, accounts and permission sets from standard input/],
    [["why", "-", "--as-me"], "alice", /--as-me is about one user/],
    [["why", "-", "--output", "markdown"], "alice", /lines of JSON, not as markdown/],
    [["why", "-"], "# nothing\n", /There is no question on standard input/],
    [["fix", "-"], "alice sandbox ReadOnly", /Add --dry-run to rehearse every repair, or --yes/],
  ] as const)("%j is refused", async (args, list, words) => {
    expect(await ask(args, list)).toMatchObject({ code: 2, stdout: "", stderr: expect.stringMatching(words) });
  });

  test("no credentials: one error, and the line to go on from", async () => {
    const env = {
      AWS_ENDPOINT_URL: lab.url,
      AWS_REGION: "us-east-1",
      AWS_ACCESS_KEY_ID: undefined,
      AWS_SECRET_ACCESS_KEY: undefined,
    };
    const ended = await runCli(["why", "-"], env, "\nalice sandbox ReadOnly\nbob sandbox ReadOnly");
    expect(ended).toMatchObject({ code: 3, stdout: "" });
    expect(ended.stderr).toContain("0 of 2 questions answered. Go on from line 2\n");
  });
});

describe.skipIf(process.platform !== "linux")("an answer counts when it was written", () => {
  const LINES = 5000;
  // In another process: this one serves the lab.
  const shell = (line: string) =>
    new Promise<{ status: number | string | null; stderr: string }>((resolve) => {
      const env = { ...commandEnvironment(), NODE: process.execPath, BUNDLE, AWS_ENDPOINT_URL: lab.url };
      execFile("bash", ["-c", line], { env: { ...env, AWS_REGION: "us-east-1" } }, (error, _, stderr) =>
        resolve({ status: error?.code ?? 0, stderr }),
      );
    });
  const list = join(mkdtempSync(join(tmpdir(), "idc-doctor-list-")), "list.txt");
  writeFileSync(list, "alice sandbox ReadOnly\n".repeat(LINES));

  test.each(["why -", "fix - --dry-run"])("%s on a full disk: its own words, and the first line", async (words) => {
    const { status, stderr } = await shell(`"$NODE" "$BUNDLE" ${words} < ${list} > /dev/full`);
    expect(stderr).toContain(`0 of ${LINES} questions answered. Go on from line 1\n`);
    expect(stderr).toContain("idc-doctor: Standard output could not be written: the disk is full.\n");
    expect(stderr).not.toContain("Interrupted");
    expect(status).toBe(EXIT.writeFailed);
  });

  test("a closed pipe is silent, and ends the work", async () => {
    const { status, stderr } = await shell(`set -o pipefail; "$NODE" "$BUNDLE" why - < ${list} | head -2 > /dev/null`);
    expect(stderr).toBe("");
    expect(status).toBe(EXIT.writeFailed);
  });
});

describe("questions that share a reader", () => {
  const question = (user: string, account: string) => ({
    user,
    account,
    permissionSet: "ReadOnly",
    isRegionGiven: true,
  });

  test("are answered as by readers of their own, with fewer calls, and each with its own evidence", async () => {
    const reader = labReader(lab);
    const context = testContext();
    const first = (await why(question("bob", SANDBOX), reader, context)).diagnosis;
    const second = (await why(question("bob", OTHER), reader, context)).diagnosis;
    const alone = (await why(question("bob", OTHER), labReader(lab), context)).diagnosis;
    expect(second).toMatchObject({
      verdict: alone.verdict,
      causes: [{ id: alone.causes[0]?.id, summary: alone.causes[0]?.summary }],
    });
    expect(second.calls.total).toBeLessThan(alone.calls.total);
    expect(second.calls.total).toBeGreaterThan(0);
    const shared = Object.keys(first.evidence).filter((id) => id in second.evidence);
    expect(shared.length).toBeGreaterThan(0);
    expect(shared.length).toBeLessThan(Object.keys(first.evidence).length);
    const cited = [...second.causes, ...second.paths.flatMap(({ links }) => links)].flatMap(({ evidence }) => evidence);
    expect(cited.length).toBeGreaterThan(0);
    expect(cited.filter((id) => !(id in second.evidence))).toEqual([]);
  });
});

describe("fix -", () => {
  const LIST = "bob sandbox ReadOnly\nbob other ReadOnly\n";

  test("--dry-run rehearses each and writes nothing", async () => {
    const ended = await ask(["fix", "-", "--dry-run"], LIST);
    expect(answersIn(ended)).toMatchObject([
      { kind: "fixed", exitCode: 0, fixed: { kind: "rehearsed-only" } },
      { kind: "fixed", exitCode: 0, fixed: { kind: "rehearsed-only" } },
    ]);
    expect(ended.code).toBe(0);
    expect((await lab.document()).memberships).toHaveLength(1);
  });

  test("--yes applies one after another: what a repair changed is read again for the next", async () => {
    const ended = await ask(["fix", "-", "--yes"], `${LIST}bob\n`);
    expect(answersIn(ended)).toMatchObject([
      { exitCode: 0, fixed: { kind: "applied" } },
      // The membership that the first repair added reaches the other account too.
      { exitCode: 0, fixed: { kind: "works-already" } },
      { exitCode: 2, error: { code: "bad-input" } },
    ]);
    expect(ended.stderr).toContain("Line 2: bob other ReadOnly\n");
    expect((await lab.document()).memberships).toHaveLength(2);
  });
});
