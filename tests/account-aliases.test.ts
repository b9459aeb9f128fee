/** Accounts by the alias that IAM of each account tells: read through the audit role, kept, found again, and nobody's obstacle. */
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { knownNames } from "../src/app/known-names.ts";
import { collectSnapshot } from "../src/app/snapshot.ts";
import type { WrittenDocument } from "../src/model/organization-document/written/document.ts";
import { freshHome } from "./support/cli.ts";
import { commandsAgainst } from "./support/commands-against-lab.ts";
import { callLab } from "./support/human-step.ts";
import type { Answered } from "./support/in-process.ts";
import { openLab, type TestLab } from "./support/lab.ts";
import { labConnection, testContext } from "./support/reader.ts";
import { MANAGEMENT } from "./support/sized-organization.ts";

const [SANDBOX, PAYMENTS, CLOSED] = ["111122223333", "222233334444", "333344445555"] as const;
const ROLE = "Audit";
const AUDIT = ["--audit-role", ROLE] as const;
const ALICE = "alice@example.com";

const role = {
  name: ROLE,
  trustPolicy: {
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Principal: { AWS: `arn:aws:iam::${MANAGEMENT}:root` }, Action: "sts:AssumeRole" }],
  },
};

const account = (id: string, name: string, alias: string | undefined) => ({
  id,
  name,
  iam: { roles: [role], ...(alias === undefined ? {} : { alias }) },
});

const organization: WrittenDocument = {
  schema: "idc-doctor/organization/1",
  organization: { managementAccountId: MANAGEMENT },
  accounts: [
    { id: MANAGEMENT, name: "root", iam: { alias: "acme-root" } },
    account(SANDBOX, "Playground", "acme-sandbox"),
    account(PAYMENTS, "Till", undefined),
    { ...account(CLOSED, "Old", "acme-old"), state: "SUSPENDED" },
  ],
  users: [{ userName: ALICE }],
  permissionSets: [{ name: "ReadOnly" }],
  assignments: [{ user: ALICE, account: SANDBOX, permissionSet: "ReadOnly" }],
};

let lab: TestLab;
beforeAll(async () => {
  lab = await openLab({ limits: "off" });
});
beforeEach(async () => {
  await lab.clearFaults();
  await lab.put(organization);
});
afterAll(() => lab.close());

const inAccount = (id: string, operation: string, AccountAlias: string) =>
  callLab(lab, { service: "iam", operation, input: { AccountAlias } }, { accessKeyId: id, secretAccessKey: "lab" });

const ofAliases = (calls: readonly string[]) =>
  calls.filter((name) => name === "AssumeRole" || name === "ListAccountAliases").sort();

const aliasesIn = (document: Pick<WrittenDocument, "accounts">) =>
  Object.fromEntries((document.accounts ?? []).map(({ id, alias, iam }) => [id, iam ? "IAM was not read" : alias]));

const jsonOf = ({ code, stdout, stderr }: Answered) => {
  expect(stdout, `exit ${code}: ${stderr}`).not.toBe("");
  return JSON.parse(stdout);
};

/** What `snapshot show` has. */
const kept = async ({ run }: Pick<ReturnType<typeof commandsAgainst>, "run">): Promise<WrittenDocument> =>
  jsonOf(await run("snapshot", "show", "--output", "json"));

test("read in every active account, kept beside an IAM that nobody looked at, two calls for each account", async () => {
  const commands = commandsAgainst(lab);
  const { code, stdout, calls } = await commands.counting("snapshot", "save", ...AUDIT);
  expect({ code, stdout }).toEqual({ code: 0, stdout: expect.not.stringContaining("alias") });
  expect(ofAliases(calls)).toEqual([
    "AssumeRole",
    "AssumeRole",
    "ListAccountAliases",
    "ListAccountAliases",
    "ListAccountAliases",
  ]);
  const document = await kept(commands);
  expect(aliasesIn(document)).toEqual({
    [MANAGEMENT]: "acme-root",
    [SANDBOX]: "acme-sandbox",
    [PAYMENTS]: null,
    [CLOSED]: undefined,
  });
  const { calls: without } = await commands.counting("scan", "--fresh");
  expect(ofAliases(without)).toEqual([]);
  expect(aliasesIn(await kept(commands))).toEqual(aliasesIn(document));
});

