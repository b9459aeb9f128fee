/** `snapshot export` through the bundled command: what SQL counts is what who-can and what-can say of the same document. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { asyncBufferFromFile, parquetReadObjects } from "hyparquet";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { generateOrganization } from "../bench/organization/generator.ts";
import { SIZES } from "../bench/organization/sizes.ts";
import { answerWhatCan, answerWhoCan } from "../src/app/effective-access.ts";
import type { AccessRow, EffectiveAccess } from "../src/model/effective-access.ts";
import type { Principal, UserId } from "../src/model/ids.ts";
import type { OrganizationDocument } from "../src/model/organization-document/document.ts";
import { writtenForm } from "../src/model/organization-document/write.ts";
import { readFlowchart } from "../src/report/mermaid/testing/read-flowchart.ts";
import { DRAFT, openSqlite } from "../src/store/sqlite-driver.ts";
import { startCli } from "./support/cli.ts";
import { runInProcess } from "./support/in-process.ts";

const folder = mkdtempSync(join(tmpdir(), "idc-doctor-export-"));
const inFolder = (name: string): string => join(folder, name);
afterAll(() => rmSync(folder, { recursive: true }));

const TABLES = [
  "about",
  "accounts",
  "assignments",
  "effective_access",
  "effective_entitlements",
  "entitlements",
  "gaps",
  "groups",
  "memberships",
  "permission_sets",
  "provisioned",
  "users",
];

/** Of size S, with accounts, users and roles that are not well, somebody who is gone, and one failed read. */
function damaged(): OrganizationDocument {
  const made = generateOrganization(SIZES.S, 11);
  const group = made.groups.at(-1);
  const [grant] = made.assignments;
  const gone = made.users.at(-1);
  if (!group || !grant || !gone) throw new Error("The generated organization is empty");
  return {
    ...made,
    accounts: made.accounts.map((account, at) => (at % 7 === 3 ? { ...account, state: "SUSPENDED" } : account)),
    users: made.users.slice(0, -1).map((user, at) => (at % 6 === 2 ? { ...user, status: "DISABLED" } : user)),
    memberships: made.memberships.filter(({ userId }) => userId !== gone.id),
    assignments: [
      ...made.assignments.filter(({ principal }) => principal.id !== gone.id),
      { ...grant, principal: { type: "USER", id: gone.id } },
    ],
    provisionedRoles: made.provisionedRoles.map((role, at) => ({
      ...role,
      isRolePresent: at % 9 !== 4,
      freshness: at % 5 === 0 ? "outdated" : "latest",
    })),
    ...entitlementsIn(made, gone.id),
    coverage: {
      walk: "pairs",
      entitlementWalk: "accounts",
      blindSpot: "assignments of sets that are not provisioned",
      gaps: [
        {
          part: { kind: "members", groupId: group.id },
          failure: {
            kind: "refused",
            service: "identitystore",
            operation: "ListGroupMemberships",
            permission: "identitystore:ListGroupMemberships",
            message: "not authorized",
          },
        },
      ],
    },
  };
}

/** Of a user, two groups and somebody who is gone, to a role in each of two accounts. */
function entitlementsIn({ accounts, users, groups, instance }: OrganizationDocument, gone: UserId) {
  const createdAt = "1970-01-01T00:00:00Z";
  const applicationArn = "arn:aws:account-access:us-east-1:100000000000:application/1234567890abcdef";
  const principals: readonly Principal[] = [
    ...users.slice(0, 1).map(({ id }) => ({ type: "USER", id }) as const),
    ...groups.slice(0, 2).map(({ id }) => ({ type: "GROUP", id }) as const),
    { type: "USER", id: gone },
  ];
  const own = { tenantId: "aa-gyxmap389", status: "ACTIVE", tags: {}, createdAt, updatedAt: createdAt } as const;
  return {
    accountAccessApplications: instance ? [{ arn: applicationArn, instanceArn: instance.arn, ...own }] : [],
    entitlements: principals.flatMap((principal) =>
      accounts.slice(0, 2).map(({ id }) => {
        const roleArn = `arn:aws:iam::${id}:role/team/Developer`;
        return { id: `ent-${id}-${principal.id}`, applicationArn, principal, roleArn, createdAt };
      }),
    ),
  };
}

