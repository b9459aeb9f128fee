/** A plan from a file: only its changes are believed, contradictions and strangers are refused, names are the directory's. */
import { describe, expect, test } from "vitest";
import {
  ADMIN,
  ALICE,
  alice,
  BOB,
  DEVELOPERS,
  EU,
  EVERYONE,
  failed,
  instance,
  READ_ONLY,
  SANDBOX,
  US,
} from "../facts/grant/testing/grant-facts.ts";
import type { PlanSurroundings } from "../facts/plan/plan-surroundings.ts";
import type { Change } from "../model/change.ts";
import { certain, parseIdentityStoreId, parseInstanceArn } from "../model/ids.ts";
import { PLAN_SCHEMA, type Plan } from "../model/plan.ts";
import { known, unread } from "../model/reading.ts";
import { adoptPlan, misfits, withRealNames } from "./adopt.ts";
import { numberedSteps } from "./numbered.ts";
import {
  assign,
  join,
  leave,
  person,
  provision,
  stepsOf,
  surroundings,
  touchedGroup,
  touchedSet,
  unassign,
} from "./testing/touched.ts";

const IDENTITY = { id: "p1", createdAt: "2026-09-14T09:31:00Z" };
const PROMISE = { userName: "alice", accountId: SANDBOX, permissionSetName: "ReadOnly" };
const PROMISES = [PROMISE, { ...PROMISE, userName: "bob", expects: "gone" }] as const;
const reasoned = (changes: readonly Change[]) => changes.map((change, at) => ({ change, reason: `reason ${at + 1}` }));
const adopted = (...changes: readonly Change[]) =>
  adoptPlan({ region: EU, cause: "a", promises: PROMISES, changes: reasoned(changes) }, IDENTITY);
const plan = (...changes: readonly Change[]): Plan => ({
  schema: PLAN_SCHEMA,
  ...IDENTITY,
  region: US,
  promise: PROMISE,
  cause: "a",
  steps: stepsOf(...changes),
  warnings: [],
});

describe("adopting", () => {
  const bob = { principal: { type: "USER", id: BOB } } as const;
  const words = (...changes: readonly Change[]) => {
    const made = adopted(...changes);
    return made.kind === "plan"
      ? made.plan.steps.map(({ number, change, reason }) => `${number} ${change.kind} ${reason}`)
      : made.problem;
  };

  test("keeps changes, reasons and promises, and makes every other word from them", () => {
    expect(adopted(join(), assign())).toEqual({
      kind: "plan",
      plan: {
        schema: "idc-doctor/plan/1",
        ...IDENTITY,
        region: EU,
        cause: "a",
        promise: PROMISE,
        promises: PROMISES,
        steps: numberedSteps(reasoned([join(), assign()]), EU),
        warnings: [],
      },
    });
  });

  test("puts what adds before what removes", () => {
    expect(words(unassign(bob), provision(), leave({ userId: BOB }), assign())).toEqual([
      "1 provision-permission-set reason 2",
      "2 create-account-assignment reason 4",
      "3 delete-account-assignment reason 1",
      "4 delete-group-membership reason 3",
    ]);
  });

  test("does the same thing once, under whatever name", () => {
    const made = adopted(assign(), assign(bob), assign({ principalName: "another word for her" }), provision());
    expect(made.kind === "plan" && made.plan.steps.map(({ description }) => description)).toEqual([
      expect.stringContaining(ALICE),
      expect.stringContaining(BOB),
      expect.stringContaining("Provision ReadOnly"),
    ]);
  });

  test.each([
    { what: "an assignment", changes: [assign(), unassign()], step: 2 },
    { what: "an assignment, the removal first", changes: [unassign(), assign()], step: 1 },
    { what: "a membership", changes: [provision(), join(), leave()], step: 3 },
    { what: "behind steps that are written twice", changes: [assign(bob), assign(bob), assign(), unassign()], step: 4 },
  ])("refuses to remove what it adds, by the file's own count: $what", ({ changes, step }) => {
    expect(adopted(...changes)).toEqual({
      kind: "contradiction",
      problem: expect.stringMatching(new RegExp(`^step ${step} removes`)),
    });
  });

  test.each([
    { what: "somebody else's", changes: [assign(), unassign(bob)] },
    { what: "a set that is only provisioned", changes: [provision(), unassign()] },
    { what: "nothing is added", changes: [unassign(), leave()] },
  ])("what removes something else is no contradiction: $what", ({ changes }) => {
    expect(words(...changes)).toHaveLength(2);
  });
});
describe("misfits", () => {
  const OTHER_INSTANCE = certain(parseInstanceArn("arn:aws:sso:::instance/ssoins-fedcba0987654321"));
  const OTHER_STORE = certain(parseIdentityStoreId("d-9876543210"));
  const GONE = { sets: [touchedSet({ name: known(null) })] };
  const admin = { permissionSetArn: ADMIN.arn };

  test.each([
    { what: "all is as the plan says", changes: [assign(), provision(), unassign(), join(), leave()], more: {} },
    { what: "a removal of a set that is gone", changes: [unassign()], more: GONE },
    { what: "memberships, whatever the sets", changes: [join()], more: GONE },
    {
      what: "a set whose name could not be read",
      changes: [assign()],
      more: { sets: [touchedSet({ name: failed() })] },
    },
    {
      what: "a set whose name was not read",
      changes: [assign()],
      more: { sets: [touchedSet({ name: unread("many") })] },
    },
    { what: "a set that was not looked at", changes: [assign()], more: { sets: [] } },
    {
      what: "another set that is gone",
      changes: [assign()],
      more: { sets: [touchedSet({ arn: ADMIN.arn, name: known(null) }), touchedSet()] },
    },
  ])("none: $what", ({ changes, more }) => {
    expect(misfits(plan(...changes), surroundings(more))).toEqual([]);
  });

  test.each([
    {
      what: "another instance",
      change: assign({ instanceArn: OTHER_INSTANCE }),
      more: {},
      problem: `is for the instance ${OTHER_INSTANCE}; here it is ${instance.arn}`,
    },
    {
      what: "another identity store",
      change: leave({ identityStoreId: OTHER_STORE }),
      more: {},
      problem: `is for the identity store ${OTHER_STORE}; here it is ${instance.identityStoreId}`,
    },
    {
      what: "a set that does not exist, to assign",
      change: assign(),
      more: GONE,
      problem: `names the permission set ${READ_ONLY.arn}, which does not exist`,
    },
    {
      what: "a set that does not exist, to provision",
      change: provision(),
      more: GONE,
      problem: `names the permission set ${READ_ONLY.arn}, which does not exist`,
    },
    {
      what: "a set of another name",
      change: assign({ permissionSetName: "Harmless" }),
      more: {},
      problem: `calls ${READ_ONLY.arn} "Harmless"; its name is "ReadOnly"`,
    },
    {
      what: "a set of another name, to remove",
      change: unassign({ permissionSetName: "Harmless" }),
      more: {},
      problem: `calls ${READ_ONLY.arn} "Harmless"; its name is "ReadOnly"`,
    },
    {
      what: "the name of another set",
      change: assign(admin),
      more: { sets: [touchedSet(), touchedSet({ arn: ADMIN.arn, name: known(ADMIN.name) })] },
      problem: `calls ${ADMIN.arn} "ReadOnly"; its name is "AdministratorAccess"`,
    },
  ])("$what, with the step's number", ({ change, more, problem }) => {
    expect(misfits(plan(leave(), change), surroundings(more))).toEqual([`step 2 ${problem}`]);
  });

  test("another Region comes first, then the steps in order, each problem of a step", () => {
    const stranger = assign({ instanceArn: OTHER_INSTANCE, permissionSetName: "Harmless" });
    expect(misfits({ ...plan(stranger, join({ identityStoreId: OTHER_STORE })), region: EU }, surroundings())).toEqual([
      "the plan is for eu-west-1; Identity Center is in us-east-1",
      expect.stringContaining("step 1 is for the instance"),
      expect.stringContaining("step 1 calls"),
      expect.stringContaining("step 2 is for the identity store"),
    ]);
  });
});

