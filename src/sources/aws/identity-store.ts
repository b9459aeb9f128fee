/** identitystore: users, groups, memberships. E-mail addresses and other attributes are looked at by AWS only, never kept. */

import type { UserFacts } from "../../facts/grant/user-facts.ts";
import {
  certain,
  type GroupId,
  type IdentityStoreId,
  parseGroupId,
  parseUserId,
  type UserId,
} from "../../model/ids.ts";
import type { Membership } from "../../model/organization-document/document.ts";
import { LARGEST_PAGE } from "../../model/quotas.ts";
import { mapReading, type Reading } from "../../model/reading.ts";
import type { GroupDetails } from "../reader.ts";
import { type CallContext, call, callPages, type Rows } from "./calling/call.ts";

const service = "identitystore";
const ABSENT = ["ResourceNotFoundException"];

/** By `userName` or `emails.value`, the two attributes that AWS looks up (facts 2.0). */
export async function userIdBy(
  calling: CallContext,
  storeId: IdentityStoreId,
  path: "userName" | "emails.value",
  value: string,
  isAdditional = false,
): Promise<Reading<UserId | null>> {
  const region = calling.homeRegion();
  const answer = await call(calling, {
    service,
    operation: "GetUserId",
    isAdditional,
    region,
    input: { IdentityStoreId: storeId, AttributePath: path, AttributeValue: value },
    send: async (abortSignal) => {
      const { GetUserIdCommand } = await import("@aws-sdk/client-identitystore");
      const AlternateIdentifier = { UniqueAttribute: { AttributePath: path, AttributeValue: value } };
      return (await calling.clients.identitystore(region)).send(
        new GetUserIdCommand({ IdentityStoreId: storeId, AlternateIdentifier }),
        { abortSignal },
      );
    },
    matters: ({ UserId }) => ({ UserId }),
    absent: ABSENT,
  });
  return mapReading(answer, (found) => found && certain(parseUserId(found.UserId ?? "")));
}

/** A user as identitystore lists and describes it. */
export interface SdkUser {
  readonly UserId?: string | undefined;
  readonly UserName?: string | undefined;
  readonly DisplayName?: string | undefined;
  readonly UserStatus?: string | undefined;
  readonly Emails?: readonly { readonly Value?: string | undefined }[] | undefined;
  readonly ExternalIds?: readonly { readonly Id?: string | undefined }[] | undefined;
  readonly Name?: { readonly GivenName?: string | undefined; readonly FamilyName?: string | undefined } | undefined;
  readonly CreatedAt?: Date | undefined;
  readonly UpdatedAt?: Date | undefined;
}

function userFacts(user: SdkUser): UserFacts {
  return {
    id: certain(parseUserId(user.UserId ?? "")),
    userName: user.UserName ?? "",
    displayName: user.DisplayName ?? "",
    email: user.Emails?.[0]?.Value,
    // A store that tells no status has no disabled users (facts A7: DISABLED is told).
    status: user.UserStatus === "DISABLED" ? "DISABLED" : "ENABLED",
    isExternallyOwned: (user.ExternalIds?.length ?? 0) > 0,
    createdAt: user.CreatedAt?.toISOString(),
  };
}

export async function describeUser(
  calling: CallContext,
  storeId: IdentityStoreId,
  userId: UserId,
  isAdditional = false,
): Promise<Reading<UserFacts | null>> {
  return mapReading(await describeUserRow(calling, storeId, userId, isAdditional), (user) => user && userFacts(user));
}

/** Null: no such user. */
export async function describeUserRow(
  calling: CallContext,
  storeId: IdentityStoreId,
  userId: UserId,
  isAdditional = false,
): Promise<Reading<SdkUser | null>> {
  const region = calling.homeRegion();
  return call(calling, {
    service,
    operation: "DescribeUser",
    region,
    isAdditional,
    input: { IdentityStoreId: storeId, UserId: userId },
    send: async (abortSignal) => {
      const { DescribeUserCommand } = await import("@aws-sdk/client-identitystore");
      return (await calling.clients.identitystore(region)).send(
        new DescribeUserCommand({ IdentityStoreId: storeId, UserId: userId }),
        { abortSignal },
      );
    },
    matters: ({ UserName, UserStatus }) => ({ UserName, UserStatus }),
    absent: ABSENT,
  });
}

