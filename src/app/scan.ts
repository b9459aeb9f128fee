/** The use case behind `scan`: the whole organization, its findings, and the plan of the repairs that an API can make. */
import { scan } from "../diagnosis/scan/scan.ts";
import type { Context } from "../model/context.ts";
import type { Findings } from "../model/finding.ts";
import { certain, parseRegion } from "../model/ids.ts";
import type { OrganizationDocument } from "../model/organization-document/document.ts";
import type { Plan } from "../model/plan.ts";
import { planForFindings } from "../plan/scan-plan.ts";
import { checkedTarget, type Target, writeTarget } from "./target-file.ts";

export interface Scanned {
  readonly findings: Findings;
  /** Undefined where no finding can be fixed through an API. */
  readonly plan: Plan | undefined;
}

export function scanOrganization(document: OrganizationDocument, context: Context, region: string): Scanned {
  const findings = scan(document);
  const home = document.instance?.primaryRegion ?? certain(parseRegion(region));
  const identity = { id: context.newId(), createdAt: context.now().toISOString() };
  return { findings, plan: planForFindings(findings.findings, certain(parseRegion(home)), identity) };
}

/** The file that a plan is to take, looked at before anything is collected. @throws AccessError as `checkedTarget` */
export const planTarget = (path: string): Promise<Target> => checkedTarget(path, [".json"]);

/** Writes the plan for `fix --plan`. @throws AccessError as `writeTarget` */
export const writePlan = (target: Target, plan: Plan): Promise<void> =>
  writeTarget(target, `${JSON.stringify(plan, undefined, 2)}\n`);
