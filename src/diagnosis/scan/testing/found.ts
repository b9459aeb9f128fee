/** For tests: what a scan finds in a document, without evidence and words. */
import type { Confidence } from "../../../model/diagnosis.ts";
import type { Severity } from "../../../model/finding.ts";
import { scan } from "../scan.ts";
import { document, type Written } from "./documents.ts";

export interface Told {
  readonly cause: string;
  readonly severity: Severity;
  readonly confidence: Confidence;
  readonly users: number;
  readonly remedy: "api" | "human" | "wait";
}

/** The findings in the order in which the scan gives them. */
export const found = (changes: Written): readonly Told[] =>
  scan(document(changes)).findings.map(({ cause, severity, confidence, affected, remedy }) => ({
    cause,
    severity,
    confidence,
    users: affected.users,
    remedy: remedy.kind,
  }));
