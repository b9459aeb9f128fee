/** The causes that pasted texts speak of, by their ids in the catalogue; this folder names them and needs nothing else of theirs. */
import type { Confidence } from "../../model/diagnosis.ts";

/** The one table of ids that texts lead to. */
export type CauseId =
  | "instance-not-in-region"
  | "malformed-identifier"
  | "account-instance-only"
  | "kms-key-unusable"
  | "caller-not-permitted"
  | "delegated-admin-limit"
  | "user-not-found"
  | "user-disabled"
  | "user-duplicate"
  | "sign-in-name-mismatch"
  | "not-a-member"
  | "group-empty"
  | "membership-not-synced"
  | "no-assignment"
  | "other-account-assigned"
  | "other-set-assigned"
  | "assignment-in-progress"
  | "assignment-failed"
  | "assignment-removed"
  | "principal-deleted"
  | "principal-recreated"
  | "set-recreated"
  | "group-limit-reached"
  | "application-not-account"
  | "account-access-manager"
  | "provisioning-in-progress"
  | "provisioning-failed"
  | "outdated"
  | "customer-managed-policy-missing"
  | "boundary-policy-missing"
  | "inline-policy-too-large"
  | "aws-managed-policy-missing"
  | "role-quota"
  | "managed-policy-quota"
  | "saml-provider-quota"
  | "set-quota"
  | "service-linked-role-missing"
  | "trusted-access-disabled"
  | "caller-lacks-iam-in-management-account"
  | "concurrent-operation"
  | "account-not-in-organization"
  | "account-pending-closure"
  | "account-closed"
  | "account-suspended"
  | "portal-not-refreshed"
  | "session-ended"
  | "wrong-region-or-start-url"
  | "wrong-role-name"
  | "wrong-account-id"
  | "client-list-truncated"
  | "sign-in-failed"
  | "role-missing"
  | "role-renamed"
  | "saml-provider-missing"
  | "scp-deny"
  | "rcp-deny"
  | "boundary-deny"
  | "other-deny-context"
  | "no-policy"
  | "policy-does-not-allow"
  | "abac-attribute"
  | "policy-differs-per-account"
  | "inline-policy-invalid"
  | "outlives-revocation"
  | "direct-assume-role"
  | "too-many-groups"
  | "region-disabled";

/** A cause of the catalogue that the text leads to, and how far. */
export interface Fit {
  readonly id: CauseId;
  readonly confidence: Confidence;
}

const fits =
  (confidence: Confidence) =>
  (...ids: readonly CauseId[]): readonly Fit[] =>
    ids.map((id) => ({ id, confidence }));

export const proved = fits("proved");
export const likely = fits("likely");
export const possible = fits("possible");
