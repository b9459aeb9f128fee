/** Proved where the role trusts a provider that IAM of the account does not list. */

import { PROVIDER, roleContent, withIam } from "../../../facts/grant/testing/additional-facts.ts";
import { additional, failed, unassignedFacts, workingFacts } from "../../../facts/grant/testing/grant-facts.ts";
import { known } from "../../../model/reading.ts";
import { specify } from "../../testing/cause-spec.ts";
import { samlProviderMissing } from "./cause.ts";

const gone = withIam({ samlProviderArns: known([`${PROVIDER}-other`], ["e51"]) });

specify(samlProviderMissing, {
  fires: [
    [
      "the account has another only",
      workingFacts({ additional: gone }),
      {
        confidence: "proved",
        remedy: "api",
        evidence: ["e50", "e51"],
        says: [
          `The role in sandbox (111122223333) trusts a SAML provider that the account does not have (${PROVIDER}).`,
          "provision-permission-set",
          "is expected to create the SAML provider again",
          "event DeleteSAMLProvider",
        ],
      },
    ],
  ],
  silent: [
    ["the account has it", workingFacts({ additional: withIam({}) })],
    ["the providers could not be read", workingFacts({ additional: withIam({ samlProviderArns: failed() }) })],
    [
      "the role trusts none",
      workingFacts({
        additional: withIam({
          role: known({ ...roleContent, trustedProviderArn: undefined }),
          samlProviderArns: known([]),
        }),
      }),
    ],
    ["there is no role", workingFacts({ additional: withIam({ role: known(null), samlProviderArns: known([]) }) })],
    [
      "the role could not be read",
      workingFacts({ additional: withIam({ role: failed(), samlProviderArns: known([]) }) }),
    ],
    ["IAM could not be looked at", workingFacts({ additional: additional({ iam: failed() }) })],
    ["the user is not assigned the set", unassignedFacts({ additional: gone })],
    ["the set could not be read", workingFacts({ permissionSet: failed(), additional: gone })],
  ],
});
