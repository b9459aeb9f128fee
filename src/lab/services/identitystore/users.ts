/** Users of the identity store. */
import { certain, parseUserId } from "../../../model/ids.ts";
import type { User } from "../../../model/organization-document/document.ts";
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
  missing,
  refuseUnfiltered,
  revised,
  soughtValue,
  storeFor,
  userFor,
} from "./directory.ts";
import { attributesOf, changedAttribute, furtherAttributes } from "./user-attributes.ts";

type IdentityStore = typeof import("@aws-sdk/client-identitystore");

/** Facts 3.6. */
const MOST_USERS = 200_000;
/** Facts 3.5. */
const RESERVED_NAMES = new Set(["administrator", "awsadministrators"]);

const identified = (user: User) => ({
  UserId: user.id,
  UserArn: directoryArn("user", user.id),
  ...revised(user),
});

const described = (user: User, storeId: string, extensions?: readonly string[]) => ({
  IdentityStoreId: storeId,
  ...identified(user),
  UserName: user.userName,
  DisplayName: user.displayName,
  ...attributesOf(user, extensions),
  ExternalIds: externalIds(user),
  UserStatus: user.status,
  CreatedAt: new Date(user.createdAt),
  UpdatedAt: new Date(user.updatedAt ?? user.createdAt),
});

/** userName, primary e-mail and external id are unique (facts A8, section 6). */
export function refuseDuplicateUser(
  world: World,
  user: Pick<User, "userName" | "email" | "externalId">,
  except?: string,
): void {
  const isTaken = (index: string, value: string | undefined): boolean =>
    value !== undefined && [...world.users.under(index, value)].some(({ id }) => id !== except);
  if (isTaken("name", user.userName.toLowerCase())) throw duplicate("Duplicate UserName");
  if (isTaken("email", user.email?.toLowerCase())) throw duplicate("Duplicate Email");
  if (isTaken("externalId", user.externalId)) throw duplicate("Duplicate ExternalId");
}

/** Memberships go with the user, assignments stay (facts A5, E16). */
export function removeUser(world: World, userId: string): void {
  for (const { groupId } of world.memberships.under("user", userId))
    world.memberships.remove(membershipKey(groupId, userId));
  world.users.remove(userId);
}

export const users: Handlers<IdentityStore> = {
  CreateUser: (input, call) => {
    const { identityStoreId } = storeFor(call, "CreateUser", input.IdentityStoreId);
    const { world } = call;
    const userName = required(input.UserName, "userName");
    if (RESERVED_NAMES.has(userName.toLowerCase()))
      throw new ApiError("ValidationException", `${userName} is a reserved user name`);
    const user: User = {
      id: certain(parseUserId(world.random.uuid())),
      userName,
      ...requiredNames(input),
      email: input.Emails?.[0]?.Value,
      status: "ENABLED",
      createdAt: call.now.toISOString(),
      attributes: furtherAttributes({ ...input }),
    };
    refuseDuplicateUser(world, user);
    if (world.users.size >= MOST_USERS)
      throw new ApiError("ServiceQuotaExceededException", `An identity store has at most ${MOST_USERS} users`);
    world.users.put(user);
    return { ...identified(user), IdentityStoreId: identityStoreId };
  },

  DescribeUser: (input, call) => {
    const { identityStoreId } = storeFor(call, "DescribeUser", input.IdentityStoreId);
    return described(userFor(call, input.UserId), identityStoreId, input.Extensions);
  },

  UpdateUser: (input, call) => {
    const { identityStoreId } = storeFor(call, "UpdateUser", input.IdentityStoreId);
    const before = userFor(call, input.UserId);
    checkRevision(input, before);
    const after = (input.Operations ?? []).reduce(
      (user, { AttributePath = "", AttributeValue }) => changedAttribute(user, AttributePath, AttributeValue),
      before,
    );
    refuseDuplicateUser(call.world, after, after.id);
    const user = { ...after, updatedAt: changedAt(call.now, before) };
    call.world.users.put(user);
    return { ...identified(user), IdentityStoreId: identityStoreId };
  },

  DeleteUser: (input, call) => {
    storeFor(call, "DeleteUser", input.IdentityStoreId);
    const user = userFor(call, input.UserId);
    checkRevision(input, user);
    removeUser(call.world, user.id);
    return {};
  },

  GetUserId: (input, call) => {
    const { identityStoreId } = storeFor(call, "GetUserId", input.IdentityStoreId);
    const { path, value, issuer } = soughtValue(input.AlternateIdentifier, ["userName", "emails.value"]);
    const index = { userName: "name", "emails.value": "email", externalId: "externalId" }[path] ?? "name";
    const found = [...call.world.users.under(index, path === "externalId" ? value : value.toLowerCase())];
    const user = found.find((one) => issuer === undefined || externalIds(one)?.[0]?.Issuer === issuer);
    if (!user) throw missing("USER", value, "USER not found.");
    return { ...identified(user), IdentityStoreId: identityStoreId };
  },

  ListUsers: (input, call) => {
    const { identityStoreId, ...store } = storeFor(call, "ListUsers", input.IdentityStoreId);
    const filter = input.Filters?.[0];
    if (!filter) refuseUnfiltered(call, store);
    if (filter && filter.AttributePath !== "UserName")
      throw new ApiError("ValidationException", "Only the attribute path UserName can be filtered by");
    const { users: all } = call.world;
    const { page, nextToken } = paginate(
      filter ? all.under("name", (filter.AttributeValue ?? "").toLowerCase()) : all,
      { maxResults: input.MaxResults, nextToken: input.NextToken, defaultSize: 100 },
      ["ListUsers", filter],
    );
    return { Users: page.map((user) => described(user, identityStoreId, input.Extensions)), NextToken: nextToken };
  },
};

/** Sentences observed: a display name and a name are required, and AWS lists what is missing. */
function requiredNames({
  DisplayName,
  Name,
}: {
  readonly DisplayName?: string | undefined;
  readonly Name?: { readonly GivenName?: string | undefined; readonly FamilyName?: string | undefined } | undefined;
}): Pick<User, "displayName" | "givenName" | "familyName"> {
  const absent = [
    ...(DisplayName === undefined ? ["displayname: The attribute displayname is required"] : []),
    ...(Name === undefined ? ["name: The attribute name is required"] : []),
  ];
  if (absent.length > 0) throw new ApiError("ValidationException", absent.join(", "));
  return {
    displayName: DisplayName ?? "",
    givenName: required(Name?.GivenName, "name.givenName"),
    familyName: required(Name?.FamilyName, "name.familyName"),
  };
}

/** The model requires none of them, the service does (wording as clients report it). */
function required(value: string | undefined, path: string): string {
  if (value === undefined) throw new ApiError("ValidationException", `${path} is a required attribute`);
  return value;
}
