/** `fix` of a role that no longer trusts account access manager: the role opens again, other principals stay, and undo takes it back. */
import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { GetRoleCommand, IAMClient, UpdateAssumeRolePolicyCommand } from "@aws-sdk/client-iam";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Findings } from "../src/model/finding.ts";
import type { WrittenDocument } from "../src/model/organization-document/written/document.ts";
import { accountAccessPortalOf } from "./support/account-access-portal.ts";
import { runInProcess } from "./support/in-process.ts";
import { openLab, type TestLab } from "./support/lab.ts";

const MANAGEMENT = "123456789012";
const SANDBOX = "111122223333";
const ROLE = `arn:aws:iam::${SANDBOX}:role/team/Developer`;
const APPLICATION = `arn:aws:account-access:us-east-1:${MANAGEMENT}:application/1234567890abcdef`;
const TENANT = "aa-gyxmap389";
const AUDIT = ["--audit-role", "OrganizationAccountAccessRole"];
const FIX = ["fix", "alice", SANDBOX, "Developer"];
const WRITES = /^(Create|Delete|Provision|Put|Attach|Detach|Update)/;
const EC2 = { Effect: "Allow", Principal: { Service: "ec2.amazonaws.com" }, Action: "sts:AssumeRole" };

const trust = (sourceAccount: string) => ({
  Version: "2012-10-17",
  Statement: [
    EC2,
    {
      Effect: "Allow",
      Principal: { Service: "account-access.amazonaws.com" },
      Action: ["sts:AssumeRole", "sts:SetContext"],
      Condition: { StringEquals: { "aws:SourceAccount": sourceAccount, "aws:SourceArn": APPLICATION } },
    },
  ],
});

const organization = (policy: object, roles: WrittenDocument["entitlements"] = [{ group: "Team", role: ROLE }]) =>
  ({
    schema: "idc-doctor/organization/1",
    organization: {
      managementAccountId: MANAGEMENT,
      trustedServices: ["sso.amazonaws.com", "account-access.amazonaws.com"],
    },
    accounts: [
      {
        id: SANDBOX,
        name: "sandbox",
        iam: { roles: [{ name: "Developer", path: "/team/", trustPolicy: { ...policy } }] },
      },
    ],
    users: [{ userName: "alice" }, { userName: "bob" }, { userName: "carol" }],
    groups: [{ displayName: "Team", members: ["alice", "bob"] }],
    permissionSets: [{ name: "ReadOnly" }],
    accountAccessApplications: [{ arn: APPLICATION, tenantId: TENANT }],
    entitlements: roles,
  }) satisfies WrittenDocument;

let lab: TestLab;
let iam: IAMClient;
let home: string;
beforeAll(async () => {
  lab = await openLab({ limits: "off", provisioningMilliseconds: 0 });
  const credentials = { accessKeyId: SANDBOX, secretAccessKey: "x" };
  iam = new IAMClient({ endpoint: lab.url, region: "us-east-1", credentials });
});
afterAll(async () => {
  iam.destroy();
  await lab.close();
});
beforeEach(async () => {
  home = mkdtempSync(join(tmpdir(), "idc-doctor-trust-"));
  await lab.put(organization(trust(SANDBOX)));
  await lab.clearCalls();
});

const run = (...args: string[]) =>
  runInProcess(args, { AWS_ENDPOINT_URL: lab.url, AWS_REGION: "us-east-1", IDC_DOCTOR_HOME: home });
const opens = async (...userNames: readonly string[]) =>
  Promise.all(
    userNames.map(async (userName) => {
      const portal = await accountAccessPortalOf({ labUrl: lab.url, tenantId: TENANT }, userName);
      return (await portal?.opens(ROLE)) === true;
    }),
  );
const written = async (): Promise<readonly string[]> =>
  (await lab.calls()).filter(({ operation }) => WRITES.test(operation)).map(({ operation }) => operation);
const policy = async (): Promise<ReturnType<typeof trust>> => {
  const { Role } = await iam.send(new GetRoleCommand({ RoleName: "Developer" }));
  return JSON.parse(decodeURIComponent(Role?.AssumeRolePolicyDocument ?? "{}"));
};
const setPolicy = (to: object) =>
  iam.send(new UpdateAssumeRolePolicyCommand({ RoleName: "Developer", PolicyDocument: JSON.stringify(to) }));
const unwrapped = (text: string): string => text.replace(/\s+/g, " ");

