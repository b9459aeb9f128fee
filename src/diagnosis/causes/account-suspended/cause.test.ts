/** Fires on every state of an account but ACTIVE, in words of its own. */
import { describe, expect, test } from "vitest";
import { known, unread } from "../../../model/reading.ts";
import { brokenGrants } from "../../testing/broken-grants.ts";
import { diagnosedBy, failed, sandbox, workingFacts } from "../../testing/grant-facts.ts";
import { accountSuspended } from "./cause.ts";

describe("account-suspended", () => {
  test.each([
    ["SUSPENDED", "is suspended"],
    ["PENDING_CLOSURE", "is being closed"],
    ["CLOSED", "is closed"],
    ["PENDING_ACTIVATION", "is not activated yet"],
  ] as const)("%s: the account %s", (state, words) => {
    const cause = diagnosedBy(accountSuspended, workingFacts({ account: known({ ...sandbox, state }, ["e5"]) }));
    expect(cause).toMatchObject({ confidence: "proved", remedy: { kind: "human", risk: "high" }, evidence: ["e5"] });
    expect(cause?.summary).toContain(`sandbox (111122223333) ${words} (state ${state})`);
  });

  test("stands although other reads failed", () => {
    const facts = { ...brokenGrants["account-suspended"], attached: failed() };
    expect(diagnosedBy(accountSuspended, facts)?.confidence).toBe("proved");
  });

  test.each([
    ["active", workingFacts()],
    ["not in the organization", brokenGrants["account-not-in-organization"]],
    ["unknown", workingFacts({ account: failed() })],
    ["not read", workingFacts({ account: unread("not needed") })],
  ])("stays silent where the account is %s", (_why, silent) => {
    expect(diagnosedBy(accountSuspended, silent)).toBeUndefined();
  });
});
