/** Which refusals of AWS are foreseen for whom, and that what could not be checked is a warning and never a refusal. */
import { describe, expect, test } from "vitest";
import {
  ADMIN,
  alice,
  DELEGATE,
  failed,
  MANAGEMENT,
  PRODUCTION,
  READ_ONLY,
} from "../facts/grant/testing/grant-facts.ts";
import type { CallerStanding, JudgedRight } from "../facts/plan/caller-standing.ts";
import { type AccountId, certain, parseAccountId } from "../model/ids.ts";
import type { PlanStep } from "../model/plan.ts";
import { known, type Reading, unread } from "../model/reading.ts";
import { predictRefusals } from "./refusals.ts";
import {
  assign,
  emptyContent,
  join,
  leave,
  person,
  provision,
  stepsOf,
  surroundings,
  touchedSet,
  unassign,
} from "./testing/touched.ts";

const NOTHING = { refusals: [], warnings: [] };
const standing = (more: Partial<CallerStanding> = {}): CallerStanding => ({
  delegates: known([DELEGATE]),
  accountAccessDelegates: unread("nobody is entitled"),
  setsInManagementAccount: known([]),
  rights: [],
  ...more,
});
const from = (accountId: AccountId, steps: readonly PlanStep[], more: Partial<CallerStanding> = {}) =>
  predictRefusals(
    steps,
    surroundings({ caller: known({ accountId, arn: `arn:aws:iam::${accountId}:user/operator` }) }),
    standing(more),
  );
const kinds = ({ refusals }: ReturnType<typeof predictRefusals>) => refusals.map(({ kind }) => kind);
const READERS = certain(parseAccountId("888899990000"));
const ONE = stepsOf(assign());
const AGAIN = `Run the same command with credentials of the management account ${MANAGEMENT}`;

describe("a caller in the management account", () => {
  test.each([
    {
      what: "whatever is changed there",
      steps: stepsOf(assign({ accountId: MANAGEMENT }), provision(), unassign(), join(), leave()),
    },
    { what: "an empty plan", steps: [] },
  ])("is refused nothing: $what", ({ steps }) => {
    expect(from(MANAGEMENT, steps, { setsInManagementAccount: known([READ_ONLY.arn]) })).toEqual(NOTHING);
  });

  test("is no matter of delegates", () => {
    expect(from(MANAGEMENT, ONE, { delegates: known([]), setsInManagementAccount: failed() })).toEqual(NOTHING);
  });
});

describe("a caller in a member account", () => {
  test("is refused everything, and is told who is not", () => {
    expect(from(PRODUCTION, stepsOf(join()), { delegates: known([DELEGATE, READERS]) })).toEqual({
      refusals: [
        {
          kind: "caller-in-member-account",
          summary: expect.stringContaining(`${PRODUCTION} (arn:aws:iam::${PRODUCTION}:user/operator)`),
          steps: [`${AGAIN}, or of a delegated administrator (${DELEGATE}, ${READERS})`],
        },
      ],
      warnings: [],
    });
  });

  test("names no delegate where there is none", () => {
    expect(from(PRODUCTION, ONE, { delegates: known([]) }).refusals[0]?.steps).toEqual([
      `${AGAIN}, or of a delegated administrator`,
    ]);
  });

  test.each([failed(), unread("not read")])("is not refused where the delegates are $state", (delegates) => {
    expect(from(PRODUCTION, ONE, { delegates })).toEqual(NOTHING);
  });
});

describe("a delegated administrator", () => {
  test.each([
    { what: "assigns", change: assign({ accountId: MANAGEMENT }) },
    { what: "unassigns", change: unassign({ accountId: MANAGEMENT }) },
    { what: "provisions", change: provision({ accountId: MANAGEMENT }) },
  ])("$what in the management account: refused, wherever the other steps are", ({ change }) => {
    const refusal = {
      kind: "delegate-in-management-account",
      summary: expect.stringContaining(`management account ${MANAGEMENT}`),
      steps: [AGAIN],
    };
    const found = from(DELEGATE, stepsOf(assign(), change, join()), { setsInManagementAccount: failed() });
    expect(found).toEqual({ refusals: [refusal], warnings: [] });
    expect(found.refusals[0]?.summary).toContain(`(${DELEGATE})`);
  });

  test("may change a set that is not in the management account, and groups", () => {
    expect(from(DELEGATE, stepsOf(assign(), join()), { setsInManagementAccount: known([ADMIN.arn]) })).toEqual(NOTHING);
  });

  test("may change groups, whatever sets are in the management account", () => {
    for (const setsInManagementAccount of [known([READ_ONLY.arn]), failed(), unread("there is none")])
      expect(from(DELEGATE, stepsOf(join(), leave()), { setsInManagementAccount })).toEqual(NOTHING);
  });

  test("is refused a set that is also in the management account, in whatever account", () => {
    const steps = stepsOf(assign(), provision({ accountId: PRODUCTION }), assign({ permissionSetArn: ADMIN.arn }));
    expect(from(DELEGATE, steps, { setsInManagementAccount: known([READ_ONLY.arn]) })).toEqual({
      refusals: [
        {
          kind: "delegate-and-set-of-management-account",
          summary: expect.stringMatching(
            new RegExp(`^ReadOnly is also .* management account ${MANAGEMENT};.*\\(${DELEGATE}\\)`),
          ),
          steps: [AGAIN, expect.any(String)],
        },
      ],
      warnings: [],
    });
  });

  test("each such set is named once", () => {
    const admin = { permissionSetArn: ADMIN.arn, permissionSetName: ADMIN.name };
    const steps = stepsOf(assign(), unassign(), assign(admin), provision(admin));
    const { refusals } = from(DELEGATE, steps, { setsInManagementAccount: known([ADMIN.arn, READ_ONLY.arn]) });
    expect(refusals.map(({ summary }) => summary)).toEqual([
      expect.stringMatching(/^ReadOnly, AdministratorAccess are also /),
    ]);
  });

  test.each([
    {
      setsInManagementAccount: failed("refused", "ListPermissionSetsProvisionedToAccount"),
      why: "(sso:ListPermissionSetsProvisionedToAccount: User",
    },
    { setsInManagementAccount: unread("no reason"), why: "(it was not read)" },
  ])(
    "is warned where those sets could not be read: $setsInManagementAccount.state",
    ({ setsInManagementAccount, why }) => {
      expect(from(DELEGATE, ONE, { setsInManagementAccount })).toEqual({
        refusals: [],
        warnings: [expect.stringContaining(why)],
      });
    },
  );
});

