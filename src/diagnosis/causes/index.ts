/** The catalogue, in the order in which a person would look. Written by `npm run generate` from the folders beside it. */
import { STAGES } from "../../model/access-path.ts";
import type { Cause } from "../cause.ts";
import { accountAccessManager } from "./account-access-manager/cause.ts";
import { accountClosed } from "./account-closed/cause.ts";
import { accountInstanceOnly } from "./account-instance-only/cause.ts";
import { accountNotInOrganization } from "./account-not-in-organization/cause.ts";
import { accountPendingActivation } from "./account-pending-activation/cause.ts";
import { accountPendingClosure } from "./account-pending-closure/cause.ts";
import { accountSuspended } from "./account-suspended/cause.ts";
import { applicationNotAccount } from "./application-not-account/cause.ts";
import { assignmentFailed } from "./assignment-failed/cause.ts";
import { assignmentInProgress } from "./assignment-in-progress/cause.ts";
import { assignmentRemoved } from "./assignment-removed/cause.ts";
import { callerNotPermitted } from "./caller-not-permitted/cause.ts";
import { customerManagedPolicyMissing } from "./customer-managed-policy-missing/cause.ts";
import { delegatedAdminLimit } from "./delegated-admin-limit/cause.ts";
import { directAssumeRole } from "./direct-assume-role/cause.ts";
import { groupEmpty } from "./group-empty/cause.ts";
import { groupLimitReached } from "./group-limit-reached/cause.ts";
import { instanceNotActive } from "./instance-not-active/cause.ts";
import { instanceNotInRegion } from "./instance-not-in-region/cause.ts";
import { kmsKeyUnusable } from "./kms-key-unusable/cause.ts";
import { malformedIdentifier } from "./malformed-identifier/cause.ts";
import { membershipNotSynced } from "./membership-not-synced/cause.ts";
import { nestedGroup } from "./nested-group/cause.ts";
import { noAssignment } from "./no-assignment/cause.ts";
import { notAMember } from "./not-a-member/cause.ts";
import { notProvisioned } from "./not-provisioned/cause.ts";
import { otherAccountAssigned } from "./other-account-assigned/cause.ts";
import { otherSetAssigned } from "./other-set-assigned/cause.ts";
import { outdated } from "./outdated/cause.ts";
import { portalNotRefreshed } from "./portal-not-refreshed/cause.ts";
import { principalDeleted } from "./principal-deleted/cause.ts";
import { principalRecreated } from "./principal-recreated/cause.ts";
import { provisionedNotAssigned } from "./provisioned-not-assigned/cause.ts";
import { provisioningFailed } from "./provisioning-failed/cause.ts";
import { provisioningInProgress } from "./provisioning-in-progress/cause.ts";
import { roleMissing } from "./role-missing/cause.ts";
import { setRecreated } from "./set-recreated/cause.ts";
import { tooManyGroups } from "./too-many-groups/cause.ts";
import { userDisabled } from "./user-disabled/cause.ts";
import { userDuplicate } from "./user-duplicate/cause.ts";
import { userNotFound } from "./user-not-found/cause.ts";

const place = (cause: Cause): number => STAGES.indexOf(cause.stage) * 1000 + cause.rank;

export const causes: readonly Cause[] = [
  accountAccessManager,
  accountClosed,
  accountInstanceOnly,
  accountNotInOrganization,
  accountPendingActivation,
  accountPendingClosure,
  accountSuspended,
  applicationNotAccount,
  assignmentFailed,
  assignmentInProgress,
  assignmentRemoved,
  callerNotPermitted,
  customerManagedPolicyMissing,
  delegatedAdminLimit,
  directAssumeRole,
  groupEmpty,
  groupLimitReached,
  instanceNotActive,
  instanceNotInRegion,
  kmsKeyUnusable,
  malformedIdentifier,
  membershipNotSynced,
  nestedGroup,
  noAssignment,
  notAMember,
  notProvisioned,
  otherAccountAssigned,
  otherSetAssigned,
  outdated,
  portalNotRefreshed,
  principalDeleted,
  principalRecreated,
  provisionedNotAssigned,
  provisioningFailed,
  provisioningInProgress,
  roleMissing,
  setRecreated,
  tooManyGroups,
  userDisabled,
  userDuplicate,
  userNotFound,
].sort((a, b) => place(a) - place(b));
