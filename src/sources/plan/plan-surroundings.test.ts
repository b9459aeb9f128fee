/** What lies around a plan: only what its steps touch, bounded, and saying where looking ended. */
import { describe, expect, test } from "vitest";
import { setContent } from "../../facts/grant/testing/additional-facts.ts";
import type { Change } from "../../model/change.ts";
import { derivedUserId } from "../../model/derived-ids.ts";
import { PLAN_SCHEMA, type Plan, type PlanStep } from "../../model/plan.ts";
import { known, unread } from "../../model/reading.ts";
import { instanceOf } from "../organization/testing/collected.ts";
import type { PlanningReader } from "../plan-reader.ts";
import {
  AT,
  documentWith,
  groupId,
  readerOf,
  refusing,
  SANDBOX,
  SHOP,
  setFacts,
  userId,
} from "../question/testing/asked-organization.ts";
import { MEMBERS_LOOKED_AT, PEOPLE_LOOKED_AT, readSurroundings } from "./plan-surroundings.ts";

const instance = instanceOf(documentWith());
const [ALICE, BOB] = [userId("alice"), userId("bob")];
const READ_ONLY = setFacts("ReadOnly");
const grant = {
  instanceArn: instance.arn,
  accountId: SANDBOX,
  permissionSetArn: READ_ONLY.arn,
  permissionSetName: "ReadOnly",
};
const assign: Change = {
  kind: "create-account-assignment",
  ...grant,
  principal: { type: "USER", id: ALICE },
  principalName: "alice",
};
const join: Change = {
  kind: "create-group-membership",
  identityStoreId: instance.identityStoreId,
  groupId: groupId("Developers"),
  groupName: "Developers",
  userId: ALICE,
  userName: "alice@example.com",
};

const planOf = (changes: readonly Change[], more: Partial<Plan> = {}): Plan => ({
  schema: PLAN_SCHEMA,
  id: "00000000-0000-4000-8000-000000000000",
  createdAt: AT,
  region: instance.region,
  cause: "test",
  warnings: [],
  steps: changes.map((change, at) => ({ number: at + 1, change }) as PlanStep),
  ...more,
});

async function look(plan: Plan, answers: Partial<PlanningReader> = {}) {
  const reader = readerOf({
    groupMembers: () => Promise.resolve(known({ ids: [ALICE], isComplete: true })),
    rolesTrusting: () => Promise.resolve(unread("no audit role")),
    customerPolicies: () => Promise.resolve(known([])),
    ...answers,
  } as Partial<PlanningReader>);
  return { ...(await readSurroundings(plan, reader as unknown as PlanningReader, instance, AT)), asked: reader.asked };
}

describe("an assignment", () => {
  test("its grant, set, account, groups and people", async () => {
    const around = await look(planOf([assign]));
    expect(around).toMatchObject({
      at: AT,
      caller: { state: "known" },
      grants: [{ accountId: SANDBOX, freshness: { value: "latest" }, attached: { value: { length: 2 } } }],
      sets: [{ arn: READ_ONLY.arn, name: { value: "ReadOnly" }, content: { state: "known" } }],
      accounts: [{ id: SANDBOX, account: { value: { name: "sandbox" } }, customerPolicies: { state: "unread" } }],
      groups: [{ id: groupId("Developers"), details: { value: { name: "Developers" } } }],
      notLookedFurther: [],
    });
    expect(around.people.map(({ id }) => id).sort()).toEqual([ALICE, BOB].sort());
    expect(around.asked).not.toContain("grantsOf");
  });

  test("people of the plan are read with their groups, others by name only", async () => {
    const { people } = await look(planOf([assign]));
    const find = (id: typeof ALICE) => people.find((one) => one.id === id);
    expect(find(ALICE)).toMatchObject({ user: { state: "known" }, groupIds: { state: "known" } });
    expect(find(BOB)).toMatchObject({ user: { state: "known" }, groupIds: { state: "unread" } });
  });
});

describe("freshness", () => {
  test.each([
    { latest: [READ_ONLY.arn], outdated: [], freshness: "latest" },
    { latest: [], outdated: [READ_ONLY.arn], freshness: "outdated" },
    { latest: [], outdated: [], freshness: "not-provisioned" },
  ])("$freshness", async ({ latest, outdated, freshness }) => {
    const provisionedSets: PlanningReader["provisionedSets"] = (_instance, _account, asked) =>
      Promise.resolve(known(asked === "latest" ? latest : outdated));
    expect((await look(planOf([assign]), { provisionedSets })).grants[0]?.freshness).toMatchObject({
      value: freshness,
    });
  });

  test("is unknown where a list is refused", async () => {
    expect((await look(planOf([assign]), { provisionedSets: refusing("X") })).grants[0]?.freshness.state).toBe(
      "unknown",
    );
  });
});