describe("rights", () => {
  const allowed: JudgedRight = { action: "sso:A", resource: "arn:a", decision: "allowed" };
  const denied: JudgedRight = { action: "sso:B", resource: "arn:b", decision: "denied" };
  const unclear: JudgedRight = { action: "sso:C", resource: "arn:c", decision: "unclear" };
  const judge = (judged: Reading<readonly JudgedRight[]>, why: CallerStanding["rights"][number]["why"] = "directory") =>
    from(MANAGEMENT, ONE, { rights: [{ why, judged }] });

  test("allowed ones say nothing", () => {
    expect(judge(known([allowed]))).toEqual(NOTHING);
    expect(judge(known([]))).toEqual(NOTHING);
  });

  test.each(["identity-center", "directory"] as const)("denied ones are told once each: %s", (why) => {
    const rows = [allowed, denied, { ...denied, action: "sso:D", resource: "arn:d" }, { ...denied, resource: "arn:e" }];
    expect(judge(known(rows), why)).toEqual({
      refusals: [
        {
          kind: "permission-missing",
          summary: "IAM's simulator says that you lack sso:B, sso:D on arn:b",
          steps: [
            "Allow sso:B, sso:D: `idc-doctor permissions --for fix` prints the policy",
            "Or run the same command with credentials that have it",
          ],
        },
      ],
      warnings: [],
    });
  });

  test("in the management account the IAM rights are the caller's own", () => {
    expect(judge(known([denied]), "management-account")).toEqual({
      refusals: [
        {
          kind: "iam-right-missing",
          summary: expect.stringMatching(/^In the management account .* you lack sso:B on arn:b$/),
          steps: [
            expect.stringMatching(/^Allow sso:B: .* what the management account needs/),
            "Or run the same command with credentials that have it",
          ],
        },
      ],
      warnings: [],
    });
  });

  test("what the simulator could not decide is a warning, each action once", () => {
    const rows = [allowed, unclear, { ...unclear, resource: "arn:f" }, { ...unclear, action: "sso:G" }];
    expect(judge(known(rows))).toEqual({
      refusals: [],
      warnings: [expect.stringContaining("could not decide sso:C, sso:G:")],
    });
    const both = judge(known([unclear, denied]));
    expect(kinds(both)).toEqual(["permission-missing"]);
    expect(both.warnings).toEqual([expect.stringContaining("could not decide sso:C:")]);
  });

  test.each([
    { why: "identity-center", what: "assignments" },
    { why: "directory", what: "members" },
    { why: "management-account", what: "IAM rights" },
  ] as const)("a simulator that could not be asked is a warning: $why", ({ why, what }) => {
    const readings = [
      [failed("refused", "Simulate"), "(sso:Simulate: User is not authorized to perform: sso:Simulate)"],
      [unread("no policy source"), "(it was not read)"],
    ] as const;
    for (const [judged, because] of readings) {
      const found = judge(judged, why);
      expect(found).toEqual({ refusals: [], warnings: [expect.stringContaining(what)] });
      expect(found.warnings[0]).toContain(because);
    }
  });
});

describe("together", () => {
  test("place, rights, owners, policies: in this order", () => {
    const guard = { ...emptyContent, customerManagedPolicies: [{ name: "Guard", path: "/" }] };
    const around = surroundings({
      caller: known({ accountId: PRODUCTION, arn: "arn:aws:iam::444455556666:root" }),
      sets: [touchedSet({ content: known(guard) })],
      groups: [],
      people: [person({ user: known({ ...alice, isExternallyOwned: true }) })],
    });
    const rights: CallerStanding["rights"] = [
      { why: "directory", judged: known([{ action: "x:Y", resource: "*", decision: "denied" }]) },
      { why: "management-account", judged: known([{ action: "iam:Z", resource: "*", decision: "denied" }]) },
    ];
    expect(kinds(predictRefusals(stepsOf(assign(), join()), around, standing({ rights })))).toEqual([
      "caller-in-member-account",
      "permission-missing",
      "iam-right-missing",
      "group-of-identity-provider",
      "customer-managed-policy-missing",
    ]);
  });

  test.each([failed("credentials", "GetCallerIdentity"), unread("not read")])(
    "a caller who is $state is no reason to refuse: a warning, before the others",
    (caller) => {
      const around = surroundings({ caller, groups: [] });
      expect(predictRefusals(stepsOf(assign(), join()), around, standing({ delegates: known([]) }))).toEqual({
        refusals: [],
        warnings: [
          expect.stringMatching(/^who you are could not be read/),
          expect.stringContaining("identity provider owns"),
        ],
      });
    },
  );
});
