/** What a scan looks at: a finding that it did not look for is not gone, and one that none before looked for is not new. */
import type { Coverage, UnreadPart } from "./coverage.ts";
import {
  areTrustPoliciesUnread,
  type Finding,
  type Findings,
  isAboutAssignments,
  restsOnTrustPolicy,
  TRUST_POLICIES,
} from "./finding.ts";
import type { OrganizationDocument } from "./organization-document/document.ts";

/** What some walks and callers see, and others do not. */
export type Sight =
  /** Assignments of permission sets that are not provisioned in the account. */
  | "unprovisioned-pairs"
  /** Assignments of users and groups that no longer exist. */
  | "gone-principals"
  | "entitlements"
  /** Entitlements of users and groups that no longer exist. */
  | "gone-entitled"
  | "delegated-administrators"
  | "account-roles"
  | "trust-policies";

export interface ScanSight {
  /** What it cannot see even where every call succeeds. */
  readonly missing: readonly Sight[];
  /** What has to be seen for a finding of it. */
  readonly neededFor: (finding: Finding) => readonly Sight[];
  /** Whether it would not have found what has this key, and needed these the last time that it was found. */
  readonly isBlindTo: (key: string, needed?: readonly Sight[]) => boolean;
}

type Walked = Pick<Findings, "notExamined">;

/** Of a scan of this document. */
export function sightOf(document: OrganizationDocument, findings: Walked): ScanSight {
  const missing = missingSights(document.coverage, findings);
  const provisioned = new Set(document.provisionedRoles.map((row) => `${row.accountId} ${row.permissionSetArn}`));
  const present = new Set<string>([...document.users, ...document.groups].map(({ id }) => id));
  const neededFor = ({ key, cause, subject: { account, permissionSet, principal } }: Finding): readonly Sight[] => [
    ...new Set([
      ...neededByKey(key),
      ...(account && permissionSet && restsOnAssignment(cause) && !provisioned.has(`${account.id} ${permissionSet.arn}`)
        ? (["unprovisioned-pairs"] as const)
        : []),
      ...(permissionSet && principal && !present.has(principal.id) ? (["gone-principals"] as const) : []),
    ]),
  ];
  const isBlindTo = (key: string, needed: readonly Sight[] = neededByKey(key)): boolean => {
    const [, account, set] = key.split(" ");
    // The walk by pairs asks for what is provisioned now, whatever it was before.
    const isAsked = (sight: Sight) => sight === "unprovisioned-pairs" && provisioned.has(`${account} ${set}`);
    return needed.some((sight) => missing.includes(sight) && !isAsked(sight));
  };
  return { missing, neededFor, isBlindTo };
}

/** Without coverage a document holds everything. */
function missingSights(coverage: Coverage | undefined, findings: Walked): readonly Sight[] {
  const trust: readonly Sight[] = areTrustPoliciesUnread(findings) ? ["trust-policies"] : [];
  if (!coverage) return trust;
  const { walk, entitlementWalk, neverAsked = [] } = coverage;
  return [
    ...trust,
    ...(walk === "pairs" ? (["unprovisioned-pairs"] as const) : []),
    ...(walk === "principals" ? (["gone-principals"] as const) : []),
    ...(entitlementWalk === undefined ? (["entitlements"] as const) : []),
    ...(entitlementWalk === "principals" ? (["gone-entitled"] as const) : []),
    ...(["delegated-administrators", "account-roles"] as const).filter((part) => neverAsked.includes(part)),
  ];
}

/** Causes that a scan finds by the assignments of a permission set in an account. */
const restsOnAssignment = (cause: string): boolean => isAboutAssignments(cause) || BY_ASSIGNMENTS.has(cause);
const BY_ASSIGNMENTS: ReadonlySet<string> = new Set([
  "not-provisioned",
  "former-owner-access",
  "delegate-reaches-management-account",
  "group-limit-reached",
]);

/** As far as the key alone tells. */
export function neededByKey(key: string): readonly Sight[] {
  const [cause = ""] = key.split(" ");
  const isOfRole = key.includes(":role/");
  return [
    ...(cause === "not-provisioned" ? (["unprovisioned-pairs"] as const) : []),
    ...(cause === "principal-deleted" ? ([isOfRole ? "gone-entitled" : "gone-principals"] as const) : []),
    ...(cause === "delegate-reaches-management-account" ? (["delegated-administrators"] as const) : []),
    ...(cause === "role-missing" ? (["account-roles"] as const) : []),
    ...(isOfRole || OF_ENTITLEMENTS.has(cause) ? (["entitlements"] as const) : []),
    ...(restsOnTrustPolicy(key) ? (["trust-policies"] as const) : []),
  ];
}
const OF_ENTITLEMENTS: ReadonlySet<string> = new Set([
  "account-access-application-not-active",
  "permission-sets-switched-off",
]);

/** Of a scan that an earlier version kept: by what it said of itself. */
export function missingAsSaid({
  blindSpot,
  notExamined,
}: Pick<Findings, "blindSpot" | "notExamined">): readonly Sight[] {
  const isSaid = (words: RegExp): boolean => words.test(blindSpot ?? "");
  const isNotExamined = (what: string): boolean => notExamined.some((part) => part.startsWith(what));
  const all: readonly (readonly [Sight, boolean])[] = [
    ["unprovisioned-pairs", isSaid(/assignments of permission sets that are not provisioned in the account:/)],
    ["gone-principals", isSaid(/assignments of users and groups that no longer exist:/)],
    ["gone-entitled", isSaid(/entitlements of users and groups that no longer exist:/)],
    ["entitlements", isNotExamined("account access manager")],
    ["delegated-administrators", isNotExamined("delegated administrators")],
    ["account-roles", isNotExamined("account roles")],
    ["trust-policies", isNotExamined(TRUST_POLICIES)],
  ];
  return all.flatMap(([sight, isMissing]) => (isMissing ? [sight] : []));
}

/** Whether a read that failed may have hidden the finding: it may be about nothing else of the same kind. */
export function mayHide(part: UnreadPart, { subject: { account, permissionSet, principal } }: Finding): boolean {
  if (part.kind === "units") return false;
  if (part.kind === "groups-of" && principal?.type === "GROUP") return true;
  return (
    isSameOrOpen("accountId" in part ? part.accountId : undefined, account?.id) &&
    isSameOrOpen("permissionSetArn" in part ? part.permissionSetArn : undefined, permissionSet?.arn) &&
    isSameOrOpen(principalOf(part), principal?.id)
  );
}

const isSameOrOpen = (one: string | undefined, other: string | undefined): boolean =>
  one === undefined || other === undefined || one === other;

function principalOf(part: UnreadPart): string | undefined {
  if ("principal" in part) return part.principal.id;
  if ("groupId" in part) return part.groupId;
  return "userId" in part ? part.userId : undefined;
}
