/** What a failed call means, said once: an error of AWS or of the network as a `ReadFailure`, or as an error that ends the command. */
import { AccessError } from "../../../model/errors.ts";
import type { ReadFailure, ReadFailureKind } from "../../../model/reading.ts";
import { withoutSecrets } from "../../../model/secrets.ts";

/** IAM's prefix of a service's actions: sso-admin's is `sso` (facts 3.1). */
export function permissionFor(service: string, operation: string): string {
  if (service === "sso") return "the user's portal token";
  // Facts AT12.
  if (service === "iam-toolbox") return `iam:${operation}`;
  return `${service === "sso-admin" ? "sso" : service}:${operation}`;
}

const REFUSED =
  /^(AccessDenied|AccessDeniedException|ForbiddenException|UnauthorizedException|AccessDeniedForDependencyException)$/;
const THROTTLED = /Throttl|TooManyRequests|RequestLimitExceeded|SlowDown/;
const TIMED_OUT = /^(TimeoutError|RequestTimeout)/;
/** Codes of the system and of TLS: no conversation with the endpoint came about. */
const UNREACHABLE =
  /ECONNREFUSED|ECONNRESET|ECONNABORTED|ENOTFOUND|EAI_AGAIN|EPIPE|EPROTO|EHOSTUNREACH|EHOSTDOWN|ENETUNREACH|ENETDOWN|EADDRNOTAVAIL|socket hang up|proxy tunnel|establish tunnel|SELF_SIGNED_CERT|CERT_HAS_EXPIRED|UNABLE_TO_(VERIFY|GET)|ERR_TLS_/;
const NO_CREDENTIALS = /^(CredentialsProviderError|TokenProviderError)$/;
const EXPIRED = /^(ExpiredToken|ExpiredTokenException|RequestExpired)$/;
const INVALID_CREDENTIALS =
  /^(UnrecognizedClientException|InvalidClientTokenId|InvalidSignatureException|SignatureDoesNotMatch|AuthFailure|IncompleteSignature|MissingAuthenticationToken)$/;

interface Thrown {
  readonly name: string;
  readonly message: string;
  readonly code: string;
  readonly status: number | undefined;
}

/** Longer words of an endpoint are cut: a message is kept as evidence, printed and journaled. */
const LONGEST_MESSAGE = 1000;
const LONGEST_NAME = 100;

/** What the SDK adds to an answer that it cannot read. */
const FOR_PROGRAMMERS = /\s*Deserialization error: to see the raw response.*$/s;

/** Words of an endpoint as they are kept: without secrets, and no longer than a message of AWS. */
function kept(words: string, most: number): string {
  const safe = withoutSecrets(words.replace(FOR_PROGRAMMERS, ""));
  return safe.length <= most ? safe : `${safe.slice(0, most)}… (${safe.length} characters)`;
}

/** The parts of whatever was thrown, the cause of a wrapped error included. */
export function thrownParts(error: unknown): Thrown {
  const { name, message, code, $metadata, cause } = (error ?? {}) as {
    name?: unknown;
    message?: unknown;
    code?: unknown;
    $metadata?: { httpStatusCode?: number };
    cause?: { code?: unknown };
  };
  return {
    name: typeof name === "string" ? kept(name, LONGEST_NAME) : "Error",
    message: kept(typeof message === "string" && message !== "" ? message : String(name ?? error), LONGEST_MESSAGE),
    code: [code, cause?.code].filter((one) => typeof one === "string").join(" "),
    status: $metadata?.httpStatusCode,
  };
}

/** Whether nobody can answer with these credentials: then no read makes sense, and the command ends with advice. */
export function credentialsError(error: unknown): AccessError | undefined {
  // The chain of credentials has named it already.
  if (error instanceof AccessError) return error;
  const { name, message } = thrownParts(error);
  if (EXPIRED.test(name) || (NO_CREDENTIALS.test(name) && /expired/i.test(message)))
    return new AccessError("expired-credentials", `Your AWS credentials have expired: ${message}`, {
      next: "Sign in again (aws sso login) and repeat the command",
      cause: error,
    });
  if (NO_CREDENTIALS.test(name))
    return new AccessError("no-credentials", `No AWS credentials were found: ${message}`, {
      next: "Give --profile, or set AWS_PROFILE; `idc-doctor demo` needs none",
      cause: error,
    });
  if (INVALID_CREDENTIALS.test(name))
    return new AccessError("no-credentials", `AWS does not accept your credentials: ${message}`, {
      next: "Check the profile or the keys, and sign in again",
      cause: error,
    });
  return undefined;
}

/** No program listens at the address. */
export const isConnectionRefused = (error: unknown): boolean => /ECONNREFUSED/.test(thrownParts(error).code);

/** The failure of a read, kept apart from absence. */
export function readFailure(service: string, operation: string, error: unknown): ReadFailure {
  const { name, message } = thrownParts(error);
  const { Reason: reason } = (error ?? {}) as { Reason?: unknown };
  return {
    kind: failureKind(error),
    service,
    operation,
    permission: permissionFor(service, operation),
    message: failureKind(error) === "throttled" ? `${message.replace(/\.$/, "")}. Try again in a moment` : message,
    code: name,
    ...(typeof reason === "string" && reason.startsWith("KMS_") ? { reason } : {}),
  };
}

/** What kind of failure an error is. */
export function failureKind(error: unknown): ReadFailureKind {
  const { name, message, code, status } = thrownParts(error);
  if (REFUSED.test(name) || status === 403 || status === 401) return "refused";
  if (THROTTLED.test(name) || status === 429) return "throttled";
  // The SDK calls a connection that was reset a TimeoutError, too.
  if (UNREACHABLE.test(code)) return "unreachable";
  if (TIMED_OUT.test(name) || /timed? ?out/i.test(message) || code.includes("ETIMEDOUT")) return "timed-out";
  if (UNREACHABLE.test(message)) return "unreachable";
  return "failed";
}
