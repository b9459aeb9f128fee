/** Who is in which group. Members are users only: groups cannot nest (facts A4). */
import type { Membership } from "../../../model/organization-document/document.ts";
import { paginate } from "../../protocol/paginate.ts";
import type { Rows } from "../../world/table.ts";
import { membershipKey } from "../../world/world.ts";
import type { Call, Handlers } from "../operation.ts";
import { checkRevision, directoryArn, duplicate, groupFor, missing, revised, storeFor, userFor } from "./directory.ts";

type IdentityStore = typeof import("@aws-sdk/client-identitystore");

const memberId = (member: unknown): string => (member as { UserId?: string } | undefined)?.UserId ?? "";

const identified = (row: Membership) => ({
  MembershipId: row.id,
  MembershipArn: directoryArn("membership", row.id),
  ...revised({}),
});

const described = (row: Membership, storeId: string) => ({
  IdentityStoreId: storeId,
  ...identified(row),
  GroupId: row.groupId,
  MemberId: { UserId: row.userId },
});

function membershipFor({ world }: Call, id = ""): Membership {
  const [row] = world.memberships.under("id", id);
  if (!row) throw missing("GROUP_MEMBERSHIP", id, "MEMBERSHIP not found.");
  return row;
}

interface ListInput {
  readonly MaxResults?: number | undefined;
  readonly NextToken?: string | undefined;
}

function page(rows: Rows<Membership>, input: ListInput, storeId: string, scope: readonly unknown[]) {
  const paged = paginate(rows, { maxResults: input.MaxResults, nextToken: input.NextToken, defaultSize: 100 }, scope);
  return { GroupMemberships: paged.page.map((row) => described(row, storeId)), NextToken: paged.nextToken };
}

export const memberships: Handlers<IdentityStore> = {
  CreateGroupMembership: (input, call) => {
    const { identityStoreId } = storeFor(call, "CreateGroupMembership", input.IdentityStoreId);
    const { world } = call;
    const [group, user] = [groupFor(call, input.GroupId), userFor(call, memberId(input.MemberId))];
    if (world.memberships.has(membershipKey(group.id, user.id)))
      throw duplicate("Member and Group relationship already exists.");
    const row: Membership = {
      id: world.random.uuid(),
      groupId: group.id,
      userId: user.id,
    };
    world.memberships.put(row);
    return { ...identified(row), IdentityStoreId: identityStoreId };
  },

  DescribeGroupMembership: (input, call) => {
    const { identityStoreId } = storeFor(call, "DescribeGroupMembership", input.IdentityStoreId);
    return described(membershipFor(call, input.MembershipId), identityStoreId);
  },

  DeleteGroupMembership: (input, call) => {
    storeFor(call, "DeleteGroupMembership", input.IdentityStoreId);
    const { groupId, userId } = membershipFor(call, input.MembershipId);
    checkRevision(input, {});
    call.world.memberships.remove(membershipKey(groupId, userId));
    return {};
  },

  GetGroupMembershipId: (input, call) => {
    const { identityStoreId } = storeFor(call, "GetGroupMembershipId", input.IdentityStoreId);
    const key = membershipKey(groupFor(call, input.GroupId).id, userFor(call, memberId(input.MemberId)).id);
    const row = call.world.memberships.get(key);
    if (!row) throw missing("GROUP_MEMBERSHIP", key, "MEMBERSHIP not found.");
    return { ...identified(row), IdentityStoreId: identityStoreId };
  },

  ListGroupMemberships: (input, call) => {
    const { identityStoreId } = storeFor(call, "ListGroupMemberships", input.IdentityStoreId);
    const { id } = groupFor(call, input.GroupId);
    return page(call.world.memberships.under("group", id), input, identityStoreId, ["ListGroupMemberships", id]);
  },

  ListGroupMembershipsForMember: (input, call) => {
    const { identityStoreId } = storeFor(call, "ListGroupMembershipsForMember", input.IdentityStoreId);
    const { id } = userFor(call, memberId(input.MemberId));
    return page(call.world.memberships.under("user", id), input, identityStoreId, [
      "ListGroupMembershipsForMember",
      id,
    ]);
  },

  IsMemberInGroups: (input, call) => {
    storeFor(call, "IsMemberInGroups", input.IdentityStoreId);
    const userId = memberId(input.MemberId);
    return {
      Results: (input.GroupIds ?? []).map((groupId) => ({
        GroupId: groupId,
        MemberId: { UserId: userId },
        MembershipExists: call.world.memberships.has(membershipKey(groupId, userId)),
      })),
    };
  },
};