const document = damaged();
const saved = inFolder("organization.json");

type Row = Readonly<Record<string, unknown>>;
/** Rows of a table, by its name. */
type Reader = (table: string) => Promise<readonly Row[]>;

const sqliteReader =
  (path: string): Reader =>
  async (table) => {
    const database = await openSqlite(path, DRAFT);
    const rows = database.prepare(`select * from "${table}"`).all([]);
    database.close();
    return rows as readonly Row[];
  };

const parquetReader =
  (path: string): Reader =>
  async (table) =>
    parquetReadObjects({ file: await asyncBufferFromFile(join(path, `${table}.parquet`)) });

beforeAll(() => writeFileSync(saved, JSON.stringify(writtenForm(document))));

const grantsOf = (rows: readonly AccessRow[]): readonly string[] =>
  rows
    .flatMap(({ user, account, permissionSet, can, stage, reason, via }) =>
      via.map((one) =>
        JSON.stringify([
          user.id,
          account.id,
          permissionSet.arn,
          one === "direct" ? null : one.group.id,
          can,
          stage,
          reason,
        ]),
      ),
    )
    .sort();

const grantsIn = (rows: readonly Row[]): readonly string[] =>
  rows
    .map(({ user_id, account_id, permission_set_arn, group_id, can, stage, reason }) =>
      JSON.stringify([user_id, account_id, permission_set_arn, group_id, can, stage, reason]),
    )
    .sort();

