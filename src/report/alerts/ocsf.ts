/** Changes as Detection Findings of OCSF 1.3.0 (schema.ocsf.io, class 2004): created, updated, closed under one uid. */
import type { Alert, AlertChange, AlertChangeKind } from "../../model/alert.ts";
import type { Finding, Severity } from "../../model/finding.ts";
import { plain } from "../sanitize.ts";
import { findingUid } from "./uid.ts";
import { changeSentence } from "./words.ts";

const CLASS = 2004;
const CATEGORY = 2;

const ACTIVITIES: Readonly<Record<AlertChangeKind, { readonly id: number; readonly name: string }>> = {
  opened: { id: 1, name: "Create" },
  recurred: { id: 2, name: "Update" },
  reopened: { id: 2, name: "Update" },
  accepted: { id: 3, name: "Close" },
  closed: { id: 3, name: "Close" },
};
/** 1 New, 3 Suppressed, 4 Resolved. */
const STATUSES: Readonly<Record<AlertChangeKind, number>> = {
  opened: 1,
  recurred: 1,
  reopened: 1,
  accepted: 3,
  closed: 4,
};
/** 2 Low, 3 Medium, 4 High. */
const SEVERITIES: Readonly<Record<Severity, number>> = { low: 2, medium: 3, high: 4 };
/** 1 Low, 2 Medium, 3 High. */
const CONFIDENCES: Readonly<Record<Finding["confidence"], number>> = { possible: 1, likely: 2, proved: 3 };

/** @param version of idc-doctor */
export const ocsfEvents = (alert: Alert, version: string): readonly object[] =>
  alert.changes.map((change) => ocsfEvent(alert, change, version));

function ocsfEvent({ organization, link }: Alert, change: AlertChange, version: string): object {
  const { kind, at, firstSeen, finding, who } = change;
  const { id, name } = ACTIVITIES[kind];
  return {
    activity_id: id,
    activity_name: name,
    category_uid: CATEGORY,
    class_uid: CLASS,
    type_uid: CLASS * 100 + id,
    time: Date.parse(at),
    severity_id: SEVERITIES[finding.severity],
    confidence_id: CONFIDENCES[finding.confidence],
    status_id: STATUSES[kind],
    message: changeSentence(change),
    metadata: {
      version: "1.3.0",
      // Sent twice, it is the same event.
      uid: `${findingUid(organization, change)}/${kind}/${at}`,
      product: { name: "idc-doctor", vendor_name: "idc-doctor", version },
    },
    finding_info: {
      uid: findingUid(organization, change),
      title: plain(finding.title),
      desc: plain(finding.summary),
      types: [finding.cause],
      first_seen_time: Date.parse(firstSeen),
      last_seen_time: Date.parse(at),
      ...(link !== null && { src_url: link }),
    },
    remediation: { desc: plain(finding.remedy.summary) },
    resources: resourcesOf(finding),
    ...(who !== null && { unmapped: { [kind === "accepted" ? "accepted_by" : "caused_by"]: plain(who) } }),
  };
}

function resourcesOf({ subject: { account, permissionSet, role, principal } }: Finding): readonly object[] {
  const resource = (type: string, uid: string, name: string | null) => ({
    type,
    uid,
    ...(name && { name: plain(name) }),
  });
  return [
    ...(account ? [resource("AWS Account", account.id, account.name)] : []),
    ...(permissionSet ? [resource("AWS::SSO::PermissionSet", permissionSet.arn, permissionSet.name)] : []),
    ...(role ? [resource("AWS::IAM::Role", role.arn, role.name)] : []),
    ...(principal
      ? [resource(`AWS::IdentityStore::${principal.type === "USER" ? "User" : "Group"}`, principal.id, principal.name)]
      : []),
  ];
}