export async function listUsers(calling: CallContext, storeId: IdentityStoreId, limit: number) {
  return mapReading(await listUserRows(calling, storeId, limit), ({ rows, isComplete }) => ({
    users: rows.map(userFacts),
    isComplete,
  }));
}

/** Without a limit: all of them. */
export async function listUserRows(
  calling: CallContext,
  storeId: IdentityStoreId,
  limit?: number,
): Promise<Reading<Rows<SdkUser>>> {
  const region = calling.homeRegion();
  const answer = await callPages(calling, {
    service,
    operation: "ListUsers",
    region,
    input: { IdentityStoreId: storeId },
    send: async (NextToken, abortSignal) => {
      const { ListUsersCommand } = await import("@aws-sdk/client-identitystore");
      return (await calling.clients.identitystore(region)).send(
        new ListUsersCommand({ IdentityStoreId: storeId, MaxResults: LARGEST_PAGE, NextToken }),
        { abortSignal },
      );
    },
    rows: ({ Users }): readonly SdkUser[] => Users ?? [],
    next: ({ NextToken }) => NextToken,
    matters: ({ Users }) => ({ users: Users?.length ?? 0 }),
    ...(limit === undefined ? {} : { enough: limit }),
  });
  return mapReading(answer, (found) => found ?? { rows: [], isComplete: true });
}

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
  isAdditional = false,
): Promise<Reading<GroupDetails | null>> {
  return mapReading(
    await describeGroupRow(calling, storeId, groupId, isAdditional),
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
  isAdditional = false,
): Promise<Reading<SdkGroup | null>> {
  const region = calling.homeRegion();
  return call(calling, {
    service,
    operation: "DescribeGroup",
    region,
    isAdditional,
    input: { IdentityStoreId: storeId, GroupId: groupId },
    send: async (abortSignal) => {
      const { DescribeGroupCommand } = await import("@aws-sdk/client-identitystore");
      return (await calling.clients.identitystore(region)).send(
        new DescribeGroupCommand({ IdentityStoreId: storeId, GroupId: groupId }),
        { abortSignal },
      );
    },
    matters: ({ DisplayName, ExternalIds }) => ({ DisplayName, isExternallyOwned: (ExternalIds?.length ?? 0) > 0 }),
    absent: ABSENT,
  });
}

/** An unknown user is a member of no group. */
export async function listGroupsOf(
  calling: CallContext,
  storeId: IdentityStoreId,
  userId: UserId,
): Promise<Reading<readonly GroupId[]>> {
  return mapReading(await listMembershipsOf(calling, storeId, userId), (rows) => rows.map(({ groupId }) => groupId));
}

interface SdkMembership {
  readonly MembershipId?: string | undefined;
  readonly GroupId?: string | undefined;
  readonly MemberId?: { readonly UserId?: string | undefined } | undefined;
}

const membership = ({ MembershipId = "", GroupId = "", MemberId }: SdkMembership): Membership => ({
  id: MembershipId,
  groupId: certain(parseGroupId(GroupId)),
  userId: certain(parseUserId(MemberId?.UserId ?? "")),
});

/** The rows of one user; an unknown user has none. */
export async function listMembershipsOf(
  calling: CallContext,
  storeId: IdentityStoreId,
  userId: UserId,
): Promise<Reading<readonly Membership[]>> {
  const region = calling.homeRegion();
  const answer = await callPages(calling, {
    service,
    operation: "ListGroupMembershipsForMember",
    region,
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
  isAdditional = false,
): Promise<Reading<boolean>> {
  return mapReading(await listMembers(calling, storeId, groupId, 1, isAdditional), (rows) => rows.length === 0);
}

/** The rows of one group, all of them or at least `enough`; an unknown group has none. */
export async function listMembers(
  calling: CallContext,
  storeId: IdentityStoreId,
  groupId: GroupId,
  enough?: number,
  isAdditional = false,
): Promise<Reading<readonly Membership[]>> {
  const region = calling.homeRegion();
  const answer = await callPages(calling, {
    service,
    operation: "ListGroupMemberships",
    region,
    isAdditional,
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
