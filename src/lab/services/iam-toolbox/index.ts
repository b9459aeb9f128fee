/** AWS's own record of a refusal, by the authorization id in its sentence (facts AT11 to AT22). */
import { ApiError } from "../../protocol/api-error.ts";
import { paginate } from "../../protocol/paginate.ts";
import {
  type AuthorizationRecord,
  RECORDING_MILLISECONDS,
  RETENTION_MILLISECONDS,
} from "../../world/authorization-records.ts";
import type { Call, Operations } from "../operation.ts";

interface DetailsInput {
  readonly authorizationId: string;
  readonly nextToken?: string;
}

interface PolicyInput {
  readonly authorizationId: string;
  readonly policyUri: string;
}

/** One error for all: unknown, not recorded yet, expired, of another Region or another organization (facts AT14, AT15, AT21). */
function recordFor({ world, region, now, caller }: Call, id: string): AuthorizationRecord {
  const record = world.authorizationRecords.get(id);
  const age = record ? now.getTime() - Date.parse(record.at) : 0;
  const isReadable = age >= RECORDING_MILLISECONDS && age < RETENTION_MILLISECONDS && region === "us-east-1";
  if (!record || !isReadable || !world.accounts.has(caller.accountId))
    throw new ApiError("ResourceNotFoundException", `Authorization details for ${id} were not found`);
  return record;
}

/** Evaluations of a page where the model has no member for the size (facts AT16). */
const PAGE = 100;

const evaluationOf = ({ action, resource, isExplicit, policies }: AuthorizationRecord) => ({
  action,
  resource,
  evaluatedEffect: isExplicit ? "EXPLICIT_DENY" : "IMPLICIT_DENY",
  // An implicit denial has no matched policies (facts AT17).
  matchedPolicies: isExplicit
    ? policies
        .filter(({ matched }) => matched.some(({ effect }) => effect === "DENY"))
        .map(({ uri, matched }) => ({
          uri,
          matchedStatements: matched.map(({ sid, effect }) => ({ sid, evaluatedEffect: effect })),
        }))
    : [],
});

export const iamToolbox: Operations = {
  GetRequestAuthorizationDetails: ({ authorizationId, nextToken: token }: DetailsInput, call: Call) => {
    const record = recordFor(call, authorizationId);
    const { page, nextToken } = paginate(
      [evaluationOf(record)],
      { maxResults: undefined, nextToken: token, defaultSize: PAGE },
      ["GetRequestAuthorizationDetails", authorizationId],
    );
    return {
      requestContext: record.requestContext,
      evaluations: [...page],
      policies: record.policies.map(({ type, inline, uri, attachedTo }) => ({
        type,
        inline,
        uri,
        attachedTo: attachedTo.map((arn) => ({ arn })),
      })),
      nextToken,
    };
  },

  /** The policy as it was when the request was refused (facts AT22). */
  GetRequestAuthorizationPolicy: ({ authorizationId, policyUri }: PolicyInput, call: Call) => {
    const policy = recordFor(call, authorizationId).policies.find(({ uri }) => uri === policyUri);
    if (!policy) throw new ApiError("ResourceNotFoundException", `${policyUri} is no policy of this request`);
    return { policyDocument: JSON.parse(policy.document) };
  },
};
