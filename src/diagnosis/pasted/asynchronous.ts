/** The three kinds of asynchronous work of Identity Center, and where the end of each can be read (facts 3.2). */
import { parseInstanceArn, parseRequestId } from "../../model/ids.ts";
import { type Fit, possible } from "./catalogue-ids.ts";
import type { PollableRequest } from "./explanation.ts";

export interface Work {
  /** The operation that starts it. */
  readonly operation: "CreateAccountAssignment" | "DeleteAccountAssignment" | "ProvisionPermissionSet";
  readonly describe: string;
  readonly command: string;
  readonly list: string;
  /** The member that holds the status, in lower camel case as CloudTrail writes it. */
  readonly status: string;
  /** What may have become of it, where nothing but the start is known. */
  readonly fits: readonly Fit[];
}

export const WORKS: readonly [Work, Work, Work] = [
  {
    operation: "CreateAccountAssignment",
    describe: "DescribeAccountAssignmentCreationStatus",
    command: "describe-account-assignment-creation-status --account-assignment-creation-request-id",
    list: "list-account-assignment-creation-status",
    status: "accountAssignmentCreationStatus",
    fits: possible("assignment-in-progress", "assignment-failed"),
  },
  {
    operation: "DeleteAccountAssignment",
    describe: "DescribeAccountAssignmentDeletionStatus",
    command: "describe-account-assignment-deletion-status --account-assignment-deletion-request-id",
    list: "list-account-assignment-deletion-status",
    status: "accountAssignmentDeletionStatus",
    fits: possible("assignment-removed"),
  },
  {
    operation: "ProvisionPermissionSet",
    describe: "DescribePermissionSetProvisioningStatus",
    command: "describe-permission-set-provisioning-status --provision-permission-set-request-id",
    list: "list-permission-set-provisioning-status",
    status: "permissionSetProvisioningStatus",
    fits: possible("provisioning-in-progress", "provisioning-failed"),
  },
];

const instanceWord = (arn: string | undefined): string =>
  arn !== undefined && parseInstanceArn(arn).kind === "ok" ? arn : "<instance ARN>";

/** The request behind the work. Pasted words enter the command only where they are well formed. */
export function pollable(work: Work, id: string | undefined, instanceArn?: string): PollableRequest | null {
  if (id === undefined) return null;
  const idWord = parseRequestId(id).kind === "ok" ? id : "<request id>";
  return {
    id,
    operation: work.describe,
    command: `aws sso-admin ${work.command} ${idWord} --instance-arn ${instanceWord(instanceArn)}`,
  };
}

/** The requests that failed, where none is named: their status is the only place where the reason is. */
export const failedRequestsCommand = (work: Work, instanceArn?: string): string =>
  `aws sso-admin ${work.list} --instance-arn ${instanceWord(instanceArn)} --filter Status=FAILED`;
