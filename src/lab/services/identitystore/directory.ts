/** What every identitystore operation begins with: the store, and the user or group by id. */
import type { Group, Instance, KmsProblem, User } from "../../../model/organization-document/document.ts";
import { ApiError } from "../../protocol/api-error.ts";
import type { Call } from "../operation.ts";
import { mayAdminister } from "../sso-admin/access.ts";

/** The issuer of external ids that a document or a SCIM client gives: the API shows one, whose form is not documented. */
const EXTERNAL_ISSUER = "https://scim.example.com";

/** External ids as the API shows them. */
export const externalIds = ({ externalId }: Pick<User, "externalId">) =>
  externalId === undefined ? undefined : [{ Issuer: EXTERNAL_ISSUER, Id: externalId }];

/** Directories of Active Directory list nothing without a filter (design, issue of the whole organization); wording inferred. */
export function refuseUnfiltered({ world }: Call, { identitySource }: Pick<Instance, "identitySource">): void {
  if (identitySource === "active-directory" && world.settings.activeDirectoryRefusesUnfilteredLists)
    throw new ApiError("ValidationException", "A filter is required for identity stores that use Active Directory");
}

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
  refuseUnusableKey(instance);
  return instance;
}

/** API model: which error has which reason (facts A19). */
const KMS_ERRORS: Readonly<Record<KmsProblem, readonly [error: string, reason: string]>> = {
  KMS_AccessDeniedException: ["AccessDeniedException", "KMS_ACCESS_DENIED"],
  KMS_NotFoundException: ["ResourceNotFoundException", "KMS_KEY_NOT_FOUND"],
  KMS_ThrottlingException: ["ThrottlingException", "KMS_THROTTLING"],
  KMS_InvalidKeyUsageException: ["ValidationException", "KMS_INVALID_KEY_USAGE"],
  KMS_InvalidStateException: ["ValidationException", "KMS_INVALID_STATE"],
  KMS_DisabledException: ["ValidationException", "KMS_DISABLED"],
};

function refuseUnusableKey({ encryption }: Instance): void {
  if (encryption?.problem === undefined) return;
  const [error, Reason] = KMS_ERRORS[encryption.problem];
  throw new ApiError(error, `The customer managed key ${encryption.kmsKeyArn} cannot be used`, { fields: { Reason } });
}

/** `ResourceType` and `ResourceId` tell what is missing (facts 3.1). */
export function missing(
  resourceType: "USER" | "GROUP" | "GROUP_MEMBERSHIP" | "IDENTITY_STORE",
  id: string,
  message: string,
): ApiError {
  return new ApiError("ResourceNotFoundException", message, { fields: { ResourceType: resourceType, ResourceId: id } });
}

type Kind = "user" | "group" | "membership";

/** ARN and revision of a record. Records that nobody changed have the revision of their creation (facts N10; how AWS counts is not documented). */
export const revised = (row: { readonly createdAt?: string; readonly updatedAt?: string | undefined }) => ({
  Revision: String(Date.parse(row.updatedAt ?? row.createdAt ?? FIRST)),
});
/** Memberships are never changed. */
const FIRST = "2020-06-15T00:00:00Z";

export const directoryArn = (kind: Kind, id: string): string => `arn:aws:identitystore:::${kind}/${id}`;

/** Two changes within one millisecond have different revisions, too. */
export const changedAt = (now: Date, row: { readonly createdAt: string; readonly updatedAt?: string | undefined }) =>
  new Date(Math.max(now.getTime(), Date.parse(row.updatedAt ?? row.createdAt) + 1)).toISOString();

/** @throws ApiError where the caller saw another revision of the record (facts N10; wording inferred) */
export function checkRevision(input: object, row: Parameters<typeof revised>[0]): void {
  const { Revision: expected } = input as { readonly Revision?: string };
  if (expected === undefined || expected === revised(row).Revision) return;
  throw new ApiError("ConflictException", "The resource was modified by another request", {
    fields: { Reason: "CONCURRENT_MODIFICATION" },
  });
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
): { readonly path: string; readonly value: string; readonly issuer?: string | undefined } {
  const { UniqueAttribute, ExternalId } = (identifier ?? {}) as {
    UniqueAttribute?: { AttributePath?: string; AttributeValue?: unknown };
    ExternalId?: { Id?: string; Issuer?: string };
  };
  if (ExternalId) return { path: "externalId", value: ExternalId.Id ?? "", issuer: ExternalId.Issuer };
  const path = paths.find((one) => one.toLowerCase() === UniqueAttribute?.AttributePath?.toLowerCase());
  if (!path) throw new ApiError("ValidationException", `AttributePath must be one of ${paths.join(", ")}`);
  return { path, value: textValue(UniqueAttribute?.AttributeValue, path) };
}
