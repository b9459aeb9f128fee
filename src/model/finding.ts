/** What a scan of a whole organization finds: one broken, stale or risky grant, who is affected, and what repairs it. */

import type { CauseId } from "./cause-ids.ts";
import type { Gap } from "./coverage.ts";
import type { Confidence, Remedy } from "./diagnosis.ts";
import type { NamedRole } from "./effective-access.ts";
import type { AccountId, PermissionSetArn, Principal } from "./ids.ts";
import type { Freshness } from "./organization-document/freshness.ts";

export const FINDINGS_SCHEMA = "idc-doctor/findings/1";

/** `high`: people cannot work, or somebody has what they should not. `medium`: it will break or is wrong. `low`: tidy up. */
export const SEVERITIES = ["high", "medium", "low"] as const;
export type Severity = (typeof SEVERITIES)[number];

/** Findings of least privilege that are no causes: nobody is kept from working by them. */
export const LEAST_PRIVILEGE = [
  "direct-grant",
  "former-owner-access",
  "delegate-reaches-management-account",
  "entitled-role-trust-too-wide",
] as const;
/** A watch's access tests that fail are findings, too. */
export const ACCESS_TEST_FAILED = "access-test-failed";
export type FindingId = CauseId | (typeof LEAST_PRIVILEGE)[number] | typeof ACCESS_TEST_FAILED;

export interface FindingSubject {
  readonly account?: { readonly id: AccountId; readonly name: string } | undefined;
  readonly permissionSet?: { readonly arn: PermissionSetArn; readonly name: string } | undefined;
  /** An IAM role to which account access manager entitles somebody. */
  readonly role?: NamedRole | undefined;
  readonly principal?: (Principal & { readonly name: string | null }) | undefined;
}

/**
 * Each finding of these causes is about one assignment, and one more assignment is one more finding: what somebody accepts is this
 * assignment. Lines tell those of a cause together.
 */
const ABOUT_ASSIGNMENTS: ReadonlySet<string> = new Set<FindingId>([
  "direct-grant",
  "group-empty",
  "user-disabled",
  "principal-deleted",
  "account-suspended",
  "account-pending-closure",
  "account-closed",
  "account-pending-activation",
  "account-not-in-organization",
]);

export const isAboutAssignments = (cause: string): boolean => ABOUT_ASSIGNMENTS.has(cause);

/** The same key: one line tells of them. */
export const lineKeyOf = ({ severity, cause, subject }: Pick<Finding, "severity" | "cause" | "subject">): string =>
  [severity, cause, isAboutAssignments(cause) ? "" : (subject.permissionSet?.arn ?? "")].join(" ");

/** The same for a line. */
export const keyOfLine = ({ severity, cause, permissionSet }: FindingGroup): string =>
  lineKeyOf({ severity, cause, subject: { permissionSet } });

/** `Admin in sandbox`; undefined: it is about no permission set or role of an account. */
export function assignmentWords({ account, permissionSet, role }: FindingSubject): string | undefined {
  const what = permissionSet ?? role;
  return what && account && `${what.name} in ${account.name || account.id}`;
}

/** Permission sets in accounts that findings are about. */
export interface FoundGrants {
  readonly count: number;
  /** The first ones: `Admin in sandbox`. */
  readonly sample: readonly string[];
}

export interface Finding {
  /** The cause and what it is about: the same finding has the same key in every scan. */
  readonly key: string;
  readonly cause: FindingId;
  readonly severity: Severity;
  readonly confidence: Confidence;
  readonly title: string;
  /** What is wrong and why it matters, with names and ids. */
  readonly summary: string;
  readonly subject: FindingSubject;
  /** Different users that it keeps from working, or that have what they should not. */
  readonly affected: { readonly users: number; readonly sample: readonly string[] };
  readonly remedy: Remedy;
  /** ISO 8601: the first scan that was kept and had it; absent where none was kept before. */
  readonly firstSeen?: string;
  /** No kept scan had it before. */
  readonly isNew?: true;
  /** It was gone in the last kept scan, and is back. */
  readonly isRecurred?: true;
  /** No kept scan before could see it: whether it is new is not known. */
  readonly isUnlooked?: true;
}

