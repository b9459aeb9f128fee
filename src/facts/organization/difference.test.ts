/**
 * Two organizations laid side by side: the laws of the difference on random ones, and what a failed read does to a row.
 *
 * Options: IDC_DOCTOR_CASES (default 300), IDC_DOCTOR_SEED (printed with every run, and with a failure).
 */
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { UnreadPart, Walk } from "../../model/coverage.ts";
import { type AccessDifference, accessDifferences } from "./access-difference.ts";
import { buildOrganizationFacts, type OrganizationFacts } from "./facts.ts";
import { type RowDifference, rowDifferences } from "./row-difference.ts";
import { type Collection, collectSmall } from "./testing/failing-collection.ts";
import { ALL_IDS, canByLists, type SmallOrganization, smallOrganizations } from "./testing/small-organization.ts";
import { rowIn, type Side, type TwoOrganizations, twoOrganizations } from "./two-organizations.ts";

const CASES = Number(process.env["IDC_DOCTOR_CASES"] ?? 300);
const SEED = Number(process.env["IDC_DOCTOR_SEED"] ?? Date.now() % 2 ** 31);
const RUN = { numRuns: CASES, seed: SEED };

const collections = (failures: fc.Arbitrary<readonly number[]>): fc.Arbitrary<Collection> =>
  fc
    .record({
      walk: fc.constantFrom<Walk>("pairs", "principals", "both"),
      provisionedBy: fc.constantFrom("account" as const, "set" as const),
      membersBy: fc.constantFrom("group" as const, "user" as const),
      failures,
    })
    .map(({ failures: at, ...rest }) => ({ ...rest, isFailing: (read: number) => at.includes(read) }));
const maybeFailing = collections(fc.uniqueArray(fc.integer({ min: 1, max: 26 }), { maxLength: 4 }));
const whole: Collection = { walk: "both", provisionedBy: "account", membersBy: "group", isFailing: () => false };

const factsOf = (truth: SmallOrganization, how: Collection = whole): OrganizationFacts =>
  buildOrganizationFacts(collectSmall(truth, how));

/** `user account set` of an access difference, by ids. */
function keyOf({ before, after }: TwoOrganizations, { user, account, permissionSet }: AccessDifference): string {
  const found = (idIn: (side: Side) => string | undefined) => [after, before].map(idIn).find(Boolean);
  const userId = found(({ facts, principals }) => facts.columns.principals.ids[rowIn(principals, user)]);
  const accountId = found(({ facts, accounts }) => facts.columns.accounts.ids[rowIn(accounts, account)]);
  const arn = found(
    ({ facts, permissionSets }) => facts.columns.permissionSets.arns[rowIn(permissionSets, permissionSet)],
  );
  return `${userId} ${accountId} ${arn}`;
}

const accessOf = (truth: SmallOrganization): ReadonlySet<string> =>
  new Set(
    ALL_IDS.users.flatMap((user) =>
      ALL_IDS.accounts.flatMap((account) =>
        ALL_IDS.sets.filter((arn) => canByLists(truth, user, account, arn)).map((arn) => `${user} ${account} ${arn}`),
      ),
    ),
  );

