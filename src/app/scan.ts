/** The use case behind `scan`: the whole organization, its findings, and the plan of the repairs that an API can make. */

import { type ScanOptions, scan } from "../diagnosis/scan/scan.ts";
import type { Context } from "../model/context.ts";
import { type Finding, type Findings, TRUST_POLICIES } from "../model/finding.ts";
import { comparedFindings, type FindingHistory, formerlyKnownAs, historyAfter } from "../model/finding-history.ts";
import { sightOf } from "../model/finding-sight.ts";
import { certain, parseRegion } from "../model/ids.ts";
import type { OrganizationDocument } from "../model/organization-document/document.ts";
import type { Plan } from "../model/plan.ts";
import { inTheWay } from "../model/reading.ts";
import { planForFindings } from "../plan/scan-plan.ts";
import { createAwsClients } from "../sources/aws/calling/clients.ts";
import type { AwsConnection } from "../sources/aws/calling/connection.ts";
import { createAwsReader } from "../sources/aws/reader.ts";
import { readEntitledRoles } from "../sources/organization/entitled-roles.ts";
import { checkedTarget, type Target, writeTarget } from "./target-file.ts";

export interface Scanned {
  readonly findings: Findings;
  /** Undefined where no finding can be fixed through an API. */
  readonly plan: Plan | undefined;
  /** What scans know with this one. */
  readonly history: FindingHistory;
}

interface ScanOrganizationOptions extends ScanOptions {
  readonly region: string;
  /** What earlier scans found. */
  readonly history?: FindingHistory | undefined;
}

export function scanOrganization(
  document: OrganizationDocument,
  context: Context,
  { region, history, ...options }: ScanOrganizationOptions,
): Scanned {
  const formerlyKnown = (finding: Finding) => formerlyKnownAs(finding, history);
  const found = scan(document, undefined, { ...options, formerlyKnownAs: formerlyKnown });
  const sight = sightOf(document, found);
  const findings = comparedFindings(found, history, sight);
  const home = document.instance?.primaryRegion ?? certain(parseRegion(region));
  const identity = { id: context.newId(), createdAt: context.now().toISOString() };
  return {
    findings,
    plan: planForFindings(findings.findings, certain(parseRegion(home)), identity),
    history: historyAfter(findings, history, sight),
  };
}

/** The trust policies of entitled roles, where the connection names an audit role: no snapshot holds them. */
export async function entitledRolesOf(
  document: OrganizationDocument,
  connection: AwsConnection,
  context: Context,
): Promise<Pick<ScanOptions, "entitledRoles" | "notExamined">> {
  if (connection.auditRole === undefined || document.entitlements.length === 0) return {};
  const clients = createAwsClients(connection);
  try {
    const reader = createAwsReader(connection, context, undefined, clients);
    const { roles, failures } = await readEntitledRoles(
      [...new Set(document.entitlements.map(({ roleArn }) => roleArn))],
      reader,
    );
    const notExamined = [...failures].map(
      ([account, failure]) => `${TRUST_POLICIES} in ${account} (${inTheWay(failure)}: ${failure.message})`,
    );
    return { entitledRoles: roles, notExamined };
  } finally {
    clients.close();
  }
}

/** The file that a plan is to take, looked at before anything is collected. @throws AccessError as `checkedTarget` */
export const planTarget = (path: string): Promise<Target> => checkedTarget(path, [".json"]);

/** Writes the plan for `fix --plan`. @throws AccessError as `writeTarget` */
export const writePlan = (target: Target, plan: Plan): Promise<void> =>
  writeTarget(target, `${JSON.stringify(plan, undefined, 2)}\n`);
