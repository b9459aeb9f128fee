/** Waits for an instance that is being made, and sends a person where it failed or goes. */

import { failed, instance, unassignedFacts, workingFacts } from "../../../facts/grant/testing/grant-facts.ts";
import { known } from "../../../model/reading.ts";
import { specify } from "../../testing/cause-spec.ts";
import { instanceNotActive } from "./cause.ts";

const inStatus = (status: "CREATE_IN_PROGRESS" | "CREATE_FAILED" | "DELETE_IN_PROGRESS", statusReason?: string) =>
  unassignedFacts({ instance: known({ ...instance, status, statusReason }, ["e2"]) });
const LOOK = `aws sso-admin describe-instance --region us-east-1 --instance-arn ${instance.arn}`;

specify(instanceNotActive, {
  fires: [
    [
      "it is being made",
      inStatus("CREATE_IN_PROGRESS"),
      {
        confidence: "proved",
        remedy: "wait",
        evidence: ["e2"],
        says: [
          `The Identity Center instance (${instance.arn}) is CREATE_IN_PROGRESS and not active, so nobody can sign in through it."`,
          LOOK,
        ],
      },
    ],
    [
      "it could not be made",
      inStatus("CREATE_FAILED", "no KMS key"),
      {
        confidence: "proved",
        remedy: "human",
        says: [
          `AWS's reason: \\"no KMS key\\"`,
          "Create the instance again",
          'AWS\'s reason: \\"no KMS key\\". Fix that first.',
          "delete the failed instance",
          LOOK,
        ],
      },
    ],
    [
      "it goes",
      inStatus("DELETE_IN_PROGRESS"),
      {
        confidence: "proved",
        remedy: "human",
        says: [
          "The instance is being deleted: create a new one",
          "event DeleteInstance",
          '"steps":["Find out who',
          LOOK,
        ],
      },
    ],
    [
      "nothing else could be read",
      { ...inStatus("CREATE_FAILED"), attached: failed(), user: failed() },
      { confidence: "proved", remedy: "human" },
    ],
  ],
  silent: [
    ["there is no instance", workingFacts({ instance: known(null) })],
    ["the instance could not be read", workingFacts({ instance: failed() })],
  ],
});
