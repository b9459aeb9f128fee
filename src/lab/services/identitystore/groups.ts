/** Groups of the identity store. */
import { certain, parseGroupId } from "../../../model/ids.ts";
import type { Group } from "../../../model/organization-document/document.ts";
import { ApiError } from "../../protocol/api-error.ts";
import { paginate } from "../../protocol/paginate.ts";
import { membershipKey, type World } from "../../world/world.ts";
import type { Handlers } from "../operation.ts";
import {
  changedAt,
  checkRevision,
  directoryArn,
  duplicate,
  externalIds,
  groupFor,
  missing,
  refuseUnfiltered,
  revised,
  soughtValue,
  storeFor,
  textValue,
} from "./directory.ts";

type IdentityStore = typeof import("@aws-sdk/client-identitystore");

/** Facts 3.6. */
const MOST_GROUPS = 100_000;

const identified = (group: Group) => ({
  GroupId: group.id,
  GroupArn: directoryArn("group", group.id),
  ...revised(group),
});

const described = (group: Group, storeId: string) => ({
  IdentityStoreId: storeId,
  ...identified(group),
  DisplayName: group.displayName,
  Description: group.description,
  ExternalIds: externalIds(group),
  CreatedAt: new Date(group.createdAt),
  UpdatedAt: new Date(group.updatedAt ?? group.createdAt),
});

export function refuseDuplicateGroup(
  world: World,
  group: Pick<Group, "displayName" | "externalId">,
  except?: string,
): void {
  const isTaken = (index: string, value: string | undefined): boolean =>
    value !== undefined && [...world.groups.under(index, value)].some(({ id }) => id !== except);
  // Facts 5.5, wording observed.
  if (isTaken("name", group.displayName)) throw duplicate("Duplicate GroupDisplayName");
  if (isTaken("externalId", group.externalId)) throw duplicate("Duplicate ExternalId");
}

/** Memberships go with the group, assignments stay (facts A5). */
export function removeGroup(world: World, groupId: string): void {
  for (const { userId } of world.memberships.under("group", groupId))
    world.memberships.remove(membershipKey(groupId, userId));
  world.groups.remove(groupId);
}

export const groups: Handlers<IdentityStore> = {
  CreateGroup: (input, call) => {
    const { identityStoreId } = storeFor(call, "CreateGroup", input.IdentityStoreId);
    const { world } = call;
    if (input.DisplayName === undefined)
      throw new ApiError("ValidationException", "displayName is a required attribute");
    const group: Group = {
      id: certain(parseGroupId(world.random.uuid())),
      displayName: input.DisplayName,
      description: input.Description,
      createdAt: call.now.toISOString(),
    };
    refuseDuplicateGroup(world, group);
    if (world.groups.size >= MOST_GROUPS)
      throw new ApiError("ServiceQuotaExceededException", `An identity store has at most ${MOST_GROUPS} groups`);
    world.groups.put(group);
    return { ...identified(group), IdentityStoreId: identityStoreId };
  },

  DescribeGroup: (input, call) => {
    const { identityStoreId } = storeFor(call, "DescribeGroup", input.IdentityStoreId);
    return described(groupFor(call, input.GroupId), identityStoreId);
  },

  UpdateGroup: (input, call) => {
    const { identityStoreId } = storeFor(call, "UpdateGroup", input.IdentityStoreId);
    const before = groupFor(call, input.GroupId);
    checkRevision(input, before);
    const after = (input.Operations ?? []).reduce(
      (group, { AttributePath = "", AttributeValue }) => changed(group, AttributePath, AttributeValue),
      before,
    );
    refuseDuplicateGroup(call.world, after, after.id);
    const group = { ...after, updatedAt: changedAt(call.now, before) };
    call.world.groups.put(group);
    return { ...identified(group), IdentityStoreId: identityStoreId };
  },

  DeleteGroup: (input, call) => {
    storeFor(call, "DeleteGroup", input.IdentityStoreId);
    const group = groupFor(call, input.GroupId);
    checkRevision(input, group);
    removeGroup(call.world, group.id);
    return {};
  },

  GetGroupId: (input, call) => {
    const { identityStoreId } = storeFor(call, "GetGroupId", input.IdentityStoreId);
    const { path, value, issuer } = soughtValue(input.AlternateIdentifier, ["displayName"]);
    const found = [...call.world.groups.under(path === "displayName" ? "name" : "externalId", value)];
    const group = found.find((one) => issuer === undefined || externalIds(one)?.[0]?.Issuer === issuer);
    if (!group) throw missing("GROUP", value, "GROUP not found.");
    return { ...identified(group), IdentityStoreId: identityStoreId };
  },

  ListGroups: (input, call) => {
    const { identityStoreId, ...store } = storeFor(call, "ListGroups", input.IdentityStoreId);
    const filter = input.Filters?.[0];
    if (!filter) refuseUnfiltered(call, store);
    if (filter && filter.AttributePath !== "DisplayName")
      throw new ApiError("ValidationException", "Only the attribute path DisplayName can be filtered by");
    const { groups: all } = call.world;
    const { page, nextToken } = paginate(
      filter ? all.under("name", filter.AttributeValue ?? "") : all,
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
      return { ...group, description: value === undefined || value === null ? undefined : textValue(value, path) };
    default:
      throw new ApiError("ValidationException", `The attribute ${path} cannot be updated`);
  }
}