test("every command finds an account by it, and the shell offers it", async () => {
  const { run, home } = commandsAgainst(lab);
  const before = await run("why", ALICE, "acme-sandbox", "ReadOnly");
  expect(before).toMatchObject({ code: 2, stderr: expect.stringContaining("snapshot save --audit-role <role>") });
  await run("snapshot", "save", ...AUDIT);
  for (const words of [
    ["why", ALICE, "acme-sandbox", "ReadOnly"],
    ["why", ALICE, "ACME-Sandbox"],
    ["who-can", "acme-sandbox"],
    ["who-can", "acme-sandbox", "--no-refresh"],
  ]) {
    const { code, stdout, stderr } = await run(...words);
    expect([0, 1], `${words.join(" ")}: ${stderr}`).toContain(code);
    expect(stdout, words.join(" ")).toContain("Playground");
  }
  const fixed = await run("fix", ALICE, "acme-sandbox", "ReadOnly", "--dry-run");
  expect(fixed).toMatchObject({ code: 0, stdout: expect.stringContaining("Nothing to fix") });
  const unknown = await run("why", ALICE, "acme-nowhere", "ReadOnly");
  expect(unknown).toMatchObject({ code: 2, stderr: expect.not.stringContaining("--audit-role") });
  const names = await knownNames(
    { endpointUrl: lab.url, region: "us-east-1", fromFile: undefined },
    { AWS_ENDPOINT_URL: lab.url, AWS_REGION: "us-east-1", AWS_ACCESS_KEY_ID: MANAGEMENT, IDC_DOCTOR_HOME: home },
  );
  expect(names.accounts.find(({ id }) => id === SANDBOX)).toMatchObject({ alias: "acme-sandbox" });
});

test("a document has it as its account's own, or in its IAM, and the lab that loads it serves it", async () => {
  const { run, home } = commandsAgainst(lab);
  const file = join(home, "org.json");
  await run("snapshot", "save", file, ...AUDIT);
  const written = join(home, "written.json");
  writeFileSync(written, JSON.stringify(organization));
  for (const from of [file, written])
    for (const words of [
      ["why", ALICE, "acme-sandbox", "ReadOnly"],
      ["who-can", "acme-sandbox"],
    ]) {
      const { stdout, stderr } = await run(...words, "--from", from);
      expect(stdout, `${words.join(" ")} --from ${from}: ${stderr}`).toContain("Playground");
    }

  await lab.put(JSON.parse(readFileSync(file, "utf8")) as WrittenDocument);
  const aliases = () =>
    callLab(
      lab,
      { service: "iam", operation: "ListAccountAliases", input: {} },
      { accessKeyId: SANDBOX, secretAccessKey: "lab" },
    );
  expect(await aliases()).toMatchObject({ AccountAliases: ["acme-sandbox"] });
  await inAccount(SANDBOX, "DeleteAccountAlias", "acme-sandbox");
  expect(await aliases()).toMatchObject({ AccountAliases: [] });
});

test("a refusal in some accounts is named once, and no other answer is unknown for it", async () => {
  const commands = commandsAgainst(lab);
  const accounts = (organization.accounts ?? []).map((one) =>
    one.id === SANDBOX || one.id === PAYMENTS ? { ...one, iam: {} } : one,
  );
  await lab.put({ ...organization, accounts });
  const { code, stdout } = await commands.run("snapshot", "save", ...AUDIT);
  expect(code).toBe(0);
  expect(stdout.match(/alias/g)).toHaveLength(1);
  expect(stdout).toContain(`aliases of 2 accounts could not be read (${SANDBOX}, ${PAYMENTS}): sts:AssumeRole refused`);
  expect((await kept(commands)).coverage).toMatchObject({
    gaps: [],
    unreadAliases: { accountIds: [SANDBOX, PAYMENTS], failure: { operation: "AssumeRole" } },
  });
  expect(await commands.run("who-can", SANDBOX)).toMatchObject({ code: 0, stdout: expect.stringContaining(ALICE) });
  expect(jsonOf(await commands.run("matrix", "sets", "--output", "json"))).toMatchObject({ isWhole: true, unread: [] });
  expect((await kept(commands)).coverage?.unreadAliases?.accountIds).toEqual([SANDBOX, PAYMENTS]);
});

