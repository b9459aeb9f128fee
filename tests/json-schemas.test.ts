/** Every published JSON schema is held against what the bundled command really prints, on the lab. Unknown members fail, too. */
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import { afterAll, beforeAll, expect, test } from "vitest";
import { PUBLISHED } from "../scripts/schemas/published.ts";
import { makeAlert } from "../src/app/watch/make-alert.ts";
import type { Findings } from "../src/model/finding.ts";
import { freshHome, runCli } from "./support/cli.ts";
import { runInProcess } from "./support/in-process.ts";
import { openLab, type TestLab } from "./support/lab.ts";

const FOLDER = join(import.meta.dirname, "../docs/schemas");
const ACCOUNT = "111122223333";

const folder = freshHome();
const inFolder = (name: string) => join(folder, name);
let lab: TestLab;

beforeAll(async () => {
  lab = await openLab({ limits: "off" });
  await lab.put({
    schema: "idc-doctor/organization/1",
    accounts: [{ id: ACCOUNT, name: "sandbox" }],
    users: [{ userName: "alice" }, { userName: "bob", status: "DISABLED" }],
    groups: [{ displayName: "Developers" }, { displayName: "Empty" }],
    memberships: [{ group: "Developers", user: "alice" }],
    permissionSets: [{ name: "ReadOnly" }, { name: "Operator" }],
    assignments: [
      { account: ACCOUNT, permissionSet: "ReadOnly", group: "Developers" },
      { account: ACCOUNT, permissionSet: "Operator", user: "bob" },
    ],
    provisionedRoles: [{ account: ACCOUNT, permissionSet: "Operator", freshness: "outdated" }],
  });
  expect((await cli("snapshot", "save", inFolder("before.json"))).code).toBe(0);
  writeFileSync(
    inFolder("access.yaml"),
    `expect: [{ user: alice, account: "${ACCOUNT}", set: ReadOnly, can: true }, { user: bob, account: "*", set: "*", can: true }]\n`,
  );
}, 120_000);
afterAll(() => lab.close());

const there = () => ({ AWS_ENDPOINT_URL: lab.url, AWS_REGION: "us-east-1" });
const cli = (...args: readonly string[]) => runInProcess(args, there());

/** As a watch sends it where all of the findings are new. */
function alertOf({ findings, takenAt }: Findings): unknown {
  const times = { at: takenAt, openedAt: takenAt, firstSeen: takenAt };
  return makeAlert({
    id: "1",
    organization: "prod",
    at: takenAt,
    open: { high: 0, medium: 0, low: 0 },
    undelivered: 0,
    link: null,
    kind: "webhook",
    due: findings.map((finding) => ({ kind: "opened", ...times, who: null, finding })),
  }).alert;
}

/** Objects with known members take no others: a member that the schema forgets is found. */
function strict(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(strict);
  if (typeof schema !== "object" || schema === null) return schema;
  const closed = Object.fromEntries(Object.entries(schema).map(([key, value]) => [key, strict(value)]));
  const isObject = closed["type"] === "object" && "properties" in closed && !("additionalProperties" in closed);
  return isObject ? { ...closed, additionalProperties: false } : closed;
}

function problems(name: string, json: unknown): readonly string[] {
  const schema = strict(JSON.parse(readFileSync(join(FOLDER, `${name}.json`), "utf8"))) as object;
  const ajv = new Ajv2020({ allErrors: true, strict: false, verbose: false });
  const isValid = ajv.compile(schema);
  if (isValid(json)) return [];
  return (isValid.errors ?? []).map(({ instancePath, message, params }) =>
    [instancePath, message, JSON.stringify(params)].join(" "),
  );
}

const print =
  (...args: readonly string[]) =>
  async (): Promise<unknown> =>
    JSON.parse((await cli(...args, "--output", "json")).stdout);

