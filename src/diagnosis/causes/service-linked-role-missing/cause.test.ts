/** Proved where AWS cannot act in an active account whose IAM has no AWSServiceRoleForSSO. */
import { expect, test } from "vitest";
import { accountIam, failedBecause, provisioningFailedBecause } from "../../../facts/grant/testing/additional-facts.ts";
import { failed, instance, sandbox, US, workingFacts } from "../../../facts/grant/testing/grant-facts.ts";
import { certain, parseRegion, type Region } from "../../../model/ids.ts";
import { known } from "../../../model/reading.ts";
import { OUT_OF_REACH } from "../../testing/broken-grants.ts";
import { specify } from "../../testing/cause-spec.ts";
import { diagnosedBy } from "../../testing/diagnosed-by.ts";
import { homeRegionDisabledInAccount } from "../home-region-disabled-in-account/cause.ts";
import { serviceLinkedRoleMissing } from "./cause.ts";

const linked = (hasRole: boolean) => ({ iam: known(accountIam({ hasServiceLinkedRole: known(hasRole, ["e52"]) })) });

specify(serviceLinkedRoleMissing, {
  fires: [
    [
      "an assignment failed",
      failedBecause(OUT_OF_REACH, linked(false)),
      {
        confidence: "proved",
        remedy: "human",
        evidence: ["e52", "e12"],
        says: [
          "sandbox (111122223333) has no role AWSServiceRoleForSSO",
          "takes longer than usual",
          "Create AWSServiceRoleForSSO in sandbox (111122223333)",
          "aws iam create-service-linked-role --aws-service-name sso.amazonaws.com",
        ],
      },
    ],
    [
      "provisioning failed",
      provisioningFailedBecause(OUT_OF_REACH, linked(false)),
      { confidence: "proved", remedy: "human" },
    ],
  ],
  silent: [
    ["the role is there", failedBecause(OUT_OF_REACH, linked(true))],
    ["IAM was not looked at", failedBecause(OUT_OF_REACH)],
    [
      "it could not be read",
      failedBecause(OUT_OF_REACH, { iam: known(accountIam({ hasServiceLinkedRole: failed() })) }),
    ],
    ["nothing failed", workingFacts({ additional: failedBecause(OUT_OF_REACH, linked(false)).additional })],
    ["the reason is another", failedBecause("Received a 500", linked(false))],
    [
      "the account is closed",
      { ...failedBecause(OUT_OF_REACH, linked(false)), account: known({ ...sandbox, state: "CLOSED" as const }) },
    ],
  ],
});

test("stays proved whatever else could not be read", () => {
  const facts = { ...failedBecause(OUT_OF_REACH, linked(false)), freshness: failed() };
  expect(diagnosedBy(serviceLinkedRoleMissing, facts)?.confidence).toBe("proved");
});

const MILAN = certain(parseRegion("eu-south-1"));

/** AWS cannot act in the account; it has so many sets, and the service-linked role or not. */
const outOfReach = (setsInAccount: number, hasServiceLinkedRole: boolean, region: Region) => ({
  ...failedBecause(OUT_OF_REACH, {
    trustedServices: known(["sso.amazonaws.com"], ["e43"]),
    iam: known(accountIam({ hasServiceLinkedRole: known(hasServiceLinkedRole, ["e52"]) })),
    setsInAccount: known(setsInAccount, ["e8"]),
  }),
  instance: known({ ...instance, region }, ["e2"]),
});

test.each([
  { sets: 3, has: false, region: US, role: "proved", home: undefined },
  { sets: 0, has: false, region: US, role: "likely", home: undefined },
  { sets: 3, has: false, region: MILAN, role: "proved", home: undefined },
  { sets: 0, has: false, region: MILAN, role: undefined, home: "likely" },
  { sets: 3, has: true, region: MILAN, role: undefined, home: "likely" },
  { sets: 0, has: true, region: US, role: undefined, home: undefined },
])("$sets sets, role there: $has, in $region", ({ sets, has, region, role, home }) => {
  const facts = outOfReach(sets, has, region);
  expect(diagnosedBy(serviceLinkedRoleMissing, facts)?.confidence).toBe(role);
  expect(diagnosedBy(homeRegionDisabledInAccount, facts)?.confidence).toBe(home);
});
