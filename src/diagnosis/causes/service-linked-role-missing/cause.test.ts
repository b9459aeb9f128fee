/** Proved where AWS cannot act in an active account whose IAM has no AWSServiceRoleForSSO. */
import { expect, test } from "vitest";
import { known } from "../../../model/reading.ts";
import { OUT_OF_REACH } from "../../testing/broken-grants.ts";
import { specify } from "../../testing/cause-spec.ts";
import { accountIam, failedBecause, provisioningFailedBecause } from "../../testing/deeper-facts.ts";
import { diagnosedBy, failed, sandbox, workingFacts } from "../../testing/grant-facts.ts";
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
    ["nothing failed", workingFacts({ deeper: failedBecause(OUT_OF_REACH, linked(false)).deeper })],
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
