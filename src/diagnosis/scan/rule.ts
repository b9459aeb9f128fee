/** What a rule of the scan is: it looks through the organization for one cause. One file of `rules/` holds one or a family. */
import type { Confidence, Remedy } from "../../model/diagnosis.ts";
import type { Finding, FindingId, FindingSubject, Severity } from "../../model/finding.ts";
import { keyOf, type ScannedOrganization } from "./organization.ts";

export interface Rule {
  /** The ids that it can find: causes of the catalogue, or findings of least privilege. */
  readonly finds: readonly FindingId[];
  readonly find: (organization: ScannedOrganization) => readonly Finding[];
}

interface Told {
  readonly cause: FindingId;
  readonly severity: Severity;
  readonly confidence?: Confidence;
  readonly title: string;
  readonly summary: string;
  readonly subject: FindingSubject;
  readonly affected: Finding["affected"];
  readonly remedy: Remedy;
}

/** A finding with its key; `proved` where nothing else is said. */
export const finding = (told: Told): Finding => ({
  key: keyOf(told.cause, told.subject),
  confidence: "proved",
  ...told,
});
