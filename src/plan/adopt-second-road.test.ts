/** Plans for account access manager: whose application they are for, and the names in them. */
import { describe, expect, test } from "vitest";
import {
  ALICE,
  alice,
  DEVELOPERS,
  EU,
  failed,
  MANAGEMENT,
  PRODUCTION,
  US,
} from "../facts/grant/testing/grant-facts.ts";
import type { PlanSurroundings } from "../facts/plan/plan-surroundings.ts";
import type { Change } from "../model/change.ts";
import { PLAN_SCHEMA, type Plan } from "../model/plan.ts";
import { known } from "../model/reading.ts";
import { misfits, strangers, withRealNames } from "./adopt.ts";
import {
  assign,
  entitle,
  join,
  provision,
  retrust,
  stepsOf,
  surroundings,
  touchedAccount,
  touchedGroup,
  touchedSet,
  unentitle,
} from "./testing/touched.ts";

const plan = (...changes: readonly Change[]): Plan => ({
  schema: PLAN_SCHEMA,
  id: "p1",
  createdAt: "2026-09-14T09:31:00Z",
  region: US,
  cause: "a",
  steps: stepsOf(...changes),
  warnings: [],
});
const application = (region: string, account: string) => ({
  applicationArn: `arn:aws:account-access:${region}:${account}:application/1`,
});

describe("the application of account access manager", () => {
  test("is in the Region and the account of the instance", () => {
    const made = plan(entitle(), unentitle(), retrust());
    expect(misfits(made, surroundings())).toEqual([]);
    expect(strangers(made, surroundings())).toEqual([]);
  });

  test.each([
    { what: "in another Region", place: application(EU, MANAGEMENT) },
    { what: "in another account", place: application(US, PRODUCTION) },
    { what: "in another Region and account", place: application(EU, PRODUCTION) },
  ])("is foreign $what, and the step is told", ({ place }) => {
    for (const change of [entitle(place), unentitle(place), retrust(place)]) {
      const made = plan(join(), change);
      const problem = `step 2 is for the application ${place.applicationArn}; here it would be in us-east-1 and account ${MANAGEMENT}`;
      expect(misfits(made, surroundings())).toEqual([problem]);
      expect(strangers(made, surroundings())).toEqual([problem]);
    }
  });
});

test("a plan of our own is for another organization by its Region and its steps, never by the names of sets", () => {
  const around = surroundings({ sets: [touchedSet({ name: known("Renamed") })] });
  const foreign = application(US, PRODUCTION);
  expect(strangers(plan(assign(), provision(), join()), around)).toEqual([]);
  expect(strangers({ ...plan(assign(), entitle(foreign), entitle(), retrust(foreign)), region: EU }, around)).toEqual([
    "the plan is for eu-west-1; Identity Center is in us-east-1",
    expect.stringMatching(/^step 2 is for the application /),
    expect.stringMatching(/^step 4 is for the application /),
  ]);
});

describe("names", () => {
  const LIES = { accountName: "harmless", principalName: "nobody in particular" };
  const renamed = (change: Change, more: Partial<PlanSurroundings> = {}) => {
    const [step] = withRealNames(plan(change), surroundings(more)).steps;
    return step;
  };
  const toAlice = { principal: { type: "USER", id: ALICE } } as const;

  test.each([
    { what: "of an entitled group", written: entitle(LIES), real: entitle() },
    {
      what: "of an entitled user",
      written: unentitle({ ...LIES, ...toAlice }),
      real: unentitle({ ...toAlice, principalName: alice.userName }),
    },
    { what: "of a role whose trust policy is set", written: retrust({ accountName: "harmless" }), real: retrust() },
  ])("$what are those that were read, in the words as well", ({ written, real }) => {
    expect(renamed(written)).toStrictEqual({ ...stepsOf(real)[0] });
  });

  test.each([
    { what: "the account and the group are gone", account: known(null), details: known(null) },
    { what: "neither could be read", account: failed(), details: failed() },
  ])("that cannot be had are left out or are ids: $what", ({ account, details }) => {
    const around = { accounts: [touchedAccount({ account })], groups: [touchedGroup({ details })] };
    expect(renamed(entitle(LIES), around)?.change).toStrictEqual({
      kind: "create-entitlement",
      entitlement: nameless(entitle({ principalName: DEVELOPERS })),
    });
    expect(renamed(retrust({ accountName: "harmless" }), around)?.change).toStrictEqual({
      kind: "update-trust-policy",
      trust: nameless(retrust()),
    });
    expect(renamed(provision({ accountName: "harmless" }), around)?.change).toStrictEqual(provision());
  });

  test("stay in a plan of our own where they cannot be read any more", () => {
    const made = plan(entitle(LIES), retrust({ accountName: "harmless" }), provision());
    const around = surroundings({ accounts: [], groups: [] });
    expect(withRealNames(made, around, { isOwn: true })).toStrictEqual(made);
  });
});

/** What the change is about, without the name of its account. */
function nameless(change: Change): object {
  const about = "entitlement" in change ? change.entitlement : "trust" in change ? change.trust : change;
  if (!("accountName" in about)) return about;
  const { accountName: _, ...rest } = about;
  return rest;
}
