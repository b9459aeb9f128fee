/** Small organizations that public reports led to, each with its right answer: asked, repaired and scanned on the lab. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { AssumeRoleCommand, STSClient } from "@aws-sdk/client-sts";
import { afterEach, describe, expect, test } from "vitest";
import { parse } from "yaml";
import { fix } from "../src/app/fix.ts";
import { why } from "../src/app/why.ts";
import { scan } from "../src/diagnosis/scan/scan.ts";
import type { LabOptions } from "../src/lab/index.ts";
import type { WrittenDocument } from "../src/model/organization-document/written/document.ts";
import { collectOrganization } from "../src/sources/organization/collecting/collect.ts";
import { memoryJournal } from "../src/store/memory-journal.ts";
import { callLab } from "./support/human-step.ts";
import { openLab, type TestLab } from "./support/lab.ts";
import { labConnection, labReader, testContext } from "./support/reader.ts";

let lab: TestLab;
afterEach(() => lab.close());

const DANA = "dana.okafor@example.com";
const ALICE = "alice.moreau@example.com";

async function load(file: string, options: LabOptions = {}): Promise<void> {
  lab = await openLab({ limits: "off", provisioningMilliseconds: 0, ...options });
  await lab.put(parse(readFileSync(join(import.meta.dirname, "cases/organizations", file), "utf8")) as WrittenDocument);
}

interface Asked {
  readonly user: string;
  readonly account?: string;
  readonly permissionSet?: string;
  readonly action?: string;
  /** Without it IAM of the account is not read. */
  readonly auditRole?: string | undefined;
}

const AUDIT_ROLE = "OrganizationAccountAccessRole";

const questionOf = ({ user, account, permissionSet, action }: Asked) => ({
  user,
  account: account ?? null,
  permissionSet: permissionSet ?? null,
  isRegionGiven: true,
  ...(action ? { action: { action, resource: "*", region: undefined } } : {}),
});

async function ask(asked: Asked) {
  const reader = labReader(lab, { auditRole: asked.auditRole });
  const { diagnosis } = await why(questionOf(asked), reader, testContext());
  const first = diagnosis.causes[0];
  return { diagnosis, first, ids: diagnosis.causes.map(({ id }) => id) };
}

const repair = (asked: Asked, credentials?: { accessKeyId: string; secretAccessKey: string; sessionToken: string }) =>
  fix(questionOf(asked), {
    isDryRun: false,
    connection: { aws: labConnection(lab, credentials ? { credentials } : {}), from: undefined, isRegionGiven: true },
    journal: memoryJournal(),
    context: testContext(),
    confirm: async () => true,
    onProgress: () => undefined,
  });

test("a failed request whose reason is gone is history: the role is outdated", async () => {
  await load("failed-then-corrected.yaml");
  const asked = { user: DANA, account: "workload-a", permissionSet: "Example" };
  const { diagnosis, ids, first } = await ask(asked);
  expect([diagnosis.verdict, ids]).toEqual(["stale", ["outdated"]]);
  expect(first?.summary).toContain("for a reason that no longer applies");
  expect((await repair(asked)).kind).toBe("applied");
  expect((await ask(asked)).diagnosis.verdict).toBe("works");
});

test("a caller who has the rights by now makes the assignment again", async () => {
  await load("refused-then-allowed.yaml", { enforceIam: true });
  const sts = new STSClient({
    endpoint: lab.url,
    region: "us-east-1",
    credentials: { accessKeyId: "123456789012", secretAccessKey: "lab" },
  });
  const { Credentials } = await sts.send(
    new AssumeRoleCommand({ RoleArn: "arn:aws:iam::123456789012:role/OrgDeployment", RoleSessionName: "run" }),
  );
  const fixed = await repair(
    { user: DANA, account: "management", permissionSet: "Developers" },
    {
      accessKeyId: Credentials?.AccessKeyId ?? "",
      secretAccessKey: Credentials?.SecretAccessKey ?? "",
      sessionToken: Credentials?.SessionToken ?? "",
    },
  );
  expect(fixed.kind).toBe("applied");
  expect((await lab.portalOf(DANA))?.accounts.get("123456789012")).toContain("Developers");
});

test("an orphan beside a user who never had it is nobody's grant", async () => {
  await load("orphan-and-an-unrelated-group.yaml");
  const { ids } = await ask({
    user: "intern@example.com",
    account: "123456789012",
    permissionSet: "AWSAdministratorAccess",
  });
  expect(ids).toEqual(["principal-deleted", "no-assignment"]);
});

