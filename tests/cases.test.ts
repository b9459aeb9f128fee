/** Small organizations that public reports led to, each with its right answer: asked, repaired and scanned on the lab. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { AssumeRoleCommand, STSClient } from "@aws-sdk/client-sts";
import { afterEach, expect, test } from "vitest";
import { parse } from "yaml";
import { fix } from "../src/app/fix.ts";
import { why } from "../src/app/why.ts";
import { scan } from "../src/diagnosis/scan/scan.ts";
import type { WrittenDocument } from "../src/model/organization-document/written/document.ts";
import { collectOrganization } from "../src/sources/organization/collecting/collect.ts";
import { memoryJournal } from "../src/store/memory-journal.ts";
import { openLab, type TestLab } from "./support/lab.ts";
import { labConnection, labReader, testContext } from "./support/reader.ts";

let lab: TestLab;
afterEach(() => lab.close());

const DANA = "dana.okafor@example.com";
const ALICE = "alice.moreau@example.com";

async function load(file: string, enforceIam = false): Promise<void> {
  lab = await openLab({ limits: "off", provisioningMilliseconds: 0, enforceIam });
  await lab.put(parse(readFileSync(join(import.meta.dirname, "cases", file), "utf8")) as WrittenDocument);
}

interface Asked {
  readonly user: string;
  readonly account?: string;
  readonly permissionSet?: string;
  readonly action?: string;
}

const questionOf = ({ user, account, permissionSet, action }: Asked) => ({
  user,
  account: account ?? null,
  permissionSet: permissionSet ?? null,
  isRegionGiven: true,
  ...(action ? { action: { action, resource: "*", region: undefined } } : {}),
});

async function ask(asked: Asked) {
  const reader = labReader(lab, asked.action ? { auditRole: "OrganizationAccountAccessRole" } : {});
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
  await load("refused-then-allowed.yaml", true);
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
    expect(own[0]?.summary).toMatch(/was deleted by arn:aws:sts::123456789012:assumed-role\/SSOSyncFunctionRole/);
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
  const { diagnosis, first } = await ask(asked);
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
});
