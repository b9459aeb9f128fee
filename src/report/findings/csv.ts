/** Findings for spreadsheets. */
import type { Finding, Findings } from "../../model/finding.ts";
import { csvText } from "../csv.ts";
import { stateOf } from "./state.ts";

const HEAD = [
  "severity",
  "cause",
  "confidence",
  "account_id",
  "account_name",
  "permission_set_arn",
  "permission_set_name",
  "principal_type",
  "principal_id",
  "principal_name",
  "users",
  "summary",
  "remedy",
  "key",
  "state",
  "first_seen",
];

export const findingsCsv = (scan: Findings): string => csvText([HEAD, ...scan.findings.map((one) => rowOf(one, scan))]);

function rowOf(finding: Finding, scan: Findings): readonly string[] {
  const { severity, cause, confidence, subject, affected, summary, remedy, key, firstSeen = "" } = finding;
  return [
    severity,
    cause,
    confidence,
    subject.account?.id ?? "",
    subject.account?.name ?? "",
    subject.permissionSet?.arn ?? "",
    subject.permissionSet?.name ?? "",
    subject.principal?.type ?? "",
    subject.principal?.id ?? "",
    subject.principal?.name ?? "",
    String(affected.users),
    summary,
    remedy.summary,
    key,
    stateOf(finding, scan),
    firstSeen,
  ];
}