describe.each([
  { name: "SQLite", path: inFolder("organization.sqlite"), readerOf: sqliteReader },
  { name: "Parquet", path: inFolder("organization.parquet"), readerOf: parquetReader },
] as const)("$name", ({ name, path, readerOf }) => {
  const read = readerOf(path);

  beforeAll(async () => {
    const { code, stdout, stderr } = await runInProcess(["snapshot", "export", saved, path]);
    expect(stderr).toContain("1 read failed, so a missing row does not prove absence");
    expect(stdout).toContain(`Written to ${path} as ${name}`);
    expect(code).toBe(0);
  });

  test("every path of everybody is a row, as what-can and who-can say", async () => {
    const rows = await read("effective_access");
    const byUsers = document.users.flatMap(({ id }) => answerWhatCan(document, id).rows);
    const byAccounts = document.accounts.flatMap(({ id }) => answerWhoCan(document, id).rows);
    expect(grantsIn(rows)).toEqual(grantsOf(byUsers));
    expect(grantsIn(rows)).toEqual(grantsOf(byAccounts));
    expect(new Set(rows.map(({ can }) => can))).toEqual(new Set(["yes", "no"]));
    expect(new Set(rows.map(({ via }) => via))).toEqual(new Set(["direct", "group"]));
    expect(rows.every(({ via, group_id }) => (via === "direct") === (group_id === null))).toBe(true);
  });

  test("every way to an entitled role is a row, as what-can and who-can say", async () => {
    const rows = await read("effective_entitlements");
    const said = (answers: readonly EffectiveAccess[]) =>
      answers
        .flatMap(({ entitled }) => entitled)
        .flatMap(({ user, role, can, via }) =>
          via.map((one) => [user.id, role.arn, one === "direct" ? null : one.group.id, can].join(" ")),
        )
        .sort();
    const told = rows
      .map(({ user_id, role_arn, group_id, can }) => [user_id, role_arn, group_id, can].join(" "))
      .sort();
    expect(told).toEqual(said(document.users.map(({ id }) => answerWhatCan(document, id))));
    expect(told).toEqual(said(document.accounts.map(({ id }) => answerWhoCan(document, id))));
    expect(told.length).toBeGreaterThan(2);
  });

  test("the other tables are the document's", async () => {
    const counts = Object.fromEntries(await Promise.all(TABLES.map(async (one) => [one, (await read(one)).length])));
    expect(counts).toMatchObject({
      accounts: document.accounts.length,
      permission_sets: document.permissionSets.length,
      // The one who is gone is named by an assignment.
      users: document.users.length + 1,
      groups: document.groups.length,
      memberships: document.memberships.length,
      assignments: document.assignments.length,
      provisioned: document.provisionedRoles.length,
      entitlements: document.entitlements.length,
      gaps: 1,
      about: 1,
    });
    const { schema, taken_at, is_whole, blind_spot, reads_as, ...about } = (await read("about"))[0] ?? {};
    expect(about).toMatchObject(Object.fromEntries(Object.entries(counts).filter(([one]) => one !== "about")));
    expect([schema, taken_at, Number(is_whole)]).toEqual(["idc-doctor/tables/1", document.takenAt, 0]);
    expect(blind_spot).toBe("assignments of sets that are not provisioned");
    expect(reads_as).toContain("does not prove absence. 1 read failed");
  });

  test("who is gone is in the users, and is called absent only because the list was read", async () => {
    const gone = (await read("users")).filter(({ in_directory }) => in_directory !== "yes");
    expect(gone).toMatchObject([{ user_name: null, status: null, in_directory: "no" }]);
    const ofGone = (await read("assignments")).filter(({ user_id }) => user_id === gone[0]?.["id"]);
    expect(ofGone).toMatchObject([{ principal_type: "USER", group_id: null }]);
  });

  test("states, freshness and gaps", async () => {
    const accounts = await read("accounts");
    expect(accounts.map(({ id, state, in_organization }) => [id, state, in_organization])).toEqual(
      document.accounts.map(({ id, state }) => [id, state, "yes"]),
    );
    const statuses = new Map((await read("users")).map(({ id, status }) => [id, status]));
    for (const { id, status } of document.users) expect(statuses.get(id)).toBe(status);
    const provisioned = await read("provisioned");
    const count = (key: string, value: string) => provisioned.filter((row) => row[key] === value).length;
    expect(count("freshness", "outdated")).toBe(
      document.provisionedRoles.filter((one) => one.freshness === "outdated").length,
    );
    expect(count("role_present", "no")).toBe(document.provisionedRoles.filter((one) => !one.isRolePresent).length);
    expect(await read("gaps")).toMatchObject([
      {
        part: "members",
        group_id: document.groups.at(-1)?.id,
        user_id: null,
        permission: "identitystore:ListGroupMemberships",
      },
    ]);
  });

  test("an earlier export is replaced, and nothing is left beside it", async () => {
    expect((await runInProcess(["snapshot", "export", saved, path])).code).toBe(0);
    expect((await read("about")).length).toBe(1);
    expect(readdirSync(folder).filter((one) => /draft|-wal|-journal|\.old/.test(one))).toEqual([]);
  });
});

test("another program reads the SQLite file: python's sqlite3", async () => {
  const path = inFolder("for-python.db");
  await runInProcess(["snapshot", "export", saved, path]);
  const program = `import sqlite3,sys
print(sqlite3.connect(sys.argv[1]).execute("select count(*) from effective_access where can = 'yes'").fetchone()[0])`;
  const asked = spawnSync("python3", ["-c", program, path], { encoding: "utf8" });
  if (asked.error) return void process.stdout.write("skipped: this machine has no python3\n");
  const expected = document.users.flatMap(({ id }) =>
    grantsOf(answerWhatCan(document, id).rows.filter(({ can }) => can === "yes")),
  );
  expect(asked.stdout).toBe(`${expected.length}\n`);
});

describe("what is refused", () => {
  test("a name that says no format, or a format that is none", async () => {
    const { code, stderr } = await runInProcess(["snapshot", "export", saved, inFolder("out")]);
    expect(code).toBe(2);
    expect(stderr).toContain("--format sqlite or --format parquet");
    const wrong = await runInProcess(["snapshot", "export", saved, inFolder("out"), "--format", "excel"]);
    expect(wrong.code).toBe(2);
    expect(wrong.stderr).toContain('Expected "excel" to be one of (sqlite|parquet)');
  });
});

