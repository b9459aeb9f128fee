/** sso-admin's ledgers of asynchronous requests: lists give status, id and date, Describe gives all (facts 3.2). */

import {
  type InstanceArn,
  parseAccountId,
  parsePermissionSetArn,
  parseRequestId,
  type RequestId,
} from "../../model/ids.ts";
import { REQUEST_STATUSES, type RequestStatus } from "../../model/organization-document/document.ts";
import { LARGEST_PAGE } from "../../model/quotas.ts";
import { mapReading, type Reading } from "../../model/reading.ts";
import type { Ledger, RequestDetails, RequestRow } from "../reader.ts";
import { type CallContext, call, callPages } from "./calling/call.ts";
import { fromAnswer } from "./from-answer.ts";
import { principalOf } from "./permission-sets.ts";

const service = "sso-admin";
const ABSENT = ["ResourceNotFoundException"];

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
  id: fromAnswer(parseRequestId(status.RequestId ?? "")),
  // A status that the model does not know is treated as unfinished: it proves nothing yet.
  status: REQUEST_STATUSES.find((known) => known === status.Status) ?? "IN_PROGRESS",
  createdAt: status.CreatedDate?.toISOString(),
});

function requestDetails(status: SdkStatus): RequestDetails {
  const account = status.TargetId ?? status.AccountId;
  return {
    ...requestRow(status),
    failureReason: status.FailureReason,
    accountId: account === undefined ? undefined : fromAnswer(parseAccountId(account)),
    permissionSetArn:
      status.PermissionSetArn === undefined ? undefined : fromAnswer(parsePermissionSetArn(status.PermissionSetArn)),
    principal: status.PrincipalId === undefined ? undefined : principalOf(status.PrincipalType, status.PrincipalId),
  };
}

type SsoAdmin = typeof import("@aws-sdk/client-sso-admin");
type Client = InstanceType<SsoAdmin["SSOAdminClient"]>;
interface Options {
  readonly abortSignal: AbortSignal;
}
interface ListInput {
  readonly InstanceArn: string;
  readonly Filter: { readonly Status: RequestStatus };
  readonly MaxResults: number;
  readonly NextToken: string | undefined;
}
interface Answer {
  readonly $metadata: { readonly requestId?: string; readonly attempts?: number };
}

/** A ledger's two operations: the same questions under other names. */
interface LedgerOperations {
  readonly listName: string;
  readonly describeName: string;
  readonly list: (
    sdk: SsoAdmin,
    client: Client,
    input: ListInput,
    options: Options,
  ) => Promise<Answer & { rows: readonly SdkStatus[] | undefined; next: string | undefined }>;
  readonly describe: (
    sdk: SsoAdmin,
    client: Client,
    instanceArn: string,
    id: string,
    options: Options,
  ) => Promise<Answer & { status: SdkStatus | undefined }>;
}

const LEDGERS: Readonly<Record<Ledger, LedgerOperations>> = {
  "create-assignment": {
    listName: "ListAccountAssignmentCreationStatus",
    describeName: "DescribeAccountAssignmentCreationStatus",
    list: async (sdk, client, input, options) => {
      const output = await client.send(new sdk.ListAccountAssignmentCreationStatusCommand(input), options);
      return { $metadata: output.$metadata, rows: output.AccountAssignmentsCreationStatus, next: output.NextToken };
    },
    describe: async (sdk, client, InstanceArn, AccountAssignmentCreationRequestId, options) => {
      const output = await client.send(
        new sdk.DescribeAccountAssignmentCreationStatusCommand({ InstanceArn, AccountAssignmentCreationRequestId }),
        options,
      );
      return { $metadata: output.$metadata, status: output.AccountAssignmentCreationStatus };
    },
  },
  "delete-assignment": {
    listName: "ListAccountAssignmentDeletionStatus",
    describeName: "DescribeAccountAssignmentDeletionStatus",
    list: async (sdk, client, input, options) => {
      const output = await client.send(new sdk.ListAccountAssignmentDeletionStatusCommand(input), options);
      return { $metadata: output.$metadata, rows: output.AccountAssignmentsDeletionStatus, next: output.NextToken };
    },
    describe: async (sdk, client, InstanceArn, AccountAssignmentDeletionRequestId, options) => {
      const output = await client.send(
        new sdk.DescribeAccountAssignmentDeletionStatusCommand({ InstanceArn, AccountAssignmentDeletionRequestId }),
        options,
      );
      return { $metadata: output.$metadata, status: output.AccountAssignmentDeletionStatus };
    },
  },
  provision: {
    listName: "ListPermissionSetProvisioningStatus",
    describeName: "DescribePermissionSetProvisioningStatus",
    list: async (sdk, client, input, options) => {
      const output = await client.send(new sdk.ListPermissionSetProvisioningStatusCommand(input), options);
      return { $metadata: output.$metadata, rows: output.PermissionSetsProvisioningStatus, next: output.NextToken };
    },
    describe: async (sdk, client, InstanceArn, ProvisionPermissionSetRequestId, options) => {
      const output = await client.send(
        new sdk.DescribePermissionSetProvisioningStatusCommand({ InstanceArn, ProvisionPermissionSetRequestId }),
        options,
      );
      return { $metadata: output.$metadata, status: output.PermissionSetProvisioningStatus };
    },
  },
};

export async function listRequests(
  calling: CallContext,
  instanceArn: InstanceArn,
  ledger: Ledger,
  status: RequestStatus,
): Promise<Reading<readonly RequestRow[]>> {
  const region = calling.homeRegion();
  const { listName, list } = LEDGERS[ledger];
  const input = { InstanceArn: instanceArn, Filter: { Status: status } };
  const answer = await callPages(calling, {
    service,
    operation: listName,
    region,
    input,
    send: async (NextToken, abortSignal) =>
      list(
        await import("@aws-sdk/client-sso-admin"),
        await calling.clients.ssoAdmin(region),
        { ...input, MaxResults: LARGEST_PAGE, NextToken },
        { abortSignal },
      ),
    rows: ({ rows }) => (rows ?? []).map(requestRow),
    next: ({ next }) => next,
    matters: ({ rows }) => ({
      requests: (rows ?? []).map(({ RequestId, Status }) => ({ RequestId, Status })),
      rows: rows?.length ?? 0,
    }),
  });
  return mapReading(answer, (found) => found?.rows ?? []);
}

/** Null: the record is gone; how long AWS keeps it is not documented (facts 8.1). */
export async function describeRequest(
  calling: CallContext,
  instanceArn: InstanceArn,
  ledger: Ledger,
  id: RequestId,
): Promise<Reading<RequestDetails | null>> {
  const region = calling.homeRegion();
  const { describeName, describe } = LEDGERS[ledger];
  const answer = await call(calling, {
    service,
    operation: describeName,
    region,
    input: { InstanceArn: instanceArn, RequestId: id },
    send: async (abortSignal) =>
      describe(await import("@aws-sdk/client-sso-admin"), await calling.clients.ssoAdmin(region), instanceArn, id, {
        abortSignal,
      }),
    matters: ({ status }) => ({
      Status: status?.Status,
      FailureReason: status?.FailureReason,
      AccountId: status?.AccountId ?? status?.TargetId,
      PermissionSetArn: status?.PermissionSetArn,
      PrincipalId: status?.PrincipalId,
      CreatedDate: status?.CreatedDate?.toISOString(),
    }),
    absent: ABSENT,
  });
  return mapReading(answer, (found) => (found?.status ? requestDetails(found.status) : null));
}
