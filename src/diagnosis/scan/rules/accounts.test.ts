/** What is told of accounts in which nobody can work although people are assigned there. */
import { describe, expect, test } from "vitest";
import { document, foundIn, here, onlyFound, unreadParts, type Written } from "../testing/documents.ts";

const SANDBOX = `sandbox (${here.account.id})`;
const account = (more: Written): Written => ({ accounts: [{ id: "111122223333", name: "sandbox", ...more }] });
const both = { users: 2, sample: ["alice@example.com", "bob@example.com"] };
const subject = { account: here.account, permissionSet: here.set, principal: here.team };

describe("an account that is not active", () => {
  const SUPPORT = expect.stringContaining("AWS Support");
  const SIGN_UP = expect.stringMatching(/^Complete the sign-up/);
  const toAlice = { account: "sandbox", permissionSet: "ReadOnly", user: "alice@example.com" };
  const toTeam = { account: "sandbox", permissionSet: "ReadOnly", group: "Team" };
  test.each([
    { state: "SUSPENDED", cause: "account-suspended", assignments: [toTeam], words: "Team", step: SUPPORT },
    {
      state: "PENDING_CLOSURE",
      cause: "account-pending-closure",
      assignments: [toTeam],
      words: "Team",
      step: SUPPORT,
    },
    { state: "CLOSED", cause: "account-closed", assignments: [toTeam], words: "Team", step: SUPPORT },
    {
      state: "PENDING_ACTIVATION",
      cause: "account-pending-activation",
      assignments: [toTeam],
      words: "Team",
      step: SIGN_UP,
    },
  ])("$state", ({ state, cause, assignments, words, step }) => {
    expect(onlyFound(document({ ...account({ state }), assignments }), cause)).toEqual({
      key: `${cause} ${here.account.id} ${here.set.arn} ${here.team.id}`,
      cause,
      severity: "medium",
      confidence: "proved",
      summary: `${SANDBOX} is ${state}, and ReadOnly is assigned there to ${words} (${here.team.id}). Nobody can use it, and provisioning to all accounts fails on this one.`,
      subject,
      affected: both,
      remedy: {
        kind: "human",
        summary: `Bring ${SANDBOX} back, or delete its assignments`,
        risk: "high",
        steps: [step],
      },
    });
  });

  test("each assignment is a finding, so that one more is new", () => {
    const of = document({ ...account({ state: "CLOSED" }), assignments: [toTeam, toAlice] });
    expect(
      foundIn(of, "account-closed")
        .map(({ subject: { principal }, affected }) => [principal?.name, affected.users])
        .sort(),
    ).toEqual([
      ["Team", 2],
      ["alice@example.com", 1],
    ]);
  });

  test("the organization does not have it", () => {
    const of = document();
    const gone = { ...of, accounts: of.accounts.filter(({ id }) => id !== here.account.id) };
    expect(onlyFound(gone, "account-not-in-organization")).toMatchObject({
      summary: expect.stringContaining(
        `${here.account.id} is not in the organization, and ReadOnly is assigned there to Team`,
      ),
      subject: { account: { id: here.account.id, name: "" } },
      remedy: { steps: [expect.stringMatching(/invite it back and assign/)] },
    });
    expect(foundIn(unreadParts(gone, "pairs", { kind: "accounts" }), "account-not-in-organization")).toEqual([]);
  });

  test("a name of nothing is left out", () => {
    const of = document(account({ state: "CLOSED" }));
    const unnamed = { ...of, accounts: of.accounts.map((one) => ({ ...one, name: "" })) };
    expect(onlyFound(unnamed, "account-closed").summary).toMatch(/^111122223333 is CLOSED/);
  });
});
