/** Expectations about what a plan would leave: words that mean something now and nothing then, and what nobody can tell yet. */
import { describe, expect, test } from "vitest";
import type { OpenChange } from "../../model/access-test.ts";
import { ALICE, BOB, gap, idOf, plannedOutcomeOf, walked } from "./testing/small-organization.ts";

const row = (more: object) => ({ user: ALICE, account: "shop", set: "TeamAdmin", ...more });
const WITHOUT = {
  alice: {
    users: [{ userName: BOB }],
    groups: [{ displayName: "PlatformTeam" }, { displayName: "Contractors" }],
    assignments: [],
  },
  set: { permissionSets: [{ name: "ReadOnly" }], assignments: [] },
  account: { accounts: [{ id: "222233334444", name: "sandbox" }], assignments: [] },
  team: { groups: [{ displayName: "Contractors" }], assignments: [] },
};
const told = (asked: object, changes: object, more?: Parameters<typeof plannedOutcomeOf>[2]) => {
  const { outcome, message } = plannedOutcomeOf(asked, { ...changes }, more);
  return { outcome, message };
};

describe("what a plan deletes", () => {
  test.each([
    {
      asked: row({ can: true }),
      changes: WITHOUT.alice,
      outcome: "failed",
      message: `After this plan there is no user "${ALICE}" anymore.`,
    },
    {
      asked: row({ can: false }),
      changes: WITHOUT.alice,
      outcome: "passed",
      message: `After this plan there is no user "${ALICE}" anymore, so that nobody can.`,
    },
    {
      asked: row({ can: true }),
      changes: WITHOUT.set,
      outcome: "failed",
      message: 'After this plan there is no permission set "TeamAdmin" anymore.',
    },
    {
      asked: row({ can: true }),
      changes: WITHOUT.account,
      outcome: "failed",
      message: 'After this plan there is no account "shop" anymore.',
    },
    {
      asked: row({ user: "*", only: ["PlatformTeam"] }),
      changes: WITHOUT.set,
      outcome: "passed",
      message: 'After this plan there is no permission set "TeamAdmin" anymore, so that nobody can.',
    },
    {
      asked: row({ user: "*", only: [BOB, "PlatformTeam"] }),
      changes: WITHOUT.team,
      outcome: "failed",
      message: 'After this plan there is no group or user "PlatformTeam" anymore. Remove it from the test.',
    },
    {
      asked: row({ user: "*", only: ["PlatformTeam", "PlatformTeem"] }),
      changes: WITHOUT.set,
      outcome: "passed",
      message: 'After this plan there is no permission set "TeamAdmin" anymore, so that nobody can.',
    },
    // What never was is a typo.
    {
      asked: row({ user: "alise", can: false }),
      changes: WITHOUT.set,
      outcome: "failed",
      message: 'There is no user "alise". Correct the name, or remove the test.',
    },
    {
      asked: row({ user: "*", only: ["PlatformTeem"] }),
      changes: WITHOUT.team,
      outcome: "failed",
      message: 'There is no group or user "PlatformTeem". Correct the name, or remove the test.',
    },
    { asked: row({ user: "*", only: [] }), changes: WITHOUT.team, outcome: "passed", message: "As expected." },
    { asked: row({ can: true }), changes: {}, outcome: "passed", message: "As expected." },
    { asked: row({ user: "*", only: ["PlatformTeam"] }), changes: {}, outcome: "passed", message: "As expected." },
  ])("$asked: $message", ({ asked, changes, outcome, message }) => {
    expect(told(asked, changes)).toEqual({ outcome, message });
  });

  test("what could not be read is not deleted", () => {
    const coverage = walked(gap({ kind: "users" }));
    expect(told(row({ can: false }), WITHOUT.alice, { coverage }).outcome).toBe("undecided");
  });
});

