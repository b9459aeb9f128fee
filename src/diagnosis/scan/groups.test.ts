/** Findings of one cause about one permission set are one line, with the one command that repairs them, where there is one. */
import { describe, expect, test } from "vitest";
import { scan } from "./scan.ts";
import { document, GONE } from "./testing/documents.ts";

const numbers = (count: number): readonly number[] => Array.from({ length: count }, (_, at) => at + 1);
const accounts = numbers(12).map((at) => ({ id: String(111122223330 + at), name: `account-${at}` }));

/** ReadOnly and Admin in these accounts, in the state that is given. */
function groups(count: number, state: object, sets: readonly string[] = ["ReadOnly"]) {
  const pairs = accounts
    .slice(0, count)
    .flatMap(({ name }) => sets.map((permissionSet) => ({ account: name, permissionSet })));
  const of = document({
    accounts,
    permissionSets: sets.map((name) => ({ name, managedPolicyArns: ["arn:aws:iam::aws:policy/ReadOnlyAccess"] })),
    assignments: pairs.map((pair) => ({ ...pair, group: "Team" })),
    provisionedRoles: pairs.map((pair) => ({ ...pair, ...state })),
  });
  return scan(of).groups;
}
const OUTDATED = { freshness: "outdated" };
const outdated = (count: number, sets?: readonly string[]) =>
  groups(count, OUTDATED, sets).filter(({ cause }) => cause === "outdated");

describe("the command", () => {
  test.each([
    { count: 1, command: "idc-doctor provision ReadOnly 111122223331" },
    { count: 3, command: "idc-doctor provision ReadOnly 111122223331 111122223332 111122223333" },
    { count: 4, command: "idc-doctor provision ReadOnly --all" },
  ])("names up to three accounts of an outdated set: $count", ({ count, command }) => {
    expect(outdated(count).map((one) => [one.findings, one.command])).toEqual([[count, command]]);
  });

  test("is one for each set", () => {
    expect(
      outdated(4, ["ReadOnly", "Admin"])
        .map(({ command }) => command)
        .sort(),
    ).toEqual(["idc-doctor provision Admin --all", "idc-doctor provision ReadOnly --all"].sort());
  });

  test.each([
    { count: 3, command: "idc-doctor provision ReadOnly 111122223331 111122223332 111122223333" },
    { count: 4, command: null },
  ])("--all does not reach accounts in which the set is missing: $count", ({ count, command }) => {
    const pairs = accounts.slice(0, count).map(({ name }) => ({ account: name, permissionSet: "ReadOnly" }));
    const of = document({
      accounts,
      assignments: pairs.map((pair) => ({ ...pair, group: "Team" })),
      provisionedRoles: [],
    });
    const found = scan(of).groups.filter(({ cause }) => cause === "not-provisioned");
    expect(found.map((one) => [one.findings, one.command])).toEqual([[count, command]]);
  });

  test("is none where something else repairs it", () => {
    const of = document({ groups: [{ displayName: "Team" }] });
    expect(scan(of).groups.map(({ command }) => command)).toEqual(scan(of).groups.map(() => null));
    expect(scan(of).groups.length).toBeGreaterThan(0);
  });
});