describe("a role whose trust policy names another account", () => {
  test("opens again for everybody who is entitled; undo puts the former policy back", async () => {
    expect(await opens("alice", "bob")).toEqual([false, false]);
    const fixed = await run(...FIX, ...AUDIT, "--yes");
    expect(fixed.code, fixed.stdout + fixed.stderr).toBe(0);
    expect(await written()).toEqual(["UpdateAssumeRolePolicy"]);
    expect(await opens("alice", "bob", "carol")).toEqual([true, true, false]);
    expect(await policy()).toEqual(trust(MANAGEMENT));
    const said = unwrapped(fixed.stderr);
    expect(said).toContain("Replace the trust policy of role team/Developer in sandbox");
    expect(said).toContain("bob gains role Developer");
    const planId = /--undo ([0-9a-f]+)/.exec(fixed.stdout)?.[1] ?? "";
    const undone = await run("fix", "--undo", planId, "--yes", ...AUDIT);
    expect(undone.code, undone.stdout + undone.stderr).toBe(0);
    expect(await policy()).toEqual(trust(SANDBOX));
    expect(await opens("alice", "bob")).toEqual([false, false]);
  });

  test("is printed as a patch by why, with the command", async () => {
    const { stdout } = await run("why", "alice", SANDBOX, "Developer", ...AUDIT, "--full");
    const said = unwrapped(stdout);
    expect(said).toContain("aws iam update-assume-role-policy --role-name Developer --policy-document");
    expect(said).toContain(`idc-doctor fix alice ${SANDBOX} Developer --audit-role OrganizationAccountAccessRole`);
    expect(await written()).toEqual([]);
  });

  test("is not changed by a dry run, nor without an answer", async () => {
    const dry = await run(...FIX, ...AUDIT, "--dry-run");
    expect(dry.code, dry.stdout + dry.stderr).toBe(0);
    await run(...FIX, ...AUDIT);
    expect(await written()).toEqual([]);
    expect(await policy()).toEqual(trust(SANDBOX));
  });

  test("is not changed without an audit role", async () => {
    const { stdout } = await run(...FIX, "--yes");
    expect(stdout).not.toContain("Done and verified");
    expect(await written()).toEqual([]);
  });

  test("an answer that gets lost is looked for, not sent again", async () => {
    await lab.fault({ service: "iam", operation: "UpdateAssumeRolePolicy", kind: "hang-after", times: 1 });
    const { code, stdout, stderr } = await run(...FIX, ...AUDIT, "--yes", "--timeout", "500ms");
    expect(code, stdout + stderr).toBe(0);
    expect([await written(), await opens("alice")]).toEqual([["UpdateAssumeRolePolicy"], [true]]);
  });

  test("a refusal of IAM ends the plan, and nothing is claimed", async () => {
    await lab.fault({ service: "iam", operation: "UpdateAssumeRolePolicy", kind: "refuse" });
    const { code, stdout } = await run(...FIX, ...AUDIT, "--yes");
    await lab.clearFaults();
    expect([code, await opens("alice")]).toEqual([4, [false]]);
    expect(stdout).toContain("UpdateAssumeRolePolicy");
  });

  test("undo leaves a policy alone that somebody changed meanwhile", async () => {
    const { stdout } = await run(...FIX, ...AUDIT, "--yes");
    const planId = /--undo ([0-9a-f]+)/.exec(stdout)?.[1] ?? "";
    const theirs = { ...trust(MANAGEMENT), Statement: [...trust(MANAGEMENT).Statement, { ...EC2, Sid: "Theirs" }] };
    await setPolicy(theirs);
    await lab.clearCalls();
    const undone = await run("fix", "--undo", planId, "--yes", ...AUDIT);
    expect(await written()).toEqual([]);
    expect(unwrapped(undone.stdout + undone.stderr)).toContain("is no longer the one that the plan replaces");
    expect(await policy()).toEqual(theirs);
  });
});

test("a role in the management account is corrected with the caller's own permissions", async () => {
  const role = ROLE.replace(SANDBOX, MANAGEMENT);
  const { accounts, ...rest } = organization(trust(SANDBOX), [{ group: "Team", role }]);
  await lab.put({ ...rest, accounts: accounts.map((account) => ({ ...account, id: MANAGEMENT, name: "management" })) });
  await lab.clearCalls();
  const fixed = await run("fix", "alice", MANAGEMENT, "Developer", "--yes", ...AUDIT);
  expect(fixed.code, fixed.stdout + fixed.stderr).toBe(0);
  expect(await written()).toEqual(["UpdateAssumeRolePolicy"]);
  expect((await lab.calls()).map(({ operation }) => operation)).not.toContain("AssumeRole");
  const portal = await accountAccessPortalOf({ labUrl: lab.url, tenantId: TENANT }, "alice");
  expect(await portal?.opens(role)).toBe(true);
});