test("two accounts that swap their aliases are found by the new ones; who could not be asked keeps none that another has", async () => {
  const commands = commandsAgainst(lab);
  await inAccount(PAYMENTS, "CreateAccountAlias", "acme-payments");
  const file = join(commands.home, "before.json");
  await commands.run("snapshot", "save", file, ...AUDIT);
  await commands.run("snapshot", "save", ...AUDIT);

  await inAccount(SANDBOX, "DeleteAccountAlias", "acme-sandbox");
  await inAccount(PAYMENTS, "DeleteAccountAlias", "acme-payments");
  await inAccount(SANDBOX, "CreateAccountAlias", "acme-payments");
  await inAccount(PAYMENTS, "CreateAccountAlias", "acme-sandbox");
  // CloudTrail of the caller's account has nothing of it: what was known stays.
  expect((await commands.run("who-can", "acme-sandbox")).stdout).toContain("Playground");

  await lab.fault({ service: "iam", operation: "ListAccountAliases", kind: "refuse", accountId: PAYMENTS });
  await commands.run("snapshot", "save", ...AUDIT);
  expect(aliasesIn(await kept(commands))).toMatchObject({ [SANDBOX]: "acme-payments", [PAYMENTS]: undefined });

  await lab.clearFaults();
  await commands.run("snapshot", "save", ...AUDIT);
  for (const words of [
    ["who-can", "acme-sandbox"],
    ["why", ALICE, "acme-sandbox", "ReadOnly"],
  ])
    expect((await commands.run(...words)).stdout, words.join(" ")).toContain("Till");
  const later = join(commands.home, "after.json");
  await commands.run("snapshot", "save", later, ...AUDIT);
  const { changes } = jsonOf(await commands.run("snapshot", "diff", file, later, "--output", "json"));
  expect(changes).toMatchObject([
    {
      of: "account",
      field: "alias",
      subject: { account: { id: SANDBOX } },
      before: "acme-sandbox",
      after: "acme-payments",
    },
    {
      of: "account",
      field: "alias",
      subject: { account: { id: PAYMENTS } },
      before: "acme-payments",
      after: "acme-sandbox",
    },
  ]);
});

test("a collection that was interrupted keeps aliases and no keys, and asks for no alias twice", async () => {
  const env = { IDC_DOCTOR_HOME: freshHome() };
  const connection = { ...labConnection(lab), auditRole: ROLE, collectionAttempts: 1000 };
  const controller = new AbortController();
  const options = {
    isComplete: false,
    includesUnits: false,
    onWaiting: () => undefined,
    onTakenOver: () => undefined,
    onContinued: () => undefined,
    onProgress: () => undefined,
  };
  // The sets are waited for, so that every alias is read before the end.
  await lab.fault({ service: "sso-admin", operation: "ListPermissionSets", kind: "throttle" });
  await lab.clearCalls();
  const interrupted = collectSnapshot(connection, testContext({ signal: controller.signal }), env, options).catch(
    (error: unknown) => error,
  );
  const folder = join(env.IDC_DOCTOR_HOME, "collections");
  await expect
    .poll(() => answersIn(folder).filter(([key]) => key.startsWith("alias ")).length, { timeout: 60_000 })
    .toBe(3);
  controller.abort();
  expect(await interrupted).toBeInstanceOf(Error);

  const answers = Object.fromEntries(answersIn(folder).filter(([key]) => key.startsWith("alias ")));
  expect(answers).toEqual({
    [`alias ${MANAGEMENT}`]: "acme-root",
    [`alias ${SANDBOX}`]: "acme-sandbox",
    [`alias ${PAYMENTS}`]: null,
  });
  const files = readdirSync(env.IDC_DOCTOR_HOME, { recursive: true, withFileTypes: true }).filter((one) =>
    one.isFile(),
  );
  expect(files.length).toBeGreaterThan(0);
  for (const { parentPath, name } of files)
    expect(readFileSync(join(parentPath, name), "utf8"), name).not.toMatch(/ASIA|accessKey|secretAccess|sessionToken/i);

  await lab.clearFaults();
  await lab.clearCalls();
  const { document } = await collectSnapshot(connection, testContext(), env, options);
  expect(document.accounts.map(({ alias }) => alias)).toEqual(["acme-root", "acme-sandbox", null, undefined]);
  expect(ofAliases((await lab.calls()).map(({ operation }) => operation))).toEqual([]);
});

function answersIn(folder: string): readonly (readonly [string, unknown])[] {
  const files = readdirSync(folder, { withFileTypes: true }).filter((one) => one.isFile());
  return files.flatMap(({ name }) =>
    readFileSync(join(folder, name), "utf8")
      .split("\n")
      .flatMap((line) => {
        if (!line.startsWith("[") || !line.endsWith("]")) return [];
        return [JSON.parse(line) as readonly [string, unknown]];
      }),
  );
}
