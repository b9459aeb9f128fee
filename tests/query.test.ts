/** `--query` selects from the JSON of every command that writes JSON, whatever else it does: one lab, one row for each command. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { commandsOf } from "../scripts/man-page/page.ts";
import { routes } from "../src/cli/main.ts";
import { freshHome } from "./support/cli.ts";
import { runInProcess } from "./support/in-process.ts";
import { openLab, type TestLab } from "./support/lab.ts";

const ACCOUNT = "111122223333";
const folder = freshHome();
const DOCUMENT = join(folder, "organization.json");
const ACCESS = join(folder, "access.yaml");
const DENIED = join(folder, "denied.txt");

const organization = {
  schema: "idc-doctor/organization/1",
  accounts: [{ id: ACCOUNT, name: "sandbox" }],
  users: [{ userName: "alice" }, { userName: "bob" }],
  groups: [{ displayName: "Developers", members: ["alice"] }],
  permissionSets: [{ name: "ReadOnly" }],
  assignments: [{ account: ACCOUNT, permissionSet: "ReadOnly", group: "Developers" }],
} as const;

let lab: TestLab;
beforeAll(async () => {
  lab = await openLab({ limits: "off" });
  await lab.put(organization as never);
  writeFileSync(DOCUMENT, JSON.stringify({ ...organization, takenAt: "2026-03-01T12:00:00Z" }));
  writeFileSync(ACCESS, `expect: [{ user: alice, account: "${ACCOUNT}", set: ReadOnly, can: true }]\n`);
  writeFileSync(DENIED, "An error occurred (AccessDenied) when calling the ListBuckets operation: Access Denied\n");
});
afterAll(() => lab.close());

const GRANT = ["alice", ACCOUNT, "ReadOnly"] as const;

/** Command, words, expression, what it selects. */
const ROWS: readonly (readonly [command: string, words: readonly string[], query: string, selected: unknown])[] = [
  ["why", GRANT, "verdict", "works"],
  ["fix", [...GRANT, "--yes"], "kind", "works-already"],
  ["fix", ["--list"], "plans", []],
  ["provision", ["ReadOnly", ACCOUNT, "--dry-run"], "kind", "rehearsed-only"],
  ["scan", ["--from", DOCUMENT], "scanned.accounts", 2],
  ["who-can", [ACCOUNT, "--from", DOCUMENT], "rows[].user.userName", ["alice"]],
  ["what-can", ["alice", "--from", DOCUMENT], "rows[].permissionSet.name", ["ReadOnly"]],
  ["matrix people", ["--from", DOCUMENT], "rows[?name=='bob'].count", [0]],
  ["matrix sets", ["--from", DOCUMENT], "cells[].count", [1]],
  ["test", [ACCESS, "--from", DOCUMENT], "tests[].outcome", ["passed"]],
  ["explain", [DENIED], "length(explanations)", 1],
  ["snapshot show", [DOCUMENT], "accounts[?name=='sandbox'].id", [ACCOUNT]],
  // As the aws CLI reads them: without quotes, with a quote of their own, numbers, JSON, and what only looks like it.
  ["snapshot show", [DOCUMENT], "accounts[?name==`sandbox`].id", [ACCOUNT]],
  ["snapshot show", [DOCUMENT], 'accounts[?name==`"sandbox"`].id', [ACCOUNT]],
  ["snapshot show", [DOCUMENT], `accounts[?id==\`"${ACCOUNT}"\`].name`, ["sandbox"]],
  ["snapshot show", [DOCUMENT], "[`[1`, `a b`, `2026-01`, `1`, `null`, ``]", ["[1", "a b", "2026-01", 1, null, ""]],
  ["snapshot diff", [DOCUMENT, DOCUMENT], "length(changes)", 0],
  ["causes", [], "[?id=='not-a-member'].id", ["not-a-member"]],
  ["permissions", ["--for", "fix"], "Version", "2012-10-17"],
  ["permissions", ["--check"], "purpose", "diagnose"],
  ["serve token", ["prometheus"], "length(token) > `10`", true],
  ["serve tokens", [], "type(@)", "array"],
  ["config list", [], "schema", "idc-doctor/settings/1"],
];

const inLab = (...args: readonly string[]) =>
  runInProcess(args, { AWS_ENDPOINT_URL: lab.url, AWS_REGION: "us-east-1", IDC_DOCTOR_HOME: folder });

test.each(ROWS)("%s %j --query %s", async (command, words, query, selected) => {
  const { stdout, stderr } = await inLab(...command.split(" "), ...words, "--quiet", "--query", query);
  expect(stdout, stderr).not.toBe("");
  expect(JSON.parse(stdout)).toEqual(selected);
});

test("every command that writes JSON has a row", () => {
  const flagsOf = ({ command }: ReturnType<typeof commandsOf>[number]) =>
    (command.parameters.flags ?? {}) as Readonly<Record<string, { readonly values?: readonly string[] }>>;
  const writing = commandsOf(routes).filter((one) => flagsOf(one)["output"]?.values?.includes("json"));
  expect(writing.filter((one) => !("query" in flagsOf(one))).map(({ name }) => name)).toEqual([]);
  expect([...new Set(ROWS.map(([name]) => name))].sort()).toEqual(writing.map(({ name }) => name).sort());
});

test.each(["text", "markdown", "ticket", "html"])("--output %s cannot show what --query selects", async (output) => {
  await lab.clearCalls();
  const { code, stdout, stderr } = await inLab("why", ...GRANT, "--output", output, "--query", "verdict");
  expect([code, stdout, await lab.calls()]).toEqual([2, "", []]);
  expect(stderr).toContain(`--output ${output} does not show. Leave out --output, or give json or yaml.\n`);
});

test("--output yaml shows what --query selects", async () => {
  const { code, stdout } = await inLab("why", ...GRANT, "--output", "yaml", "--query", "[verdict]");
  expect([code, stdout]).toEqual([0, "- works\n"]);
});

test("an expression that is none is wrong input, before anything is written", async () => {
  await lab.clearCalls();
  const { code, stderr } = await inLab("provision", "ReadOnly", ACCOUNT, "--yes", "--query", "[");
  expect([code, await lab.calls()]).toEqual([2, []]);
  expect(stderr).toContain("--query is not a JMESPath expression");
});
