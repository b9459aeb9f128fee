/** Proved where the set carries the policy that IAM cannot attach, likely where its content was not read. */

import { failedBecause, provisioningFailedBecause, setContent } from "../../../facts/grant/testing/additional-facts.ts";
import { failed, READ_ONLY } from "../../../facts/grant/testing/grant-facts.ts";
import { known } from "../../../model/reading.ts";
import { specify } from "../../testing/cause-spec.ts";
import { awsManagedPolicyMissing } from "./cause.ts";

const GONE = "arn:aws:iam::aws:policy/job-function/Old";
const because = (arn: string) => `Policy ${arn} does not exist or is not attachable.`;
const carrying = (...managedPolicyArns: readonly string[]) => ({
  content: known(setContent({ managedPolicyArns }), ["e45"] as const),
});
const boundary = (arn: string) => ({
  content: known(setContent({ managedPolicyArns: [], boundary: { kind: "aws-managed", arn } }), ["e45"] as const),
});

specify(awsManagedPolicyMissing, {
  fires: [
    [
      "the set carries it",
      failedBecause(because(GONE), carrying("arn:aws:iam::aws:policy/ReadOnlyAccess", GONE)),
      {
        confidence: "proved",
        remedy: "human",
        evidence: ["e12", "e45"],
        says: [
          `ReadOnly includes the policy Old (${GONE}), which IAM can no longer attach`,
          "in sandbox (111122223333)",
          because(GONE),
          "Replace Old in ReadOnly",
          `attach-managed-policy-to-permission-set --region us-east-1 --instance-arn`,
          `--permission-set-arn ${READ_ONLY.arn} --managed-policy-arn ${GONE}`,
        ],
      },
    ],
    ["it is the boundary", failedBecause(because(GONE), boundary(GONE)), { confidence: "proved", remedy: "human" }],
    [
      "the content was not read",
      failedBecause(because(GONE)),
      { confidence: "likely", remedy: "api", evidence: ["e12"] },
    ],
    [
      "an older role is in the account",
      { ...provisioningFailedBecause(because(GONE), carrying(GONE)), freshness: known("outdated") },
      { confidence: "proved", remedy: "human" },
    ],
    [
      "provisioning failed with it",
      provisioningFailedBecause(because(GONE), carrying(GONE)),
      { confidence: "proved", remedy: "human" },
    ],
  ],
  silent: [
    ["the set does not carry it any more", failedBecause(because(GONE), carrying())],
    [
      "another policy is the boundary",
      failedBecause(because(GONE), boundary("arn:aws:iam::aws:policy/ReadOnlyAccess")),
    ],
    ["it is a customer managed one", failedBecause(because("arn:aws:iam::111122223333:policy/Own"))],
    ["the reason is another", failedBecause("Received a 500", carrying(GONE))],
    ["the set could not be read", { ...failedBecause(because(GONE)), permissionSet: failed() }],
  ],
});
