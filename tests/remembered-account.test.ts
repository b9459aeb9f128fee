/** An account's name costs the organization's list once; later one describe says that it is still right. */
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { why } from "../src/app/why.ts";
import { openLab, type TestLab } from "./support/lab.ts";
import { labReader, testContext } from "./support/reader.ts";

let lab: TestLab;
let other: TestLab;
let cacheFolder: string;
beforeAll(async () => {
  lab = await openLab({ limits: "off" });
  other = await openLab({ limits: "off" });
});
afterAll(() => Promise.all([lab.close(), other.close()]));

const organization = (...names: readonly string[]) => ({
  schema: "idc-doctor/organization/1" as const,
  accounts: names.map((name, at) => ({ id: String(111122223333 + at), name, email: `${name}@example.com` })),
  users: [{ userName: "alice" }],
  permissionSets: [{ name: "ReadOnly" }],
  assignments: names.map((_name, at) => ({
    account: String(111122223333 + at),
    permissionSet: "ReadOnly",
    user: "alice",
  })),
});

beforeEach(async () => {
  cacheFolder = mkdtempSync(join(tmpdir(), "idc-doctor-names-"));
  await lab.put(organization("sandbox", "prod"));
});

async function ask(account: string, at: TestLab = lab) {
  const question = { user: "alice", account, permissionSet: "ReadOnly", isRegionGiven: true };
  const { diagnosis } = await why(question, labReader(at, { cacheFolder }), testContext());
  return { id: diagnosis.question.account.id, lists: diagnosis.calls.byOperation["organizations:ListAccounts"] ?? 0 };
}

test.each(["sandbox", "SANDBOX", "sandbox@example.com"])("%s is listed once, then described", async (words) => {
  expect(await ask(words)).toEqual({ id: "111122223333", lists: 1 });
  expect(await ask(words)).toEqual({ id: "111122223333", lists: 0 });
});

test("the account that is remembered is looked into while its name is still checked", async () => {
  await ask("sandbox");
  const reader = labReader(lab, { cacheFolder });
  let begun: string[] = [];
  const asked: string[] = [];
  const noted = {
    ...reader,
    provisionedSets: (...args: Parameters<typeof reader.provisionedSets>) => {
      asked.push("provisioned");
      return reader.provisionedSets(...args);
    },
    assignments: (...args: Parameters<typeof reader.assignments>) => {
      asked.push("assignments");
      return reader.assignments(...args);
    },
    account: async (...args: Parameters<typeof reader.account>) => {
      // Far longer than what can begin without the name takes to begin.
      for (let turn = 0; turn < 500 && asked.length < 2; turn += 1)
        await new Promise<void>((resolve) => setImmediate(resolve));
      begun = [...new Set(asked)];
      return reader.account(...args);
    },
  };
  const question = { user: "alice", account: "sandbox", permissionSet: "ReadOnly", isRegionGiven: true };
  const { diagnosis } = await why(question, noted, testContext());
  expect(begun.sort()).toEqual(["assignments", "provisioned"]);
  expect(diagnosis.calls.byOperation["sso-admin:ListAccountAssignments"]).toBe(1);
  expect(diagnosis.question.account.id).toBe("111122223333");
});

test("a name that went to another account is listed again", async () => {
  await ask("sandbox");
  await lab.put(organization("old", "sandbox"));
  expect(await ask("sandbox")).toEqual({ id: "111122223334", lists: 1 });
});

test("a name that two accounts have is asked about each time, and one that none has is not found", async () => {
  await lab.put(organization("twin", "twin"));
  await expect(ask("twin")).rejects.toMatchObject({ code: "ambiguous" });
  await expect(ask("twin")).rejects.toMatchObject({ code: "ambiguous" });
  await lab.put(organization("sandbox", "new"));
  expect(await ask("new")).toEqual({ id: "111122223334", lists: 1 });
});

test("another endpoint has names of its own", async () => {
  await ask("sandbox");
  await other.put(organization("prod", "sandbox"));
  expect(await ask("sandbox", other)).toEqual({ id: "111122223334", lists: 1 });
  expect(await ask("sandbox")).toEqual({ id: "111122223333", lists: 0 });
});
