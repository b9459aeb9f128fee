/** What groups and people have elsewhere: the direct question, and the way through the accounts where it is refused. */
import { describe, expect, test } from "vitest";
import type { AccountFacts } from "../../facts/grant/grant-facts.ts";
import { ALICE, DEVELOPERS, instance, MANAGEMENT, READ_ONLY, SANDBOX } from "../../facts/grant/testing/grant-facts.ts";
import { certain, parseAccountId } from "../../model/ids.ts";
import { known } from "../../model/reading.ts";
import type { PlanningReader } from "../plan-reader.ts";
import { refused, refusing } from "../question/testing/asked-organization.ts";
import { ACCOUNTS_GONE_THROUGH, readElsewhere } from "./elsewhere.ts";

const alice = { type: "USER", id: ALICE } as const;
const developers = { type: "GROUP", id: DEVELOPERS } as const;
const row = { accountId: SANDBOX, permissionSetArn: READ_ONLY.arn, principal: developers };
const account = (at: number, state: AccountFacts["state"] = "ACTIVE"): AccountFacts => ({
  id: certain(parseAccountId(String(200_000_000_000 + at))),
  name: `a${at}`,
  state,
  managementAccountId: MANAGEMENT,
});

function reading(answers: Partial<PlanningReader>) {
  const asked: string[] = [];
  const reader: Partial<PlanningReader> = {
    grantsOf: refusing("ListAccountAssignmentsForPrincipal"),
    accounts: () => Promise.resolve(known([account(1)])),
    provisionedSets: (_instance, id, freshness) => {
      asked.push(id);
      return Promise.resolve(known(freshness === "latest" ? [READ_ONLY.arn] : []));
    },
    assignments: () => Promise.resolve(known([developers, alice])),
    ...answers,
  };
  return { reader: reader as PlanningReader, asked };
}
const read = (answers: Partial<PlanningReader>, principals: Parameters<typeof readElsewhere>[2] = [developers]) =>
  readElsewhere(reading(answers).reader, instance.arn, principals);

test("nobody: nothing is asked", async () => {
  expect(await read({}, [])).toEqual({ rows: known([]), notLookedFurther: [] });
});

test("asked directly, for each of them", async () => {
  const { rows } = await read({ grantsOf: (_instance, principal) => Promise.resolve(known([{ ...row, principal }])) }, [
    developers,
    alice,
  ]);
  expect(rows).toMatchObject({ value: [{ principal: developers }, { principal: alice }] });
});

test("a failure that is no refusal is the answer", async () => {
  const failing = refused("ListAccountAssignmentsForPrincipal", "failed");
  const { reader, asked } = reading({ grantsOf: () => Promise.resolve(failing) });
  expect((await readElsewhere(reader, instance.arn, [developers])).rows.state).toBe("unknown");
  expect(asked).toEqual([]);
});

describe("through the accounts", () => {
  test("the rows of those who are asked for, and of nobody else", async () => {
    expect(await read({})).toMatchObject({
      rows: { value: [{ accountId: account(1).id, permissionSetArn: READ_ONLY.arn, principal: developers }] },
      notLookedFurther: [],
    });
  });

  test("that are active, and no further than so many: that is said", async () => {
    const accounts = [
      account(0, "SUSPENDED"),
      ...Array.from({ length: ACCOUNTS_GONE_THROUGH + 1 }, (_, at) => account(at + 1)),
    ];
    const { reader, asked } = reading({ accounts: () => Promise.resolve(known(accounts)) });
    const { notLookedFurther } = await readElsewhere(reader, instance.arn, [developers]);
    expect(new Set(asked).size).toBe(ACCOUNTS_GONE_THROUGH);
    expect(asked).not.toContain(account(0).id);
    expect(notLookedFurther).toEqual([
      expect.stringContaining(`${ACCOUNTS_GONE_THROUGH} of ${ACCOUNTS_GONE_THROUGH + 1}`),
    ]);
  });

  test("an account without sets, a set that is gone, no accounts", async () => {
    expect((await read({ provisionedSets: () => Promise.resolve(known([])) })).rows).toMatchObject({ value: [] });
    expect((await read({ assignments: () => Promise.resolve(known(null)) })).rows).toMatchObject({ value: [] });
    expect((await read({ accounts: () => Promise.resolve(known([])) })).rows).toMatchObject({ value: [] });
  });

  test.each([
    { what: "accounts", answers: { accounts: refusing("ListAccounts") } },
    { what: "sets", answers: { provisionedSets: refusing("ListX") } },
    { what: "assignments", answers: { assignments: refusing("ListX") } },
  ])("unknown where the $what are refused", async ({ answers }) => {
    expect((await read(answers)).rows.state).toBe("unknown");
  });
});
