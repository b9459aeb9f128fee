/** What every identitystore operation begins with: the store, and the user or group by id. */
import type { Group, Instance, User } from "../../../model/organization-document/document.ts";
import { ApiError } from "../../protocol/api-error.ts";
import type { Call } from "../operation.ts";
import { mayAdminister } from "../sso-admin/access.ts";

/** The issuer of external ids: SCIM clients write their own; the lab keeps one. */
export const EXTERNAL_ISSUER = "https://scim.example.com";

/** The store, in the primary Region; replicated Regions may read (facts 3.8). */
export function storeFor(call: Call, operation: string, storeId: string | undefined): Instance {
  const { instance } = call.world;
  if (!mayAdminister(call))
    throw new ApiError(
      "AccessDeniedException",
      `User: ${call.caller.arn} is not authorized to perform: identitystore:${operation} on resource: arn:aws:identitystore::${call.caller.accountId}:identitystore/${storeId ?? ""}`,
    );
  const isRead = /^(Describe|Get|List|Is)/.test(operation);
  const isHere =
    instance &&
    (call.region === instance.primaryRegion ||
      (isRead && instance.additionalRegions.some((region) => region === call.region)));
  if (!isHere || instance.identityStoreId !== storeId)
    throw missing("IDENTITY_STORE", storeId ?? "", "IdentityStore not found.");
  return instance;
}

/** `ResourceType` and `ResourceId` tell what is missing (facts 3.1). */
export function missing(
  resourceType: "USER" | "GROUP" | "GROUP_MEMBERSHIP" | "IDENTITY_STORE",
  id: string,
  message: string,
): ApiError {
  return new ApiError("ResourceNotFoundException", message, { fields: { ResourceType: resourceType, ResourceId: id } });
}

export function duplicate(message: string): ApiError {
  return new ApiError("ConflictException", message, { fields: { Reason: "UNIQUENESS_CONSTRAINT_VIOLATION" } });
}

export function userFor({ world }: Call, id = ""): User {
  const user = world.users.get(id);
  if (!user) throw missing("USER", id, "USER not found.");
  return user;
}

export function groupFor({ world }: Call, id = ""): Group {
  const group = world.groups.get(id);
  if (!group) throw missing("GROUP", id, "GROUP not found.");
  return group;
}

/** The text of a document value that must be one. */
export function textValue(value: unknown, path: string): string {
  if (typeof value === "string") return value;
  throw new ApiError("ValidationException", `The value of ${path} must be a string`);
}

/** The value that an AlternateIdentifier looks for, by its path. */
export function soughtValue(
  identifier: unknown,
  paths: readonly string[],
): { readonly path: string; readonly value: string } {
  const { UniqueAttribute, ExternalId } = (identifier ?? {}) as {
    UniqueAttribute?: { AttributePath?: string; AttributeValue?: unknown };
    ExternalId?: { Id?: string };
  };
  if (ExternalId) return { path: "externalId", value: ExternalId.Id ?? "" };
  const path = paths.find((one) => one.toLowerCase() === UniqueAttribute?.AttributePath?.toLowerCase());
  if (!path) throw new ApiError("ValidationException", `AttributePath must be one of ${paths.join(", ")}`);
  return { path, value: textValue(UniqueAttribute?.AttributeValue, path) };
}
