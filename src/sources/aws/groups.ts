/** identitystore: groups, without their members. */
import type { GroupId, IdentityStoreId } from "../../model/ids.ts";
import { LARGEST_PAGE } from "../../model/quotas.ts";
import { mapReading, type Reading } from "../../model/reading.ts";
import type { GroupDetails, ReadOptions } from "../reader.ts";
import { type CallContext, call, callPages } from "./calling/call.ts";

const service = "identitystore";
const ABSENT = ["ResourceNotFoundException"];

/** A group as identitystore lists and describes it. */
export interface SdkGroup {
  readonly GroupId?: string | undefined;
  readonly DisplayName?: string | undefined;
  readonly Description?: string | undefined;
  readonly ExternalIds?: readonly { readonly Id?: string | undefined }[] | undefined;
  readonly CreatedAt?: Date | undefined;
  readonly UpdatedAt?: Date | undefined;
}

export async function listGroupRows(
  calling: CallContext,
  storeId: IdentityStoreId,
): Promise<Reading<readonly SdkGroup[]>> {
  const region = calling.homeRegion();
  const answer = await callPages(calling, {
    service,
    operation: "ListGroups",
    region,
    input: { IdentityStoreId: storeId },
    send: async (NextToken, abortSignal) => {
      const { ListGroupsCommand } = await import("@aws-sdk/client-identitystore");
      return (await calling.clients.identitystore(region)).send(
        new ListGroupsCommand({ IdentityStoreId: storeId, MaxResults: LARGEST_PAGE, NextToken }),
        { abortSignal },
      );
    },
    rows: ({ Groups }): readonly SdkGroup[] => Groups ?? [],
    next: ({ NextToken }) => NextToken,
    matters: ({ Groups }) => ({ groups: Groups?.length ?? 0 }),
  });
  return mapReading(answer, (found) => found?.rows ?? []);
}

export async function describeGroup(
  calling: CallContext,
  storeId: IdentityStoreId,
  groupId: GroupId,
  options: ReadOptions = {},
): Promise<Reading<GroupDetails | null>> {
  return mapReading(
    await describeGroupRow(calling, storeId, groupId, options),
    (group) =>
      group && {
        displayName: group.DisplayName ?? groupId,
        isExternallyOwned: (group.ExternalIds?.length ?? 0) > 0,
        createdAt: group.CreatedAt?.toISOString(),
      },
  );
}

/** Null: no such group. */
export async function describeGroupRow(
  calling: CallContext,
  storeId: IdentityStoreId,
  groupId: GroupId,
  options: ReadOptions = {},
): Promise<Reading<SdkGroup | null>> {
  const region = calling.homeRegion();
  return call(calling, {
    service,
    operation: "DescribeGroup",
    region,
    ...options,
    input: { IdentityStoreId: storeId, GroupId: groupId },
    send: async (abortSignal) => {
      const { DescribeGroupCommand } = await import("@aws-sdk/client-identitystore");
      return (await calling.clients.identitystore(region)).send(
        new DescribeGroupCommand({ IdentityStoreId: storeId, GroupId: groupId }),
        { abortSignal },
      );
    },
    matters: ({ DisplayName, ExternalIds, CreatedAt }) => ({
      DisplayName,
      isExternallyOwned: (ExternalIds?.length ?? 0) > 0,
      CreatedAt: CreatedAt?.toISOString(),
    }),
    absent: ABSENT,
  });
}