test("a policy that denies account access manager is for people to correct", async () => {
  const denial = {
    Effect: "Deny",
    Principal: { Service: "account-access.amazonaws.com" },
    Action: "sts:SetContext",
  };
  await lab.put(organization({ ...trust(MANAGEMENT), Statement: [...trust(MANAGEMENT).Statement, denial] }));
  await lab.clearCalls();
  const { code, stdout } = await run(...FIX, ...AUDIT, "--yes");
  expect([code === 0, await written()]).toEqual([false, []]);
  expect(unwrapped(stdout)).toContain("replace every statement for account access manager with");
});

describe("scan --audit-role", () => {
  const gone = "906ab1c2d3-11112222-3333-4444-5555-666677778888";
  const causesIn = (stdout: string) =>
    (JSON.parse(stdout) as Findings).findings
      .map(({ cause }) => cause)
      .filter((cause) => /^entitle|principal-deleted/.test(cause))
      .sort();

  test("its plan corrects trust policies and deletes orphaned entitlements; a second scan finds neither", async () => {
    const orphan = { user: gone, role: ROLE };
    await lab.put(organization(trust(SANDBOX), [{ group: "Team", role: ROLE }, orphan]));
    await lab.clearCalls();
    const plan = join(home, "plan.json");
    const scanned = await run("scan", "--complete", ...AUDIT, "--plan", plan, "--output", "json");
    expect(causesIn(scanned.stdout), scanned.stderr).toEqual(["entitlement-trust-mismatch", "principal-deleted"]);
    expect(JSON.parse(readFileSync(plan, "utf8")).steps).toHaveLength(2);
    const fixed = await run("fix", "--plan", plan, "--yes", ...AUDIT);
    expect(fixed.code, fixed.stdout + fixed.stderr).toBe(0);
    expect(await written()).toEqual(["UpdateAssumeRolePolicy", "DeleteEntitlement"]);
    expect(await opens("alice")).toEqual([true]);
    expect((await lab.document()).entitlements).toHaveLength(1);
    const again = await run("scan", "--complete", "--fresh", ...AUDIT, "--output", "json");
    expect(causesIn(again.stdout)).toEqual([]);
  });

  test("finds roles that are gone, and those that any organization's application may take", async () => {
    const open = { ...trust(MANAGEMENT), Statement: [{ ...trust(MANAGEMENT).Statement[1], Condition: {} }] };
    await lab.put(
      organization(open, [
        { group: "Team", role: ROLE },
        { group: "Team", role: `arn:aws:iam::${SANDBOX}:role/Gone` },
      ]),
    );
    const { stdout } = await run("scan", ...AUDIT, "--output", "json");
    expect(causesIn(stdout)).toEqual(["entitled-role-trust-too-wide", "entitlement-role-missing"]);
  });

  test("a later scan without the role does not call them gone", async () => {
    const first = await run("scan", ...AUDIT, "--output", "json");
    expect(causesIn(first.stdout)).toEqual(["entitlement-trust-mismatch"]);
    const blind = JSON.parse((await run("scan", "--output", "json")).stdout) as Findings;
    expect([blind.notExamined.includes("trust policies of entitled roles"), blind.comparedWith?.gone]).toEqual([
      true,
      0,
    ]);
    const again = JSON.parse((await run("scan", ...AUDIT, "--output", "json")).stdout) as Findings;
    const [found] = again.findings.filter(({ cause }) => cause === "entitlement-trust-mismatch");
    expect([found?.isNew, found?.isRecurred]).toEqual([undefined, undefined]);
    await setPolicy(trust(MANAGEMENT));
    const mended = JSON.parse((await run("scan", ...AUDIT, "--output", "json")).stdout) as Findings;
    expect(mended.comparedWith?.gone).toBe(1);
  });

  test("without the role, or where it cannot be assumed, nothing is claimed, and it is said", async () => {
    const without = await run("scan", "--output", "json");
    expect(causesIn(without.stdout)).toEqual([]);
    const refused = await run("scan", "--audit-role", "Nobody", "--output", "json");
    expect(causesIn(refused.stdout)).toEqual([]);
    expect((JSON.parse(refused.stdout) as Findings).notExamined).toContainEqual(
      expect.stringMatching(/^trust policies of entitled roles in 111122223333 \(sts:AssumeRole: /),
    );
  });
});