const outputs: readonly { readonly schema: string; readonly what: string; readonly json: () => Promise<unknown> }[] = [
  { schema: "diagnosis", what: "works", json: print("why", "alice", ACCOUNT, "ReadOnly") },
  { schema: "diagnosis", what: "every grant of a user", json: print("why", "bob") },
  { schema: "diagnosis", what: "an unknown user", json: print("why", "nobody", ACCOUNT, "ReadOnly") },
  {
    schema: "diagnosis",
    what: "an action, and a snapshot from before",
    json: () =>
      print("why", "alice", ACCOUNT, "ReadOnly", "--action", "s3:GetObject", "--before", inFolder("before.json"))(),
  },
  { schema: "fix", what: "nothing to fix", json: print("fix", "alice", ACCOUNT, "ReadOnly", "--yes") },
  { schema: "fix", what: "no API remedy", json: print("fix", "bob", ACCOUNT, "Operator", "--yes") },
  { schema: "fix", what: "rehearsed", json: print("fix", "alice", ACCOUNT, "Operator", "--dry-run") },
  {
    schema: "answer",
    what: "to a line of a list",
    json: async () => JSON.parse((await runCli(["why", "-"], there(), `alice ${ACCOUNT}\n`)).stdout),
  },
  { schema: "settings", what: "an empty configuration", json: print("config", "list") },
  { schema: "journal", what: "the plans of the journal", json: print("fix", "--list") },
  { schema: "provision", what: "rehearsed", json: print("provision", "ReadOnly", ACCOUNT, "--dry-run") },
  { schema: "provision", what: "one account", json: print("provision", "ReadOnly", ACCOUNT, "--yes") },
  { schema: "findings", what: "a scan", json: print("scan") },
  { schema: "alert", what: "what a scan found", json: async () => alertOf((await print("scan")()) as Findings) },
  {
    schema: "plan",
    what: "of a scan",
    json: async () => {
      await cli("scan", "--complete", "--plan", inFolder("plan.json"));
      return JSON.parse(readFileSync(inFolder("plan.json"), "utf8"));
    },
  },
  { schema: "effective-access", what: "who-can", json: print("who-can", ACCOUNT) },
  { schema: "effective-access", what: "what-can", json: print("what-can", "bob") },
  { schema: "matrix", what: "people by account", json: print("matrix", "people") },
  { schema: "matrix", what: "accounts by permission set", json: print("matrix", "sets") },
  { schema: "access-tests", what: "passed and failed", json: () => print("test", inFolder("access.yaml"))() },
  { schema: "organization", what: "what save wrote", json: () => print("snapshot", "show", inFolder("before.json"))() },
  {
    schema: "snapshot-diff",
    what: "an empty group goes, a member comes",
    json: async () => {
      const document = readFileSync(inFolder("before.json"), "utf8");
      writeFileSync(
        inFolder("after.json"),
        document.replaceAll('"Empty"', '"Nobody"').replaceAll('"ENABLED"', '"DISABLED"'),
      );
      return print("snapshot", "diff", inFolder("before.json"), inFolder("after.json"))();
    },
  },
  { schema: "causes", what: "the catalogue", json: print("causes") },
  { schema: "cause", what: "one cause", json: print("causes", "not-a-member") },
  {
    schema: "explanation",
    what: "a denial",
    json: async () => {
      const file = inFolder("denied.txt");
      const session = `arn:aws:sts::${ACCOUNT}:assumed-role/AWSReservedSSO_ReadOnly_99780fe663068272/alice`;
      writeFileSync(
        file,
        `User: ${session} is not authorized to perform: s3:GetObject on resource: arn:aws:s3:::b/k\n`,
      );
      return print("explain", file)();
    },
  },
  { schema: "permission-check", what: "of the lab's administrator", json: print("permissions", "--check") },
  {
    schema: "permissions",
    what: "to fix",
    json: async () => JSON.parse((await cli("permissions", "--for", "fix")).stdout),
  },
];

test.each(outputs)("$schema: $what", async ({ schema, json }) => {
  expect(problems(schema, await json())).toEqual([]);
});

test("every schema is held against an output, and refuses another", () => {
  const files = readdirSync(FOLDER).flatMap((name) => (name.endsWith(".json") ? [name.replace(".json", "")] : []));
  expect(files.sort()).toEqual(PUBLISHED.map(({ name }) => name).sort());
  expect(new Set(outputs.map(({ schema }) => schema))).toEqual(new Set(files));
  for (const name of files) expect(problems(name, { unknown: true })).not.toEqual([]);
});