describe(`laws of the difference (seed ${SEED})`, () => {
  test("nothing differs from itself, however it was read", () => {
    void fc.assert(
      fc.property(smallOrganizations, maybeFailing, (truth, how) => {
        const facts = factsOf(truth, how);
        const two = twoOrganizations(facts, factsOf(truth, how));
        expect(rowDifferences(two)).toEqual([]);
        expect([...accessDifferences(two)]).toEqual([]);
      }),
      RUN,
    );
  });

  test("backwards is the mirror", () => {
    const mirror: Partial<Record<string, string>> = { added: "gone", gone: "added", gained: "lost", lost: "gained" };
    const sides = { before: "after", after: "before" } as const;
    const row = ({ of, change, subject, field, before, after }: RowDifference) =>
      JSON.stringify([of, change, subject, field, before, after]);
    // That an assignment came with its principal is inferred; that it went with it is not (facts A5).
    const sure = (one: RowDifference): RowDifference => ({ ...one, change: one.isInferred ? "unknown" : one.change });
    const turnedRow = (one: RowDifference) =>
      row({
        ...one,
        change: (mirror[one.change] ?? one.change) as RowDifference["change"],
        before: one.after,
        after: one.before,
      });
    void fc.assert(
      fc.property(smallOrganizations, smallOrganizations, maybeFailing, maybeFailing, (a, b, howA, howB) => {
        const [before, after] = [factsOf(a, howA), factsOf(b, howB)];
        const [there, back] = [twoOrganizations(before, after), twoOrganizations(after, before)];
        expect(rowDifferences(back).map(sure).map(turnedRow).sort()).toEqual(
          rowDifferences(there).map(sure).map(row).sort(),
        );
        const turned = [...accessDifferences(back)].map(
          (one) => `${mirror[one.change] ?? one.change} ${sides[one.seenIn]} ${keyOf(back, one)}`,
        );
        const straight = [...accessDifferences(there)].map((one) => `${one.change} ${one.seenIn} ${keyOf(there, one)}`);
        expect(turned.sort()).toEqual(straight.sort());
      }),
      RUN,
    );
  });

  test("what was lost taken away and what was gained added makes the access of the one that of the other", () => {
    let changes = 0;
    void fc.assert(
      fc.property(smallOrganizations, smallOrganizations, (a, b) => {
        const two = twoOrganizations(factsOf(a), factsOf(b));
        const access = new Set(accessOf(a));
        for (const one of accessDifferences(two)) {
          changes += 1;
          const key = keyOf(two, one);
          expect(access.has(key)).toBe(one.change === "lost");
          if (one.change === "lost") access.delete(key);
          else access.add(key);
          expect(one.via.length).toBeGreaterThan(0);
          expect(one.change).not.toBe("unknown");
        }
        expect([...access].sort()).toEqual([...accessOf(b)].sort());
      }),
      RUN,
    );
    expect(changes).toBeGreaterThan(CASES / 10);
  });

  test("where reads failed, nothing is called gained, lost, added or gone that is not", () => {
    let unknown = 0;
    void fc.assert(
      fc.property(smallOrganizations, smallOrganizations, maybeFailing, maybeFailing, (a, b, howA, howB) => {
        const two = twoOrganizations(factsOf(a, howA), factsOf(b, howB));
        const [had, has] = [accessOf(a), accessOf(b)];
        for (const one of accessDifferences(two)) {
          const key = keyOf(two, one);
          if (one.change === "unknown") unknown += 1;
          else expect([had.has(key), has.has(key)]).toEqual([one.change === "lost", one.change === "gained"]);
        }
        for (const { of, change, isInferred, subject } of rowDifferences(two)) {
          if (change === "unknown") unknown += 1;
          if (isInferred || (change !== "added" && change !== "gone")) continue;
          expect([isThere(a, of, subject), isThere(b, of, subject)]).toEqual([change === "gone", change === "added"]);
        }
      }),
      RUN,
    );
    expect(unknown).toBeGreaterThan(CASES / 10);
  });
});

/** Whether the lists have the row. */
function isThere(truth: SmallOrganization, of: RowDifference["of"], subject: RowDifference["subject"]): boolean {
  const { account, permissionSet, user, group } = subject;
  switch (of) {
    case "account":
      return truth.accounts.some(({ id }) => id === account?.id);
    case "permission-set":
      return truth.sets.some((arn) => arn === permissionSet?.id);
    case "user":
      return truth.users.some(({ id }) => id === user?.id);
    case "group":
      return truth.groups.some((id) => id === group?.id);
    case "membership":
      return truth.memberships.some((row) => row.groupId === group?.id && row.userId === user?.id);
    case "assignment":
      return truth.assignments.some(
        (row) =>
          row.accountId === account?.id && row.arn === permissionSet?.id && row.principal.id === (user ?? group)?.id,
      );
    case "provisioned":
      // In an account of the organization: the others are not looked at.
      if (truth.accounts.every(({ id }) => id !== account?.id)) return false;
      return truth.provisioned.some((row) => row.accountId === account?.id && row.arn === permissionSet?.id);
    case "entitlement":
      throw new Error("small organizations have no entitlements");
    case "request":
      throw new Error("requests are not in the columns");
  }
}

