/** A namesake who came after the names were kept: why says that it did not look, and nothing is written before it has been asked about. */
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { commandsAgainst } from "./support/commands-against-lab.ts";
import { openLab, type TestLab } from "./support/lab.ts";
import { MANAGEMENT } from "./support/sized-organization.ts";

const SANDBOX = "111122223333";
const ORGANIZATION = {
  schema: "idc-doctor/organization/1" as const,
  organization: { managementAccountId: MANAGEMENT },
  accounts: [
    { id: SANDBOX, name: "sandbox" },
    { id: "222233334444", name: "legacy" },
  ],
  users: [{ userName: "emma1@example.com", displayName: "Emma Abbott" }],
  groups: [{ displayName: "Readers" }],
  permissionSets: [{ name: "ReadOnly" }],
  assignments: ["sandbox", "legacy"].map((account) => ({ account, permissionSet: "ReadOnly", group: "Readers" })),
};
const EMMA_2 = { userName: "emma2@example.com", displayName: "Emma Abbott" };
const LEGACY_2 = { id: "333344445555", name: "legacy" };

let lab: TestLab;
beforeAll(async () => {
  lab = await openLab({ limits: "off", provisioningMilliseconds: 0 });
});
afterAll(() => lab.close());
beforeEach(() => lab.put(ORGANIZATION));

interface Answer {
  readonly question: { readonly user: { readonly userName: string | null } };
  readonly notExamined: readonly { readonly what: string; readonly reason: string }[];
}

type Document = Awaited<ReturnType<TestLab["document"]>>;

/** The same organization with somebody new, as its kept names do not know it. */
async function join(more: Pick<Document, "users" | "accounts">): Promise<void> {
  const { users = [], accounts = [], ...document } = await lab.document();
  const [newUsers = [], newAccounts = []] = [more.users, more.accounts];
  await lab.put({ ...document, users: [...users, ...newUsers], accounts: [...accounts, ...newAccounts] });
}

async function kept() {
  const commands = commandsAgainst(lab);
  expect((await commands.run("snapshot", "save")).code).toBe(0);
  const notLookedAt = async (...words: string[]): Promise<readonly string[]> => {
    const { stdout } = await commands.run("why", ...words, "ReadOnly", "--output", "json");
    return (JSON.parse(stdout) as Answer).notExamined.map(({ what }) => what);
  };
  return { ...commands, notLookedAt };
}

const NEWER_USERS = "users who got this name in the last minute";
const NEWER_ACCOUNTS = "accounts that got this name in the last minute";

test("why says of whom it did not look whether they have the name now", async () => {
  const { notLookedAt } = await kept();
  expect(await notLookedAt("Emma Abbott", "legacy")).toEqual(expect.arrayContaining([NEWER_USERS, NEWER_ACCOUNTS]));
  expect(await notLookedAt("emma", SANDBOX)).toContain(NEWER_USERS);
  // Nobody else can have got these.
  const certain = await notLookedAt("emma1@example.com", SANDBOX);
  expect(certain.filter((what) => /got this name/.test(what))).toEqual([]);
});

test("fix asks about a person who came since", async () => {
  const { run } = await kept();
  await join({ users: [EMMA_2] });
  expect((await run("why", "Emma Abbott", "sandbox", "ReadOnly")).stdout).toContain("Emma Abbott");
  const refused = await run("fix", "Emma Abbott", "sandbox", "ReadOnly", "--yes");
  expect(refused.code).toBe(2);
  expect(refused.stderr).toMatch(/"Emma Abbott" may mean 2 users[\s\S]*emma1@example.com[\s\S]*emma2@example.com/);
  expect((await lab.document()).memberships ?? []).toEqual([]);
});

test.each([
  ["fix", "emma1@example.com", "legacy", "ReadOnly", "--yes"],
  ["provision", "ReadOnly", "legacy", "--yes"],
])("%s asks about an account that came since", async (...words) => {
  const { run } = await kept();
  await join({ accounts: [LEGACY_2] });
  const refused = await run(...words);
  expect([refused.code, refused.stderr]).toEqual([2, expect.stringContaining('"legacy" may mean 2 accounts')]);
});

test("fix repairs by name where nobody else has it", async () => {
  const { run } = await kept();
  const fixed = await run("fix", "Emma Abbott", "sandbox", "ReadOnly", "--yes");
  expect([fixed.code, fixed.stderr]).toEqual([0, expect.anything()]);
  expect((await run("why", "Emma Abbott", "sandbox", "ReadOnly")).code).toBe(0);
});
