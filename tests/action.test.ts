/** The GitHub Action as its runner starts it: inputs in variables, an event file, a fake API for comments and code scanning. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { parse } from "yaml";
import packageJson from "../package.json" with { type: "json" };
import { readInputs } from "../src/action/inputs.ts";
import { runAction } from "../src/action/run.ts";
import { loadOrganizationDocument } from "../src/model/organization-document/load.ts";
import { writtenForm } from "../src/model/organization-document/write.ts";
import { type FakeGitHub, fakeGitHub, TOKEN } from "./support/github.ts";

const ACTION = join(import.meta.dirname, "../action/action.yml");
const action = parse(readFileSync(ACTION, "utf8")) as {
  readonly inputs: Readonly<Record<string, { readonly default?: string }>>;
  readonly outputs: Readonly<Record<string, unknown>>;
  readonly runs: { readonly using: string; readonly main: string };
};
const PROGRAM = resolve(dirname(ACTION), action.runs.main);

const HOSTILE = "Readers\n::set-output name=x::y";
const loaded = loadOrganizationDocument({
  schema: "idc-doctor/organization/1",
  accounts: [{ id: "111122223333", name: "shop" }],
  users: [{ userName: "alice@example.com" }, { userName: "::add-mask::bob" }],
  groups: [{ displayName: "Team", members: ["alice@example.com"] }, { displayName: "Empty | <b>" }],
  permissionSets: [{ name: "Admin" }, { name: "Reader" }],
  assignments: [
    { account: "shop", permissionSet: "Reader", group: "Team" },
    { account: "shop", permissionSet: "Reader", group: "Empty | <b>" },
  ],
});
if (loaded.kind === "invalid") throw new Error(JSON.stringify(loaded.problems));
const { document } = loaded;

/** Gives Admin to bob directly. */
const PLAN = {
  format_version: "1.2",
  resource_changes: [
    {
      address: "aws_ssoadmin_account_assignment.bob",
      mode: "managed",
      type: "aws_ssoadmin_account_assignment",
      name: "bob",
      change: {
        actions: ["create"],
        before: null,
        after: {
          permission_set_arn: document.permissionSets[0]?.arn,
          principal_id: document.users[1]?.id,
          principal_type: "USER",
          target_id: "111122223333",
          target_type: "AWS_ACCOUNT",
        },
      },
    },
  ],
};

const TESTS = `# Who must not have what
expect:
  - { user: "alice@example.com", account: "111122223333", set: Reader, can: true }
  - { user: "*", account: "*", set: Admin, only: [Team] }
  - name: ${JSON.stringify(HOSTILE)}
    group: Nobody
    account: "*"
    set: Reader
    can: true
`;

let github: FakeGitHub;
let folder: string;
beforeEach(async () => {
  github = await fakeGitHub();
  folder = mkdtempSync(join(tmpdir(), "idc-doctor-action-"));
});
afterEach(() => github.close());

function file(name: string, text: string): string {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
}

/** What the runner sets: every input with its default, and its own variables. */
function environment(inputs: Readonly<Record<string, string>>, event: object = { pull_request: { number: 7 } }) {
  expect(Object.keys(inputs).filter((name) => !(name in action.inputs))).toEqual([]);
  const all = Object.entries(action.inputs).map(([name, { default: usual = "" }]) => {
    const value = inputs[name] ?? usual.replace(/\$\{\{ github\.token \}\}/, TOKEN);
    return [`INPUT_${name.toUpperCase().replaceAll(" ", "_")}`, value] as const;
  });
  return {
    PATH: process.env["PATH"],
    HOME: folder,
    IDC_DOCTOR_HOME: folder,
    ...Object.fromEntries(all),
    GITHUB_REPOSITORY: "example/access",
    GITHUB_API_URL: github.url,
    GITHUB_SHA: "0123456789abcdef0123456789abcdef01234567",
    GITHUB_REF: "refs/pull/7/merge",
    GITHUB_EVENT_PATH: file("event.json", JSON.stringify(event)),
    GITHUB_OUTPUT: file("output", ""),
    GITHUB_STEP_SUMMARY: file("summary.md", ""),
    RUNNER_TEMP: folder,
  };
}

async function run(inputs: Readonly<Record<string, string>>, event?: object) {
  let text = "";
  const code = await runAction({ env: environment(inputs, event), write: (part) => (text += part) });
  return { code, text };
}

/** What the runner would obey: not what stands between a stopped command's tokens. */
function obeyed(text: string): readonly string[] {
  const lines = text.split("\n").map((line) => line.trimStart());
  let token: string | undefined;
  return lines.filter((line) => {
    if (token !== undefined) {
      if (line === `::${token}::`) token = undefined;
      return false;
    }
    token = /^::stop-commands::(.+)$/.exec(line)?.[1];
    return token === undefined && line.startsWith("::");
  });
}

const outputs = () =>
  Object.fromEntries(
    [...readFileSync(join(folder, "output"), "utf8").matchAll(/^([\w-]+)<<(\S+)\n(.*)\n\2$/gm)].map(
      ([, name, , value]) => [name, value],
    ),
  );

