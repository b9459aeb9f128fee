/** Proved in the management account alone: there the caller's own IAM permissions are used. */

import { failedBecause, provisioningFailedBecause } from "../../../facts/grant/testing/additional-facts.ts";
import { failed, MANAGEMENT, sandbox } from "../../../facts/grant/testing/grant-facts.ts";
import { known } from "../../../model/reading.ts";
import { specify } from "../../testing/cause-spec.ts";
import { callerLacksIamInManagementAccount } from "./cause.ts";

const DENIED = "Received a 403 status error: Access denied by IAM. Please check your policy.";
const NAMED = `${DENIED} User: x is not authorized to perform: iam:CreateRole on resource: y`;
const inManagement = { accountId: MANAGEMENT, account: known({ ...sandbox, id: MANAGEMENT, name: "management" }) };

specify(callerLacksIamInManagementAccount, {
  fires: [
    [
      "AWS names the action",
      { ...failedBecause(NAMED), ...inManagement },
      {
        confidence: "likely",
        remedy: "api",
        evidence: ["e12"],
        says: [
          `In management (${MANAGEMENT}), Identity Center uses the caller's own IAM permissions, and the caller lacks iam:CreateRole.`,
          NAMED,
          `Allow them iam:CreateRole on arn:aws:iam::${MANAGEMENT}:role/aws-reserved/sso.amazonaws.com/*`,
        ],
      },
    ],
    [
      "AWS names no action",
      { ...failedBecause(DENIED), ...inManagement },
      {
        confidence: "likely",
        remedy: "api",
        says: ["lacks the one that the reason names", "the action in AWS's reason"],
      },
    ],
    ["it is another account", failedBecause(NAMED), { confidence: "possible", remedy: "api" }],
    [
      "an older role is in the account",
      { ...provisioningFailedBecause(NAMED), ...inManagement, freshness: known("outdated") },
      { confidence: "likely", remedy: "api" },
    ],
  ],
  silent: [
    ["the reason is another", { ...failedBecause("Received a 500"), ...inManagement }],
    ["AWS gives no reason", { ...failedBecause(""), ...inManagement }],
    ["the instance could not be read", { ...failedBecause(NAMED), ...inManagement, instance: failed() }],
  ],
});
