/** Whether the customer managed policies of a set are where the plan puts it: names and paths letter by letter (facts D1, D2). */
import { describe, expect, test } from "vitest";
import { ADMIN, BOB, failed, PRODUCTION, SANDBOX } from "../diagnosis/testing/grant-facts.ts";
import type { PolicyReferenceFacts, SetContentFacts } from "../facts/grant/additional-facts.ts";
import type { PlanSurroundings } from "../facts/plan/plan-surroundings.ts";
import type { Change } from "../model/change.ts";
import { known, type Reading, unread } from "../model/reading.ts";
import { policyRefusals } from "./customer-policies.ts";
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
    ["assigning", assign()],
    ["provisioning", provision()],
  ])("%s is refused, with the command that makes it", (_what, change) => {
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
    ["the same", [AUDIT, GUARD]],
    ["more than that", [GUARD, { ...GUARD, path: "/" }]],
  ])("is not missing where the account has %s", (_what, own) => {
    expect(foreseen({ accounts: [accountWith(known(own))] }, assign())).toEqual(NOTHING);
  });

  test.each([
    ["another case of the name", [AUDIT, { name: "guard", path: "/team/" }], "/team/guard"],
    ["another case of the path", [{ name: "Guard", path: "/Team/" }], "/Team/Guard"],
    ["another path", [{ name: "Guard", path: "/" }], "/Guard"],
    [
      "both, of which the one with the path is nearer",
      [
        { name: "Guard", path: "/" },
        { name: "GUARD", path: "/TEAM/" },
      ],
      "/TEAM/GUARD",
    ],
    [
      "two with other paths, of which the first is told",
      [
        { name: "guard", path: "/a/" },
        { name: "Guard", path: "/b/" },
      ],
      "/a/guard",
    ],
  ])("what the account has instead is told: %s", (_what, own, near) => {
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
    ["a removal needs no policy", {}, unassign()],
    ["a membership neither", {}, join()],
    ["a set that refers to none", { sets: [touchedSet()], accounts: [accountWith(failed())] }, assign()],
    [
      "an AWS managed boundary",
      {
        sets: [
          touchedSet({
            content: known({ ...emptyContent, boundary: { kind: "aws-managed", arn: "arn:aws:iam::aws:policy/X" } }),
          }),
        ],
      } as const,
      assign(),
    ],
    ["a set whose content could not be read", { sets: [touchedSet({ content: failed() })] }, assign()],
    ["a set that was not looked at", { sets: [] }, assign()],
    ["another set", { sets: [{ ...setWith(GUARD), arn: ADMIN.arn }] }, assign()],
    ["an account that was not looked at", { accounts: [] }, assign()],
    ["another account", { accounts: [accountWith(known([]), PRODUCTION)] }, assign()],
    [
      "no audit role: the rehearsal says what it assumes",
      { accounts: [accountWith(unread("no audit role"))] },
      assign(),
    ],
  ])("%s: nothing to say", (_what, more, change) => {
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
