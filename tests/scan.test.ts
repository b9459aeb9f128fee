/** Scan from end to end: an organization seeded with known findings, collected from the lab; all are found, none invented, the plan mends them. */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { generateOrganization } from "../bench/organization/generator.ts";
import { SIZES } from "../bench/organization/sizes.ts";
import { scan } from "../src/diagnosis/scan/scan.ts";
import { derivedGroupId, derivedUserId } from "../src/model/derived-ids.ts";
import type { Findings } from "../src/model/finding.ts";
import type { OrganizationDocument } from "../src/model/organization-document/document.ts";
import { writtenForm } from "../src/model/organization-document/write.ts";
import { collectOrganization } from "../src/sources/organization/collect.ts";
import { startCli } from "./support/cli.ts";
import { openLab, type TestLab } from "./support/lab.ts";
import { labConnection, testContext } from "./support/reader.ts";

const SEED = Number(process.env["IDC_DOCTOR_SEED"] ?? 7);
const folder = mkdtempSync(join(tmpdir(), "idc-doctor-scan-"));

let lab: TestLab;
beforeAll(async () => {
  lab = await openLab({ limits: "off", provisioningMilliseconds: 0 });
});
afterAll(async () => {
  await lab.close();
  rmSync(folder, { recursive: true });
});

/** In order: every account open, every user enabled, every group with members. */
function healthy(): OrganizationDocument {
  const made = generateOrganization(SIZES.S, SEED);
  const filled = new Set(made.memberships.map(({ groupId }) => groupId));
  return {
    ...made,
    accounts: made.accounts.map((account) => ({ ...account, state: "ACTIVE" as const })),
    users: made.users.map((user) => ({ ...user, status: "ENABLED" as const })),
    assignments: made.assignments.filter(({ principal }) => principal.type === "USER" || filled.has(principal.id)),
  };
}

interface Injected {
  readonly document: OrganizationDocument;
  /** `cause account set principal`, as far as the finding is about them. */
  readonly keys: readonly string[];
}

type Row = { readonly accountId: string; readonly permissionSetArn: string };
const isSame = (a: Row, b: Row): boolean => a.accountId === b.accountId && a.permissionSetArn === b.permissionSetArn;

/** One of each kind, each in a place of its own. */
function broken(base: OrganizationDocument): Injected {
  const storeId = base.instance?.identityStoreId ?? "";
  const ghost = { type: "USER" as const, id: derivedUserId(storeId, "ghost") };
  const empty = { id: derivedGroupId(storeId, "Nobody"), displayName: "Nobody", createdAt: base.takenAt };
  // One account for each: what happens in one never touches another.
  const pairs = [...new Map(base.provisionedRoles.map((role) => [role.accountId, role])).values()];
  const [orphaned, unprovisioned, old, idle, suspended, lonely, refused] = pairs;
  const disabled = base.assignments.find(({ principal }) => principal.type === "USER")?.principal;
  const unheld = base.permissionSets.find(
    ({ arn }) =>
      !base.provisionedRoles.some(
        (role) => refused && role.accountId === refused.accountId && role.permissionSetArn === arn,
      ),
  );
  if (!orphaned || !unprovisioned || !old || !idle || !suspended || !lonely || !refused || !disabled || !unheld)
    throw new TypeError("the organization is large enough");
  const newcomer = base.users[0];
  if (!newcomer) throw new TypeError("there are users");
  return {
    document: {
      ...base,
      accounts: base.accounts.map((account) =>
        account.id === suspended.accountId ? { ...account, state: "SUSPENDED" as const } : account,
      ),
      users: base.users.map((user) => (user.id === disabled.id ? { ...user, status: "DISABLED" as const } : user)),
      groups: [...base.groups, empty],
      assignments: [
        ...base.assignments.filter((row) => !isSame(row, idle)),
        { accountId: orphaned.accountId, permissionSetArn: orphaned.permissionSetArn, principal: ghost },
        {
          accountId: lonely.accountId,
          permissionSetArn: lonely.permissionSetArn,
          principal: { type: "GROUP", id: empty.id },
        },
      ],
      provisionedRoles: base.provisionedRoles
        .filter((role) => !isSame(role, unprovisioned))
        .map((role) => (isSame(role, old) ? { ...role, freshness: "outdated" as const } : role)),
      requests: [
        {
          kind: "create-assignment",
          id: "0a0a0a0a-0000-4000-8000-000000000001" as OrganizationDocument["requests"][number]["id"],
          status: "FAILED",
          failureReason: "Received a 409 status error: Cannot exceed quota for RolesPerAccount: 1000",
          accountId: refused.accountId,
          permissionSetArn: unheld.arn,
          principal: { type: "USER", id: newcomer.id },
          createdAt: new Date(Date.parse(base.takenAt) - 60_000).toISOString(),
        },
      ],
    },
    keys: [
      `principal-deleted ${ghost.id}`,
      `not-provisioned ${unprovisioned.accountId} ${unprovisioned.permissionSetArn}`,
      `outdated ${old.accountId} ${old.permissionSetArn}`,
      `provisioned-not-assigned ${idle.accountId} ${idle.permissionSetArn}`,
      `account-suspended ${suspended.accountId}`,
      `group-empty ${empty.id}`,
      `user-disabled ${disabled.id}`,
      `role-quota ${refused.accountId} ${unheld.arn} ${newcomer.id}`,
    ],
  };
}

