/** The three ledgers of asynchronous requests. Lists give status, id and date; Describe gives all (facts 3.2). */
import type { RequestRecord } from "../../../model/organization-document/document.ts";
import { paginate } from "../../protocol/paginate.ts";
import type { Call, Handlers } from "../operation.ts";
import { notFound, primaryInstanceFor } from "./access.ts";

type SsoAdmin = typeof import("@aws-sdk/client-sso-admin");

interface ListInput {
  readonly InstanceArn: string | undefined;
  readonly MaxResults?: number | undefined;
  readonly NextToken?: string | undefined;
  readonly Filter?: { readonly Status?: string | undefined } | undefined;
}

function listed(call: Call, operation: string, kind: RequestRecord["kind"], input: ListInput) {
  primaryInstanceFor(call, operation, input.InstanceArn);
  const status = input.Filter?.Status;
  const { requests } = call.world;
  const rows = status === undefined ? requests.under("kind", kind) : requests.under("kind status", `${kind} ${status}`);
  const { page, nextToken } = paginate(
    rows,
    { maxResults: input.MaxResults, nextToken: input.NextToken, defaultSize: 100 },
    [operation, input.InstanceArn, status],
  );
  const statuses = page.map((request) => ({
    Status: request.status,
    RequestId: request.id,
    CreatedDate: new Date(request.createdAt),
  }));
  return { statuses, nextToken };
}

function described<Kind extends RequestRecord["kind"]>(
  call: Call,
  operation: string,
  kind: Kind,
  instanceArn: string | undefined,
  id: string | undefined,
): Extract<RequestRecord, { kind: Kind }> {
  primaryInstanceFor(call, operation, instanceArn);
  const request = call.world.requests.get(id ?? "");
  if (request?.kind !== kind) throw notFound(`Could not find a request with id ${id ?? ""}`);
  return request as Extract<RequestRecord, { kind: Kind }>;
}

type AssignmentRecord = Extract<RequestRecord, { kind: "create-assignment" | "delete-assignment" }>;

const assignmentStatus = (request: AssignmentRecord) => ({
  Status: request.status,
  RequestId: request.id,
  FailureReason: request.failureReason,
  TargetId: request.accountId,
  TargetType: "AWS_ACCOUNT" as const,
  PermissionSetArn: request.permissionSetArn,
  PrincipalType: request.principal.type,
  PrincipalId: request.principal.id,
  CreatedDate: new Date(request.createdAt),
});

export const requests: Handlers<SsoAdmin> = {
  ListAccountAssignmentCreationStatus: (input, call) => {
    const { statuses, nextToken } = listed(call, "ListAccountAssignmentCreationStatus", "create-assignment", input);
    return { AccountAssignmentsCreationStatus: statuses, NextToken: nextToken };
  },

  DescribeAccountAssignmentCreationStatus: (input, call) => {
    const id = input.AccountAssignmentCreationRequestId;
    const request = described(
      call,
      "DescribeAccountAssignmentCreationStatus",
      "create-assignment",
      input.InstanceArn,
      id,
    );
    return { AccountAssignmentCreationStatus: assignmentStatus(request) };
  },

  ListAccountAssignmentDeletionStatus: (input, call) => {
    const { statuses, nextToken } = listed(call, "ListAccountAssignmentDeletionStatus", "delete-assignment", input);
    return { AccountAssignmentsDeletionStatus: statuses, NextToken: nextToken };
  },

  DescribeAccountAssignmentDeletionStatus: (input, call) => {
    const id = input.AccountAssignmentDeletionRequestId;
    const request = described(
      call,
      "DescribeAccountAssignmentDeletionStatus",
      "delete-assignment",
      input.InstanceArn,
      id,
    );
    return { AccountAssignmentDeletionStatus: assignmentStatus(request) };
  },

  ListPermissionSetProvisioningStatus: (input, call) => {
    const { statuses, nextToken } = listed(call, "ListPermissionSetProvisioningStatus", "provision", input);
    return { PermissionSetsProvisioningStatus: statuses, NextToken: nextToken };
  },

  DescribePermissionSetProvisioningStatus: (input, call) => {
    const id = input.ProvisionPermissionSetRequestId;
    const request = described(call, "DescribePermissionSetProvisioningStatus", "provision", input.InstanceArn, id);
    return { PermissionSetProvisioningStatus: provisioningStatus(request) };
  },
};

export const provisioningStatus = (request: Extract<RequestRecord, { kind: "provision" }>) => ({
  Status: request.status,
  RequestId: request.id,
  AccountId: request.accountId,
  PermissionSetArn: request.permissionSetArn,
  FailureReason: request.failureReason,
  CreatedDate: new Date(request.createdAt),
});
