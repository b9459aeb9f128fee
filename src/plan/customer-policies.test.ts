/** Whether the customer managed policies of a set are where the plan puts it: names and paths letter by letter (facts D1, D2). */
import { describe, expect, test } from "vitest";
import type { PolicyReferenceFacts, SetContentFacts } from "../facts/grant/additional-facts.ts";
import { ADMIN, BOB, failed, PRODUCTION, SANDBOX } from "../facts/grant/testing/grant-facts.ts";
import type { PlanSurroundings } from "../facts/plan/plan-surroundings.ts";
import type { Change } from "../model/change.ts";
import { known, type Reading, unread } from "../model/reading.ts";
import { policyRefusals, uncheckedPolicies } from "./customer-policies.ts";
import {
  assign,
  emptyContent,
  join,
  provision,
  stepsOf,
  surroundings,
  touchedAccount,
  touchedSet,
  unassign,
} from "./testing/touched.ts";

const NOTHING = { refusals: [], warnings: [] };
const GUARD: PolicyReferenceFacts = { name: "Guard", path: "/team/" };
const AUDIT: PolicyReferenceFacts = { name: "Audit", path: "/" };
const content = (...customerManagedPolicies: readonly PolicyReferenceFacts[]): SetContentFacts => ({
  ...emptyContent,
  customerManagedPolicies,
});
const setWith = (...references: readonly PolicyReferenceFacts[]) =>
  touchedSet({ content: known(content(...references)) });
const accountWith = (customerPolicies: Reading<readonly PolicyReferenceFacts[]>, id = SANDBOX) =>
  touchedAccount({ id, customerPolicies });
const foreseen = (more: Partial<PlanSurroundings>, ...changes: readonly Change[]) =>
  policyRefusals(stepsOf(...changes), surroundings({ sets: [setWith(GUARD)], ...more }));

describe("a policy that is missing", () => {
  const refusal = {
    kind: "customer-managed-policy-missing",
    summary: expect.stringMatching(
      `^ReadOnly refers to the customer managed policy /team/Guard, which ${SANDBOX} does not have\\. `,
    ),
    steps: [
      `With credentials of ${SANDBOX}: aws iam create-policy --policy-name Guard --path /team/ --policy-document file://Guard.json`,
      "Take the document from an account in which the set works",
      "Then run the same command again",
    ],
    affects: [1],
  };

  test.each([
    { what: "assigning", change: assign() },
    { what: "provisioning", change: provision() },
  ])("$what is refused, with the command that makes it", ({ change }) => {
    expect(foreseen({}, change)).toEqual({ refusals: [refusal], warnings: [] });
  });

  test("as a boundary as well", () => {
    const sets = [
      touchedSet({
        content: known({ ...emptyContent, boundary: { kind: "customer-managed", reference: GUARD } }),
      }),
    ];
    expect(foreseen({ sets }, assign())).toEqual({ refusals: [refusal], warnings: [] });
  });

  test("a hostile name stays one word of the command", () => {
    const sets = [setWith({ name: "a'; rm -rf ~", path: "/" })];
    expect(foreseen({ sets }, assign()).refusals[0]?.steps[0]).toContain(
      `--policy-name 'a'\\''; rm -rf ~' --path / --policy-document 'file://a'\\''; rm -rf ~.json'`,
    );
  });

  test.each([
    { what: "the same", own: [AUDIT, GUARD] },
    { what: "more than that", own: [GUARD, { ...GUARD, path: "/" }] },
  ])("is not missing where the account has $what", ({ own }) => {
    expect(foreseen({ accounts: [accountWith(known(own))] }, assign())).toEqual(NOTHING);
  });

  test.each([
    { what: "another case of the name", own: [AUDIT, { name: "guard", path: "/team/" }], near: "/team/guard" },
    { what: "another case of the path", own: [{ name: "Guard", path: "/Team/" }], near: "/Team/Guard" },
    { what: "another path", own: [{ name: "Guard", path: "/" }], near: "/Guard" },
    {
      what: "both, of which the one with the path is nearer",
      own: [
        { name: "Guard", path: "/" },
        { name: "GUARD", path: "/TEAM/" },
      ],
      near: "/TEAM/GUARD",
    },
    {
      what: "two with other paths, of which the first is told",
      own: [
        { name: "guard", path: "/a/" },
        { name: "Guard", path: "/b/" },
      ],
      near: "/a/guard",
    },
  ])("what the account has instead is told: $what", ({ own, near }) => {
    const { refusals, warnings } = foreseen({ accounts: [accountWith(known(own))] }, assign());
    expect({ refusals, warnings }).toEqual({
      refusals: [
        {
          ...refusal,
          summary: expect.stringContaining(`it does have ${near}, but`),
          steps: [
            refusal.steps[0],
            `Take the document from ${near} there, or correct the reference on ReadOnly`,
            refusal.steps[2],
          ],
        },
      ],
      warnings: [],
    });
  });

  test("nothing alike is not held up as what was meant", () => {
    const own = [AUDIT, { name: "Guardian", path: "/team/" }];
    expect(foreseen({ accounts: [accountWith(known(own))] }, assign()).refusals).toEqual([refusal]);
  });
});

