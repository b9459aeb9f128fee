/**
 * The laws of effective access, on random organizations: it is what the lists say, row by row, and where reads failed it
 * is that or unknown.
 *
 * Options: IDC_DOCTOR_CASES (default 500), IDC_DOCTOR_SEED (printed with every run, and with a failure).
 */
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { accessPaths } from "./access-paths.ts";
import { judgeCell } from "./cell.ts";
import { ORPHAN_USER, type OrganizationColumns, USER } from "./columns.ts";
import { buildOrganizationFacts, type OrganizationFacts } from "./facts.ts";
import { ABSENT, type AccountRow, type PrincipalRow, rowAt, type SetRow, type UserRow } from "./rows.ts";
import { type Collection, collectSmall } from "./testing/failing-collection.ts";
import {
  ALL_IDS,
  canByLists,
  type SmallOrganization,
  smallOrganizations,
  viaByLists,
} from "./testing/small-organization.ts";
import { whatCan } from "./what-can.ts";
import { isOrphan, whoCan } from "./who-can.ts";

const CASES = Number(process.env["IDC_DOCTOR_CASES"] ?? 500);
const SEED = Number(process.env["IDC_DOCTOR_SEED"] ?? Date.now() % 2 ** 31);

const collections = (failures: fc.Arbitrary<readonly number[]>): fc.Arbitrary<Collection> =>
  fc
    .record({
      walk: fc.constantFrom("pairs" as const, "principals" as const, "both" as const),
      provisionedBy: fc.constantFrom("account" as const, "set" as const),
      membersBy: fc.constantFrom("group" as const, "user" as const),
      failures,
    })
    .map(({ failures: at, ...rest }) => ({ ...rest, isFailing: (read: number) => at.includes(read) }));

const healthy = collections(fc.constant([]));
const failing = collections(fc.uniqueArray(fc.integer({ min: 1, max: 26 }), { minLength: 1, maxLength: 4 }));

/** Every cell that the columns can be asked for. */
function* cellsOf(truth: SmallOrganization, facts: OrganizationFacts) {
  const { accounts, permissionSets, principals } = facts.columns;
  for (const userId of ALL_IDS.users)
    for (const accountId of ALL_IDS.accounts)
      for (const arn of ALL_IDS.sets) {
        const user = rowAt<UserRow>(principals.ids.indexOf(userId));
        const account = rowAt<AccountRow>(accounts.ids.indexOf(accountId));
        const set = rowAt<SetRow>(permissionSets.arns.indexOf(arn));
        if (user === ABSENT || account === ABSENT || set === ABSENT) continue;
        const cell = judgeCell(facts, user, account, set);
        yield {
          user,
          account,
          set,
          cell,
          can: canByLists(truth, userId, accountId, arn),
          via: viaByLists(truth, userId, accountId, arn),
        };
      }
}

const namesOf = ({ principals }: OrganizationColumns, rows: readonly PrincipalRow[]) =>
  rows.map((row) => principals.ids[row] ?? "").sort();

test(`without failures every cell is what the lists say (seed ${SEED})`, { timeout: 60_000 + CASES * 20 }, () => {
  let cells = 0;
  void fc.assert(
    fc.property(smallOrganizations, healthy, (truth, collection) => {
      const facts = buildOrganizationFacts(collectSmall(truth, collection));
      for (const { cell, can, via } of cellsOf(truth, facts)) {
        cells += 1;
        expect(cell.judgement.answer).toBe(can ? "yes" : "no");
        if (can) expect(namesOf(facts.columns, cell.via)).toEqual([...via].sort());
      }
    }),
    { numRuns: CASES, seed: SEED },
  );
  expect(cells).toBeGreaterThan(CASES * 10);
});

test(`where reads failed a cell is what the lists say, or unknown (seed ${SEED})`, {
  timeout: 60_000 + CASES * 20,
}, () => {
  const seen = { yes: 0, no: 0, unknown: 0 };
  void fc.assert(
    fc.property(smallOrganizations, failing, (truth, collection) => {
      const facts = buildOrganizationFacts(collectSmall(truth, collection));
      for (const { cell, can } of cellsOf(truth, facts)) {
        const { answer } = cell.judgement;
        seen[answer] += 1;
        if (answer !== "unknown") expect(answer).toBe(can ? "yes" : "no");
        else expect(facts.gaps.gaps).not.toEqual([]);
      }
    }),
    { numRuns: CASES, seed: SEED },
  );
  for (const count of Object.values(seen)) expect(count).toBeGreaterThan(CASES / 4);
});

test(`who-can and what-can are the cells, and name the gaps behind every unknown one (seed ${SEED})`, {
  timeout: 60_000 + CASES * 20,
}, () => {
  let untouched = 0;
  void fc.assert(
    fc.property(smallOrganizations, fc.oneof(healthy, failing), (truth, collection) => {
      const facts = buildOrganizationFacts(collectSmall(truth, collection));
      for (const { user, account, set, cell } of cellsOf(truth, facts)) {
        const who = whoCan(facts, account, set);
        const what = whatCan(facts, user);
        const grant = what.grants.find((one) => one.account === account && one.permissionSet === set);
        expect(who.users.includes(user)).toBe(cell.judgement.answer === "yes");
        expect(grant?.via ?? []).toEqual(cell.via);
        if (grant) expect(grant.judgement).toEqual(cell.judgement);
        else expect(cell.judgement.answer).not.toBe("yes");
        if (cell.judgement.answer === "unknown") {
          expect(who.gaps).not.toEqual([]);
          expect(what.gaps).not.toEqual([]);
        } else if (who.gaps.length === 0 && facts.gaps.gaps.length > 0) untouched += 1;
      }
    }),
    { numRuns: CASES, seed: SEED },
  );
  expect(untouched).toBeGreaterThan(0);
});

test(`the paths of everybody together are what each user can, with gaps too (seed ${SEED})`, () => {
  let rows = 0;
  void fc.assert(
    fc.property(smallOrganizations, fc.oneof(healthy, failing), (truth, collection) => {
      const facts = buildOrganizationFacts(collectSmall(truth, collection));
      const { kinds } = facts.columns.principals;
      const users = [...kinds.keys()]
        .map((at) => rowAt<UserRow>(at))
        .filter((at) => (kinds[at] === USER || kinds[at] === ORPHAN_USER) && !isOrphan(facts, at));
      const expected = users.flatMap((user) =>
        whatCan(facts, user).grants.flatMap(({ account, permissionSet, judgement, via }) =>
          via.map((one) => ({ user, account, permissionSet, group: one === user ? null : one, judgement })),
        ),
      );
      const sorted = (paths: readonly unknown[]) => paths.map((path) => JSON.stringify(path)).sort();
      const paths = [...accessPaths(facts)];
      expect(sorted(paths)).toEqual(sorted(expected));
      rows += paths.length;
    }),
    { numRuns: CASES, seed: SEED },
  );
  expect(rows).toBeGreaterThan(CASES);
});