describe("customer managed policies of the account", () => {
  const reference = { name: "Guard", path: "/" };

  test.each([
    { what: "a set refers to one", content: { customerManagedPolicies: [reference] }, is: "known" },
    {
      what: "its boundary is one",
      content: { boundary: { kind: "customer-managed", reference } as const },
      is: "known",
    },
    { what: "its boundary is of AWS", content: { boundary: { kind: "aws-managed", arn: "x" } as const }, is: "unread" },
    { what: "it has none", content: {}, is: "unread" },
  ])("$what: $is", async ({ content, is }) => {
    const answers = { setContent: () => Promise.resolve(known(setContent(content))) };
    expect((await look(planOf([assign]), answers)).accounts[0]?.customerPolicies.state).toBe(is);
  });

  test("a removal needs none, and not what the set holds", async () => {
    const { sets, accounts } = await look(planOf([{ ...assign, kind: "delete-account-assignment" } as Change]));
    expect([sets[0]?.content.state, accounts[0]?.customerPolicies.state]).toEqual(["unread", "unread"]);
  });
});

describe("a membership", () => {
  test("what the group and the person have elsewhere", async () => {
    const { elsewhere, accounts, sets, groups } = await look(planOf([join]));
    expect(elsewhere).toMatchObject({ state: "known", value: { length: 2 } });
    expect(accounts.map(({ id }) => id)).toEqual([SANDBOX]);
    expect(sets.map(({ arn }) => arn)).toEqual([READ_ONLY.arn]);
    expect(groups.map(({ id }) => id)).toEqual([groupId("Developers")]);
  });

  test("is unknown where that is refused, and the accounts too", async () => {
    const answers = { grantsOf: refusing("X"), accounts: refusing("ListAccounts") };
    expect((await look(planOf([join]), answers)).elsewhere.state).toBe("unknown");
  });
});

describe("promises", () => {
  const promise = { userName: "bob@example.com", accountId: SHOP, permissionSetName: "Admin" };

  test("a promised grant that no step names is looked at, and so is the person", async () => {
    const { grants, people } = await look(planOf([join], { promise }));
    expect(grants.map(({ accountId, permissionSetArn }) => [accountId, permissionSetArn])).toEqual([
      [SHOP, setFacts("Admin").arn],
    ]);
    expect(people.find(({ id }) => id === BOB)?.groupIds.state).toBe("known");
  });

  test("a name that nobody bears is no person; a set that is not there is refused", async () => {
    const { people } = await look(planOf([join], { promise: { ...promise, userName: "nobody@example.com" } }));
    expect(people.map(({ id }) => id)).toEqual([ALICE]);
    await expect(look(planOf([join], { promise: { ...promise, permissionSetName: "Nothing" } }))).rejects.toMatchObject(
      {
        code: "not-found",
      },
    );
  });
});

describe("large groups", () => {
  const members = (count: number) =>
    Array.from({ length: count }, (_, at) => derivedUserId("d-9067000001", `member ${at}`));

  test("of whom not all members are watched: that is said by the group's name", async () => {
    const groupMembers = () => Promise.resolve(known({ ids: members(3), isComplete: false }));
    expect((await look(planOf([assign]), { groupMembers })).notLookedFurther).toEqual([
      `of group Developers (${groupId("Developers")}) not looked further than its first ${MEMBERS_LOOKED_AT} members`,
    ]);
  });

  test("more people than are watched", async () => {
    const groupMembers = () => Promise.resolve(known({ ids: members(PEOPLE_LOOKED_AT), isComplete: true }));
    const { people, notLookedFurther } = await look(planOf([assign]), { groupMembers });
    expect(people).toHaveLength(PEOPLE_LOOKED_AT);
    expect(notLookedFurther).toEqual([`not looked further than ${PEOPLE_LOOKED_AT} of ${PEOPLE_LOOKED_AT + 2} people`]);
    expect(people.filter(({ user }) => user.state === "known")).toHaveLength(21);
  });
});
