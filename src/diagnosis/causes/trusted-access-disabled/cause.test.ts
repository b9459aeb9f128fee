/** Proved where a request failed out of reach and Organizations does not trust Identity Center. */
import { expect, test } from "vitest";
import { failedBecause, provisioningFailedBecause } from "../../../facts/grant/testing/additional-facts.ts";
import { failed, sandbox, workingFacts } from "../../../facts/grant/testing/grant-facts.ts";
import { known } from "../../../model/reading.ts";
import { OUT_OF_REACH } from "../../testing/broken-grants.ts";
import { specify } from "../../testing/cause-spec.ts";
import { diagnosedBy } from "../../testing/diagnosed-by.ts";
import { trustedAccessDisabled } from "./cause.ts";

const trusting = (...services: readonly string[]) => ({ trustedServices: known(services, ["e43"]) });

specify(trustedAccessDisabled, {
  fires: [
    [
      "others are trusted",
      failedBecause(OUT_OF_REACH, trusting("config.amazonaws.com")),
      {
        confidence: "proved",
        remedy: "human",
        evidence: ["e43", "e12"],
        says: [
          "AWS Organizations no longer trusts sso.amazonaws.com, so Identity Center cannot create a role in sandbox (111122223333), nor in any other account.",
          "takes longer than usual",
          "enable-aws-service-access --service-principal sso.amazonaws.com",
        ],
      },
    ],
    [
      "provisioning failed",
      provisioningFailedBecause(OUT_OF_REACH, trusting()),
      { confidence: "proved", remedy: "human" },
    ],
  ],
  silent: [
    ["it is trusted", failedBecause(OUT_OF_REACH, trusting("config.amazonaws.com", "sso.amazonaws.com"))],
    ["the list was not read", failedBecause(OUT_OF_REACH)],
    ["the list could not be read", failedBecause(OUT_OF_REACH, { trustedServices: failed() })],
    ["nothing failed", workingFacts({ additional: failedBecause("", trusting()).additional })],
    ["the reason is another", failedBecause("Received a 500", trusting())],
    [
      "the account is suspended",
      { ...failedBecause(OUT_OF_REACH, trusting()), account: known({ ...sandbox, state: "SUSPENDED" as const }) },
    ],
  ],
});

test("stays proved whatever else could not be read", () => {
  const facts = { ...failedBecause(OUT_OF_REACH, trusting()), freshness: failed() };
  expect(diagnosedBy(trustedAccessDisabled, facts)?.confidence).toBe("proved");
});
