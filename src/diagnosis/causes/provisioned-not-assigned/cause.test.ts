/** Proved where the role is in the account and nobody is assigned; named before what the user has elsewhere. */
import { expect, test } from "vitest";
import type { OtherGrant } from "../../../facts/grant/grant-facts.ts";
import {
  ADMIN,
  ALICE,
  attachedUser,
  BOB,
  failed,
  PRODUCTION,
  READ_ONLY,
  SANDBOX,
  unassignedFacts,
  workingFacts,
} from "../../../facts/grant/testing/grant-facts.ts";
import { known, unread } from "../../../model/reading.ts";
import { orderCauses } from "../../order.ts";
import { specify } from "../../testing/cause-spec.ts";
import { diagnosedBy } from "../../testing/diagnosed-by.ts";
import { otherAccountAssigned } from "../other-account-assigned/cause.ts";
import { otherSetAssigned } from "../other-set-assigned/cause.ts";
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
          "ReadOnly in sandbox (111122223333) is provisioned but assigned to nobody there: its role is in the account, and a role alone gives alice.moreau@example.com no access.",
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

const via = { type: "USER", id: ALICE } as const;
const elsewhere: readonly OtherGrant[] = [
  { accountId: SANDBOX, permissionSet: ADMIN, via },
  { accountId: PRODUCTION, permissionSet: READ_ONLY, via },
];
const CAUSES = [otherSetAssigned, otherAccountAssigned, provisionedNotAssigned];
const named = (freshness: "latest" | "not-provisioned"): readonly string[] => {
  const facts = unassignedFacts({
    attached: known([], ["e7"]),
    freshness: known(freshness, ["e8"]),
    otherGrants: known(elsewhere, ["e9"]),
  });
  return orderCauses(
    CAUSES.flatMap((cause) => diagnosedBy(cause, facts) ?? []),
    CAUSES,
  ).map(({ id }) => id);
};

test("the role is there", () => {
  expect(named("latest")).toEqual(["provisioned-not-assigned", "other-set-assigned", "other-account-assigned"]);
});

test("the role is not there", () => {
  expect(named("not-provisioned")).toEqual(["other-set-assigned", "other-account-assigned"]);
});
