/** Which service a request is for, where one port serves them all: by target header, signature scope, path or form. */
import { formOf, type WireRequest } from "../protocol/wire.ts";
import type { ServiceId } from "../services/operation.ts";

/** `X-Amz-Target` prefixes (API models; facts 3.1). */
const TARGETS: ReadonlyMap<string, ServiceId> = new Map([
  ["SWBExternalService", "sso-admin"],
  ["AWSIdentityStore", "identitystore"],
  ["AWSOrganizationsV20161128", "organizations"],
  ["AmazonSQS", "sqs"],
  ["AWSEvents", "events"],
  ["com.amazonaws.cloudtrail.v20131101.CloudTrail_20131101", "cloudtrail"],
  // The JavaScript SDK leaves the package name out.
  ["CloudTrail_20131101", "cloudtrail"],
]);

/** Signing names (API models). */
const SIGNING_NAMES: ReadonlyMap<string, ServiceId> = new Map([
  ["sso", "sso-admin"],
  ["identitystore", "identitystore"],
  ["organizations", "organizations"],
  ["iam", "iam"],
  ["sts", "sts"],
  ["cloudtrail", "cloudtrail"],
  ["sso-oauth", "sso-oidc"],
  ["account-access", "account-access"],
  ["securityhub", "securityhub"],
  ["signin", "signin"],
]);

/** Versions that Query requests carry in their form (API models). */
const QUERY_VERSIONS: ReadonlyMap<string, ServiceId> = new Map([
  ["2010-05-08", "iam"],
  ["2011-06-15", "sts"],
]);

/** sso-oidc is called without signature (facts 4.3). */
const TOKEN_PATHS = /^\/(client\/register|device_authorization|token)$/;
/** Called with a bearer token (API reference of account-access-runtime). */
const RUNTIME_PATHS = /^\/access(\/credentials)?$/;
/** Signed as `iam`, which has no paths of its own (API model of iam-toolbox). */
const TOOLBOX_PATHS = /^\/authorization-details\//;
const PORTAL_PATHS = /^\/(assignment\/|federation\/|logout$)/;

export interface Signature {
  readonly accessKeyId: string;
  readonly region: string;
  readonly signingName: string;
}

/** The credential scope of a SigV4 `Authorization` header. The signature itself is not verified (design, section 5). */
export function signatureOf(request: WireRequest): Signature | undefined {
  const match = /Credential=([^/,\s]+)\/\d{8}\/([^/]+)\/([^/]+)\/aws4_request/.exec(
    request.headers["authorization"] ?? "",
  );
  return match?.[1] && match[2] && match[3]
    ? { accessKeyId: match[1], region: match[2], signingName: match[3] }
    : undefined;
}

/** The bearer token of a request: in the portal's own header, or as `Authorization: Bearer` (RFC 6750). */
export function bearerTokenOf({ headers }: WireRequest): string | undefined {
  return headers["x-amz-sso_bearer_token"] ?? /^Bearer +(\S+)$/i.exec(headers["authorization"] ?? "")?.[1];
}

/** The service that a request is for, or undefined. */
export function chooseService(request: WireRequest): ServiceId | undefined {
  const target = request.headers["x-amz-target"];
  if (target !== undefined) return TARGETS.get(target.slice(0, target.lastIndexOf(".")));
  if (PORTAL_PATHS.test(request.path)) return "sso";
  if (TOKEN_PATHS.test(request.path)) return "sso-oidc";
  if (RUNTIME_PATHS.test(request.path)) return "account-access-runtime";
  if (TOOLBOX_PATHS.test(request.path)) return "iam-toolbox";
  const scoped = SIGNING_NAMES.get(signatureOf(request)?.signingName ?? "");
  if (scoped) return scoped;
  return QUERY_VERSIONS.get(formOf(request).get("Version") ?? "");
}
