/** What `scan` prints, keeps and compares: one line for each thing to do, the last scan, what is new, and a baseline. */
import { mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { WrittenDocument } from "../src/model/organization-document/written/document.ts";
import { openLab, type TestLab } from "./support/lab.ts";
import { accountIds, findingsOf, numbered, runAt, written } from "./support/outdated-organization.ts";

let lab: TestLab;
let home: string;
beforeAll(async () => {
  lab = await openLab({ limits: "off" });
});
beforeEach(async () => {
  home = mkdtempSync(join(tmpdir(), "idc-doctor-scan-"));
  await lab.put(written());
});
afterAll(() => lab.close());

const run = (...args: readonly string[]) => runAt(lab, home, args);

test("52 findings about one set are one line with its command; people are counted once", async () => {
  const { code, stdout, stderr } = await run("scan");
  expect(code, stderr).toBe(1);
  expect(stdout).toMatch(/^52 findings \(0 high, 52 medium, 0 low\) in 53 accounts, [^;]*;\s30\susers\saffected$/m);
  expect(stdout).toContain("  52 outdated\n");
  expect(stdout).toContain("medium outdated  Engineer in 52 accounts, 30 users: idc-doctor provision Engineer --all\n");
  expect(stdout.split("\n").length).toBeLessThan(20);
  const full = await run("scan", "--last", "--full");
  expect(full.stdout.match(/^medium {1}outdated \(proved\)/gm)).toHaveLength(52);
});

test("the last scan is shown again without a call, and only its owner can read it", async () => {
  expect((await run("scan", "--last")).stderr).toContain("No scan has been kept yet");
  const first = await run("scan", "--output", "json");
  await lab.clearCalls();
  const again = await run("scan", "--last", "--output", "json");
  expect(again).toMatchObject({ code: 1, stdout: first.stdout });
  expect(await lab.calls()).toEqual([]);
  const [file = "none"] = await readdir(join(home, "scans"));
  expect(statSync(join(home, "scans", file)).mode & 0o077).toBe(0);
  expect((await run("scan", "--last", "--from", "org.json")).code).toBe(2);
});

test("what is new, gone and recurred is told against the last scan, and --new counts nothing else", async () => {
  expect((await run("scan", "--new")).code).toBe(0);
  expect((await run("scan", "--new")).stdout).toMatch(/Since the scan of \S+: nothing new/);
  const repaired = accountIds.map((account, at) => ({
    account,
    permissionSet: "Engineer",
    freshness: at === 0 ? ("latest" as const) : ("outdated" as const),
  }));
  await lab.put(written({ provisionedRoles: repaired }));
  expect((await run("scan", "--new")).stdout).toContain("nothing new, 1 gone");
  await lab.put(
    written({
      assignments: [
        ...(written().assignments ?? []),
        { account: "111122223301", permissionSet: "Engineer", user: "person01" },
      ],
    }),
  );
  const worse = await run("scan", "--new");
  expect(worse.code).toBe(1);
  expect(worse.stdout).toContain("1 new (1 direct-grant), 1 recurred (1 outdated)");
  const last = findingsOf((await run("scan", "--last", "--output", "json")).stdout);
  const marked = last.findings
    .filter(({ isNew, isRecurred }) => isNew || isRecurred)
    .map(({ key }) => key.split(" ")[0]);
  expect(marked.sort()).toEqual(["direct-grant", "outdated"]);
});

test("what is new stands before everything else and is marked, however many old lines there are", async () => {
  const sets = numbered(45).map((number) => `Set${number}`);
  const many = (assignments: WrittenDocument["assignments"] = []) => {
    const pairs = sets.map((permissionSet) => ({ account: "111122223301", permissionSet }));
    return written({
      permissionSets: sets.map((name) => ({ name })),
      assignments: [...pairs.map((pair) => ({ ...pair, group: "Engineers" })), ...assignments],
      provisionedRoles: pairs.map((pair) => ({ ...pair, freshness: "outdated" as const })),
    });
  };
  await lab.put(many());
  await run("scan");
  await lab.put(many([{ account: "111122223301", permissionSet: "Set01", user: "person01" }]));
  const { code, stdout } = await run("scan", "--new");
  expect(code).toBe(1);
  expect(stdout).toContain("\n\nnew      low    direct-grant  Set01 in account-01 for person01\n\n");
  expect(stdout).toContain("… and 6 more lines, with --full");
  const last = async (output: string) => (await run("scan", "--last", "--output", output)).stdout;
  expect((await last("csv")).split("\r\n").filter((line) => /,new,\d{4}-/.test(line))).toHaveLength(1);
  expect(await last("markdown")).toMatch(
    /\| what to do \|\n\|[-|]+\n\| low \| direct-grant \(proved\) \| new \| \d{4}-/,
  );
  const { runs } = JSON.parse(await last("sarif")) as {
    runs: { results: { ruleId: string; baselineState: string; properties: { state: string } }[] }[];
  };
  const [fresh, ...old] = (runs[0]?.results ?? []).sort((a, b) => a.ruleId.localeCompare(b.ruleId));
  expect(fresh).toMatchObject({ ruleId: "direct-grant", baselineState: "new", properties: { state: "new" } });
  expect(new Set(old.map(({ baselineState, properties }) => `${baselineState} ${properties.state}`))).toEqual(
    new Set(["unchanged known"]),
  );
  await lab.put(
    many([
      { account: "111122223301", permissionSet: "Set01", user: "person01" },
      { account: "111122223301", permissionSet: "Set02", user: "person02" },
    ]),
  );
  expect((await run("scan", "--full")).stdout).toMatch(
    /^new {6}low {4}direct-grant {2}Set02 in account-01 for person02$/m,
  );
});

test("a baseline accepts findings until its last day; the exit code counts the others", async () => {
  const file = join(home, "baseline.yaml");
  const accept = (until: string) =>
    writeFileSync(
      file,
      `accept:\n  - { cause: outdated, set: Engineer, reason: "released on Monday", until: "${until}" }\n`,
    );
  accept("2999-12-31");
  const accepted = await run("scan", "--baseline", file);
  expect(accepted).toMatchObject({ code: 0, stdout: expect.stringContaining("52 findings accepted by the baseline") });
  expect(accepted.stdout).not.toContain("gone");
  const { accepted: kept } = findingsOf((await run("scan", "--last", "--output", "json")).stdout);
  expect(kept[0]).toMatchObject({ reason: "released on Monday", until: "2999-12-31" });
  accept("2020-01-31");
  expect((await run("scan", "--baseline", file)).code).toBe(1);
  writeFileSync(file, "accept:\n  - { cause: outdated, finding: x, reason: y, until: tomorrow }\n");
  const wrong = await run("scan", "--baseline", file);
  expect(wrong).toMatchObject({ code: 2, stderr: expect.stringMatching(/accept\[0\]\.until/) });
});

test("a baseline that names what is not there says so", async () => {
  const file = join(home, "baseline.yaml");
  const accept = (words: string) =>
    writeFileSync(file, `accept:\n  - { ${words}, reason: "released on Monday", until: "2999-12-31" }\n`);
  accept("cause: outdatd");
  expect(await run("scan", "--baseline", file)).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('accept[0].cause: there is no cause "outdatd". Did you mean outdated?'),
  });
  accept("cause: outdated, set: Enginer");
  expect(await run("scan", "--baseline", file)).toMatchObject({
    code: 1,
    stderr: expect.stringContaining(
      'Entry 1 of the baseline accepts nothing: there is no set "Enginer". Did you mean Engineer?',
    ),
  });
});