describe("what a plan does not know yet", () => {
  const change = (more: Partial<OpenChange> = {}): OpenChange => ({
    address: "aws_x.y",
    unknown: ["principal"],
    ...more,
  });
  const seen = (asked: object, ...open: readonly OpenChange[]) => told(asked, {}, { open });
  const unknown = "the plan does not know principal of aws_x.y yet";

  test("may let somebody in, or take something away: only what matters to the claim leaves it open", () => {
    const [adds, takes, both] = [change(), change({ effect: "removal" }), change({ effect: "any" })];
    const open = { outcome: "undecided", message: `Undecided: ${unknown}.` };
    const passed = { outcome: "passed", message: "As expected." };
    expect(seen(row({ can: true }), adds)).toEqual(passed);
    expect(seen(row({ can: true }), both)).toEqual(open);
    expect(seen(row({ can: false, user: BOB }), adds)).toEqual(open);
    expect(seen(row({ can: true }), takes)).toEqual(open);
    expect(seen(row({ can: false, user: BOB }), takes)).toEqual(passed);
    expect(seen(row({ can: false, user: BOB }), both)).toEqual(open);
    expect(seen(row({ user: "*", only: ["PlatformTeam"] }), takes)).toEqual(open);
  });

  test("elsewhere does not matter", () => {
    const sandbox = idOf.account("sandbox") as NonNullable<OpenChange["accountId"]>;
    const shop = idOf.account("shop") as NonNullable<OpenChange["accountId"]>;
    const asked = row({ can: false, user: BOB });
    expect(seen(asked, change({ accountId: sandbox })).outcome).toBe("passed");
    expect(seen(asked, change({ accountId: shop })).outcome).toBe("undecided");
    expect(seen(asked, change({ permissionSetArn: idOf.set("Unused") })).outcome).toBe("passed");
    expect(seen(asked, change({ permissionSetArn: idOf.set("TeamAdmin") })).outcome).toBe("undecided");
    expect(seen(asked, change({ isEntitlement: true })).outcome).toBe("passed");
  });

  test("is said with its reason, each once", () => {
    const asked = row({ can: false, user: BOB });
    const doubtful = change({ isDoubtful: true, because: "a module" });
    const { message } = seen(asked, doubtful, doubtful, change({ unknown: ["account", "set"], because: "a list" }));
    expect(message).toBe(
      "Undecided: it is not known what becomes of aws_x.y (a module); the plan does not know account and set of aws_x.y yet (a list).",
    );
    expect(seen(asked, change({ isDoubtful: true })).message).toBe(
      "Undecided: it is not known what becomes of aws_x.y.",
    );
  });
});

describe("what a plan does not know yet, and roles", () => {
  const APPLICATION = "arn:aws:account-access:us-east-1:123456789012:application/1234567890abcdef";
  const entitled = {
    organization: { managementAccountId: "123456789012" },
    accountAccessApplications: [{ arn: APPLICATION, tenantId: "aa-gyxmap389" }],
    entitlements: [{ group: "PlatformTeam", role: "arn:aws:iam::111122223333:role/team/Developer" }],
  };
  const open = (more: Partial<OpenChange>): readonly OpenChange[] => [
    { address: "aws_x.y", unknown: ["principal"], ...more },
  ];
  const seen = (more: Partial<OpenChange>) =>
    plannedOutcomeOf({ user: BOB, account: "shop", role: "Developer", can: false }, entitled, { open: open(more) })
      .outcome;

  test("an entitlement matters in its account, a membership everywhere, a permission set never", () => {
    const [shop, sandbox] = ["shop", "sandbox"].map(
      (name) => idOf.account(name) as NonNullable<OpenChange["accountId"]>,
    );
    expect(seen({ isEntitlement: true })).toBe("undecided");
    expect(seen({ isEntitlement: true, accountId: shop })).toBe("undecided");
    expect(seen({ isEntitlement: true, accountId: sandbox })).toBe("passed");
    expect(seen({})).toBe("undecided");
    expect(seen({ accountId: shop })).toBe("passed");
  });
});