describe("names", () => {
  const IN_SANDBOX = { accountName: "sandbox" };
  const liar = { principalName: "somebody harmless" };
  const named = (change: Change, more: Partial<PlanSurroundings> = {}) =>
    withRealNames(plan(change), surroundings(more)).steps.map((step) => step.change);
  const toGroup = { principal: { type: "GROUP", id: DEVELOPERS } } as const;

  test.each([
    { what: "a user", written: assign(liar), real: assign({ ...IN_SANDBOX, principalName: alice.userName }) },
    {
      what: "a group",
      written: unassign({ ...liar, ...toGroup }),
      real: unassign({ ...IN_SANDBOX, ...toGroup, principalName: "Developers" }),
    },
    {
      what: "a membership",
      written: join({ groupName: "x", userName: "y" }),
      real: join({ userName: alice.userName }),
    },
    {
      what: "a membership that ends",
      written: leave({ groupName: "x", userName: "y" }),
      real: leave({ userName: alice.userName }),
    },
    { what: "provisioning, which names nobody", written: provision(), real: provision(IN_SANDBOX) },
  ])("are the directory's: $what", ({ written, real }) => {
    expect(named(written)).toStrictEqual([real]);
  });

  test.each([
    {
      what: "who is gone",
      more: { people: [person({ user: known(null) })], groups: [touchedGroup({ details: known(null) })] },
    },
    {
      what: "whose look failed",
      more: { people: [person({ user: failed() })], groups: [touchedGroup({ details: failed() })] },
    },
    { what: "who was not looked at", more: { people: [], groups: [] } },
    { what: "beside others", more: { people: [person({ id: BOB })], groups: [touchedGroup({ id: EVERYONE })] } },
  ])("somebody $what is called by the id, never by the file's word", ({ more }) => {
    expect(named(assign(liar), more)).toEqual([assign({ ...IN_SANDBOX, principalName: ALICE })]);
    expect(named(join({ groupName: "x", userName: "y" }), more)).toEqual([
      join({ groupName: DEVELOPERS, userName: ALICE }),
    ]);
  });

  test("a plan of our own keeps the names that cannot be read any more", () => {
    const more = surroundings({ people: [person({ user: known(null) })], accounts: [] });
    const written = plan(assign({ principalName: "alice, who is gone", accountName: "sandbox" }));
    expect(withRealNames(written, more, { isOwn: true })).toEqual(written);
    expect(withRealNames(written, more).steps.map(({ change }) => change)).toEqual([assign({ principalName: ALICE })]);
  });

  test("the words of the steps are made from them; all else stays", () => {
    const written = plan(provision(), assign(liar));
    expect(withRealNames(written, surroundings())).toEqual({
      ...written,
      steps: stepsOf(provision(IN_SANDBOX), assign({ ...IN_SANDBOX, principalName: alice.userName })),
    });
    const eu: Plan = { ...plan(assign()), region: EU };
    expect(withRealNames(eu, surroundings()).steps[0]?.command).toContain("--region eu-west-1");
  });
});
