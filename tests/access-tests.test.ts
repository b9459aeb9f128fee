/** `test <file>` as the bundled command, on a saved document. The plan of a real Terraform run is tested in terraform.test.ts. */
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { runCli } from "./support/cli.ts";

const folder = mkdtempSync(join(tmpdir(), "idc-doctor-access-"));
function file(name: string, text: string): string {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
}

const scene = parse(readFileSync(join(import.meta.dirname, "../scenes/article-not-in-group.yaml"), "utf8"));
const saved = file("organization.json", JSON.stringify(scene.document));

const PASSES = '  - { group: Developers, account: "123456789012", set: ReadOnly, can: true }\n';
const FAILS =
  '  - { name: "<alice> & \\"co\\"", user: alice.moreau@example.com, account: "*", set: ReadOnly, can: true }\n';

describe.concurrent("the bundled command", () => {
  test.each([
    { what: "0: all pass", rows: PASSES, code: 0, words: "1 test: 1 passed, 0 failed, 0 undecided" },
    { what: "1: some fail", rows: PASSES + FAILS, code: 1, words: "user alice.moreau@example.com" },
    {
      what: "1: a typo",
      rows: PASSES.replace("Developers", "Developer"),
      code: 1,
      words: 'There is no group "Developer"',
    },
  ])("ends with $what", async ({ rows, code, words }) => {
    const ended = await runCli(["test", "-", "--from", saved], {}, `expect:\n${rows}`);
    expect(ended).toMatchObject({ code, stderr: "" });
    expect(ended.stdout).toContain(words);
  });

  test.each([
    {
      what: "an account without quotes",
      rows: PASSES.replaceAll('"', ""),
      words: "expect[0].account: a string is expected here: write the account id in quotes",
    },
    { what: "an unknown field", rows: PASSES.replace("can:", "cann:"), words: "expect[0].cann" },
    { what: "both subjects", rows: PASSES.replace("group:", "user: x, group:"), words: "needs either user or group" },
  ])("ends with 2: $what", async ({ rows, words }) => {
    const ended = await runCli(["test", "-", "--from", saved], {}, `expect:\n${rows}`);
    expect(ended).toMatchObject({ code: 2, stdout: "" });
    expect(ended.stderr).toContain(words);
  });

  test("tests what a CloudFormation template would leave, and says what it cannot tell", async () => {
    const template = file(
      "template.yaml",
      `Resources:
  Team:
    Type: AWS::IdentityStore::Group
    Properties: { IdentityStoreId: d-1234567890, DisplayName: Newcomers }
  Set:
    Type: AWS::SSO::PermissionSet
    Properties: { InstanceArn: !Sub "x", Name: Deployer }
  Assign:
    Type: AWS::SSO::Assignment
    Properties:
      TargetId: 123456789012
      PermissionSetArn: !GetAtt Set.PermissionSetArn
      PrincipalType: GROUP
      PrincipalId: !GetAtt Team.GroupId
`,
    );
    const rows = 'expect:\n  - { group: Newcomers, account: "123456789012", set: Deployer, can: false }\n';
    const ended = await runCli(["test", "-", "--from", saved, "--with", template], {}, rows);
    expect(ended).toMatchObject({ code: 1, stderr: "" });
    const said = ended.stdout.replace(/\s+/g, " ");
    expect(said).toContain("group Newcomers");
    expect(said).toContain("Not examined: deletions: a template says what is to be there");
    expect(said).toContain("as the CloudFormation template would leave it");
  });

  test.each([
    { flags: ["--parameter", "Account=1"], words: "was given without a template" },
    { flags: ["--with", "t.yaml", "--parameter", "Account"], words: "not a parameter of a template" },
  ])("refuses $flags", async ({ flags, words }) => {
    file("t.yaml", "Resources:\n  S: { Type: AWS::SSO::PermissionSet, Properties: { Name: x } }\n");
    const given = flags.map((flag) => (flag === "t.yaml" ? join(folder, flag) : flag));
    const ended = await runCli(["test", "-", "--from", saved, ...given], {}, `expect:\n${PASSES}`);
    expect(ended).toMatchObject({ code: 2, stdout: "" });
    expect(ended.stderr).toContain(words);
  });

  test("refuses a template that changes nobody's access", async () => {
    const template = file("bucket.yaml", "Resources:\n  B: { Type: AWS::S3::Bucket }\n");
    const ended = await runCli(["test", "-", "--from", saved, "--with", template], {}, `expect:\n${PASSES}`);
    expect(ended).toMatchObject({ code: 2, stdout: "" });
    expect(ended.stderr).toContain("has nothing of IAM Identity Center");
  });

  test("ends with 3 where the snapshot never asked", async () => {
    const coverage = { walk: "pairs", blindSpot: null, gaps: [], neverAsked: ["units"] };
    const from = file("no-units.json", JSON.stringify({ ...scene.document, coverage }));
    const rows = 'expect:\n  - { user: "*", account: "ou:Prod", set: "*", can: false }\n';
    const ended = await runCli(["test", "-", "--from", from], {}, rows);
    expect(ended.code, ended.stderr).toBe(3);
    expect(ended.stdout.replace(/\s+/g, " ")).toContain("the snapshot never asked for organizational units");
  });

  test("writes JUnit", async () => {
    const ended = await runCli(["test", "-", "--from", saved, "--output", "junit"], {}, `expect:\n${PASSES}${FAILS}`);
    expect(ended.code).toBe(1);
    expect(ended.stdout).toContain('<testsuites tests="2" failures="1" errors="0">');
    expect(ended.stdout).toContain('name="&lt;alice&gt; &amp; &quot;co&quot;"');
    expect(ended.stdout.match(/<testcase /g)).toHaveLength(2);
    expect(ended.stdout.match(/<failure /g)).toHaveLength(1);
  });

  test("writes JSON", async () => {
    const ended = await runCli(["test", "-", "--from", saved, "--output", "json"], {}, `expect:\n${PASSES}${FAILS}`);
    expect(JSON.parse(ended.stdout)).toMatchObject({
      schema: "idc-doctor/access-tests/1",
      total: 2,
      tests: [{ outcome: "passed" }, { outcome: "failed" }],
    });
  });
});
