/** What a joined group is entitled to is found, and what could not be read of it is said. */
import { expect, test } from "vitest";
import type { EntitlementRow } from "../../facts/grant/second-road.ts";
import { DEVELOPERS, failed, SANDBOX } from "../../facts/grant/testing/grant-facts.ts";
import { APPLICATION } from "../../facts/grant/testing/second-road.ts";
import { known, type Reading, unread } from "../../model/reading.ts";
import type { PlanningReader } from "../plan-reader.ts";
import { rolesOfGroups } from "./entitled-groups.ts";

const row = (at: number): EntitlementRow => ({
  id: `ent-${at}`,
  roleArn: `arn:aws:iam::${SANDBOX}:role/Role${at}`,
  accountId: SANDBOX,
  accountName: "sandbox",
  principal: { type: "GROUP", id: DEVELOPERS },
  createdAt: undefined,
});
const SET_UP = known([{ arn: APPLICATION, tenantId: undefined }]);

type Answers = Partial<Record<"applications" | "rows", Reading<never> | Reading<readonly unknown[]>>>;
const found = ({ applications = SET_UP, rows = known([]) }: Answers, joined = [DEVELOPERS]) =>
  rolesOfGroups(
    {
      accountAccessApplications: async () => applications,
      entitlementsOf: async () => rows,
    } as unknown as PlanningReader,
    joined,
  );
const many = known(Array.from({ length: 21 }, (_, at) => row(at)));

test.each([
  { what: "it is not set up", answers: { applications: known([]) } },
  { what: "it is not offered in the Region", answers: { applications: unread("not offered") } },
  { what: "the group has none", answers: {} },
] as const)("nothing where $what", async ({ answers }) => {
  expect(await found(answers)).toEqual({ roles: [], notLookedFurther: [] });
});

test("nothing is asked where nobody joins a group", async () => {
  expect(await found({ applications: failed() }, [])).toEqual({ roles: [], notLookedFurther: [] });
});

test.each([{ applications: failed() }, { rows: failed() }])("what could not be read is said: %o", async (answers) => {
  const { roles, notLookedFurther } = await found(answers);
  expect([roles.length, notLookedFurther.length]).toEqual([0, 1]);
  expect(notLookedFurther[0]).toContain("could not be read");
});

test("each role once, the first twenty", async () => {
  const { roles, notLookedFurther } = await found({ rows: known([row(1), row(1), row(2)]) });
  expect([roles.map(({ roleArn }) => roleArn.slice(-5)), notLookedFurther]).toEqual([["Role1", "Role2"], []]);
  const cut = await found({ rows: many });
  expect([cut.roles.length, cut.notLookedFurther]).toEqual([
    20,
    ["not looked further than 20 of 21 roles that the group is entitled to"],
  ]);
});
