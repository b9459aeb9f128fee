/** Entitlements are changed from the management account or by a delegate of account access manager's own (facts AAM27). */
import { describe, expect, test } from "vitest";
import { DELEGATE, failed, MANAGEMENT, PRODUCTION, READ_ONLY } from "../facts/grant/testing/grant-facts.ts";
import type { CallerStanding } from "../facts/plan/caller-standing.ts";
import type { Change } from "../model/change.ts";
import type { AccountId } from "../model/ids.ts";
import { known, unread } from "../model/reading.ts";
import { predictRefusals } from "./refusals.ts";
import { assign, entitle, join, provision, retrust, stepsOf, surroundings, unentitle } from "./testing/touched.ts";

/** Production is delegated to account access manager, not to Identity Center. */
const standing: CallerStanding = {
  delegates: known([DELEGATE]),
  accountAccessDelegates: known([PRODUCTION]),
  setsInManagementAccount: known([READ_ONLY.arn]),
  rights: [],
};
const from = (accountId: AccountId, changes: readonly Change[], more: Partial<CallerStanding> = {}) =>
  predictRefusals(
    stepsOf(...changes),
    surroundings({ caller: known({ accountId, arn: `arn:aws:iam::${accountId}:user/operator` }) }),
    { ...standing, ...more },
  ).refusals;
const summaries = (...of: Parameters<typeof from>) => from(...of).map(({ summary }) => summary);
const NO_ENTITLEMENT = expect.stringMatching(
  `^You are in the account ${DELEGATE} .* nor a delegated administrator of account access manager; AWS refuses it every entitlement$`,
);

describe("nobody is refused", () => {
  test.each([
    {
      what: "entitlements by a delegate of account access manager",
      from: PRODUCTION,
      changes: [entitle(), unentitle()],
    },
    { what: "entitlements in the management account", from: MANAGEMENT, changes: [entitle(), unentitle()] },
    { what: "a trust policy, which IAM changes", from: DELEGATE, changes: [retrust()] },
    { what: "a membership by a delegate of Identity Center", from: DELEGATE, changes: [join()] },
  ])("$what", ({ from: accountId, changes }) => {
    expect(summaries(accountId, changes)).toEqual([]);
  });

  test.each([failed(), unread("nobody looked")])(
    "where the delegates of account access manager are $state",
    (delegates) => {
      expect(summaries(DELEGATE, [unentitle()], { accountAccessDelegates: delegates })).toEqual([]);
    },
  );
});

describe("a delegate of Identity Center alone", () => {
  test.each([
    { what: "gives", changes: [entitle()] },
    { what: "takes", changes: [unentitle()] },
    { what: "gives beside a membership", changes: [join(), entitle()] },
  ])("$what an entitlement: refused, and told who may", ({ changes }) => {
    const found = from(DELEGATE, changes);
    expect(found.map(({ summary }) => summary)).toEqual([NO_ENTITLEMENT]);
    expect(found[0]).toMatchObject({
      kind: "caller-in-member-account",
      steps: [`Run the same command with credentials of the management account ${MANAGEMENT}`],
    });
  });
});

test("whoever is delegated to account access manager alone is refused only what Identity Center does", () => {
  const refusal = expect.stringMatching(
    "a delegated administrator of IAM Identity Center; AWS refuses it every change$",
  );
  for (const change of [assign(), join(), provision()])
    expect(summaries(PRODUCTION, [entitle(), change, retrust()])).toEqual([refusal]);
  expect(summaries(PRODUCTION, [])).toEqual([refusal]);
});
