/** What groups and people have elsewhere: asked for each of them, or, where AWS refuses that, found by going through the accounts. */
import type { GrantRow } from "../../facts/plan/plan-surroundings.ts";
import type { AccountId, InstanceArn, Principal } from "../../model/ids.ts";
import { allKnown, evidenceOf, known, mapReading, type Reading } from "../../model/reading.ts";
import type { PlanningReader } from "../plan-reader.ts";

/** Accounts gone through where the direct question is refused, as it is to a delegated administrator (facts 3.4). */
export const ACCOUNTS_GONE_THROUGH = 25;

export interface Elsewhere {
  readonly rows: Reading<readonly GrantRow[]>;
  readonly notLookedFurther: readonly string[];
}

/** Every row of these principals, in all accounts. */
export async function readElsewhere(
  reader: PlanningReader,
  instanceArn: InstanceArn,
  principals: readonly Principal[],
): Promise<Elsewhere> {
  const lists = await Promise.all(principals.map((principal) => reader.grantsOf(instanceArn, principal)));
  const all = mapReading(allKnown(lists), (rows) => rows.flat());
  const isRefused = lists.some((list) => list.state === "unknown" && list.failure.kind === "refused");
  if (principals.length === 0) return { rows: known([]), notLookedFurther: [] };
  return isRefused ? goThroughAccounts(reader, instanceArn, principals) : { rows: all, notLookedFurther: [] };
}

async function goThroughAccounts(
  reader: PlanningReader,
  instanceArn: InstanceArn,
  principals: readonly Principal[],
): Promise<Elsewhere> {
  const accounts = await reader.accounts();
  if (accounts.state !== "known") return { rows: accounts, notLookedFurther: [] };
  const active = accounts.value.filter(({ state }) => state === "ACTIVE");
  const ids = new Set<string>(principals.map(({ id }) => id));
  const found = await Promise.all(
    active.slice(0, ACCOUNTS_GONE_THROUGH).map(({ id }) => rowsIn(reader, instanceArn, id)),
  );
  const rows = mapReading(allKnown(found), (lists) => lists.flat().filter(({ principal }) => ids.has(principal.id)));
  const isCut = active.length > ACCOUNTS_GONE_THROUGH;
  return {
    rows: found.length === 0 ? known([], evidenceOf(accounts)) : rows,
    notLookedFurther: isCut
      ? [
          `AWS does not let this caller ask what a group has everywhere, so the accounts were gone through, and no further than ${ACCOUNTS_GONE_THROUGH} of ${active.length}: what it gives in the others is not known`,
        ]
      : [],
  };
}

async function rowsIn(
  reader: PlanningReader,
  instanceArn: InstanceArn,
  accountId: AccountId,
): Promise<Reading<readonly GrantRow[]>> {
  const sets = allKnown(
    await Promise.all(
      (["latest", "outdated"] as const).map((freshness) => reader.provisionedSets(instanceArn, accountId, freshness)),
    ),
  );
  if (sets.state !== "known") return sets;
  const lists = await Promise.all(
    sets.value
      .flat()
      .map(async (permissionSetArn) =>
        mapReading(await reader.assignments(instanceArn, accountId, permissionSetArn), (principals) =>
          (principals ?? []).map((principal) => ({ accountId, permissionSetArn, principal })),
        ),
      ),
  );
  return lists.length === 0 ? known([]) : mapReading(allKnown(lists), (rows) => rows.flat());
}
