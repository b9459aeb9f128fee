/** For tests: an entitlement of account access manager that reaches Alice through Developers, in order unless told otherwise. */
import { known, type Reading, unread } from "../../../model/reading.ts";
import type { AdditionalFacts } from "../grant-facts.ts";
import type { ApplicationState, EntitlementFacts, SecondRoadFacts } from "../second-road.ts";
import { additional, DEVELOPERS, MANAGEMENT, SANDBOX } from "./grant-facts.ts";

export const APPLICATION = `arn:aws:account-access:us-east-1:${MANAGEMENT}:application/1234567890abcdef`;

interface TrustParts {
  readonly sourceAccount?: string;
  readonly sourceArn?: string;
  readonly actions?: readonly string[];
  readonly service?: string;
  readonly sid?: string;
}

/** A trust policy as AWS's guide writes it, with what a test changes (facts AAM34, AAM35). */
export const trustPolicy = (parts: TrustParts = {}): string =>
  JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      {
        ...(parts.sid === undefined ? {} : { Sid: parts.sid }),
        Effect: "Allow",
        Principal: { Service: parts.service ?? "account-access.amazonaws.com" },
        Action: parts.actions ?? ["sts:AssumeRole", "sts:SetContext"],
        Condition: {
          StringEquals: {
            "aws:SourceAccount": parts.sourceAccount ?? MANAGEMENT,
            "aws:SourceArn": parts.sourceArn ?? APPLICATION,
          },
        },
      },
    ],
  });

const entitlement = (more: Partial<EntitlementFacts>): EntitlementFacts => ({
  id: "ent-1",
  roleArn: `arn:aws:iam::${SANDBOX}:role/team/Developer`,
  accountId: SANDBOX,
  accountName: "sandbox",
  principal: { type: "GROUP", id: DEVELOPERS },
  createdAt: "2026-09-01T08:00:00Z",
  groupName: "Developers",
  trustPolicy: known(trustPolicy(), ["e58"]),
  ...more,
});

const ACTIVE = known({ status: "ACTIVE", error: undefined }, ["e57"]);

/** The second road with one entitlement. */
export const entitled = (
  more: Partial<EntitlementFacts>,
  state: Reading<ApplicationState | null> = ACTIVE,
): AdditionalFacts => {
  const application = { arn: APPLICATION, tenantId: "aa-gyxmap389" };
  const road: SecondRoadFacts = {
    application,
    state,
    entitlements: [entitlement(more)],
    others: unread("an entitlement reaches the user"),
  };
  return additional({ secondRoad: known(road, ["e56"]) });
};