test("without account and set: what the group had that was made again, in each account, with the events", async () => {
  await load("group-made-again-nothing-assigned.yaml");
  const { diagnosis } = await ask({ user: DANA });
  expect(diagnosis.grants.map(({ account, verdict }) => [account, verdict]).sort()).toEqual([
    ["111122223333", "not-visible"],
    ["333344445555", "not-visible"],
  ]);
  for (const { account } of diagnosis.grants) {
    const own = diagnosis.causes.filter(({ grant }) => grant?.account === account);
    expect(own[0]).toMatchObject({ id: "principal-recreated" });
    expect(own[0]?.summary).toMatch(
      /was deleted by SSOSyncFunctionRole\/\S+ \(arn:aws:sts::123456789012:assumed-role\/SSOSyncFunctionRole/,
    );
  }
});

test("the group gets its assignment back, never the user in its place", async () => {
  await load("group-deleted-and-made-again.yaml");
  const asked = { user: DANA, account: "workload-a", permissionSet: "Developer" };
  expect((await ask(asked)).first?.id).toBe("principal-recreated");
  expect((await repair(asked)).kind).toBe("applied");
  const { assignments, groups } = await lab.document();
  expect(assignments).toHaveLength(1);
  expect(assignments?.[0]).toMatchObject({ group: groups?.[0]?.id });
});

test("a failed request in a suspended account is a finding, as is the account", async () => {
  await load("failed-request-in-a-suspended-account.yaml");
  const { document } = await collectOrganization(labConnection(lab), testContext(), { isComplete: true });
  const { findings } = scan(document);
  expect(findings.map(({ cause }) => cause)).toEqual(["account-suspended"]);
  expect(findings[0]?.summary).toMatch(/ReadOnly in old-workload .* to Readers .* failed .* The account is SUSPENDED/s);
});

test("a policy is attached by an account's name as by its id, and to nothing that is not there", async () => {
  await load("policy-target-by-name.yaml");
  const asked = { user: ALICE, account: "sandbox", permissionSet: "AdministratorAccess", action: "s3:GetObject" };
  expect((await ask(asked)).diagnosis.verdict).toBe("denied");
  const { diagnosis, first } = await ask({ ...asked, auditRole: AUDIT_ROLE });
  expect([diagnosis.verdict, first?.id]).toEqual(["denied", "scp-deny"]);
  expect(first?.summary).toContain("NoS3");
  const document = (await lab.document()) as WrittenDocument & { policies: { targets: string[] }[] };
  const policies = document.policies.map((policy) => ({ ...policy, targets: ["nowhere"] }));
  await expect(lab.put({ ...document, policies } as WrittenDocument)).rejects.toThrow(/policies\[0\]\.targets\[0\]/);
});

test("an account instance of the management account gives nobody an account", async () => {
  await load("account-instance-in-the-management-account.yaml");
  const { diagnosis, first } = await ask({ user: ALICE, account: "sandbox", permissionSet: "ReadOnly" });
  expect([diagnosis.verdict, first?.id, first?.confidence]).toEqual(["not-visible", "account-instance-only", "proved"]);
  // The management account itself asked: another caller would see no more.
  expect(first?.remedy.summary).toContain("Enable the organization instance");
});

describe.each([undefined, AUDIT_ROLE])("with the audit role %s", (auditRole) => {
  test("a perimeter of the organization's own id is decided: the id is read", async () => {
    await load("rcp-principal-org-id.yaml");
    const { diagnosis } = await ask({
      ...{ user: ALICE, account: "sandbox", permissionSet: "AdministratorAccess" },
      ...{ action: "s3:GetObject", auditRole },
    });
    expect([diagnosis.verdict, diagnosis.decisions?.[0]?.answer]).toEqual(["works", "allow"]);
    expect(diagnosis.decisions?.[0]?.layers.flatMap(({ missing }) => missing)).toEqual([]);
  });

  test("an exemption that misses its own role is corrected, and never binds everybody", async () => {
    await load("scp-with-exemption.json");
    const asked = { user: ALICE, account: "sandbox", action: "aws-marketplace:Subscribe", auditRole };
    const { diagnosis, first } = await ask({ ...asked, permissionSet: "MarketplaceAdmin" });
    expect([diagnosis.verdict, first?.id, first?.confidence]).toEqual(["denied", "scp-deny", "proved"]);
    const missed = "arn:aws:iam::*:role/aws-reserved/sso.amazonaws.com/*/AWSReservedSSO_MarketplaceAdmin_*";
    expect(first?.summary).toContain(`It exempts ${missed}`);
    expect(first?.summary).toContain("requires a Region in the path");
    expect(first?.summary).not.toMatch(/everybody/);
    expect(first?.remedy.summary).toMatch(
      /exemption of MarketplaceAdmin corrected in statement "DenyMarketplaceAccess"/,
    );
    expect(JSON.stringify(first?.remedy)).toContain(`replace ${missed} by ${missed.replace("/*/AWS", "/AWS")}`);
    // The set that nothing exempts is not offered an exemption of its own.
    const other = await ask({ ...asked, permissionSet: "AdministratorAccess" });
    expect(other.first?.id).toBe("scp-deny");
    expect(other.first?.remedy.summary).not.toContain("exemption");
  });
});

/** What the steps of provision-during-last-delete.sh are: the set in one account is taken back, and provisioned meanwhile. */
test("provisioning during the last deletion leaves no role, and the set can be deleted", async () => {
  await load("provision-during-last-delete.yaml", { provisioningMilliseconds: 60_000 });
  const { instance, permissionSets, groups } = await lab.document();
  const set = { InstanceArn: instance?.arn, PermissionSetArn: permissionSets?.[0]?.arn };
  const call = (operation: string, input: object) =>
    callLab(
      lab,
      { service: "sso-admin", operation, input: { ...set, ...input } },
      { accessKeyId: "123456789012", secretAccessKey: "lab" },
    );
  const grant = { TargetId: "111122223333", TargetType: "AWS_ACCOUNT", PrincipalType: "GROUP" };
  await call("DeleteAccountAssignment", { ...grant, PrincipalId: groups?.[0]?.id });
  await call("ProvisionPermissionSet", { TargetType: "ALL_PROVISIONED_ACCOUNTS" });
  await lab.advance("PT5M");
  const { provisionedRoles, requests, assignments } = await lab.document();
  expect([assignments, provisionedRoles]).toEqual([[], []]);
  expect(requests?.map(({ status }) => status)).toEqual(["SUCCEEDED", "SUCCEEDED"]);
  await call("DeletePermissionSet", {});
  expect((await lab.document()).permissionSets).toEqual([]);
});
