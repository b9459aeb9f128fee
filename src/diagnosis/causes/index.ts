/** The catalogue, in the order in which a person would look. Written by `npm run generate` from the folders beside it. */
import { STAGES } from "../../model/access-path.ts";
import type { Cause } from "../cause.ts";
import { abacAttribute } from "./abac-attribute/cause.ts";
import { accountAccessApplicationNotActive } from "./account-access-application-not-active/cause.ts";
import { accountClosed } from "./account-closed/cause.ts";
import { accountInstanceOnly } from "./account-instance-only/cause.ts";
import { accountNotInOrganization } from "./account-not-in-organization/cause.ts";
import { accountPendingActivation } from "./account-pending-activation/cause.ts";
import { accountPendingClosure } from "./account-pending-closure/cause.ts";
import { accountSuspended } from "./account-suspended/cause.ts";
import { adSyncScope } from "./ad-sync-scope/cause.ts";
import { applicationNotAccount } from "./application-not-account/cause.ts";
import { assignmentFailed } from "./assignment-failed/cause.ts";
import { assignmentInProgress } from "./assignment-in-progress/cause.ts";
import { assignmentRemoved } from "./assignment-removed/cause.ts";
import { awsManagedPolicyMissing } from "./aws-managed-policy-missing/cause.ts";
import { boundaryDeny } from "./boundary-deny/cause.ts";
import { boundaryPolicyMissing } from "./boundary-policy-missing/cause.ts";
import { callerLacksIamInManagementAccount } from "./caller-lacks-iam-in-management-account/cause.ts";
import { callerNotPermitted } from "./caller-not-permitted/cause.ts";
import { clientListTruncated } from "./client-list-truncated/cause.ts";
import { concurrentOperation } from "./concurrent-operation/cause.ts";
import { consoleSignInPolicy } from "./console-sign-in-policy/cause.ts";
import { customerManagedPolicyMissing } from "./customer-managed-policy-missing/cause.ts";
import { delegatedAdminLimit } from "./delegated-admin-limit/cause.ts";
import { directAssumeRole } from "./direct-assume-role/cause.ts";
import { entitledByAccountAccessManager } from "./entitled-by-account-access-manager/cause.ts";
import { entitlementRoleMissing } from "./entitlement-role-missing/cause.ts";
import { entitlementTrustMismatch } from "./entitlement-trust-mismatch/cause.ts";
import { environmentKeysWin } from "./environment-keys-win/cause.ts";
import { groupEmpty } from "./group-empty/cause.ts";
import { groupLimitReached } from "./group-limit-reached/cause.ts";
import { homeRegionDisabledInAccount } from "./home-region-disabled-in-account/cause.ts";
import { identityStoreNetworkControl } from "./identity-store-network-control/cause.ts";
import { idpAcsMismatch } from "./idp-acs-mismatch/cause.ts";
import { idpApplicationNotAssigned } from "./idp-application-not-assigned/cause.ts";
import { idpAttributesRefused } from "./idp-attributes-refused/cause.ts";
import { inlinePolicyInvalid } from "./inline-policy-invalid/cause.ts";
import { inlinePolicyTooLarge } from "./inline-policy-too-large/cause.ts";
import { instanceNotActive } from "./instance-not-active/cause.ts";
import { instanceNotInRegion } from "./instance-not-in-region/cause.ts";
import { kmsKeyUnusable } from "./kms-key-unusable/cause.ts";
import { malformedIdentifier } from "./malformed-identifier/cause.ts";
import { managedPolicyQuota } from "./managed-policy-quota/cause.ts";
import { membershipNotSynced } from "./membership-not-synced/cause.ts";
import { mfaNotRegistered } from "./mfa-not-registered/cause.ts";
import { nestedGroup } from "./nested-group/cause.ts";
import { noAssignment } from "./no-assignment/cause.ts";
import { noPolicy } from "./no-policy/cause.ts";
import { notAMember } from "./not-a-member/cause.ts";
import { notProvisioned } from "./not-provisioned/cause.ts";
import { otherAccountAssigned } from "./other-account-assigned/cause.ts";
import { otherDenyContext } from "./other-deny-context/cause.ts";
import { otherSetAssigned } from "./other-set-assigned/cause.ts";
import { outdated } from "./outdated/cause.ts";
import { outlivesRevocation } from "./outlives-revocation/cause.ts";
import { permissionSetsSwitchedOff } from "./permission-sets-switched-off/cause.ts";
import { policyDiffersPerAccount } from "./policy-differs-per-account/cause.ts";
import { policyDoesNotAllow } from "./policy-does-not-allow/cause.ts";
import { portalDomainsBlocked } from "./portal-domains-blocked/cause.ts";
import { portalNotRefreshed } from "./portal-not-refreshed/cause.ts";
import { portalThrottled } from "./portal-throttled/cause.ts";
import { primaryGroup } from "./primary-group/cause.ts";
import { principalDeleted } from "./principal-deleted/cause.ts";
import { principalRecreated } from "./principal-recreated/cause.ts";
import { provisionedNotAssigned } from "./provisioned-not-assigned/cause.ts";
import { provisioningFailed } from "./provisioning-failed/cause.ts";
import { provisioningInProgress } from "./provisioning-in-progress/cause.ts";
import { rcpDeny } from "./rcp-deny/cause.ts";
import { regionDisabled } from "./region-disabled/cause.ts";
import { relayStateWrongRegion } from "./relay-state-wrong-region/cause.ts";
import { roleChainingLimit } from "./role-chaining-limit/cause.ts";
import { roleMissing } from "./role-missing/cause.ts";
import { roleQuota } from "./role-quota/cause.ts";
import { roleRenamed } from "./role-renamed/cause.ts";
import { samlProviderMissing } from "./saml-provider-missing/cause.ts";
import { samlProviderQuota } from "./saml-provider-quota/cause.ts";
import { scpDeny } from "./scp-deny/cause.ts";
import { serviceLinkedRoleMissing } from "./service-linked-role-missing/cause.ts";
import { sessionEnded } from "./session-ended/cause.ts";
import { sessionTooShort } from "./session-too-short/cause.ts";
import { setQuota } from "./set-quota/cause.ts";
import { setRecreated } from "./set-recreated/cause.ts";
import { signInFailed } from "./sign-in-failed/cause.ts";
import { signInNameMismatch } from "./sign-in-name-mismatch/cause.ts";
import { tooManyGroups } from "./too-many-groups/cause.ts";
import { trustedAccessDisabled } from "./trusted-access-disabled/cause.ts";
import { userDisabled } from "./user-disabled/cause.ts";
import { userDuplicate } from "./user-duplicate/cause.ts";
import { userNotFound } from "./user-not-found/cause.ts";
import { userNotInvited } from "./user-not-invited/cause.ts";
import { wrongAccountId } from "./wrong-account-id/cause.ts";
import { wrongRegionOrStartUrl } from "./wrong-region-or-start-url/cause.ts";
import { wrongRoleName } from "./wrong-role-name/cause.ts";