describe("a group", () => {
  test("tells each account, principal and grant once", () => {
    const direct = { account: "account-1", permissionSet: "ReadOnly" };
    const of = document({
      accounts,
      assignments: [
        ...["alice@example.com", "bob@example.com"].map((user) => ({ ...direct, user })),
        { account: "account-2", permissionSet: "ReadOnly", user: "alice@example.com" },
      ],
      provisionedRoles: ["account-1", "account-2"].map((account) => ({ account, permissionSet: "ReadOnly" })),
    });
    const [found] = scan(of).groups.filter(({ cause }) => cause === "direct-grant");
    expect(found).toMatchObject({
      affected: { users: 2 },
      command: null,
    });
    expect(found?.principals.map(({ name }) => name).sort()).toEqual(["alice@example.com", "bob@example.com"]);
    expect(found?.grants?.count).toBe(new Set(found?.grants?.sample).size);
  });

  test("has the words of one line only where it is about a permission set", () => {
    const [one] = outdated(2);
    expect(one).toMatchObject({ inOneLine: expect.any(String), permissionSet: { name: "ReadOnly" } });
    const orphans = scan(
      document({ assignments: [{ account: "sandbox", permissionSet: "ReadOnly", group: GONE }] }),
    ).groups;
    for (const { permissionSet, inOneLine } of orphans) if (!permissionSet) expect(inOneLine).toBeUndefined();
    expect(orphans.length).toBeGreaterThan(0);
  });

  test("is none where nothing was found", () => {
    expect(scan(document()).groups).toEqual([]);
  });
});

describe("beside what is accepted", () => {
  const scanned = (count: number) => {
    const pairs = accounts.slice(0, count).map(({ name }) => ({ account: name, permissionSet: "ReadOnly" }));
    const of = document({
      accounts,
      assignments: pairs.map((pair) => ({ ...pair, group: "Team" })),
      provisionedRoles: pairs.map((pair) => ({ ...pair, ...OUTDATED })),
    });
    const baseline = [{ cause: "outdated", account: "account-1", reason: "on Monday", until: "2999-12-31" }];
    return scan(of, undefined, { baseline }).groups.map(({ command, besideAccepted }) => [command, besideAccepted]);
  };

  test("a command names the accounts, and --all, which would reach the accepted one, is not offered", () => {
    expect(scanned(3)).toEqual([["idc-doctor provision ReadOnly 111122223332 111122223333", undefined]]);
    expect(scanned(11)[0]?.[0]).toMatch(/provision ReadOnly 111122223332( \d{12}){9}$/);
    expect(scanned(12)).toEqual([[null, 1]]);
  });
});

describe("what is accepted", () => {
  const of = document({ provisionedRoles: [{ account: "sandbox", permissionSet: "ReadOnly", freshness: "outdated" }] });
  const accept = (until: string, cause = "outdated") => ({ cause, reason: "released on Monday", until });
  const scanned = (...baseline: readonly ReturnType<typeof accept>[]) => scan(of, undefined, { baseline });

  test("is listed apart with its reason until its last day, and counts nowhere", () => {
    const { findings, accepted, counts, groups: lines, affectedUsers } = scanned(accept("2026-09-14"));
    expect(findings).toEqual([]);
    expect(lines).toEqual([]);
    expect([counts, affectedUsers]).toEqual([{ high: 0, medium: 0, low: 0 }, 0]);
    expect(accepted).toMatchObject([
      { finding: { cause: "outdated" }, reason: "released on Monday", until: "2026-09-14" },
    ]);
  });

  test.each([
    { what: "its day is over", baseline: accept("2026-09-13") },
    { what: "it is about something else", baseline: accept("2026-12-31", "direct-grant") },
  ])("is found again where $what", ({ baseline }) => {
    expect(scanned(baseline)).toMatchObject({ findings: [{ cause: "outdated" }], accepted: [] });
  });

  test("findings from elsewhere stand beside the scan's own, each key once", () => {
    const [own] = scanned().findings;
    if (!own) throw new TypeError("it is outdated");
    const further = [
      { ...own, title: "from elsewhere" },
      { ...own, key: "access-test-failed x", cause: "access-test-failed" as const },
    ];
    const { findings } = scan(of, undefined, { further, notExamined: ["the moon"] });
    expect(findings.map(({ key }) => key).sort()).toEqual(["access-test-failed x", own.key].sort());
    expect(findings.find(({ key }) => key === own.key)?.title).toBe("from elsewhere");
    expect(scan(of, undefined, { notExamined: ["the moon"] }).notExamined).toContain("the moon");
  });
});
