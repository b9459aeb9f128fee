/** Users of the identity store. */
import { certain, parseUserId } from "../../../model/ids.ts";
import type { User } from "../../../model/organization-document/document.ts";
import { ApiError } from "../../protocol/api-error.ts";
import { paginate } from "../../protocol/paginate.ts";
import type { World } from "../../world/world.ts";
import { membershipKey } from "../../world/world.ts";
import type { Handlers } from "../operation.ts";
import { duplicate, EXTERNAL_ISSUER, missing, soughtValue, storeFor, textValue, userFor } from "./directory.ts";

type IdentityStore = typeof import("@aws-sdk/client-identitystore");

const described = (user: User, storeId: string) => ({
  IdentityStoreId: storeId,
  UserId: user.id,
  UserName: user.userName,
  DisplayName: user.displayName,
  Name: { GivenName: user.givenName, FamilyName: user.familyName, Formatted: user.displayName },
  Emails: user.email === undefined ? undefined : [{ Value: user.email, Type: "work", Primary: true }],
  ExternalIds: user.externalId === undefined ? undefined : [{ Issuer: EXTERNAL_ISSUER, Id: user.externalId }],
  UserStatus: user.status,
  CreatedAt: new Date(user.createdAt),
});

/** userName, primary e-mail and external id are unique (facts A8, section 6). */
function refuseDuplicate(world: World, user: Pick<User, "userName" | "email" | "externalId">, except?: string): void {
  for (const other of world.users) {
    if (other.id === except) continue;
    if (other.userName.toLowerCase() === user.userName.toLowerCase()) throw duplicate("Duplicate UserName");
    if (user.email !== undefined && other.email === user.email) throw duplicate("Duplicate Email");
    if (user.externalId !== undefined && other.externalId === user.externalId) throw duplicate("Duplicate ExternalId");
  }
}

export const users: Handlers<IdentityStore> = {
  CreateUser: (input, call) => {
    const { identityStoreId } = storeFor(call, "CreateUser", input.IdentityStoreId);
    const { world } = call;
    if (input.UserName === undefined || input.DisplayName === undefined)
      throw new ApiError("ValidationException", "UserName and DisplayName are required");
    const user: User = {
      id: certain(parseUserId(`${world.random.hex(10)}-${world.random.uuid()}`)),
      userName: input.UserName,
      displayName: input.DisplayName,
      givenName: input.Name?.GivenName ?? "",
      familyName: input.Name?.FamilyName ?? "",
      email: input.Emails?.[0]?.Value,
      status: "ENABLED",
      createdAt: call.now.toISOString(),
    };
    refuseDuplicate(world, user);
    world.users.put(user);
    return { UserId: user.id, IdentityStoreId: identityStoreId };
  },

  DescribeUser: (input, call) => {
    const { identityStoreId } = storeFor(call, "DescribeUser", input.IdentityStoreId);
    return described(userFor(call, input.UserId), identityStoreId);
  },

  UpdateUser: (input, call) => {
    storeFor(call, "UpdateUser", input.IdentityStoreId);
    const before = userFor(call, input.UserId);
    const after = (input.Operations ?? []).reduce(
      (user, { AttributePath = "", AttributeValue }) => changed(user, AttributePath, AttributeValue),
      before,
    );
    refuseDuplicate(call.world, after, after.id);
    call.world.users.put(after);
    return {};
  },

  /** Memberships go with the user, assignments stay (facts A5, E16). */
  DeleteUser: (input, call) => {
    storeFor(call, "DeleteUser", input.IdentityStoreId);
    const { id } = userFor(call, input.UserId);
    for (const { groupId } of call.world.memberships.under("user", id))
      call.world.memberships.remove(membershipKey(groupId, id));
    call.world.users.remove(id);
    return {};
  },

  GetUserId: (input, call) => {
    const { identityStoreId } = storeFor(call, "GetUserId", input.IdentityStoreId);
    const { path, value } = soughtValue(input.AlternateIdentifier, ["userName", "emails.value"]);
    const valueIn = (user: User) =>
      path === "userName" ? user.userName : path === "emails.value" ? user.email : user.externalId;
    const user = [...call.world.users].find((one) => valueIn(one) === value);
    if (!user) throw missing("USER", value, "USER not found.");
    return { UserId: user.id, IdentityStoreId: identityStoreId };
  },

  ListUsers: (input, call) => {
    const { identityStoreId } = storeFor(call, "ListUsers", input.IdentityStoreId);
    const filter = input.Filters?.[0];
    if (filter && filter.AttributePath !== "UserName")
      throw new ApiError("ValidationException", "Only the attribute path UserName can be filtered by");
    const found = [...call.world.users].filter(
      (user) => filter === undefined || user.userName === filter.AttributeValue,
    );
    const { page, nextToken } = paginate(
      found,
      { maxResults: input.MaxResults, nextToken: input.NextToken, defaultSize: 100 },
      ["ListUsers", filter],
    );
    return { Users: page.map((user) => described(user, identityStoreId)), NextToken: nextToken };
  },
};

function changed(user: User, path: string, value: unknown): User {
  switch (path.toLowerCase()) {
    case "username":
      return { ...user, userName: textValue(value, path) };
    case "displayname":
      return { ...user, displayName: textValue(value, path) };
    case "name.givenname":
      return { ...user, givenName: textValue(value, path) };
    case "name.familyname":
      return { ...user, familyName: textValue(value, path) };
    case "emails":
      return { ...user, email: primaryEmail(value) };
    default:
      // Attributes that no access depends on are accepted and not kept. UserStatus is not among the writable ones (facts 8.17).
      if (path.toLowerCase() === "userstatus")
        throw new ApiError("ValidationException", "UserStatus cannot be updated");
      return user;
  }
}

function primaryEmail(value: unknown): string | undefined {
  const first: unknown = Array.isArray(value) ? value[0] : undefined;
  if (typeof first !== "object" || first === null) return undefined;
  const email = Object.entries(first).find(([name]) => name.toLowerCase() === "value")?.[1];
  return typeof email === "string" ? email : undefined;
}
