/** From a whole organization to everything that is broken, stale or risky in it, the worst first. Pure. */
import { FINDINGS_SCHEMA, type Finding, type Findings, SEVERITIES, type Severity } from "../../model/finding.ts";
import type { OrganizationDocument } from "../../model/organization-document/document.ts";
import { groupsOf } from "./groups.ts";
import { affectedByAll, scannedOrganization } from "./organization.ts";
import type { Rule } from "./rule.ts";
import { rules as allRules } from "./rules/index.ts";

/** The same document always gives the same findings, with the same keys. */
export function scan(document: OrganizationDocument, rules: readonly Rule[] = allRules): Findings {
  const organization = scannedOrganization(document);
  const found = new Map<string, Finding>();
  for (const rule of rules) for (const one of rule.find(organization)) if (!found.has(one.key)) found.set(one.key, one);
  const findings = [...found.values()].sort(worstFirst);
  return {
    schema: FINDINGS_SCHEMA,
    takenAt: document.takenAt,
    findings,
    counts: countsOf(findings),
    groups: groupsOf(findings, organization),
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
    notExamined: (document.coverage?.neverAsked ?? []).map((part) => part.replaceAll("-", " ")),
  };
}

/** By severity, then by how many users it concerns, then by key: no order of reading shows through. */
function worstFirst(a: Finding, b: Finding): number {
  return (
    SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) ||
    b.affected.users - a.affected.users ||
    (a.key < b.key ? -1 : 1)
  );
}

function countsOf(findings: readonly Finding[]): Readonly<Record<Severity, number>> {
  const counts = { high: 0, medium: 0, low: 0 };
  for (const { severity } of findings) counts[severity] += 1;
  return counts;
}
