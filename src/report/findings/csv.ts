/** Findings for spreadsheets. */
import type { Findings } from "../../model/finding.ts";
import { csvText } from "../csv.ts";

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
];

export const findingsCsv = ({ findings }: Findings): string =>
  csvText([
    HEAD,
    ...findings.map(({ severity, cause, confidence, subject, affected, summary, remedy, key }) => [
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
    ]),
  ]);
