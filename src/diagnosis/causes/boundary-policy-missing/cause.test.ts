/** Fires where the policy that AWS misses is the one that bounds the set, and not one of those that it attaches. */

import {
  accountIam,
  failedBecause,
  provisioningFailedBecause,
  setContent,
} from "../../../facts/grant/testing/additional-facts.ts";
import { failed } from "../../../facts/grant/testing/grant-facts.ts";
import { known } from "../../../model/reading.ts";
import { specify } from "../../testing/cause-spec.ts";
import { boundaryPolicyMissing } from "./cause.ts";

const NAMED = "Received a 404 status error: Not supported policy arn:aws:iam::111122223333:policy/team/Boundary.";
const UNNAMED = "Received a 404 status error: Not supported policy, see the documentation for policies.";
const bounded = {
  content: known(
    setContent({ boundary: { kind: "customer-managed", reference: { name: "Boundary", path: "/team/" } } }),
    ["e45"] as const,
  ),
};
const having = (...policies: readonly { readonly name: string; readonly path: string }[]) => ({
  ...bounded,
  iam: known(accountIam({ customerPolicies: known(policies, ["e54"]) })),
});

specify(boundaryPolicyMissing, {
  fires: [
    [
      "AWS names it, and the account still lacks it",
      failedBecause(NAMED, having()),
      {
        confidence: "proved",
        remedy: "human",
        evidence: ["e12", "e45"],
        says: [
          'ReadOnly has the customer managed policy \\"Boundary\\" with the path \\"/team/\\" as its permissions boundary, and sandbox (111122223333) does not have it.',
          "Not supported policy arn:aws:iam::111122223333:policy/team/Boundary",
          "aws iam create-policy --policy-name Boundary --path /team/",
        ],
      },
    ],
    [
      "AWS names none, and the account has one of the name under another path",
      failedBecause(UNNAMED, having({ name: "Boundary", path: "/" }, { name: "Other", path: "/team/" })),
      { confidence: "proved", remedy: "human" },
    ],
    [
      "AWS names none, and the account was not read",
      failedBecause(UNNAMED, bounded),
      { confidence: "likely", remedy: "api" },
    ],
    [
      "an older role is in the account",
      { ...provisioningFailedBecause(NAMED, bounded), freshness: known("outdated") },
      { confidence: "likely", remedy: "api" },
    ],
  ],
  silent: [
    ["AWS names another", failedBecause(NAMED.replace("Boundary", "Attached"), bounded)],
    ["AWS names it, and the account has it now", failedBecause(NAMED, having({ name: "Boundary", path: "/team/" }))],
    ["AWS names none, and the account has it", failedBecause(UNNAMED, having({ name: "Boundary", path: "/team/" }))],
    ["the set has no boundary", failedBecause(NAMED, { content: known(setContent()) })],
    [
      "the boundary is AWS's own",
      failedBecause(NAMED, {
        content: known(setContent({ boundary: { kind: "aws-managed", arn: "arn:aws:iam::aws:policy/Boundary" } })),
      }),
    ],
    ["the content could not be read", failedBecause(NAMED, { content: failed() })],
    ["the reason is another", failedBecause("Received a 500", bounded)],
    ["the user could not be read", { ...failedBecause(NAMED, bounded), user: failed() }],
  ],
});