const inputsOf = () => ({
  from: file("organization.json", JSON.stringify(writtenForm(document))),
  "access-tests": file("access.yaml", TESTS),
  plan: file("plan.json", JSON.stringify(PLAN)),
});

describe("a pull request with a Terraform plan", () => {
  test("started by the runner: annotations at their lines, SARIF, a comment, outputs, a failed step", async () => {
    expect(action.runs.using).toBe("node24");
    const child = spawn(process.execPath, [PROGRAM], { env: environment(inputsOf()), cwd: folder, stdio: "pipe" });
    let text = "";
    child.stdout.setEncoding("utf8").on("data", (part: string) => (text += part));
    child.stderr.setEncoding("utf8").on("data", (part: string) => (text += part));
    const [code] = await once(child, "close");
    expect({ code, text }).toEqual({ code: 1, text: expect.not.stringMatching(/Error:|at file/) });
    const lines = obeyed(text);
    const path = join(folder, "access.yaml");
    expect(lines.filter((line) => line.startsWith("::error "))).toEqual([
      expect.stringContaining(
        `::error file=${path},line=4,title=Access test failed%3A of user *%2C only Team can use Admin in *::`,
      ),
      expect.stringMatching(
        /^::error file=.*,line=5,title=Access test failed%3A Readers\ufffd%3A%3Aset-output name=x%3A%3Ay::/,
      ),
    ]);
    expect(lines.filter((line) => !/^::(error|warning|notice) /.test(line))).toEqual([]);
    expect(text).not.toContain(TOKEN);
    expect(outputs()).toEqual({
      "failed-tests": "2",
      "undecided-tests": "0",
      findings: "2",
      "new-findings": "1",
      "sarif-file": join(folder, "idc-doctor.sarif"),
    });
    expect(Object.keys(outputs())).toEqual(Object.keys(action.outputs));
    const [upload] = github.uploads;
    expect(upload).toMatchObject({ commit: "0123456789abcdef0123456789abcdef01234567", ref: "refs/pull/7/merge" });
    expect(JSON.parse(upload?.text ?? "").runs[0].automationDetails).toEqual({ id: "idc-doctor/" });
    expect(github.comments).toHaveLength(1);
    const body = github.comments[0]?.body ?? "";
    expect(body).toContain("## idc-doctor: 2 access tests failed; access: 1 gained, 0 lost; 1 new finding");
    expect(body).toContain("| gained | ::add-mask::bob (");
    expect(body).not.toMatch(/\n::|<b>/);
    expect(readFileSync(join(folder, "summary.md"), "utf8")).toContain("**Access**: 1 gained, 0 lost");
  });

  test("the second run updates the comment, and leaves alone what others wrote", async () => {
    const marker = "<!-- idc-doctor: idc-doctor -->";
    github.comments.push(
      ...Array.from({ length: 120 }, (_, at) => ({ id: at, user: { login: "alice" }, body: `remark ${at}` })),
      { id: 500, user: { login: "mallory" }, body: `${marker}\nmine` },
    );
    await run(inputsOf());
    await run({
      ...inputsOf(),
      plan: file("none.json", JSON.stringify({ ...PLAN, resource_changes: [] })),
    });
    expect(github.comments.filter(({ body }) => body.startsWith(marker)).map(({ user }) => user.login)).toEqual([
      "mallory",
      "github-actions[bot]",
    ]);
    expect(github.comments.at(-1)?.body).toContain("access: 0 gained, 0 lost; 0 new findings");
    expect(github.comments.find(({ id }) => id === 500)?.body).toBe(`${marker}\nmine`);
    expect(github.requests.filter((line) => line.startsWith("PATCH "))).toHaveLength(1);
  });

  test("two categories have a comment each", async () => {
    await run(inputsOf());
    await run({ ...inputsOf(), category: "payments" });
    expect(github.comments).toHaveLength(2);
  });
});

test("a base document is what is compared with", async () => {
  const before = writtenForm({ ...document, assignments: document.assignments.slice(1) });
  const { code } = await run({
    from: inputsOf().from,
    base: file("base.json", JSON.stringify(before)),
    "fail-on": "never",
  });
  expect(code).toBe(0);
  expect(github.comments[0]?.body).toContain("access: 1 gained, 0 lost");
});