/** Everything but the people that are assigned directly, of whom every organization has some. */
const keysOf = ({ findings }: Findings): readonly string[] =>
  findings
    .filter(({ cause }) => cause !== "direct-grant")
    .map(({ key }) => key)
    .sort();

async function collected(document: OrganizationDocument, isComplete: boolean): Promise<OrganizationDocument> {
  await lab.put(writtenForm(document));
  const accessKeyId = document.organization.managementAccountId;
  const credentials = { accessKeyId, secretAccessKey: "lab" };
  const connection = labConnection(lab, { credentials, isUnpaced: true });
  return (await collectOrganization(connection, testContext(), { isComplete })).document;
}

describe("collected from the lab", () => {
  test("an organization in order has nothing but people who are assigned directly", async () => {
    expect(keysOf(scan(await collected(healthy(), true)))).toEqual([]);
  });

  test("every kind is found, and nothing is invented", async () => {
    const { document, keys } = broken(healthy());
    expect(keysOf(scan(await collected(document, true)))).toEqual([...keys].sort());
  });

  test("the cheaper walk misses only what its blind spot names", async () => {
    const { document, keys } = broken(healthy());
    const findings = scan(await collected(document, false));
    expect(findings.blindSpot).not.toBeNull();
    const missed = keys.filter((key) => !keysOf(findings).includes(key));
    expect(missed.length).toBeLessThanOrEqual(1);
    expect(missed.every((key) => /^(not-provisioned|principal-deleted) /.test(key))).toBe(true);
  });
});

test("the command finds them, its plan is carried out by fix, and a second scan finds only what people must do", {
  timeout: 600_000,
}, async () => {
  const { document, keys } = broken(healthy());
  await lab.put(writtenForm(document));
  const env = { AWS_ACCESS_KEY_ID: document.organization.managementAccountId };
  const at = ["--endpoint-url", lab.url, "--region", "us-east-1"];
  const plan = join(folder, "plan.json");
  const scanned = await startCli(["scan", "--complete", ...at, "--output", "json", "--plan", plan], env).ended;
  expect({ code: scanned.code, keys: keysOf(JSON.parse(scanned.stdout) as Findings) }).toEqual({
    code: 1,
    keys: [...keys].sort(),
  });
  const steps = (JSON.parse(readFileSync(plan, "utf8")) as { steps: { change: { kind: string } }[] }).steps;
  expect(steps.map(({ change }) => change.kind).sort()).toEqual([
    "delete-account-assignment",
    "provision-permission-set",
    "provision-permission-set",
  ]);
  const fixed = await startCli(["fix", "--plan", plan, "--yes", ...at], env).ended;
  expect({ code: fixed.code, stderr: fixed.code === 0 ? "" : fixed.stderr + fixed.stdout }).toEqual({
    code: 0,
    stderr: "",
  });
  const again = await startCli(["scan", "--complete", ...at, "--output", "json"], env).ended;
  expect(keysOf(JSON.parse(again.stdout) as Findings)).toEqual(
    keys.filter((key) => !/^(principal-deleted|not-provisioned|outdated) /.test(key)).sort(),
  );
});

test("every format, from a saved document, without a way for a hostile name into it", async () => {
  const { document } = broken(healthy());
  const [first, ...others] = document.accounts;
  if (!first) throw new TypeError("there are accounts");
  const name = `=cmd|'"><img src=x onerror=alert(1)>\u001b[31m`;
  const hostile = { ...document, accounts: [{ ...first, name }, ...others.map((account) => ({ ...account, name }))] };
  await lab.put(writtenForm(hostile));
  const saved = join(folder, "hostile.json");
  const env = { AWS_ACCESS_KEY_ID: document.organization.managementAccountId };
  const save = await startCli(["snapshot", "save", saved, "--endpoint-url", lab.url], env).ended;
  expect(save.code).toBe(0);
  for (const format of ["text", "csv", "markdown", "html", "sarif", "yaml"]) {
    const { stdout, code } = await startCli(["scan", "--from", saved, "--output", format]).ended;
    expect({ format, code }).toEqual({ format, code: 1 });
    expect(stdout.length).toBeGreaterThan(200);
    expect(stdout).not.toContain("\u001b[31m");
    if (format === "html") expect(stdout).not.toContain("<img");
    if (format === "csv") expect(stdout).not.toMatch(/(^|,)"?=cmd/m);
  }
});