test.each(["sqlite", "parquet"])("killed in the middle, the earlier export is untouched: %s", async (format) => {
  const target = inFolder(`killed.${format}`);
  expect((await runInProcess(["snapshot", "export", saved, target])).code).toBe(0);
  const read = (format === "sqlite" ? sqliteReader : parquetReader)(target);
  const before = grantsIn(await read("effective_access"));
  const large = inFolder("large.json");
  writeFileSync(large, JSON.stringify(writtenForm(generateOrganization(SIZES.M, 3))));
  const { child, ended } = startCli(["snapshot", "export", large, target]);
  const hasDraft = () =>
    readdirSync(dirname(target)).some((name) => name.startsWith(`${basename(target)}.`) && name.endsWith(".draft"));
  let isOver = false;
  void ended.then(() => {
    isOver = true;
  });
  while (!hasDraft() && !isOver) await new Promise((resolve) => setImmediate(resolve));
  child.kill("SIGKILL");
  expect((await ended).signal).toBe("SIGKILL");
  expect(hasDraft()).toBe(true);
  expect(grantsIn(await read("effective_access"))).toEqual(before);
});

describe("--output mermaid", () => {
  const grant = document.assignments.find(({ accountId, permissionSetArn }) => {
    const { isWhole, rows } = answerWhoCan(document, accountId, permissionSetArn);
    return !isWhole && rows.length > 3 && rows.length < 60;
  });
  const asked = [grant?.accountId ?? "", grant?.permissionSetArn ?? ""] as const;

  test("who-can draws every user whom it lists, and says what could not be read", async () => {
    const { code, stdout } = await runInProcess(["who-can", ...asked, "--from", saved, "--output", "mermaid"]);
    const { nodes, marked } = readFlowchart(stdout);
    const { rows } = answerWhoCan(document, ...asked);
    const users = new Set(rows.map(({ user }) => `user ${user.userName} (${user.id})`));
    expect(users.size).toBeGreaterThan(3);
    for (const user of users) expect([...nodes.values()]).toContain(user);
    expect(marked.unknown).toEqual([
      "incomplete, failed reads may hide others. Missing permissions: identitystore:ListGroupMemberships",
    ]);
    expect(code).toBe(3);
  });

  test("what-can ends in the accounts", async () => {
    const user = document.users.find(
      ({ id, status }) => status === "ENABLED" && answerWhatCan(document, id).rows.length > 3,
    );
    const { stdout } = await runInProcess(["what-can", user?.id ?? "", "--from", saved, "--output", "mermaid"]);
    const { edges } = readFlowchart(stdout);
    const accounts = answerWhatCan(document, user?.id ?? "").rows.map(
      ({ account: { id, name } }) => `account ${name} (${id})`,
    );
    for (const one of accounts) expect(edges.map(({ to }) => to)).toContain(one);
  });

  test("why marks the first broken link; --query selects from JSON alone", async () => {
    const scene = {
      schema: "idc-doctor/organization/1",
      accounts: [{ id: "111122223333", name: "sandbox" }],
      users: [{ userName: "alice@example.com" }],
      groups: [{ displayName: 'Rea"ders]', members: ["alice@example.com"] }],
      permissionSets: [{ name: "ReadOnly" }],
      assignments: [{ account: "sandbox", permissionSet: "ReadOnly", group: 'Rea"ders]' }],
      provisionedRoles: [],
    };
    const file = inFolder("scene.json");
    writeFileSync(file, JSON.stringify(scene));
    const args = ["why", "alice@example.com", "sandbox", "ReadOnly", "--from", file, "--output", "mermaid"];
    const { code, stdout } = await runInProcess(args);
    expect(code).toBe(1);
    const { edges, marked } = readFlowchart(stdout);
    expect(edges.filter(({ arrow }) => arrow === "--x")).toMatchObject([
      { from: "permission set ReadOnly", to: "role of ReadOnly in 111122223333" },
    ]);
    expect(edges.find(({ to }) => to.startsWith('group Rea"ders]'))).toMatchObject({ arrow: "-->" });
    expect(marked.broken).toEqual(["role of ReadOnly in 111122223333", "not-visible: not-provisioned (proved)"]);
    expect(marked.faint).toContain("access portal");
    expect(await runInProcess([...args, "--query", "verdict"])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining("--output mermaid does not show"),
    });
  });
});
