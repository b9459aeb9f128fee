/** Which service a request is for, where one port serves them all: by target header, signature scope, path or form. */
import type { WireRequest } from "../protocol/service.ts";
import type { ServiceId } from "../services/operation.ts";

/** `X-Amz-Target` prefixes (API models; facts 3.1). */
const TARGETS: Readonly<Record<string, ServiceId>> = {
  SWBExternalService: "sso-admin",
  AWSIdentityStore: "identitystore",
  AWSOrganizationsV20161128: "organizations",
};

/** Signing names (API models). */
const SIGNING_NAMES: Readonly<Record<string, ServiceId>> = {
  sso: "sso-admin",
  identitystore: "identitystore",
  organizations: "organizations",
  iam: "iam",
  sts: "sts",
};

/** Versions that Query requests carry in their form (API models). */
const QUERY_VERSIONS: Readonly<Record<string, ServiceId>> = { "2010-05-08": "iam", "2011-06-15": "sts" };

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

export function chooseService(request: WireRequest): ServiceId | undefined {
  const target = request.headers["x-amz-target"];
  if (target !== undefined) return TARGETS[target.slice(0, target.lastIndexOf("."))];
  if (PORTAL_PATHS.test(request.path)) return "sso";
  const scoped = SIGNING_NAMES[signatureOf(request)?.signingName ?? ""];
  if (scoped) return scoped;
  const version = (request.body === "" ? request.query : new URLSearchParams(request.body)).get("Version");
  return version === null ? undefined : QUERY_VERSIONS[version];
}
