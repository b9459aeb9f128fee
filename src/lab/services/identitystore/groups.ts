/** Groups of the identity store. */
import { certain, parseGroupId } from "../../../model/ids.ts";
import type { Group } from "../../../model/organization-document/document.ts";
import { ApiError } from "../../protocol/api-error.ts";
import { paginate } from "../../protocol/paginate.ts";
import { membershipKey, type World } from "../../world/world.ts";
import type { Handlers } from "../operation.ts";
import { duplicate, EXTERNAL_ISSUER, groupFor, missing, soughtValue, storeFor, textValue } from "./directory.ts";

type IdentityStore = typeof import("@aws-sdk/client-identitystore");

const described = (group: Group, storeId: string) => ({
  IdentityStoreId: storeId,
  GroupId: group.id,
  DisplayName: group.displayName,
  Description: group.description,
  ExternalIds: group.externalId === undefined ? undefined : [{ Issuer: EXTERNAL_ISSUER, Id: group.externalId }],
  CreatedAt: new Date(group.createdAt),
});

function refuseDuplicate(world: World, displayName: string, except?: string): void {
  for (const other of world.groups)
    if (other.id !== except && other.displayName === displayName) throw duplicate("Duplicate GroupDisplayName");
}

export const groups: Handlers<IdentityStore> = {
  CreateGroup: (input, call) => {
    const { identityStoreId } = storeFor(call, "CreateGroup", input.IdentityStoreId);
    const { world } = call;
    const displayName = textValue(input.DisplayName, "DisplayName");
    refuseDuplicate(world, displayName);
    const group: Group = {
      id: certain(parseGroupId(`${world.random.hex(10)}-${world.random.uuid()}`)),
      displayName,
      description: input.Description,
      createdAt: call.now.toISOString(),
    };
    world.groups.put(group);
    return { GroupId: group.id, IdentityStoreId: identityStoreId };
  },

  DescribeGroup: (input, call) => {
    const { identityStoreId } = storeFor(call, "DescribeGroup", input.IdentityStoreId);
    return described(groupFor(call, input.GroupId), identityStoreId);
  },

  UpdateGroup: (input, call) => {
    storeFor(call, "UpdateGroup", input.IdentityStoreId);
    const before = groupFor(call, input.GroupId);
    const after = (input.Operations ?? []).reduce(
      (group, { AttributePath = "", AttributeValue }) => changed(group, AttributePath, AttributeValue),
      before,
    );
    refuseDuplicate(call.world, after.displayName, after.id);
    call.world.groups.put(after);
    return {};
  },

  /** Memberships go with the group, assignments stay (facts A5). */
  DeleteGroup: (input, call) => {
    storeFor(call, "DeleteGroup", input.IdentityStoreId);
    const { id } = groupFor(call, input.GroupId);
    for (const { userId } of call.world.memberships.under("group", id))
      call.world.memberships.remove(membershipKey(id, userId));
    call.world.groups.remove(id);
    return {};
  },

  GetGroupId: (input, call) => {
    const { identityStoreId } = storeFor(call, "GetGroupId", input.IdentityStoreId);
    const { path, value } = soughtValue(input.AlternateIdentifier, ["displayName"]);
    const group = [...call.world.groups].find(
      (one) => (path === "displayName" ? one.displayName : one.externalId) === value,
    );
    if (!group) throw missing("GROUP", value, "GROUP not found.");
    return { GroupId: group.id, IdentityStoreId: identityStoreId };
  },

  ListGroups: (input, call) => {
    const { identityStoreId } = storeFor(call, "ListGroups", input.IdentityStoreId);
    const filter = input.Filters?.[0];
    if (filter && filter.AttributePath !== "DisplayName")
      throw new ApiError("ValidationException", "Only the attribute path DisplayName can be filtered by");
    const found = [...call.world.groups].filter(
      (group) => filter === undefined || group.displayName === filter.AttributeValue,
    );
    const { page, nextToken } = paginate(
      found,
      { maxResults: input.MaxResults, nextToken: input.NextToken, defaultSize: 100 },
      ["ListGroups", filter],
    );
    return { Groups: page.map((group) => described(group, identityStoreId)), NextToken: nextToken };
  },
};

function changed(group: Group, path: string, value: unknown): Group {
  switch (path.toLowerCase()) {
    case "displayname":
      return { ...group, displayName: textValue(value, path) };
    case "description":
      return { ...group, description: textValue(value, path) };
    default:
      throw new ApiError("ValidationException", `The attribute ${path} cannot be updated`);
  }
}
