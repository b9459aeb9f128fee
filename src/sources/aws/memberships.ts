/** identitystore: who is a member of which group. */
import { type GroupId, type IdentityStoreId, parseGroupId, parseUserId, type UserId } from "../../model/ids.ts";
import type { Membership } from "../../model/organization-document/document.ts";
import { LARGEST_PAGE } from "../../model/quotas.ts";
import { mapReading, type Reading } from "../../model/reading.ts";
import type { ReadOptions } from "../reader.ts";
import { type CallContext, callPages } from "./calling/call.ts";
import { fromAnswer } from "./from-answer.ts";

const service = "identitystore";
const ABSENT = ["ResourceNotFoundException"];

interface MembershipsWanted extends ReadOptions {
  readonly userId: UserId;
}

/** An unknown user is a member of no group. */
export async function listGroupsOf(
  calling: CallContext,
  storeId: IdentityStoreId,
  { userId, ...options }: MembershipsWanted,
): Promise<Reading<readonly GroupId[]>> {
  return mapReading(await listMembershipsOf(calling, storeId, userId, options), (rows) =>
    rows.map(({ groupId }) => groupId),
  );
}

interface SdkMembership {
  readonly MembershipId?: string | undefined;
  readonly GroupId?: string | undefined;
  readonly MemberId?: { readonly UserId?: string | undefined } | undefined;
}

const membership = ({ MembershipId = "", GroupId = "", MemberId }: SdkMembership): Membership => ({
  id: MembershipId,
  groupId: fromAnswer(parseGroupId(GroupId)),
  userId: fromAnswer(parseUserId(MemberId?.UserId ?? "")),
});

/** The rows of one user; an unknown user has none. */
export async function listMembershipsOf(
  calling: CallContext,
  storeId: IdentityStoreId,
  userId: UserId,
  options: ReadOptions = {},
): Promise<Reading<readonly Membership[]>> {
  const region = calling.homeRegion();
  const answer = await callPages(calling, {
    service,
    operation: "ListGroupMembershipsForMember",
    region,
    ...options,
    input: { IdentityStoreId: storeId, MemberId: { UserId: userId } },
    send: async (NextToken, abortSignal) => {
      const { ListGroupMembershipsForMemberCommand } = await import("@aws-sdk/client-identitystore");
      const input = { IdentityStoreId: storeId, MemberId: { UserId: userId }, MaxResults: LARGEST_PAGE, NextToken };
      return (await calling.clients.identitystore(region)).send(new ListGroupMembershipsForMemberCommand(input), {
        abortSignal,
      });
    },
    rows: ({ GroupMemberships }) => (GroupMemberships ?? []).map(membership),
    next: ({ NextToken }) => NextToken,
    matters: ({ GroupMemberships }) => ({ GroupIds: (GroupMemberships ?? []).map(({ GroupId }) => GroupId) }),
    absent: ABSENT,
  });
  return mapReading(answer, (found) => found?.rows ?? []);
}

/** One row is enough to know that a group is not empty; an empty page with a token is not the end (facts 3.5). */
export async function isGroupEmpty(
  calling: CallContext,
  storeId: IdentityStoreId,
  groupId: GroupId,
  options: ReadOptions = {},
): Promise<Reading<boolean>> {
  return mapReading(
    await listMembers(calling, storeId, groupId, { enough: 1, ...options }),
    (rows) => rows.length === 0,
  );
}

/** The rows of one group, all of them or at least `enough`; an unknown group has none. */
export async function listMembers(
  calling: CallContext,
  storeId: IdentityStoreId,
  groupId: GroupId,
  { enough, ...options }: ReadOptions & { readonly enough?: number } = {},
): Promise<Reading<readonly Membership[]>> {
  const region = calling.homeRegion();
  const answer = await callPages(calling, {
    service,
    operation: "ListGroupMemberships",
    region,
    ...options,
    input: { IdentityStoreId: storeId, GroupId: groupId },
    send: async (NextToken, abortSignal) => {
      const { ListGroupMembershipsCommand } = await import("@aws-sdk/client-identitystore");
      const input = { IdentityStoreId: storeId, GroupId: groupId, MaxResults: LARGEST_PAGE, NextToken };
      return (await calling.clients.identitystore(region)).send(new ListGroupMembershipsCommand(input), {
        abortSignal,
      });
    },
    rows: ({ GroupMemberships }) => (GroupMemberships ?? []).map(membership),
    next: ({ NextToken }) => NextToken,
    matters: ({ GroupMemberships }) => ({ members: GroupMemberships?.length ?? 0 }),
    absent: ABSENT,
    ...(enough === undefined ? {} : { enough }),
  });
  return mapReading(answer, (found) => found?.rows ?? []);
}