describe("an entry of a baseline that accepts nothing says so in one line", () => {
  const noted = async (words: string, until = "2999-12-31", reason = "agreed") => {
    const file = join(home, "baseline.yaml");
    writeFileSync(file, `accept:\n  - { ${words}, reason: "${reason}", until: "${until}" }\n`);
    const { code, stdout, stderr } = await run("scan", "--baseline", file);
    return { code, stdout, notes: stderr.split("\n").filter((line) => /baseline|accept\[/.test(line)) };
  };
  const direct = { account: "111122223301", permissionSet: "Engineer", user: "person01" };
  const withDirect = () => written({ assignments: [...(written().assignments ?? []), direct] });

  test.each([
    {
      what: "it has ended",
      words: "cause: outdated",
      until: "2020-01-31",
      line: "accepts nothing: its last day was 2020-01-31",
    },
    { what: "its key", words: 'finding: "outdated x"', line: "accepts nothing: no finding has the key outdated x" },
    { what: "its words", words: "cause: direct-grant", line: "accepts nothing: no finding is as it says" },
    {
      what: "an old key of nobody",
      words: 'finding: "direct-grant x"',
      line: "accepts nothing: no finding has the key direct-grant x",
    },
  ])("$what", async ({ words, until, line }) => {
    expect((await noted(words, until)).notes).toEqual([`Entry 1 of the baseline ${line}`]);
  });

  test.each([
    { what: "no such day", until: "2027-02-30", reason: "agreed", line: "accept[0].until: there is no day 2027-02-30" },
    { what: "no reason", until: "2027-02-28", reason: "  ", line: "accept[0].reason: it is blank" },
  ])("$what is refused", async ({ until, reason, line }) => {
    expect(await noted("cause: outdated", until, reason)).toMatchObject({
      code: 2,
      notes: expect.arrayContaining([expect.stringContaining(line)]),
    });
  });

  test("a direct grant in one account is accepted by its account, as the documentation says", async () => {
    await lab.put(withDirect());
    const { stdout, notes } = await noted("cause: direct-grant, principal: person01, account: account-01");
    expect({ stdout, notes }).toMatchObject({ stdout: expect.stringContaining("1 finding accepted"), notes: [] });
  });

  test("a key of an earlier version says what to write instead", async () => {
    await lab.put(withDirect());
    const { findings } = findingsOf((await run("scan", "--output", "json")).stdout);
    const key = findings.find(({ cause }) => cause === "direct-grant")?.key ?? "";
    const user = key.split(" ").at(-1);
    const { notes, stdout } = await noted(`finding: "direct-grant ${user}"`);
    expect(stdout).not.toContain("accepted");
    expect(notes).toEqual([
      `Entry 1 of the baseline accepts nothing: the key direct-grant ${user} is of an earlier version and would accept every later assignment, too. Write an entry for each that you accept: "${key}"`,
    ]);
  });
});

test("the HTML report has one line for each thing to do and every finding, and a filter", async () => {
  const { stdout } = await run("scan", "--output", "html");
  expect(stdout).toContain("Engineer is outdated in 52 accounts");
  expect(stdout).toContain("idc-doctor provision Engineer --all");
  expect(stdout.match(/<article class="card/g)).toHaveLength(52);
  expect(stdout.match(/<script/g)).toHaveLength(1);
});

test("who-can with many people names the group that they have in common", async () => {
  const { stdout } = await run("who-can", "account-01");
  expect(stdout).toContain("30 people by Engineers: Engineer (person01, person02, person03, 27 more)");
  expect((await run("who-can", "account-01", "--full")).stdout.match(/via Engineers/g)).toHaveLength(30);
});

afterAll(() => rmSync(home, { recursive: true, force: true }));
