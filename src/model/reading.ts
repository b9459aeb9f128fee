/** The result of looking: known, unknown because the look failed, or not looked at. Unknown is never absence. */
import type { EvidenceId } from "./evidence.ts";

export const READ_FAILURE_KINDS = [
  /** AccessDenied: the caller lacks a permission. */
  "refused",
  /** Throttled beyond all retries. */
  "throttled",
  "timed-out",
  /** The service answered 5xx or something that cannot be understood. */
  "failed",
  /** No connection. */
  "unreachable",
  /** No, expired or invalid credentials. */
  "credentials",
] as const;
export type ReadFailureKind = (typeof READ_FAILURE_KINDS)[number];

/** The `code` of a failure where AWS answered, but shows a member account nothing of what was asked for (facts 3.7). */
export const MEMBER_ACCOUNT = "MemberAccount";

export interface ReadFailure {
  readonly kind: ReadFailureKind;
  readonly service: string;
  readonly operation: string;
  /** The IAM action that allows the call: `sso:ListInstances`. */
  readonly permission: string;
  /** AWS's own words, or what happened. */
  readonly message: string;
  /** AWS's `Reason`, as `KMS_DisabledException` (facts A19). */
  readonly reason?: string | undefined;
  /** The error's name. */
  readonly code?: string | undefined;
}

type Failed = Pick<ReadFailure, "kind" | "permission">;

/** Whether a permission may be what the read lacks: AWS, or what stands in its place, has answered the call itself. */
export const isOfPermission = ({ kind }: Pick<Failed, "kind">): boolean => kind === "refused" || kind === "failed";

/** What stood in the way, for brackets beside a failure: the permission, or what no permission repairs. */
export function inTheWay({ kind, permission }: Failed): string {
  switch (kind) {
    case "refused":
    case "failed":
      return permission;
    case "unreachable":
      return "a network failure";
    case "timed-out":
      return "no answer in time";
    case "throttled":
      return "too many requests";
    case "credentials":
      return "no valid credentials";
  }
}

/** `needs sso:ListInstances`, or what stood in the way. */
export const neededFor = (failure: Failed): string =>
  isOfPermission(failure) ? `needs ${failure.permission}` : inTheWay(failure);

/** The permissions that failed reads may lack, once each. */
export const permissionsOf = (failures: readonly Failed[]): readonly string[] => [
  ...new Set(failures.filter(isOfPermission).map(({ permission }) => permission)),
];

/** What else stood in the way, once each. */
export const hindrancesOf = (failures: readonly Failed[]): readonly string[] => [
  ...new Set(failures.filter((failure) => !isOfPermission(failure)).map(inTheWay)),
];

/** `Missing permissions: sso:ListUsers. Also in the way: a network failure`: what an answer with these failures lacks. */
export function missingInWords(failures: readonly Failed[]): string {
  const permissions = permissionsOf(failures);
  const others = hindrancesOf(failures);
  return [
    ...(permissions.length === 0 ? [] : [`Missing permissions: ${permissions.join(", ")}`]),
    ...(others.length === 0 ? [] : [`${permissions.length === 0 ? "In" : "Also in"} the way: ${others.join(", ")}`]),
  ].join(". ");
}

/** The failure in words, where no permission repairs it; else nothing. */
export const otherThanPermission = (failure: Failed & Pick<ReadFailure, "operation" | "message">): readonly string[] =>
  isOfPermission(failure) ? [] : [failureInWords(failure)];

/** `ListUsers (identitystore:ListUsers): AWS's words`. */
export const failureInWords = (failure: Failed & Pick<ReadFailure, "operation" | "message">): string =>
  `${failure.operation} (${inTheWay(failure)}): ${failure.message}`;

export type Reading<T> =
  | { readonly state: "known"; readonly value: T; readonly evidence: readonly EvidenceId[] }
  | { readonly state: "unknown"; readonly failure: ReadFailure; readonly evidence: readonly EvidenceId[] }
  | { readonly state: "unread"; readonly reason: string };

export const known = <T>(value: T, evidence: readonly EvidenceId[] = []): Reading<T> => ({
  state: "known",
  value,
  evidence,
});

export const unread = (reason: string): Reading<never> => ({ state: "unread", reason });

/** The value of a reading where it is known. */
export const knownValue = <T>(reading: Reading<T>): T | undefined =>
  reading.state === "known" ? reading.value : undefined;

/** The evidence behind a reading; none for what was not read. */
export const evidenceOf = (reading: Reading<unknown>): readonly EvidenceId[] =>
  reading.state === "unread" ? [] : reading.evidence;

/** The same reading with its value seen through `look`; failures pass through. */
export function mapReading<A, B>(reading: Reading<A>, look: (value: A) => B): Reading<B> {
  return reading.state === "known" ? known(look(reading.value), reading.evidence) : reading;
}

/** All values and all evidence when every reading is known; else the first that is unknown, else the first unread. */
export function allKnown<T>(readings: readonly Reading<T>[]): Reading<readonly T[]> {
  const values: T[] = [];
  for (const reading of readings) if (reading.state === "known") values.push(reading.value);
  if (values.length === readings.length) return known(values, readings.flatMap(evidenceOf));
  return (
    readings.find((reading) => reading.state === "unknown") ??
    readings.find((reading) => reading.state === "unread") ??
    unread("nothing was read")
  );
}
