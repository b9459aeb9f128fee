/** A client of IAM Toolbox, which has no npm package here: AWS's own record of a refusal, by its authorization id (facts AT11, AT22). */
import type { SSOOIDCClient } from "@aws-sdk/client-sso-oidc";
import {
  BOOLEAN,
  DOCUMENT,
  type GenericService,
  genericClient,
  LABEL,
  queryText,
  senderOf,
  shapesOf,
  TEXT,
} from "./generic-client.ts";

/** Signs as `iam` (facts AT11). */
const SERVICE: GenericService = {
  namespace: "com.amazonaws.iamtoolbox",
  serviceId: "IAM Toolbox",
  signingName: "iam",
  host: (region) => `iam-toolbox.${region}.amazonaws.com`,
};
const { structure, list, map, operation } = shapesOf(SERVICE.namespace);

const statement = structure("MatchedStatement", { sid: TEXT, evaluatedEffect: TEXT });
const matched = structure("MatchedPolicy", { uri: TEXT, matchedStatements: list("MatchedStatementList", statement) });
const context = map("AuthorizationContext", DOCUMENT);
const evaluation = structure("Evaluation", {
  action: TEXT,
  resource: TEXT,
  context,
  evaluatedEffect: TEXT,
  matchedPolicies: list("MatchedPolicyList", matched),
});
const policy = structure("PolicyInfo", {
  type: TEXT,
  inline: BOOLEAN,
  uri: TEXT,
  attachedTo: list("AttachedToList", structure("AttachedTo", { arn: TEXT })),
});

const OPERATIONS = {
  GetRequestAuthorizationDetails: operation(
    "GetRequestAuthorizationDetails",
    ["GET", "/authorization-details/{authorizationId}"],
    {
      input: { authorizationId: LABEL, nextToken: queryText("nextToken") },
      output: {
        requestContext: context,
        evaluations: list("Evaluations", evaluation),
        policies: list("PolicyInfoList", policy),
        nextToken: TEXT,
      },
    },
  ),
  GetRequestAuthorizationPolicy: operation(
    "GetRequestAuthorizationPolicy",
    ["GET", "/authorization-details/{authorizationId}/policy"],
    {
      input: { authorizationId: LABEL, policyUri: queryText("policyUri") },
      output: { policyDocument: DOCUMENT },
    },
  ),
} as const;

export const iamToolboxClient = (given: Parameters<typeof genericClient>[1]): Promise<SSOOIDCClient> =>
  genericClient(SERVICE, given);

/** Sends one operation. @throws what the SDK throws for AWS's errors, named as AWS names them */
export const sendIamToolbox = senderOf(SERVICE.namespace, OPERATIONS);
