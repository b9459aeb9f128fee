/** Proved where the role is in the account and nobody is assigned. */
import { known, unread } from "../../../model/reading.ts";
import { specify } from "../../testing/cause-spec.ts";
import { attachedUser, BOB, failed, unassignedFacts, workingFacts } from "../../testing/grant-facts.ts";
import { provisionedNotAssigned } from "./cause.ts";

const facts = (more = {}) => unassignedFacts({ freshness: known("latest", ["e8"]), ...more });

specify(provisionedNotAssigned, {
  fires: [
    [
      "the role has the set's present content",
      facts(),
      {
        confidence: "proved",
        remedy: "api",
        evidence: ["e7", "e8"],
        says: [
          "ReadOnly in sandbox (111122223333) is provisioned: its role is in the account. But it is assigned to nobody there, and a role alone gives alice.moreau@example.com nothing.",
          "create-account-assignment",
        ],
      },
    ],
    ["the role has old content", facts({ freshness: known("outdated") }), { confidence: "proved", remedy: "api" }],
  ],
  silent: [
    ["another is assigned", facts({ attached: known([attachedUser(BOB, "bob")]) })],
    ["the role is not known to be there", facts({ freshness: failed() })],
    ["nobody looked for the role", facts({ freshness: unread("no") })],
    ["the assignments could not be read", facts({ attached: failed() })],
    ["the set could not be read", facts({ permissionSet: failed() })],
    ["the user is assigned", workingFacts()],
  ],
});
