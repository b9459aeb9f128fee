/** Proved where CloudTrail has credentials taken after the removal, by this user, for this grant. */
import { expect, test } from "vitest";
import { ADMIN_ARN, cloudTrailEvent, removal, trail } from "../../../facts/grant/testing/additional-facts.ts";
import {
  ALICE,
  additional,
  alice,
  BOB,
  failed,
  PRODUCTION,
  SANDBOX,
  unassignedFacts,
  workingFacts,
} from "../../../facts/grant/testing/grant-facts.ts";
import { known } from "../../../model/reading.ts";
import { specify } from "../../testing/cause-spec.ts";
import { diagnosedBy } from "../../testing/diagnosed-by.ts";
import { outlivesRevocation } from "./cause.ts";

const use = (more = {}) =>
  cloudTrailEvent({
    name: "GetRoleCredentials",
    at: "2026-09-14T09:10:00.000Z",
    details: { account_id: SANDBOX, role_name: "ReadOnly" },
    userId: ALICE,
    ...more,
  });
const used = (more = {}) => unassignedFacts({ additional: trail(use(more), removal()) });

specify(outlivesRevocation, {
  fires: [
    [
      "credentials were taken afterwards",
      used(),
      {
        confidence: "proved",
        remedy: "human",
        evidence: ["e40"],
        says: [
          `ReadOnly in sandbox (111122223333) was removed from alice.moreau@example.com by Admins/carol (${ADMIN_ARN}) 60 minutes ago (2026-09-14T08:30:00.000Z), and they got credentials for it again 20 minutes ago (2026-09-14T09:10:00.000Z).`,
          "to the inline policy of ReadOnly",
          "open role sessions end after 12 hours at most",
        ],
      },
    ],
  ],
  silent: [
    ["they were taken before", used({ at: "2026-09-14T08:10:00.000Z" })],
    ["they were taken at the same moment", used({ at: "2026-09-14T08:30:00.000Z" })],
    ["they were refused", used({ errorCode: "ForbiddenException" })],
    ["they were for another account", used({ details: { account_id: PRODUCTION, role_name: "ReadOnly" } })],
    ["they were for another set", used({ details: { account_id: SANDBOX, role_name: "Admin" } })],
    ["another took them", used({ userId: BOB })],
    ["the event is another", used({ name: "Federate" })],
    ["nothing was removed", unassignedFacts({ additional: trail(use()) })],
    ["nobody took any", unassignedFacts({ additional: trail(removal()) })],
    ["the access is there again", workingFacts({ additional: trail(use(), removal()) })],
    ["the user could not be read", { ...used(), user: failed() }],
    ["the set is not known", { ...used(), permissionSet: known(null) }],
    ["the trail could not be read", unassignedFacts({ additional: additional({ trail: failed() }) })],
  ],
});

test("stays proved whatever else could not be read", () => {
  const facts = { ...used(), user: known(alice, ["e3"] as const), freshness: failed() };
  expect(diagnosedBy(outlivesRevocation, facts)?.confidence).toBe("proved");
});