describe("30,000 findings", () => {
  const PAIRS = Array.from({ length: 30_300 }, (_, at) => ({
    account: `account-${Math.floor(at / 101)}`,
    permissionSet: `Set${at % 101}`,
  }));
  /** One grant without its role, which is the worst; the other roles have nobody. */
  const many = {
    schema: "idc-doctor/organization/1",
    accounts: Array.from({ length: 300 }, (_, at) => ({ id: String(100_000_000_000 + at), name: `account-${at}` })),
    users: [{ userName: "alice@example.com" }],
    groups: [{ displayName: "Team", members: ["alice@example.com"] }],
    permissionSets: Array.from({ length: 101 }, (_, at) => ({ name: `Set${at}` })),
    assignments: [{ ...PAIRS[0], group: "Team" }],
    provisionedRoles: PAIRS.slice(1),
  };

  test("SARIF within the limits and the worst first, ten annotations of a level, one comment that fits", async () => {
    const from = file("many.json", JSON.stringify(many));
    const { code, text } = await run({ from, "fail-on": "findings" });
    expect(code).toBe(1);
    expect(Number(outputs()["findings"])).toBeGreaterThan(30_000);
    const [upload] = github.uploads;
    expect(upload?.compressed).toBeLessThan(10_000_000);
    const [{ results, invocations }] = JSON.parse(upload?.text ?? "").runs;
    expect(results).toHaveLength(25_000);
    const levels = results.map(({ level }: { level: string }) => ["error", "warning", "note"].indexOf(level));
    expect(levels[0]).toBe(0);
    expect(levels).toEqual([...levels].sort((a, b) => a - b));
    expect(invocations[0].toolExecutionNotifications[0].message.text).toMatch(/^\d+ less severe findings left out/);
    const lines = obeyed(text);
    expect(lines.filter((line) => line.startsWith("::notice "))).toHaveLength(10);
    expect(lines.at(-1)).toMatch(/further messages of this level/);
    expect(github.comments).toHaveLength(1);
    expect(github.comments[0]?.body.length).toBeLessThan(30_000);
  });
});

describe("what GitHub or the workflow does not allow", () => {
  test("a refused upload or comment is a warning that says what the job needs; the outcome stays", async () => {
    github.refused = /sarifs|comments/;
    const { code, text } = await run({ ...inputsOf(), "access-tests": "", "fail-on": "tests" });
    const warnings = obeyed(text).filter((line) => line.startsWith("::warning title=idc-doctor::"));
    expect(code).toBe(0);
    expect(warnings).toEqual([
      expect.stringContaining("security-events: write"),
      expect.stringContaining("pull-requests: write"),
    ]);
    expect(text).not.toContain(TOKEN);
  });

  test("a push has no comment", async () => {
    await run(inputsOf(), { ref: "refs/heads/main" });
    expect(github.requests).toEqual(["POST /repos/example/access/code-scanning/sarifs"]);
  });

  test.each([
    { what: "new-findings", inputs: { "fail-on": "new-findings" }, code: 1 },
    { what: "tests", inputs: { "fail-on": "tests" }, code: 0 },
    { what: "nothing looked for", inputs: { "fail-on": "new-findings", scan: "false" }, code: 0 },
  ])("fail-on $what", async ({ inputs, code }) => {
    expect((await run({ ...inputsOf(), "access-tests": "", ...inputs })).code).toBe(code);
  });

  test.each([
    [{ "fail-on": "sometimes" }, "The input fail-on has a value that it cannot have. It takes never, tests"],
    [{ scan: "yes" }, "It takes true, false"],
    [{ category: "a/b" }, "The input category"],
    [{ from: "/nowhere.json" }, "/nowhere.json"],
  ])("%j is an error of one line", async (inputs, words) => {
    const { code, text } = await run({ ...inputsOf(), ...inputs });
    expect(code).toBe(1);
    expect(text.trimEnd().split("\n")).toEqual([expect.stringContaining(words)]);
    expect(text).toMatch(/^::error title=idc-doctor::/);
  });
});

test("the examples name inputs that there are", () => {
  const page = readFileSync(join(import.meta.dirname, "../docs/github-action.md"), "utf8");
  const blocks = [...page.matchAll(/```yaml\n(.*?)```/gs)].map(([, text]) => text ?? "");
  expect(blocks.length).toBeGreaterThan(2);
  const workflows = blocks.map((text) => parse(text));
  const steps = workflows.flatMap(({ jobs = {} }) =>
    Object.values(jobs as Record<string, { steps?: readonly { uses?: string; with?: object }[] }>).flatMap(
      ({ steps: own = [] }) => own,
    ),
  );
  const ours = steps.filter(({ uses = "" }) => uses.startsWith("OWNER/idc-doctor/action@"));
  expect(ours.length).toBeGreaterThan(1);
  for (const { uses = "", with: given = {} } of ours) {
    expect(uses).toBe(`OWNER/idc-doctor/action@v${packageJson.version}`);
    expect(Object.keys(given).filter((name) => !(name in action.inputs))).toEqual([]);
  }
});

test("a plan may come under the input's earlier name", () => {
  expect(readInputs({ "INPUT_TERRAFORM-PLAN": "plan.json" }).plan).toBe("plan.json");
});

test("an entry of the baseline that accepts nothing is a notice", async () => {
  const ended = '{ cause: group-empty, reason: agreed, until: "2020-01-31" }';
  const fits = '{ cause: group-empty, reason: agreed, until: "2999-12-31" }';
  const baseline = file("baseline.yaml", `accept:\n  - ${fits}\n  - ${ended}\n`);
  const { text } = await run({ from: inputsOf().from, baseline });
  expect(obeyed(text).filter((line) => line.includes("baseline"))).toEqual([
    "::notice title=Baseline::Entry 2 of the baseline accepts nothing: its last day was 2020-01-31",
  ]);
});
