/** From a whole organization to everything that is broken, stale or risky in it, the worst first. Pure. */

import type { EntitledRoleFacts } from "../../facts/grant/second-road.ts";
import { type Acceptance, accepts, hasEnded } from "../../model/baseline.ts";
import {
  type AcceptedFinding,
  FINDINGS_SCHEMA,
  type Finding,
  type Findings,
  SEVERITIES,
  type Severity,
  TRUST_POLICIES,
} from "../../model/finding.ts";
import type { OrganizationDocument } from "../../model/organization-document/document.ts";
import { freshnessOf } from "../../model/organization-document/freshness.ts";
import { groupsOf } from "./groups.ts";
import { affectedByAll, scannedOrganization } from "./organization.ts";
import type { Rule } from "./rule.ts";
import { rules as allRules } from "./rules/index.ts";

export interface ScanOptions {
  readonly baseline?: readonly Acceptance[] | undefined;
  /** The key under which an earlier version knew a finding: an acceptance of it accepts what it stood for then. */
  readonly formerlyKnownAs?: ((finding: Finding) => string | undefined) | undefined;
  readonly further?: readonly Finding[] | undefined;
  /** Of entitled roles, by ARN, where they were read beside the document; null: there is no such role. */
  readonly entitledRoles?: ReadonlyMap<string, EntitledRoleFacts | null> | undefined;
  /** What could not be read besides the document's own gaps: whole phrases. */
  readonly notExamined?: readonly string[] | undefined;
}

/**
 * The same document always gives the same findings, with the same keys.
 *
 * @param baseline what is accepted; an acceptance counts until its last day, by the time of the document
 * @param further findings that no rule finds: access tests that fail
 */
export function scan(
  document: OrganizationDocument,
  rules: readonly Rule[] = allRules,
  { baseline = [], formerlyKnownAs, further = [], entitledRoles, notExamined = [] }: ScanOptions = {},
): Findings {
  const organization = scannedOrganization(document, entitledRoles);
  const found = new Map<string, Finding>();
  for (const one of further) found.set(one.key, one);
  const add = (one: Finding): void => {
    const before = found.get(one.key);
    if (!before || rankOf(one) < rankOf(before)) found.set(one.key, one);
  };
  for (const rule of rules) rule.find(organization).forEach(add);
  const valid = baseline.filter((one) => !hasEnded(one, document.takenAt));
  const accepted = [...found.values()].flatMap((finding): AcceptedFinding[] => {
    const acceptance = valid.find((one) => accepts(one, finding, formerlyKnownAs?.(finding)));
    return acceptance ? [{ finding, reason: acceptance.reason, until: acceptance.until }] : [];
  });
  for (const { finding } of accepted) found.delete(finding.key);
  const findings = [...found.values()].sort(worstFirst);
  return {
    schema: FINDINGS_SCHEMA,
    organization: {
      managementAccountId: document.organization.managementAccountId,
      name: organization.account(document.organization.managementAccountId)?.name ?? "",
      instanceArn: document.instance?.arn ?? null,
    },
    takenAt: document.takenAt,
    ...freshnessOf(document),
    findings,
    counts: countsOf(findings),
    groups: groupsOf(
      findings,
      organization,
      accepted.map(({ finding }) => finding),
    ),
    accepted,
    affectedUsers: affectedByAll(organization, findings).users,
    scanned: {
      accounts: document.accounts.length,
      permissionSets: document.permissionSets.length,
      users: document.users.length,
      groups: document.groups.length,
      assignments: document.assignments.length,
    },
    blindSpot: document.coverage?.blindSpot ?? null,
    unread: document.coverage?.gaps ?? [],
    notExamined: [
      ...(document.coverage?.neverAsked ?? []).map((part) => part.replaceAll("-", " ")),
      ...(document.coverage && !document.coverage.entitlementWalk ? ["account access manager"] : []),
      ...(areRolesUnread(document) && entitledRoles === undefined ? [TRUST_POLICIES] : []),
      ...notExamined,
    ],
  };
}

/** Nobody looked into the accounts, though somebody is entitled to roles there. */
const areRolesUnread = ({ coverage, entitlements }: OrganizationDocument): boolean =>
  entitlements.length > 0 && coverage?.neverAsked?.includes("account-roles") === true;

const rankOf = ({ severity }: Finding): number => SEVERITIES.indexOf(severity);

/** By severity, then by how many users it concerns, then by key: no order of reading shows through. */
function worstFirst(a: Finding, b: Finding): number {
  return rankOf(a) - rankOf(b) || b.affected.users - a.affected.users || (a.key < b.key ? -1 : 1);
}

function countsOf(findings: readonly Finding[]): Readonly<Record<Severity, number>> {
  const counts = { high: 0, medium: 0, low: 0 };
  for (const { severity } of findings) counts[severity] += 1;
  return counts;
}