describe("where is looked", () => {
  const missing = ({ refusals }: ReturnType<typeof foreseen>) =>
    refusals.map(({ summary }) => /^(\S+) .* policy (\S+), which (\d+) /.exec(summary)?.slice(1).join(" "));

  test("each policy in each account, once, whoever it is assigned to", () => {
    const sets = [
      touchedSet({ arn: ADMIN.arn, name: known(ADMIN.name), content: known(content(AUDIT)) }),
      setWith(GUARD, AUDIT),
    ];
    const accounts = [accountWith(known([AUDIT])), accountWith(known([GUARD]), PRODUCTION)];
    const admin = { permissionSetArn: ADMIN.arn, permissionSetName: ADMIN.name, accountId: PRODUCTION };
    expect(
      missing(
        foreseen(
          { sets, accounts },
          assign(),
          assign({ principal: { type: "USER", id: BOB } }),
          provision(),
          provision({ accountId: PRODUCTION }),
          assign(admin),
        ),
      ),
    ).toEqual([
      `ReadOnly /team/Guard ${SANDBOX}`,
      `ReadOnly /Audit ${PRODUCTION}`,
      `AdministratorAccess /Audit ${PRODUCTION}`,
    ]);
  });

  test.each([
    { what: "a removal needs no policy", more: {}, change: unassign() },
    { what: "a membership neither", more: {}, change: join() },
    {
      what: "a set that refers to none",
      more: { sets: [touchedSet()], accounts: [accountWith(failed())] },
      change: assign(),
    },
    {
      what: "an AWS managed boundary",
      more: {
        sets: [
          touchedSet({
            content: known({ ...emptyContent, boundary: { kind: "aws-managed", arn: "arn:aws:iam::aws:policy/X" } }),
          }),
        ],
      } as const,
      change: assign(),
    },
    {
      what: "a set whose content could not be read",
      more: { sets: [touchedSet({ content: failed() })] },
      change: assign(),
    },
    { what: "a set that was not looked at", more: { sets: [] }, change: assign() },
    { what: "another set", more: { sets: [{ ...setWith(GUARD), arn: ADMIN.arn }] }, change: assign() },
    { what: "an account that was not looked at", more: { accounts: [] }, change: assign() },
    { what: "another account", more: { accounts: [accountWith(known([]), PRODUCTION)] }, change: assign() },
    {
      what: "no audit role: the rehearsal says what it assumes",
      more: { accounts: [accountWith(unread("no audit role"))] },
      change: assign(),
    },
  ])("$what: nothing to say", ({ more, change }) => {
    expect(foreseen(more, change)).toEqual(NOTHING);
  });

  test("a look that failed is a warning, never a refusal", () => {
    const accounts = [accountWith(failed("refused", "ListPolicies")), accountWith(known([]), PRODUCTION)];
    const found = foreseen({ accounts }, assign(), provision(), assign({ accountId: PRODUCTION }));
    expect(missing(found)).toEqual([`ReadOnly /team/Guard ${PRODUCTION}`]);
    expect(found.warnings).toEqual([
      `whether the customer managed policies of ReadOnly are in ${SANDBOX} could not be checked beforehand (sso:ListPolicies: User is not authorized to perform: sso:ListPolicies)`,
    ]);
  });
});

describe("what a person must vouch for", () => {
  const vouched = (more: Partial<PlanSurroundings>, ...changes: readonly Change[]) =>
    uncheckedPolicies(stepsOf(...changes), surroundings({ sets: [setWith(GUARD, AUDIT)], ...more }));
  const named = (place: string) => [
    `ReadOnly needs the customer managed policy /team/Guard in ${place}, which could not be read`,
    `ReadOnly needs the customer managed policy /Audit in ${place}, which could not be read`,
  ];

  test.each([
    { what: "nobody looked", customerPolicies: unread("no audit role") },
    { what: "the look failed", customerPolicies: failed() },
  ])("is each policy of the set in each account: $what", ({ customerPolicies }) => {
    const accounts = [
      touchedAccount({ customerPolicies }),
      touchedAccount({ id: PRODUCTION, account: failed(), customerPolicies }),
    ];
    expect(vouched({ accounts }, assign(), provision(), assign({ accountId: PRODUCTION }))).toEqual([
      ...named(`sandbox (${SANDBOX})`),
      ...named(PRODUCTION),
    ]);
  });

  test("is nothing where the account was read, whatever it has", () => {
    for (const own of [[], [GUARD, AUDIT]])
      expect(vouched({ accounts: [accountWith(known(own))] }, assign())).toEqual([]);
  });

  test("is nothing for a removal", () => {
    expect(vouched({ accounts: [accountWith(unread("no audit role"))] }, unassign())).toEqual([]);
  });

  test("is told by the id of an account that is gone", () => {
    const accounts = [touchedAccount({ account: known(null), customerPolicies: unread("no audit role") })];
    expect(vouched({ accounts }, assign())).toEqual(named(SANDBOX));
  });
});
