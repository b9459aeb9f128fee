/** Changes as findings of AWS Security Hub (ASFF; API reference of BatchImportFindings): active while open, archived when over. */
import type { Alert, AlertChange } from "../../model/alert.ts";
import type { Finding, Severity } from "../../model/finding.ts";
import { partitionOf } from "../../model/partition.ts";
import { plain } from "../sanitize.ts";
import { findingUid } from "./uid.ts";
import { changeSentence, cut } from "./words.ts";

export interface SecurityHubAt {
  /** Of the caller: Security Hub takes findings of nobody else (User Guide, BatchImportFindings). */
  readonly accountId: string;
  readonly region: string;
}

const LABELS: Readonly<Record<Severity, string>> = { high: "HIGH", medium: "MEDIUM", low: "LOW" };

/** User Guide, "Required top-level ASFF attributes" and their lengths. */
const LONGEST_TITLE = 256;
const LONGEST_DESCRIPTION = 1024;
const LONGEST_REMEDY = 512;

export const asffFindings = (alert: Alert, at: SecurityHubAt): readonly object[] =>
  alert.changes.map((change) => asffFinding(alert, change, at));

function asffFinding({ organization, link }: Alert, change: AlertChange, { accountId, region }: SecurityHubAt): object {
  const { kind, at, firstSeen, finding, who } = change;
  const partition = partitionOf(region);
  const isOver = kind === "closed" || kind === "accepted";
  return {
    SchemaVersion: "2018-10-08",
    Id: findingUid(organization, change),
    ProductArn: `arn:${partition}:securityhub:${region}:${accountId}:product/${accountId}/default`,
    GeneratorId: `idc-doctor/${finding.cause}`,
    AwsAccountId: accountId,
    Types: ["Software and Configuration Checks/AWS Security Best Practices"],
    FirstObservedAt: firstSeen,
    LastObservedAt: at,
    CreatedAt: firstSeen,
    UpdatedAt: at,
    Severity: { Label: LABELS[finding.severity], Original: finding.severity },
    Title: cut(plain(finding.title), LONGEST_TITLE),
    Description: cut(changeSentence(change), LONGEST_DESCRIPTION),
    Remediation: {
      Recommendation: { Text: cut(plain(finding.remedy.summary), LONGEST_REMEDY), ...(link !== null && { Url: link }) },
    },
    ProductFields: {
      "idc-doctor/organization": organization,
      "idc-doctor/change": kind,
      ...(who !== null && { [kind === "accepted" ? "idc-doctor/accepted-by" : "idc-doctor/caused-by"]: plain(who) }),
    },
    Resources: resourcesOf(finding, { accountId, region }),
    RecordState: isOver ? "ARCHIVED" : "ACTIVE",
  };
}

/** The account that the finding is about is a resource: `AwsAccountId` is the caller's. At least one is needed. */
function resourcesOf(
  { subject: { account, permissionSet, role, principal } }: Finding,
  { accountId, region }: SecurityHubAt,
): readonly object[] {
  const resource = (Type: string, Id: string) => ({ Type, Id, Region: region });
  const found = [
    ...(account ? [resource("AwsAccount", `AWS::::Account:${account.id}`)] : []),
    ...(permissionSet ? [resource("Other", permissionSet.arn)] : []),
    ...(role ? [resource("AwsIamRole", role.arn)] : []),
    ...(principal ? [resource("Other", `${principal.type.toLowerCase()}/${principal.id}`)] : []),
  ];
  return found.length > 0 ? found : [resource("AwsAccount", `AWS::::Account:${accountId}`)];
}
