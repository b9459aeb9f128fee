/** What `fix` says and refuses before it writes: impact on everybody, roles' names, AWS's refusals, policies that are missing. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Connection } from "../src/app/connection.ts";
import { type Fixed, fix } from "../src/app/fix.ts";
import { provision } from "../src/app/provision.ts";
import type { WriteProgress, WriteServices } from "../src/app/write/services.ts";
import type { WrittenDocument } from "../src/model/organization-document/written/document.ts";
import { memoryJournal } from "../src/store/memory-journal.ts";
import { openLab, type TestLab } from "./support/lab.ts";
import { labConnection, testContext } from "./support/reader.ts";

const MANAGEMENT = "123456789012";
const SANDBOX = "111122223333";
const OTHER = "444455556666";
const DELEGATE = "777788889999";
const WRITES = /^(Create|Delete|Provision)/;

let lab: TestLab;
beforeAll(async () => {
  lab = await openLab({ limits: "off", provisioningMilliseconds: 0 });
});
afterAll(() => lab.close());

const organization = (more: Partial<WrittenDocument> = {}): WrittenDocument => ({
  schema: "idc-doctor/organization/1",
  organization: { delegatedAdministrators: [DELEGATE] },
  accounts: [
    { id: SANDBOX, name: "sandbox" },
    { id: OTHER, name: "other" },
    { id: DELEGATE, name: "identity" },
  ],
  users: [{ userName: "alice" }, { userName: "bob" }, { userName: "carol" }],
  groups: [{ displayName: "Readers", members: ["bob"] }],
  permissionSets: [{ name: "ReadOnly" }, { name: "Audit" }],
  assignments: [{ account: SANDBOX, permissionSet: "ReadOnly", group: "Readers" }],
  ...more,
});

const connection = (accessKeyId = MANAGEMENT, auditRole?: string): Connection => ({
  aws: labConnection(lab, {
    credentials: { accessKeyId, secretAccessKey: "lab" },
    ...(auditRole === undefined ? {} : { auditRole }),
  }),
  from: undefined,
  isRegionGiven: true,
});

async function run(user: string, set = "ReadOnly", account = SANDBOX, through = connection()): Promise<Fixed> {
  return fix({ user, account, permissionSet: set, isRegionGiven: true }, { ...services(through), isDryRun: true });
}

const services = (
  through: Connection,
  onProgress: (progress: WriteProgress) => void = () => undefined,
): WriteServices => ({
  connection: through,
  journal: memoryJournal(),
  context: testContext(),
  isDryRun: false,
  confirm: async () => true,
  onProgress,
});

async function written(): Promise<readonly string[]> {
  return (await lab.calls()).map(({ operation }) => operation).filter((operation) => WRITES.test(operation));
}

function passed(fixed: Fixed) {
  if (fixed.kind !== "rehearsed-only" || fixed.rehearsal.kind !== "passed") throw new Error(JSON.stringify(fixed));
  return { plan: fixed.plan, rehearsal: fixed.rehearsal };
}

beforeEach(async () => {
  await lab.put(organization());
  await lab.clearCalls();
});

describe("impact on everybody", () => {
  const joinable = (more: Partial<WrittenDocument> = {}) =>
    organization({
      assignments: [
        { account: SANDBOX, permissionSet: "ReadOnly", group: "Readers" },
        { account: OTHER, permissionSet: "Audit", group: "Readers" },
        { account: MANAGEMENT, permissionSet: "Audit", group: "Readers" },
      ],
      ...more,
    });

  test("who joins a group is told all that it gives elsewhere", async () => {
    await lab.put(joinable());
    const { rehearsal, plan } = passed(await run("alice"));
    expect(plan.steps.map(({ change }) => change.kind)).toEqual(["create-group-membership"]);
    const gained = rehearsal.alsoGained.map(({ accountId, permissionSetName, userName }) => [
      userName,
      accountId,
      permissionSetName,
    ]);
    expect(gained.sort()).toEqual([
      ["alice", MANAGEMENT, "Audit"],
      ["alice", OTHER, "Audit"],
    ]);
    expect(rehearsal.others).toEqual([]);
    expect(plan.warnings.join()).toContain(`the management account ${MANAGEMENT}`);
  });

  test("what the user has already is not gained", async () => {
    const document = joinable();
    await lab.put({
      ...document,
      assignments: [...(document.assignments ?? []), { account: OTHER, permissionSet: "Audit", user: "alice" }],
    });
    const { rehearsal } = passed(await run("alice"));
    expect(rehearsal.alsoGained.map(({ accountId }) => accountId)).toEqual([MANAGEMENT]);
  });

  test("a delegated administrator, who may not ask for a group's grants, finds them in the accounts", async () => {
    await lab.put(
      organization({
        assignments: [
          { account: SANDBOX, permissionSet: "ReadOnly", group: "Readers" },
          { account: OTHER, permissionSet: "Audit", group: "Readers" },
        ],
      }),
    );
    const { rehearsal } = passed(await run("alice", "ReadOnly", SANDBOX, connection(DELEGATE)));
    expect(rehearsal.alsoGained.map(({ accountId }) => accountId)).toEqual([OTHER]);
  });

  test("provisioning shows the set to everybody whom it is assigned to", async () => {
    await lab.put(
      organization({
        groups: [{ displayName: "Readers", members: ["alice", "bob"] }],
        assignments: [
          { account: SANDBOX, permissionSet: "ReadOnly", group: "Readers" },
          { account: SANDBOX, permissionSet: "ReadOnly", user: "carol" },
        ],
        provisionedRoles: [],
      }),
    );
    const { rehearsal } = passed(await run("alice"));
    expect(rehearsal.others.map(({ userName, before, after }) => [userName, before, after]).sort()).toEqual([
      ["bob", false, true],
      ["carol", false, true],
    ]);
  });

  test("a read that fails is an assumption, not nobody", async () => {
    await lab.put(joinable());
    await lab.fault({ service: "sso-admin", operation: "ListAccountAssignmentsForPrincipal", kind: "fail" });
    const { rehearsal } = passed(await run("alice"));
    expect(rehearsal.assumptions.join()).toMatch(/what the group gives in other accounts could not be read/);
  });

  test("many members: where looking ended is said", async () => {
    const people = Array.from({ length: 130 }, (_, at) => `member${at}`);
    await lab.put(
      organization({
        users: [{ userName: "alice" }, ...people.map((userName) => ({ userName }))],
        groups: [{ displayName: "Readers", members: people }],
      }),
    );
    const { rehearsal } = passed(await run("alice"));
    expect(rehearsal.assumptions.join()).toContain("not looked further than its first 100 members");
    expect(rehearsal.peopleWatched).toBe(101);
  });
});

describe("the role's name", () => {
  const recreated = (): WrittenDocument =>
    organization({
      groups: [],
      assignments: [],
      accounts: [
        {
          id: SANDBOX,
          name: "sandbox",
          iam: {
            roles: [
              {
                name: "Deploy",
                trustPolicy: {
                  Version: "2012-10-17",
                  Statement: {
                    Effect: "Allow",
                    Action: "sts:AssumeRole",
                    Principal: {
                      AWS: `arn:aws:iam::${SANDBOX}:role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_ReadOnly_0123456789abcdef`,
                    },
                  },
                },
              },
            ],
          },
        },
      ],
    });

  test("a role that is made where none is: the generic list, without an audit role", async () => {
    await lab.put(recreated());
    const { plan } = passed(await run("alice"));
    expect(plan.warnings.join("\n")).toMatch(
      /Step 1 makes a role of ReadOnly.*EKS aws-auth.*KMS key policies.*--audit-role/,
    );
  });

  test("with an audit role, the roles that name the old one", async () => {
    await lab.put(recreated());
    const { plan } = passed(
      await run("alice", "ReadOnly", SANDBOX, connection(MANAGEMENT, "OrganizationAccountAccessRole")),
    );
    expect(plan.warnings.join("\n")).toContain(`the trust policies of arn:aws:iam::${SANDBOX}:role/Deploy name it`);
  });

  test("a role that stays is not warned of", async () => {
    await lab.put(
      organization({ groups: [], assignments: [{ account: SANDBOX, permissionSet: "ReadOnly", user: "bob" }] }),
    );
    const { plan } = passed(await run("alice"));
    expect(plan.warnings.join("\n")).not.toMatch(/suffix|hexadecimal/);
  });
});

describe("customer managed policies", () => {
  const audit = () => connection(MANAGEMENT, "OrganizationAccountAccessRole");
  const withPolicies = (policies: { name: string; path?: string }[]) =>
    organization({
      groups: [],
      assignments: [],
      accounts: [{ id: SANDBOX, name: "sandbox", customerManagedPolicies: policies }],
      permissionSets: [{ name: "ReadOnly", customerManagedPolicies: [{ name: "OpsGuard", path: "/ops/" }] }],
    });

  test.each([
    { name: "missing", policies: [], words: "does not have. AWS could not" },
    { name: "another case", policies: [{ name: "opsguard", path: "/ops/" }], words: "it does have /ops/opsguard" },
    { name: "another path", policies: [{ name: "OpsGuard" }], words: "it does have /OpsGuard" },
  ])("$name: refused beforehand, with the step that creates it", async ({ policies, words }) => {
    await lab.put(withPolicies(policies));
    await lab.clearCalls();
    const fixed = await fix(
      { user: "alice", account: SANDBOX, permissionSet: "ReadOnly", isRegionGiven: true },
      services(audit()),
    );
    if (fixed.kind !== "refusal-predicted") throw new Error(JSON.stringify(fixed));
    expect(fixed.refusals.map(({ kind }) => kind)).toEqual(["customer-managed-policy-missing"]);
    expect(fixed.refusals[0]?.summary).toContain(words);
    expect(fixed.refusals[0]?.steps[0]).toContain("aws iam create-policy --policy-name OpsGuard --path /ops/");
    expect(await written()).toEqual([]);
  });

  test("there, to the letter: nothing is assumed", async () => {
    await lab.put(withPolicies([{ name: "OpsGuard", path: "/ops/" }]));
    expect(passed(await run("alice", "ReadOnly", SANDBOX, audit())).rehearsal.assumptions).toEqual([]);
  });

  test("without an audit role: a stated assumption", async () => {
    await lab.put(withPolicies([]));
    expect(passed(await run("alice")).rehearsal.assumptions.join()).toContain("/ops/OpsGuard");
  });
});

describe("refusals that are foreseen", () => {
  const provisioning = (accessKeyId: string, accounts: readonly string[]) =>
    provision("ReadOnly", accounts, services(connection(accessKeyId)));

  test("a delegated administrator and the management account", async () => {
    const result = await provisioning(DELEGATE, [MANAGEMENT]);
    expect(result).toMatchObject({ kind: "refusal-predicted", refusals: [{ kind: "delegate-in-management-account" }] });
    expect(await written()).toEqual([]);
  });

  test("a delegated administrator and a set that is in the management account", async () => {
    await lab.put(
      organization({
        assignments: [
          { account: SANDBOX, permissionSet: "ReadOnly", user: "bob" },
          { account: MANAGEMENT, permissionSet: "ReadOnly", user: "carol" },
        ],
      }),
    );
    await lab.clearCalls();
    const result = await provisioning(DELEGATE, [SANDBOX]);
    expect(result).toMatchObject({
      kind: "refusal-predicted",
      refusals: [{ kind: "delegate-and-set-of-management-account" }],
    });
    expect(await written()).toEqual([]);
  });

  test("a member account that has no part in Identity Center", async () => {
    expect(["no-api-remedy", "undecided"]).toContain((await run("alice", "ReadOnly", SANDBOX, connection(OTHER))).kind);
    await expect(provisioning(OTHER, [SANDBOX])).rejects.toThrow(
      `the credentials are of ${OTHER}, a member account of the organization of ${MANAGEMENT}, and see no instance`,
    );
    expect(await written()).toEqual([]);
  });

  test("the same from the management account is done", async () => {
    const result = await provisioning(MANAGEMENT, [SANDBOX]);
    expect(result).toMatchObject({ kind: "provisioned", accounts: [{ kind: "provisioned", isAssigned: true }] });
  });

  test("members of a group that the identity provider owns are not changed here", async () => {
    await lab.put(organization({ groups: [{ displayName: "Readers", externalId: "00g1", members: ["bob"] }] }));
    const fixed = await run("alice");
    expect(fixed).toMatchObject({ kind: "no-api-remedy", cause: { remedy: { kind: "human" } } });
    expect(JSON.stringify(fixed)).toMatch(/Okta.*Entra ID.*Google.*Active Directory/);
  });

  test("nor of a group of its own for a user that the provider owns", async () => {
    await lab.put(organization({ users: [{ userName: "alice", externalId: "00u1" }, { userName: "bob" }] }));
    expect(await run("alice")).toMatchObject({ kind: "no-api-remedy" });
  });
});
