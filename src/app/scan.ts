/** The use case behind `scan`: the whole organization, its findings, and the plan of the repairs that an API can make. */
import { writeFile } from "node:fs/promises";
import { scan } from "../diagnosis/scan/scan.ts";
import type { Context } from "../model/context.ts";
import { AccessError } from "../model/errors.ts";
import type { Findings } from "../model/finding.ts";
import { certain, parseRegion } from "../model/ids.ts";
import type { OrganizationDocument } from "../model/organization-document/document.ts";
import type { Plan } from "../model/plan.ts";
import { planForFindings } from "../plan/scan-plan.ts";

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

/** Writes the plan for `fix --plan`. @throws AccessError `bad-input` where the file cannot be written. */
export async function writePlan(path: string, plan: Plan): Promise<void> {
  try {
    await writeFile(path, `${JSON.stringify(plan, undefined, 2)}\n`, { mode: 0o600 });
  } catch (error) {
    throw new AccessError("bad-input", `${path} could not be written: ${String((error as { code?: unknown }).code)}`, {
      cause: error,
    });
  }
}