const [ALICE, ADA] = [ALL_IDS.users[0], ALL_IDS.users[1]];
const [ACCOUNT] = ALL_IDS.accounts;
const [SET] = ALL_IDS.sets;
if (!ALICE || !ADA || !ACCOUNT || !SET) throw new Error("the small organization is too small");

const BASE: SmallOrganization = {
  accounts: [{ id: ACCOUNT, state: "ACTIVE" }],
  sets: [SET],
  instanceStatus: "ACTIVE",
  users: [{ id: ALICE, status: "ENABLED" }],
  groups: [],
  memberships: [],
  provisioned: [{ accountId: ACCOUNT, arn: SET, freshness: "latest", isRolePresent: true }],
  assignments: [{ accountId: ACCOUNT, arn: SET, principal: { type: "USER", id: ALICE } }],
};

/** Short words of every difference: `gone assignment`, `changed user status ENABLED DISABLED`. */
function wordsOf(before: OrganizationFacts, after: OrganizationFacts): readonly string[] {
  const two = twoOrganizations(before, after);
  return [
    ...rowDifferences(two).map(({ of, change, isInferred, field, before: was, after: is }) =>
      field === null ? `${isInferred ? "likely " : ""}${change} ${of}` : `${change} ${of} ${field} ${was} ${is}`,
    ),
    ...[...accessDifferences(two)].map(({ change }) => `access ${change}`),
  ];
}

const failingAt = (kind: UnreadPart["kind"], truth: SmallOrganization, walk: Walk = "pairs"): OrganizationFacts => {
  for (let at = 1; at < 40; at += 1) {
    const columns = collectSmall(truth, { ...whole, walk, isFailing: (read) => read === at });
    if (columns.coverage?.gaps.some(({ part }) => part.kind === kind)) return buildOrganizationFacts(columns);
  }
  throw new Error(`no read of ${kind}`);
};

describe("a difference of one thing", () => {
  const changes: readonly (readonly [string, Partial<SmallOrganization>, readonly string[]])[] = [
    [
      "a disabled user",
      { users: [{ id: ALICE, status: "DISABLED" }] },
      ["changed user status ENABLED DISABLED", "access lost"],
    ],
    ["a new user", { users: [...BASE.users, { id: ADA, status: "ENABLED" }] }, ["added user"]],
    [
      "a closed account",
      { accounts: [{ id: ACCOUNT, state: "SUSPENDED" }] },
      ["changed account state ACTIVE SUSPENDED", "access lost"],
    ],
    ["an assignment taken away", { assignments: [] }, ["gone assignment", "access lost"]],
    [
      "a set that became outdated",
      { provisioned: [{ accountId: ACCOUNT, arn: SET, freshness: "outdated", isRolePresent: true }] },
      ["changed provisioned freshness latest outdated"],
    ],
    [
      "a role that went",
      { provisioned: [{ accountId: ACCOUNT, arn: SET, freshness: "latest", isRolePresent: false }] },
      ["changed provisioned role present missing", "access lost"],
    ],
  ];
  test.each(changes)("%s", (_, change, words) => {
    expect(wordsOf(factsOf(BASE), factsOf({ ...BASE, ...change }))).toEqual(words);
  });

  test("what lies in a gap is unknown, on either side", () => {
    const after = failingAt("assignments", BASE);
    expect(wordsOf(factsOf(BASE), after)).toEqual(["unknown assignment", "access unknown"]);
    expect(wordsOf(after, factsOf(BASE))).toEqual(["unknown assignment", "access unknown"]);
  });

  test("an assignment in the blind spot of the walk likely went with its provisioning, and the access surely", () => {
    const after = factsOf({ ...BASE, assignments: [], provisioned: [] }, { ...whole, walk: "pairs" });
    expect(wordsOf(factsOf(BASE), after)).toEqual(["likely gone assignment", "gone provisioned", "access lost"]);
  });
});
