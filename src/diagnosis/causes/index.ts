/** The catalogue, in the order in which a person would look. Written by `npm run generate` from the folders beside it. */
import { STAGES } from "../../model/access-path.ts";
import type { Cause } from "../cause.ts";
import { accountNotInOrganization } from "./account-not-in-organization/cause.ts";
import { accountSuspended } from "./account-suspended/cause.ts";
import { assignmentFailed } from "./assignment-failed/cause.ts";
import { assignmentInProgress } from "./assignment-in-progress/cause.ts";
import { callerNotPermitted } from "./caller-not-permitted/cause.ts";
import { customerManagedPolicyMissing } from "./customer-managed-policy-missing/cause.ts";
import { delegatedAdminLimit } from "./delegated-admin-limit/cause.ts";
import { directAssumeRole } from "./direct-assume-role/cause.ts";
import { groupEmpty } from "./group-empty/cause.ts";
import { instanceNotInRegion } from "./instance-not-in-region/cause.ts";
import { malformedIdentifier } from "./malformed-identifier/cause.ts";
import { noAssignment } from "./no-assignment/cause.ts";
import { notAMember } from "./not-a-member/cause.ts";
import { notProvisioned } from "./not-provisioned/cause.ts";
import { otherAccountAssigned } from "./other-account-assigned/cause.ts";
import { otherSetAssigned } from "./other-set-assigned/cause.ts";
import { outdated } from "./outdated/cause.ts";
import { portalNotRefreshed } from "./portal-not-refreshed/cause.ts";
import { principalDeleted } from "./principal-deleted/cause.ts";
import { principalRecreated } from "./principal-recreated/cause.ts";
import { provisioningFailed } from "./provisioning-failed/cause.ts";
import { provisioningInProgress } from "./provisioning-in-progress/cause.ts";
import { roleMissing } from "./role-missing/cause.ts";
import { userDisabled } from "./user-disabled/cause.ts";
import { userNotFound } from "./user-not-found/cause.ts";

const place = (cause: Cause): number => STAGES.indexOf(cause.stage) * 1000 + cause.rank;

export const causes: readonly Cause[] = [
  accountNotInOrganization,
  accountSuspended,
  assignmentFailed,
  assignmentInProgress,
  callerNotPermitted,
  customerManagedPolicyMissing,
  delegatedAdminLimit,
  directAssumeRole,
  groupEmpty,
  instanceNotInRegion,
  malformedIdentifier,
  noAssignment,
  notAMember,
  notProvisioned,
  otherAccountAssigned,
  otherSetAssigned,
  outdated,
  portalNotRefreshed,
  principalDeleted,
  principalRecreated,
  provisioningFailed,
  provisioningInProgress,
  roleMissing,
  userDisabled,
  userNotFound,
].sort((a, b) => place(a) - place(b));
