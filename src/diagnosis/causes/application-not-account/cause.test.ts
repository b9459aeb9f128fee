/** Likely where an application of the user bears the account's id, its name, or the question's word for it. */

import {
  additional,
  failed,
  sandbox,
  unassignedFacts,
  workingFacts,
} from "../../../facts/grant/testing/grant-facts.ts";
import { known } from "../../../model/reading.ts";
import { specify } from "../../testing/cause-spec.ts";
import { applicationNotAccount } from "./cause.ts";

const ARN = "arn:aws:sso::123456789012:application/ssoins-1234567890abcdef/apl-1";
const named = (name: string, description?: string) => ({ arn: ARN, name, description });
const has = (...applications: readonly ReturnType<typeof named>[]) =>
  additional({ applications: known(applications, ["e44"]) });
const question = (account: string) => ({ ...workingFacts().question, account });

specify(applicationNotAccount, {
  fires: [
    [
      "its name has the account's, in any case",
      unassignedFacts({ additional: has(named("Wiki"), named("AWS SANDBOX login")) }),
      {
        confidence: "likely",
        remedy: "human",
        evidence: ["e44", "e7"],
        says: [
          'the application \\"AWS SANDBOX login\\"',
          ARN,
          "not the AWS account sandbox (111122223333)",
          "on the Applications tab",
        ],
      },
    ],
    [
      "its description has the account's id",
      unassignedFacts({ account: failed(), additional: has(named("Old account", "SAML for 111122223333")) }),
      { confidence: "likely", remedy: "human" },
    ],
    [
      "it bears the question's word for an account that is not in the organization",
      unassignedFacts({
        account: known(null),
        question: question("Legacy-Prod"),
        additional: has(named("legacy-prod")),
      }),
      { confidence: "likely", remedy: "human" },
    ],
    [
      "the name has just four letters",
      unassignedFacts({ account: known({ ...sandbox, name: "Data" }), additional: has(named("data lake")) }),
      { confidence: "likely", remedy: "human" },
    ],
  ],
  silent: [
    ["its name is another", unassignedFacts({ additional: has(named("Wiki", "for all")) })],
    ["the user has no application", unassignedFacts({ additional: has() })],
    ["the account is assigned too", workingFacts({ additional: has(named("sandbox")) })],
    ["the applications could not be read", unassignedFacts({ additional: additional({ applications: failed() }) })],
    [
      "the name is too short to mean anything",
      unassignedFacts({ account: known({ ...sandbox, name: "dev" }), additional: has(named("Dev tools")) }),
    ],
    [
      "every account is asked about",
      unassignedFacts({
        account: failed(),
        question: question("every account"),
        additional: has(named("every account")),
      }),
    ],
  ],
});