const place = (cause: Cause): number => STAGES.indexOf(cause.stage) * 1000 + cause.rank;

export const causes: readonly Cause[] = [
  abacAttribute,
  accountAccessApplicationNotActive,
  accountClosed,
  accountInstanceOnly,
  accountNotInOrganization,
  accountPendingActivation,
  accountPendingClosure,
  accountSuspended,
  adSyncScope,
  applicationNotAccount,
  assignmentFailed,
  assignmentInProgress,
  assignmentRemoved,
  awsManagedPolicyMissing,
  boundaryDeny,
  boundaryPolicyMissing,
  callerLacksIamInManagementAccount,
  callerNotPermitted,
  clientListTruncated,
  concurrentOperation,
  consoleSignInPolicy,
  customerManagedPolicyMissing,
  delegatedAdminLimit,
  directAssumeRole,
  entitledByAccountAccessManager,
  entitlementRoleMissing,
  entitlementTrustMismatch,
  environmentKeysWin,
  groupEmpty,
  groupLimitReached,
  homeRegionDisabledInAccount,
  identityStoreNetworkControl,
  idpAcsMismatch,
  idpApplicationNotAssigned,
  idpAttributesRefused,
  inlinePolicyInvalid,
  inlinePolicyTooLarge,
  instanceNotActive,
  instanceNotInRegion,
  kmsKeyUnusable,
  malformedIdentifier,
  managedPolicyQuota,
  membershipNotSynced,
  mfaNotRegistered,
  nestedGroup,
  noAssignment,
  noPolicy,
  notAMember,
  notProvisioned,
  otherAccountAssigned,
  otherDenyContext,
  otherSetAssigned,
  outdated,
  outlivesRevocation,
  permissionSetsSwitchedOff,
  policyDiffersPerAccount,
  policyDoesNotAllow,
  portalDomainsBlocked,
  portalNotRefreshed,
  portalThrottled,
  primaryGroup,
  principalDeleted,
  principalRecreated,
  provisionedNotAssigned,
  provisioningFailed,
  provisioningInProgress,
  rcpDeny,
  regionDisabled,
  relayStateWrongRegion,
  roleChainingLimit,
  roleMissing,
  roleQuota,
  roleRenamed,
  samlProviderMissing,
  samlProviderQuota,
  scpDeny,
  serviceLinkedRoleMissing,
  sessionEnded,
  sessionTooShort,
  setQuota,
  setRecreated,
  signInFailed,
  signInNameMismatch,
  tooManyGroups,
  trustedAccessDisabled,
  userDisabled,
  userDuplicate,
  userNotFound,
  userNotInvited,
  wrongAccountId,
  wrongRegionOrStartUrl,
  wrongRoleName,
].sort((a, b) => place(a) - place(b));
