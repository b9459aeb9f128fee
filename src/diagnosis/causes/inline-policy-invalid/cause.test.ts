/** Proved where AWS calls the policy malformed and the grammar finds what is wrong; likely from one of the two. */

import { failedBecause, provisioningFailedBecause, setContent } from "../../../facts/grant/testing/additional-facts.ts";
import { failed, READ_ONLY } from "../../../facts/grant/testing/grant-facts.ts";
import { known } from "../../../model/reading.ts";
import { specify } from "../../testing/cause-spec.ts";
import { inlinePolicyInvalid } from "./cause.ts";

const SAID = "Received a 400 status error: MalformedPolicyDocument: Syntax errors in policy.";
const OTHER = "An unexpected internal service exception was encountered";
const inline = (inlinePolicy: string) => ({ content: known(setContent({ inlinePolicy }), ["e45"] as const) });
const statements = (...all: readonly object[]) => JSON.stringify({ Version: "2012-10-17", Statement: all });
const VALID = statements({ Effect: "Allow", Action: "s3:*", Resource: "*" });
const BROKEN = statements({ Effect: "allow", Action: "*" }, { Effect: "Allow" }, 1 as never, 2 as never);

specify(inlinePolicyInvalid, {
  fires: [
    [
      "AWS and the grammar agree",
      failedBecause(SAID, inline(BROKEN)),
      {
        confidence: "proved",
        remedy: "human",
        evidence: ["e12", "e45"],
        says: [
          "IAM does not accept the inline policy of ReadOnly: statement 1 has no Effect Allow or Deny, statement 2 has no Action and statement 3 is not an object. So AWS could not create the role in sandbox (111122223333).",
          SAID,
          "Correct the inline policy of ReadOnly",
          `get-inline-policy-for-permission-set --region us-east-1 --instance-arn`,
          `--permission-set-arn ${READ_ONLY.arn} --inline-policy file://policy.json`,
        ],
      },
    ],
    [
      "only AWS says so",
      failedBecause(SAID, inline(VALID)),
      { confidence: "likely", remedy: "api", says: ["IAM does not accept the inline policy of ReadOnly. So AWS"] },
    ],
    ["only the grammar finds it", failedBecause(OTHER, inline(BROKEN)), { confidence: "likely", remedy: "human" }],
    [
      "an older role is in the account",
      { ...provisioningFailedBecause(SAID, inline(BROKEN)), freshness: known("outdated") },
      { confidence: "proved", remedy: "human" },
    ],
  ],
  silent: [
    ["neither says so", failedBecause(OTHER, inline(VALID))],
    ["the set has no inline policy", failedBecause(SAID, inline(""))],
    ["the content was not read", failedBecause(SAID)],
    ["the set could not be read", { ...failedBecause(SAID, inline(BROKEN)), permissionSet: failed() }],
  ],
});
