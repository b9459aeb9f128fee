/** Each state of an account that is not ACTIVE has its cause, and only that one speaks. */
import { describe, expect, test } from "vitest";
import { failed, sandbox, unassignedFacts, workingFacts } from "../../facts/grant/testing/grant-facts.ts";
import { known } from "../../model/reading.ts";
import { accountClosed } from "../causes/account-closed/cause.ts";
import { accountPendingActivation } from "../causes/account-pending-activation/cause.ts";
import { accountPendingClosure } from "../causes/account-pending-closure/cause.ts";
import { accountSuspended } from "../causes/account-suspended/cause.ts";
import { specify } from "../testing/cause-spec.ts";
import { diagnosedBy } from "../testing/diagnosed-by.ts";

const STATES = ["SUSPENDED", "PENDING_CLOSURE", "CLOSED", "PENDING_ACTIVATION"] as const;
const inState = (state: (typeof STATES)[number] | "ACTIVE") =>
  unassignedFacts({ account: known({ ...sandbox, state }, ["e5"]) });

const CASES = [
  [accountSuspended, "SUSPENDED", "is suspended", "AWS"],
  [accountPendingClosure, "PENDING_CLOSURE", "is being closed", "event CloseAccount"],
  [accountClosed, "CLOSED", "is closed", "within 90 days after its closure"],
  [accountPendingActivation, "PENDING_ACTIVATION", "is not activated yet", "complete the sign-up as its root user"],
] as const;

for (const [cause, state, words, step] of CASES)
  specify(cause, {
    fires: [
      [
        `the account is ${state}`,
        inState(state),
        {
          confidence: "proved",
          remedy: "human",
          evidence: ["e5"],
          says: [
            `The account sandbox (111122223333) ${words} (state ${state}).`,
            "Bring sandbox (111122223333) back to ACTIVE, or leave it out",
            step,
            "an assignment that failed meanwhile must be repeated",
          ],
        },
      ],
    ],
    silent: [
      ...STATES.filter((other) => other !== state).map((other) => [`the account is ${other}`, inState(other)] as const),
      ["the account is active", inState("ACTIVE")],
      ["there is no such account", unassignedFacts({ account: known(null) })],
      ["the account could not be read", unassignedFacts({ account: failed() })],
    ],
  });

describe("the state of an account", () => {
  test.each(CASES)("stays proved whatever else could not be read", (cause, state) => {
    const facts = workingFacts({ account: known({ ...sandbox, state }, ["e5"]), attached: failed() });
    expect(diagnosedBy(cause, facts)?.confidence).toBe("proved");
  });

  test("explains every failure behind it", () => {
    for (const [cause] of CASES)
      expect(cause.explains).toEqual(expect.arrayContaining(["assignment-failed", "not-provisioned", "no-assignment"]));
  });
});