/** A finding that the baseline file accepts. */
export interface AcceptedFinding {
  readonly finding: Finding;
  readonly reason: string;
  /** `2027-01-31`: the last day on which it is accepted. */
  readonly until: string;
}

/** Findings of one cause about one permission set, or of one cause where none is named or each is about an assignment: what one line tells. */
export interface FindingGroup {
  readonly cause: FindingId;
  readonly severity: Severity;
  readonly title: string;
  /** What one line says of the permission set: `is outdated`; absent: the title says it. */
  readonly inOneLine?: string;
  readonly permissionSet?: FindingSubject["permissionSet"];
  readonly findings: number;
  /** Different accounts, users and groups that the findings are about. */
  readonly accounts: readonly { readonly id: AccountId; readonly name: string }[];
  readonly principals: readonly (Principal & { readonly name: string | null })[];
  /** Different users, counted once. */
  readonly affected: Finding["affected"];
  /** Where each finding is about one assignment: what is assigned. */
  readonly grants?: FoundGrants;
  /** What repairs all of them and nothing that is accepted, for a shell; null: no one command does. */
  readonly command: string | null;
  /** Accepted findings that the command would repair too if it named no accounts: only a plan leaves them out. Absent: none. */
  readonly besideAccepted?: number;
  /** The remedy of the first. */
  readonly remedy: string;
}

/** The organization that a scan is of, by its management account. */
export interface FindingsOrganization {
  readonly managementAccountId: AccountId;
  /** Of that account; empty where it is not known. */
  readonly name: string;
  /** Null: it has no instance of Identity Center. */
  readonly instanceArn: string | null;
}

export interface Findings extends Freshness {
  readonly schema: typeof FINDINGS_SCHEMA;
  /** Absent: an earlier version, which did not say it, kept the scan. */
  readonly organization?: FindingsOrganization;
  /** ISO 8601: the moment that the findings are about. */
  readonly takenAt: string;
  /** The worst first. */
  readonly findings: readonly Finding[];
  readonly counts: Readonly<Record<Severity, number>>;
  /** The same findings by cause and permission set, the worst first. */
  readonly groups: readonly FindingGroup[];
  /** Different users behind all findings. */
  readonly affectedUsers: number;
  /** Left out of the findings, because a baseline accepts them. */
  readonly accepted: readonly AcceptedFinding[];
  /** The last kept scan; absent where none was kept before. */
  readonly comparedWith?: {
    readonly takenAt: string;
    /** How many of its findings are gone. */
    readonly gone: number;
    /** How many are neither new nor known: no earlier scan could see them. Absent: none. */
    readonly unlooked?: number;
  };
  /** What was looked through. */
  readonly scanned: {
    readonly accounts: number;
    readonly permissionSets: number;
    readonly users: number;
    readonly groups: number;
    readonly assignments: number;
  };
  /** What this scan cannot see even where every call succeeds; null: nothing. */
  readonly blindSpot: string | null;
  /** Failed reads: behind each there may be a finding that is not listed. */
  readonly unread: readonly Gap[];
  readonly notExamined: readonly string[];
}

/** How `notExamined` says that trust policies of entitled roles were not read, all of them or those of an account. */
export const TRUST_POLICIES = "trust policies of entitled roles";

export const areTrustPoliciesUnread = ({ notExamined }: Pick<Findings, "notExamined">): boolean =>
  notExamined.some((what) => what.startsWith(TRUST_POLICIES));

/** By the key of a finding: only a look at the role tells whether it is there. */
export const restsOnTrustPolicy = (key: string): boolean =>
  /^(?:entitlement-trust-mismatch|entitlement-role-missing|entitled-role-trust-too-wide) /.test(key);
