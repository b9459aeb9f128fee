/** The use case behind the GitHub Action: what a plan of Terraform or CloudFormation, or the step from one saved organization to another, does to access. */
import { plannedDocument } from "../facts/planned/planned-document.ts";
import type { Expectation } from "../model/access-test.ts";
import type { Acceptance } from "../model/baseline.ts";
import type { ChangeCheck, ChangeDifference } from "../model/change-check.ts";
import type { Context } from "../model/context.ts";
import type { Findings } from "../model/finding.ts";
import type { OrganizationDocument } from "../model/organization-document/document.ts";
import type { PlannedChanges } from "../model/organization-document/written/planned-change.ts";
import { testAccess } from "./access-test.ts";
import { baselineNotes } from "./baseline.ts";
import { scanOrganization } from "./scan.ts";
import { diffSnapshots } from "./snapshot-diff.ts";

export interface ChangeOptions {
  readonly region: string;
  readonly expectations: readonly Expectation[] | undefined;
  readonly isScanned: boolean;
  readonly baseline: readonly Acceptance[] | undefined;
  /** Carried out on the document, in thought. */
  readonly plan: PlannedChanges | undefined;
  /** The organization before the change, where it is not the document itself. */
  readonly base: OrganizationDocument | undefined;
}

/** @throws AccessError `bad-input` where base and document cannot be compared */
export function checkChange(document: OrganizationDocument, context: Context, options: ChangeOptions): ChangeCheck {
  const { expectations, plan, isScanned } = options;
  const planned = plan && plannedDocument(document, plan);
  const after = planned?.document ?? document;
  const before = options.base ?? (plan && document);
  const findings = isScanned ? scanned(after, context, options) : undefined;
  return {
    tests: expectations && testAccess(document, expectations, plan),
    findings,
    baselineNotes:
      findings && options.baseline
        ? baselineNotes(options.baseline, { findings, history: undefined, document: after })
        : [],
    difference:
      before &&
      differenceOf(before, after, {
        findings,
        earlier: isScanned ? scanned(before, context, options) : undefined,
        notExamined: [
          ...(planned?.open ?? []).map(({ address }) => `${address}, which is not known whole`),
          ...(planned?.notExamined ?? []),
        ],
      }),
  };
}

const scanned = (document: OrganizationDocument, context: Context, { region, baseline }: ChangeOptions): Findings =>
  scanOrganization(document, context, { region, baseline }).findings;

interface Compared {
  readonly findings: Findings | undefined;
  readonly earlier: Findings | undefined;
  readonly notExamined: readonly string[];
}

function differenceOf(
  before: OrganizationDocument,
  after: OrganizationDocument,
  { findings, earlier, notExamined }: Compared,
): ChangeDifference {
  const keysOf = (some: Findings | undefined) => new Set(some?.findings.map(({ key }) => key));
  const [now, then] = [keysOf(findings), keysOf(earlier)];
  return {
    snapshots: diffSnapshots(before, after, undefined),
    notExamined,
    opened: findings?.findings.filter(({ key }) => !then.has(key)) ?? [],
    closed: earlier?.findings.filter(({ key }) => !now.has(key)) ?? [],
  };
}
