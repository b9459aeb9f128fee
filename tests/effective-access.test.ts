/**
 * who-can and what-can: they say what the lab's own portal shows, and the bundled command prints it.
 *
 * Options: IDC_DOCTOR_CASES (default 60), IDC_DOCTOR_SEED (printed with every run, and with a failure).
 */
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { answerWhatCan, answerWhoCan } from "../src/app/effective-access.ts";
import type { AccessRow, EffectiveAccess, EntitledRow } from "../src/model/effective-access.ts";
import { loadOrganizationDocument } from "../src/model/organization-document/load.ts";
import { entitle, TENANT } from "./agreement/entitlements.ts";
import { INJECTED_FAULTS } from "./agreement/faults/index.ts";
import { documentOf, organizations } from "./agreement/organization.ts";
import { createRandom } from "./agreement/random.ts";
import { accountAccessPortalOf } from "./support/account-access-portal.ts";
import { type Answered, runInProcess } from "./support/in-process.ts";
import { openLab, type TestLab } from "./support/lab.ts";

const CASES = Number(process.env["IDC_DOCTOR_CASES"] ?? 60);
const SEED = Number(process.env["IDC_DOCTOR_SEED"] ?? Date.now() % 2 ** 31);

let lab: TestLab;
beforeAll(async () => {
  lab = await openLab({ limits: "off" });
});
afterAll(() => lab.close());

const cases = fc
  .record({
    draft: organizations,
    isEntitled: fc.boolean(),
    seed: fc.nat(1000),
    // A fault may be put in once only: two crowds of groups would bear the same ids.
    faults: fc.uniqueArray(fc.record({ at: fc.nat(INJECTED_FAULTS.length - 1), seed: fc.nat(100) }), {
      maxLength: 3,
      selector: ({ at }) => at,
    }),
  })
  .map(({ draft, isEntitled, seed, faults }) => {
    const copy = structuredClone(draft);
    for (const fault of faults) INJECTED_FAULTS[fault.at]?.inject(copy, fault.seed);
    // After the faults, which rename groups and users.
    if (isEntitled) entitle(copy, createRandom(seed));
    return copy;
  });

/** What the portal lists: what works, and what has lost its role in IAM, which the portal does not look at (facts C4). */
const isListed = ({ can, stage }: AccessRow | EntitledRow): boolean => can === "yes" || stage === "role session";

const grantsIn = ({ rows }: EffectiveAccess, word: (row: AccessRow) => string): readonly string[] =>
  rows.filter(isListed).map(word).sort();

const entitledIn = ({ entitled }: EffectiveAccess, word: (row: EntitledRow) => string): readonly string[] =>
  entitled.filter(isListed).map(word).sort();

/** `<role> opens` for each role that the account access portal lists, whether the runtime API gives it or refuses. */
async function entitledByPortal(userName: string): Promise<readonly string[]> {
  const portal = await accountAccessPortalOf({ labUrl: lab.url, tenantId: TENANT }, userName);
  const roles = (await portal?.roles()) ?? [];
  const words = roles.map(async (arn) => `${arn} ${(await portal?.opens(arn)) ? "yes" : "no"}`);
  return (await Promise.all(words)).sort();
}

test(`what-can and who-can are what the two portals show in ${CASES} organizations (seed ${SEED})`, {
  timeout: 30_000 + CASES * 2000,
}, async () => {
  let listed = 0;
  let [opened, refused] = [0, 0];
  await fc.assert(
    fc.asyncProperty(cases, async (draft) => {
      await lab.put(documentOf(draft));
      const loaded = loadOrganizationDocument(await lab.document());
      if (loaded.kind === "invalid") throw new Error(JSON.stringify(loaded.problems));
      const { document } = loaded;
      const seen: string[] = [];
      for (const { userName } of document.users) {
        const portal = await lab.portalOf(userName);
        const shown = [...(portal?.accounts ?? [])]
          .flatMap(([account, roles]) => roles.map((role) => `${account} ${role}`))
          .sort();
        const access = answerWhatCan(document, userName);
        expect(grantsIn(access, ({ account, permissionSet }) => `${account.id} ${permissionSet.name}`)).toEqual(shown);
        seen.push(...shown.map((grant) => `${userName} ${grant}`));
        const byPortal = await entitledByPortal(userName);
        expect(entitledIn(access, ({ role, can }) => `${role.arn} ${can}`)).toEqual(byPortal);
        seen.push(...byPortal.map((role) => `${userName} ${role}`));
        for (const role of byPortal) if (role.endsWith("yes")) opened += 1;
        for (const role of byPortal) if (role.endsWith("no")) refused += 1;
      }
      const whole = document.accounts.flatMap(({ id }) => {
        const access = answerWhoCan(document, id);
        return [
          ...grantsIn(
            access,
            ({ user, account, permissionSet }) => `${user.userName} ${account.id} ${permissionSet.name}`,
          ),
          ...entitledIn(access, ({ user, role, can }) => `${user.userName} ${role.arn} ${can}`),
        ];
      });
      expect(whole.sort()).toEqual(seen.sort());
      listed += seen.length;
    }),
    { numRuns: CASES, seed: SEED },
  );
  expect(listed).toBeGreaterThan(CASES);
  expect(opened).toBeGreaterThan(CASES / 3);
  expect(refused).toBeGreaterThan(CASES / 12);
});

