/** The matrix is the cells of effective access, counted, on random organizations: where reads failed it says so and never counts too many. */
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { judgeCell } from "./cell.ts";
import { matrixCounts } from "./counts.ts";
import { buildOrganizationFacts, type OrganizationFacts } from "./facts.ts";
import { accountSetCells, type CountedCell, peopleOf, personAccountCells } from "./matrix.ts";
import { type AccountRow, rowAt, type SetRow, type UserRow } from "./rows.ts";
import { collectSmall } from "./testing/failing-collection.ts";
import { canByLists, type SmallOrganization, smallOrganizations } from "./testing/small-organization.ts";

const CASES = 300;

const collections = fc.record({
  walk: fc.constantFrom("pairs" as const, "principals" as const, "both" as const),
  provisionedBy: fc.constantFrom("account" as const, "set" as const),
  membersBy: fc.constantFrom("group" as const, "user" as const),
  failures: fc.uniqueArray(fc.integer({ min: 1, max: 26 }), { maxLength: 3 }),
});

const factsOf = (
  truth: SmallOrganization,
  { failures, ...rest }: typeof collections extends fc.Arbitrary<infer T> ? T : never,
) => buildOrganizationFacts(collectSmall(truth, { ...rest, isFailing: (read) => failures.includes(read) }));

const rowsUpTo = <Row extends number>(count: number): readonly Row[] =>
  Array.from({ length: count }, (_, at) => rowAt(at));

const byPlace = <Row extends number, Column extends number>(cells: Iterable<CountedCell<Row, Column>>) =>
  new Map([...cells].map((cell) => [`${cell.row} ${cell.column}`, cell]));

const EMPTY = { known: 0, isWhole: true };

function judged(facts: OrganizationFacts, user: UserRow, account: AccountRow, set: SetRow) {
  return judgeCell(facts, user, account, set).judgement.answer;
}

/** Holds one counted cell against the judgements that it counts, and against what is true. */
function expectCounted(
  { known, isWhole }: { readonly known: number; readonly isWhole: boolean },
  answers: readonly ("yes" | "no" | "unknown")[],
  truly: number,
): void {
  expect(known).toBe(answers.filter((answer) => answer === "yes").length);
  if (answers.includes("unknown")) expect(isWhole).toBe(false);
  expect(known).toBeLessThanOrEqual(truly);
  if (isWhole) expect(known).toBe(truly);
}

test("people of each set in each account", { timeout: 60_000 }, () => {
  const seen = { whole: 0, open: 0 };
  void fc.assert(
    fc.property(smallOrganizations, collections, (truth, collection) => {
      const facts = factsOf(truth, collection);
      const { accounts, permissionSets } = facts.columns;
      const cells = byPlace(accountSetCells(facts, matrixCounts(facts)));
      for (const account of rowsUpTo<AccountRow>(accounts.ids.length))
        for (const set of rowsUpTo<SetRow>(permissionSets.arns.length)) {
          const cell = cells.get(`${account} ${set}`) ?? EMPTY;
          const answers = peopleOf(facts).map((user) => judged(facts, user, account, set));
          const [accountId, arn] = [accounts.ids[account], permissionSets.arns[set]];
          const truly = truth.users.filter(({ id }) => canByLists(truth, id, accountId as never, arn as never)).length;
          expectCounted(cell, answers, truly);
          if (collection.failures.length === 0) expect(cell.isWhole).toBe(true);
          if (cell.known > 0 || !cell.isWhole) seen[cell.isWhole ? "whole" : "open"] += 1;
        }
    }),
    { numRuns: CASES },
  );
  for (const count of Object.values(seen)) expect(count).toBeGreaterThan(CASES / 4);
});

test("sets of each person in each account", { timeout: 60_000 }, () => {
  const seen = { whole: 0, open: 0 };
  void fc.assert(
    fc.property(smallOrganizations, collections, (truth, collection) => {
      const facts = factsOf(truth, collection);
      const { accounts, permissionSets, principals } = facts.columns;
      const cells = byPlace(personAccountCells(facts));
      for (const user of peopleOf(facts))
        for (const account of rowsUpTo<AccountRow>(accounts.ids.length)) {
          const cell = cells.get(`${user} ${account}`) ?? EMPTY;
          const sets = rowsUpTo<SetRow>(permissionSets.arns.length);
          const [userId, accountId] = [principals.ids[user], accounts.ids[account]];
          const truly = truth.sets.filter((arn) => canByLists(truth, userId as never, accountId as never, arn)).length;
          // A torn list of permission sets hides a set from every cell: the whole says so, not the cell.
          if (facts.gaps.lists.has("permission-sets")) continue;
          expectCounted(
            cell,
            sets.map((set) => judged(facts, user, account, set)),
            truly,
          );
          if (collection.failures.length === 0) expect(cell.isWhole).toBe(true);
          if (cell.known > 0 || !cell.isWhole) seen[cell.isWhole ? "whole" : "open"] += 1;
        }
    }),
    { numRuns: CASES },
  );
  for (const count of Object.values(seen)) expect(count).toBeGreaterThan(CASES / 4);
});
