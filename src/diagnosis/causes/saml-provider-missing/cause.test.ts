/** Proved where the role trusts a provider that IAM of the account does not list. */
import { known } from "../../../model/reading.ts";
import { specify } from "../../testing/cause-spec.ts";
import { PROVIDER, roleContent, withIam } from "../../testing/deeper-facts.ts";
import { deeper, failed, unassignedFacts, workingFacts } from "../../testing/grant-facts.ts";
import { samlProviderMissing } from "./cause.ts";

const gone = withIam({ samlProviderArns: known([`${PROVIDER}-other`], ["e51"]) });

specify(samlProviderMissing, {
  fires: [
    [
      "the account has another only",
      workingFacts({ deeper: gone }),
      {
        confidence: "proved",
        remedy: "api",
        evidence: ["e50", "e51"],
        says: [
          `The role in sandbox (111122223333) trusts ${PROVIDER}, and the account has no such SAML provider.`,
          "provision-permission-set",
          "is expected to make the SAML provider anew",
          "event DeleteSAMLProvider",
        ],
      },
    ],
  ],
  silent: [
    ["the account has it", workingFacts({ deeper: withIam({}) })],
    ["the providers could not be read", workingFacts({ deeper: withIam({ samlProviderArns: failed() }) })],
    [
      "the role trusts none",
      workingFacts({
        deeper: withIam({
          role: known({ ...roleContent, trustedProviderArn: undefined }),
          samlProviderArns: known([]),
        }),
      }),
    ],
    ["there is no role", workingFacts({ deeper: withIam({ role: known(null), samlProviderArns: known([]) }) })],
    ["the role could not be read", workingFacts({ deeper: withIam({ role: failed(), samlProviderArns: known([]) }) })],
    ["IAM could not be looked at", workingFacts({ deeper: deeper({ iam: failed() }) })],
    ["the user is not assigned the set", unassignedFacts({ deeper: gone })],
    ["the set could not be read", workingFacts({ permissionSet: failed(), deeper: gone })],
  ],
});