const SMALL = {
  schema: "idc-doctor/organization/1",
  takenAt: "2026-03-01T12:00:00Z",
  accounts: [
    { id: "111122223333", name: "sandbox" },
    { id: "222233334444", name: "closed", state: "SUSPENDED" },
    { id: "333344445555", name: "twin" },
    { id: "444455556666", name: "twin" },
  ],
  users: [
    { userName: "alice@example.com" },
    { userName: "bob@example.com", status: "DISABLED" },
    { userName: "=cmd|calc", displayName: "Mallory" },
  ],
  groups: [{ displayName: "Readers", members: ["alice@example.com", "bob@example.com"] }],
  permissionSets: [{ name: "ReadOnly" }],
  assignments: [
    { account: "sandbox", permissionSet: "ReadOnly", group: "Readers" },
    { account: "sandbox", permissionSet: "ReadOnly", user: "=cmd|calc" },
    { account: "sandbox", permissionSet: "ReadOnly", user: "9067000001-11112222-3333-4444-5555-666677778888" },
    { account: "closed", permissionSet: "ReadOnly", user: "alice@example.com" },
  ],
};

const refusedRead = (part: Record<string, unknown>) => ({
  walk: "pairs",
  blindSpot: null,
  gaps: [
    {
      part,
      failure: {
        kind: "refused",
        service: "identitystore",
        operation: "ListGroupMemberships",
        permission: "identitystore:ListGroupMemberships",
        message: "not authorized",
      },
    },
  ],
});

function saved(document: unknown): string {
  const file = join(mkdtempSync(join(tmpdir(), "idc-doctor-")), "organization.json");
  writeFileSync(file, JSON.stringify(document));
  return file;
}

const ask = (document: unknown, ...args: string[]): Promise<Answered> =>
  runInProcess([...args, "--from", saved(document)]);

describe("the bundled command", () => {
  test("who-can: who, through what, what is broken, who is gone", async () => {
    const { code, stdout } = await ask(SMALL, "who-can", "sandbox", "ReadOnly");
    expect(code).toBe(0);
    expect(stdout).toMatch(/^2 users can use ReadOnly in sandbox \(111122223333\)/);
    const full = await ask(SMALL, "who-can", "sandbox", "ReadOnly", "--full");
    expect(full.stdout).toMatch(/^2 users can use ReadOnly\s\(arn:.*\)\sin\ssandbox\s\(111122223333\)/);
    expect(full.stdout).toMatch(/alice@example\.com \(.*\) .*via Readers \(/);
    expect(stdout).toMatch(/Can\n {2}alice@example\.com .*via Readers/);
    expect(stdout).toMatch(/Assigned but broken\n {2}bob@example\.com .*user: the user is disabled/);
    expect(stdout).toMatch(/principals that are not in the directory\n {2}USER {2}9067000001-11112222/);
  });

  test("what-can: JSON with the stage of what does not work", async () => {
    const { code, stdout } = await ask(SMALL, "what-can", "alice@example.com", "--output", "json");
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      schema: "idc-doctor/effective-access/1",
      total: 1,
      isWhole: true,
      rows: [
        { account: { name: "sandbox" }, can: "yes", stage: null, via: [{ group: { name: "Readers" } }] },
        {
          account: { name: "closed" },
          can: "no",
          stage: "account",
          reason: "the account is SUSPENDED",
          via: ["direct"],
        },
      ],
    });
  });

  test("CSV holds no formula", async () => {
    const { stdout } = await ask(SMALL, "who-can", "sandbox", "--output", "csv");
    expect(stdout.split("\r\n")).toHaveLength(5);
    expect(stdout).toContain(",'=cmd|calc,111122223333,");
  });

  test("Markdown is a table", async () => {
    const { stdout } = await ask(SMALL, "who-can", "sandbox", "--output", "markdown");
    expect(stdout).toContain("| =cmd\\|calc (");
  });

  test("an account name that two accounts bear: candidates and exit 2", async () => {
    const { code, stderr } = await ask(SMALL, "who-can", "twin");
    expect(code).toBe(2);
    expect(stderr).toMatch(/"twin" may mean 2 accounts[\s\S]*333344445555[\s\S]*444455556666/);
  });

  test("a failed read that could hide somebody: unknown, exit 3, with the permission", async () => {
    const [group] = loadedGroups();
    const document = { ...SMALL, coverage: refusedRead({ kind: "members", groupId: group }) };
    const { code, stdout, stderr } = await ask(document, "who-can", "sandbox");
    expect(code).toBe(3);
    expect(stdout).toMatch(/^at least 2 users/);
    expect(stdout).toContain("failed reads may hide others");
    expect(stderr).toContain("identitystore:ListGroupMemberships");
    // Nothing can be used in an account that is suspended, whatever was not read.
    expect((await ask(document, "who-can", "closed")).code).toBe(0);
  });

  test("a user who may be among those that were not listed: exit 3, not absent", async () => {
    const { code, stderr } = await ask(
      { ...SMALL, coverage: refusedRead({ kind: "users" }) },
      "what-can",
      "zoe@example.com",
    );
    expect(code).toBe(3);
    expect(stderr).toContain("failed reads may hide it");
  });

  test("nobody of that name: exit 2", async () => {
    const { code, stderr } = await ask(SMALL, "what-can", "zoe@example.com");
    expect(code).toBe(2);
    expect(stderr).toContain('no user called "zoe@example.com"');
  });
});

function loadedGroups(): readonly string[] {
  const loaded = loadOrganizationDocument(SMALL);
  if (loaded.kind === "invalid") throw new Error(JSON.stringify(loaded.problems));
  return loaded.document.groups.map(({ id }) => id);
}
