/** sso-admin's ledgers of asynchronous requests: lists give status, id and date, Describe gives all (facts 3.2). */
import {
  certain,
  type InstanceArn,
  parseAccountId,
  parsePermissionSetArn,
  parseRequestId,
  type RequestId,
} from "../../model/ids.ts";
import { REQUEST_STATUSES, type RequestStatus } from "../../model/organization-document/document.ts";
import { mapReading, type Reading } from "../../model/reading.ts";
import type { RequestDetails, RequestRow } from "../reader.ts";
import { type Asking, ask, askPages } from "./asking.ts";
import { principalOf } from "./permission-sets.ts";

const service = "sso-admin";
const ABSENT = ["ResourceNotFoundException"];
export type Ledger = "create-assignment" | "provision";

interface SdkStatus {
  readonly Status?: string | undefined;
  readonly RequestId?: string | undefined;
  readonly CreatedDate?: Date | undefined;
  readonly FailureReason?: string | undefined;
  readonly TargetId?: string | undefined;
  readonly AccountId?: string | undefined;
  readonly PermissionSetArn?: string | undefined;
  readonly PrincipalType?: string | undefined;
  readonly PrincipalId?: string | undefined;
}

const requestRow = (status: SdkStatus): RequestRow => ({
  id: certain(parseRequestId(status.RequestId ?? "")),
  // A status that the model does not know is treated as unfinished: it proves nothing yet.
  status: REQUEST_STATUSES.find((known) => known === status.Status) ?? "IN_PROGRESS",
  createdAt: status.CreatedDate?.toISOString(),
});

function requestDetails(status: SdkStatus): RequestDetails {
  const account = status.TargetId ?? status.AccountId;
  return {
    ...requestRow(status),
    failureReason: status.FailureReason,
    accountId: account === undefined ? undefined : certain(parseAccountId(account)),
    permissionSetArn:
      status.PermissionSetArn === undefined ? undefined : certain(parsePermissionSetArn(status.PermissionSetArn)),
    principal: status.PrincipalId === undefined ? undefined : principalOf(status.PrincipalType, status.PrincipalId),
  };
}

export async function listRequests(
  asking: Asking,
  instanceArn: InstanceArn,
  ledger: Ledger,
  status: RequestStatus,
): Promise<Reading<readonly RequestRow[]>> {
  const region = asking.homeRegion();
  const input = { InstanceArn: instanceArn, Filter: { Status: status } };
  const isCreation = ledger === "create-assignment";
  const answer = await askPages(asking, {
    service,
    operation: isCreation ? "ListAccountAssignmentCreationStatus" : "ListPermissionSetProvisioningStatus",
    region,
    input,
    send: async (NextToken, abortSignal) => {
      const sdk = await import("@aws-sdk/client-sso-admin");
      const client = await asking.clients.ssoAdmin(region);
      const page = { ...input, MaxResults: 100, NextToken };
      if (isCreation) {
        const output = await client.send(new sdk.ListAccountAssignmentCreationStatusCommand(page), { abortSignal });
        return { $metadata: output.$metadata, rows: output.AccountAssignmentsCreationStatus, next: output.NextToken };
      }
      const output = await client.send(new sdk.ListPermissionSetProvisioningStatusCommand(page), { abortSignal });
      return { $metadata: output.$metadata, rows: output.PermissionSetsProvisioningStatus, next: output.NextToken };
    },
    rows: ({ rows }) => (rows ?? []).map(requestRow),
    next: ({ next }) => next,
    matters: ({ rows }) => ({
      requests: (rows ?? []).slice(0, 10).map(({ RequestId, Status }) => ({ RequestId, Status })),
      rows: rows?.length ?? 0,
    }),
  });
  return mapReading(answer, (found) => found?.rows ?? []);
}

/** Null: the record is gone; how long AWS keeps it is not documented (facts 8.1). */
export async function describeRequest(
  asking: Asking,
  instanceArn: InstanceArn,
  ledger: Ledger,
  id: RequestId,
): Promise<Reading<RequestDetails | null>> {
  const region = asking.homeRegion();
  const isCreation = ledger === "create-assignment";
  const answer = await ask(asking, {
    service,
    operation: isCreation ? "DescribeAccountAssignmentCreationStatus" : "DescribePermissionSetProvisioningStatus",
    region,
    input: { InstanceArn: instanceArn, RequestId: id },
    send: async (abortSignal) => {
      const sdk = await import("@aws-sdk/client-sso-admin");
      const client = await asking.clients.ssoAdmin(region);
      if (isCreation) {
        const input = { InstanceArn: instanceArn, AccountAssignmentCreationRequestId: id };
        const output = await client.send(new sdk.DescribeAccountAssignmentCreationStatusCommand(input), {
          abortSignal,
        });
        return { $metadata: output.$metadata, status: output.AccountAssignmentCreationStatus as SdkStatus | undefined };
      }
      const input = { InstanceArn: instanceArn, ProvisionPermissionSetRequestId: id };
      const output = await client.send(new sdk.DescribePermissionSetProvisioningStatusCommand(input), { abortSignal });
      return { $metadata: output.$metadata, status: output.PermissionSetProvisioningStatus as SdkStatus | undefined };
    },
    matters: ({ status }) => ({ Status: status?.Status, FailureReason: status?.FailureReason }),
    absent: ABSENT,
  });
  return mapReading(answer, (found) => (found?.status ? requestDetails(found.status) : null));
}
