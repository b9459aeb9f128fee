/** Likely where the home Region is one to opt in to, and everything else that stops AWS in an account was excluded. */

import { accountIam, failedBecause, provisioningFailedBecause } from "../../../facts/grant/testing/additional-facts.ts";
import { failed, instance, sandbox } from "../../../facts/grant/testing/grant-facts.ts";
import { certain, parseRegion } from "../../../model/ids.ts";
import { known } from "../../../model/reading.ts";
import { OUT_OF_REACH } from "../../testing/broken-grants.ts";
import { specify } from "../../testing/cause-spec.ts";
import { homeRegionDisabledInAccount } from "./cause.ts";

const at = (region: string) => ({
  instance: known({ ...instance, region: certain(parseRegion(region)) }, ["e2"] as const),
});
const TRUSTED = { trustedServices: known(["sso.amazonaws.com"], ["e43"] as const) };
const linked = (hasRole: boolean) => ({ ...TRUSTED, iam: known(accountIam({ hasServiceLinkedRole: known(hasRole) })) });
const milan = at("eu-south-1");
const said = { confidence: "likely", remedy: "human" } as const;

specify(homeRegionDisabledInAccount, {
  fires: [
    [
      "provisioning failed",
      { ...provisioningFailedBecause(OUT_OF_REACH, TRUSTED), ...milan },
      {
        ...said,
        evidence: ["e12", "e43"],
        says: [
          "Identity Center is in eu-south-1, an opt-in Region, and AWS cannot act in sandbox (111122223333)",
          "Enable eu-south-1 in sandbox (111122223333)",
          "get-region-opt-status --region-name eu-south-1 --account-id 111122223333",
          "enable-region --region-name eu-south-1 --account-id 111122223333",
        ],
      },
    ],
    ["an assignment failed", { ...failedBecause(OUT_OF_REACH, TRUSTED), ...milan }, said],
    ["the service-linked role is there", { ...failedBecause(OUT_OF_REACH, linked(true)), ...milan }, said],
    ...["af-south-1", "ap-east-1", "me-central-1", "ap-southeast-3", "eu-central-2", "il-central-1"].map(
      (region) => [`the home is ${region}`, { ...failedBecause(OUT_OF_REACH, TRUSTED), ...at(region) }, said] as const,
    ),
  ],
  silent: [
    ...["us-east-1", "eu-west-1", "eu-central-1", "ap-southeast-2", "sa-east-1"].map(
      (region) => [`the home is ${region}`, { ...failedBecause(OUT_OF_REACH, TRUSTED), ...at(region) }] as const,
    ),
    ["trusted access is off", { ...failedBecause(OUT_OF_REACH, { trustedServices: known([]) }), ...milan }],
    ["trusted access was not read", { ...failedBecause(OUT_OF_REACH), ...milan }],
    ["the service-linked role is missing", { ...failedBecause(OUT_OF_REACH, linked(false)), ...milan }],
    [
      "the account is suspended",
      {
        ...failedBecause(OUT_OF_REACH, TRUSTED),
        ...milan,
        account: known({ ...sandbox, state: "SUSPENDED" as const }),
      },
    ],
    ["the account could not be read", { ...failedBecause(OUT_OF_REACH, TRUSTED), ...milan, account: failed() }],
    ["the reason is another", { ...failedBecause("Received a 500", TRUSTED), ...milan }],
    ["the user could not be read", { ...failedBecause(OUT_OF_REACH, TRUSTED), ...milan, user: failed() }],
  ],
});
