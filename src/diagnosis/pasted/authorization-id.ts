/** The id with which AWS lets a refusal be looked up: all evaluations of it, not only the one that the sentence names (access troubleshooter, 1 to 3). */
import type { AuthorizationId } from "../../facts/refusal-record.ts";

const TAIL = /GetRequestAuthorizationDetails API with the following authorization id: ?([0-9a-z]{8,256})\b/i;
const CONSOLE =
  /https:\/\/([a-z0-9-]{4,30})\.console\.[\w.]{1,60}\/iam\/home\?region=([a-z0-9-]{4,30})#\/authorization-details\/([0-9a-z]{8,256})/i;

/** Undefined where the text has none, which says nothing (facts AT6). */
export function authorizationIn(context: string): AuthorizationId | undefined {
  const [, , region, inAddress] = CONSOLE.exec(context) ?? [];
  const id = TAIL.exec(context)?.[1] ?? inAddress;
  // IAM's refusals arise in us-east-1 (facts AT13).
  return id === undefined ? undefined : { id: id.toLowerCase(), region: region ?? "us-east-1" };
}

/** What to do with the id of a refusal. */
export function authorizationSteps(authorization: AuthorizationId | undefined): readonly string[] {
  if (authorization === undefined) return [];
  const { id, region } = authorization;
  return [
    "Read every policy that decided, as it was then. AWS keeps this for 24 hours, in this Region; it needs iam:GetRequestAuthorizationDetails and a recent aws CLI:",
    `aws iam-toolbox get-request-authorization-details --region ${region} --authorization-id ${id}`,
  ];
}
