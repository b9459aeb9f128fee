/** `explain` as a person runs it: what is pasted on standard input, what is answered and with which exit code; and the profiles that pasted texts lead to. */
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { stringify } from "yaml";
import type { Explained } from "../src/app/explain.ts";
import { HANDED_OVER } from "../src/diagnosis/pasted/testing/handed-over.ts";
import type { Diagnosis } from "../src/model/diagnosis.ts";
import { runCli } from "./support/cli.ts";

const explain = async (text: string) => {
  const { code, stdout, stderr } = await runCli(["explain", "-", "--output", "json"], {}, text);
  expect(stdout, stderr).not.toBe("");
  return { code, ...(JSON.parse(stdout) as Explained) };
};
const named = (what: string): string => HANDED_OVER.find((one) => one.what === what)?.text ?? "";

describe("explain", () => {
  test.each([
    {
      what: "1 where the text makes a cause likely",
      text: named("an EKS access entry without the role's path"),
      code: 1,
    },
    { what: "0 where it is understood and claims nothing", text: named("a quota of an ordinary role"), code: 0 },
    { what: "0 for kubectl", text: "error: You must be logged in to the server (Unauthorized)", code: 0 },
    {
      what: "0 for expired keys of anybody",
      text: "An error occurred (ExpiredToken) when calling the ListBuckets operation: The provided token has expired.",
      code: 0,
    },
    { what: "1 for a symptom in somebody's own words", text: "no accounts visible despite assignment", code: 1 },
    { what: "2 where nothing is understood", text: "The printer is on fire", code: 2 },
  ])("exits $what", async ({ text, code }) => {
    expect((await explain(text)).code).toBe(code);
  });

  test("lists several failures of one log apart, grouped by what is missing", async () => {
    const refused = (action: string, account: string) =>
      `Error: operation error SSO Admin: X, https response error StatusCode: 400, RequestID: 1, api error AccessDeniedException: User: arn:aws:sts::777788889999:assumed-role/tf/x is not authorized to perform: ${action} on resource: arn:aws:sso:::account/${account}`;
    const log = [
      refused("sso:CreateAccountAssignment", "111122223333"),
      refused("sso:CreateAccountAssignment", "222233334444"),
      refused("sso:ProvisionPermissionSet", "111122223333"),
      named("an inline policy by its bytes"),
    ].join("\n\n");
    const { explanations } = await explain(log);
    expect(explanations.map(({ title, times }) => [title, times])).toEqual([
      ["sso:CreateAccountAssignment was refused", 2],
      ["sso:ProvisionPermissionSet was refused on arn:aws:sso:::account/111122223333", 1],
      ["The inline policy is too large", 1],
    ]);
    expect(explanations[0]?.occurrences.map(({ account }) => account)).toEqual(["111122223333", "222233334444"]);
    expect(explanations[0]?.account).toBeNull();
  });
});

const ORGANIZATION = {
  schema: "idc-doctor/organization/1",
  takenAt: "2026-09-14T09:30:00Z",
  organization: { managementAccountId: "123456789012" },
  instance: {
    arn: "arn:aws:sso:::instance/ssoins-7223a5d90e0exam1",
    identityStoreId: "d-906ab1c2d3",
    primaryRegion: "eu-central-1",
  },
  accounts: [{ id: "111122223333", name: "sandbox", email: "sandbox@example.com" }],
  users: [{ userName: "alice.moreau@example.com" }],
  permissionSets: [{ name: "Admin", managedPolicyArns: ["arn:aws:iam::aws:policy/AdministratorAccess"] }],
  assignments: [{ account: "sandbox", permissionSet: "Admin", user: "alice.moreau@example.com" }],
};
const VALUES = "sso_account_id = 111122223333\nsso_role_name = Admin\n";
const RIGHT = `sso_start_url = https://d-906ab1c2d3.awsapps.com/start\nsso_region = eu-central-1\n${VALUES}`;

async function why(config: string, profile: string) {
  const folder = mkdtempSync(join(tmpdir(), "idc-doctor-profiles-"));
  writeFileSync(join(folder, "organization.yaml"), stringify(ORGANIZATION));
  writeFileSync(join(folder, "config"), config);
  return runCli([
    ...["why", "alice.moreau@example.com", "sandbox", "Admin", "--from", join(folder, "organization.yaml")],
    ...["--aws-config", join(folder, "config"), "--user-profile", profile, "--output", "json"],
  ]);
}
const diagnosed = async (config: string, profile: string) => {
  const { stdout, stderr } = await why(config, profile);
  expect(stdout, stderr).not.toBe("");
  return JSON.parse(stdout) as Diagnosis;
};

describe("a profile", () => {
  test("of Granted is judged like any other, in its own words", async () => {
    const granted = RIGHT.replaceAll("sso_", "granted_sso_").replace("eu-central-1", "us-east-1");
    const { causes } = await diagnosed(`[profile sandbox/Admin]\n${granted}`, "sandbox/Admin");
    expect(causes.map(({ id, confidence }) => [id, confidence])).toEqual([["wrong-region-or-start-url", "proved"]]);
    const { remedy, summary } = causes[0] ?? {};
    expect(summary).toContain("granted_sso_region = us-east-1");
    expect(JSON.stringify(remedy)).toContain(
      "granted sso login --sso-start-url https://d-906ab1c2d3.awsapps.com/start",
    );
  });

  test("with the identity provider's address has no access portal", async () => {
    const idp = RIGHT.replace("d-906ab1c2d3.awsapps.com/start", "corp.okta.com/app/amazon_aws_sso");
    const { causes } = await diagnosed(`[profile dev]\n${idp}`, "dev");
    expect(causes.map(({ id, confidence }) => [id, confidence])).toEqual([["wrong-region-or-start-url", "proved"]]);
    expect(causes[0]?.summary).toContain("identity provider's own address");
  });

  test("that assumes further roles is judged by its sign-in, and each role is named as not examined", async () => {
    const chain = `[profile base]\n${RIGHT}[profile deploy]\nrole_arn = arn:aws:iam::444455556666:role/Deploy\nsource_profile = base\n`;
    const { causes, notExamined } = await diagnosed(chain, "deploy");
    expect(causes).toEqual([]);
    expect(notExamined.map(({ what }) => what)).toContain(
      "the role arn:aws:iam::444455556666:role/Deploy, which the profile deploy assumes with the session of the permission set",
    );
  });

  test("that does not sign in is told from one that is not there", async () => {
    const config = `[profile dev]\n${RIGHT}[profile keys]\nregion = eu-west-1\n`;
    expect(await why(config, "keys")).toMatchObject({
      code: 2,
      stderr: expect.stringContaining("has no sso_start_url"),
    });
    expect(await why(config, "gone")).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('has no profile "gone"'),
    });
  });
});
