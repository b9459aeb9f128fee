/** Stable ids for hand-written organization documents that leave them out: the same words always give the same id. */
import {
  certain,
  type GroupId,
  type IdentityStoreId,
  type InstanceArn,
  type PermissionSetArn,
  parseGroupId,
  parseIdentityStoreId,
  parseInstanceArn,
  parsePermissionSetArn,
  parseRequestId,
  parseUserId,
  type RequestId,
  type UserId,
} from "./ids.ts";

const BYTES = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, "0"));

/** `digits` hexadecimal digits derived from `text`: FNV-1a, re-seeded for every eight digits. Not for secrets. */
export function derivedHex(text: string, digits: number): string {
  let hex = "";
  for (let round = 0; hex.length < digits; round += 1) {
    let hash = 0x811c9dc5 ^ Math.imul(round + 1, 0x9e3779b1);
    for (let i = 0; i < text.length; i += 1) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
    hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
    hash ^= hash >>> 13;
    hex += BYTES[hash >>> 24] ?? "";
    hex += BYTES[(hash >>> 16) & 255] ?? "";
    hex += BYTES[(hash >>> 8) & 255] ?? "";
    hex += BYTES[hash & 255] ?? "";
  }
  return hex.slice(0, digits);
}

function uuidFrom(text: string): string {
  const hex = derivedHex(text, 32);
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}

export const derivedInstanceArn = (organizationId: string): InstanceArn =>
  certain(parseInstanceArn(`arn:aws:sso:::instance/ssoins-${derivedHex(`instance ${organizationId}`, 16)}`));

export const derivedIdentityStoreId = (organizationId: string): IdentityStoreId =>
  certain(parseIdentityStoreId(`d-${derivedHex(`store ${organizationId}`, 10)}`));

export const derivedUserId = (storeId: string, userName: string): UserId =>
  certain(parseUserId(`${derivedHex(storeId, 10)}-${uuidFrom(`user ${storeId} ${userName}`)}`));

export const derivedGroupId = (storeId: string, displayName: string): GroupId =>
  certain(parseGroupId(`${derivedHex(storeId, 10)}-${uuidFrom(`group ${storeId} ${displayName}`)}`));

/** The new set's ARN lies under its instance. */
export const derivedPermissionSetArn = (instanceArn: InstanceArn, name: string): PermissionSetArn =>
  certain(
    parsePermissionSetArn(
      `${instanceArn.replace(":instance/", ":permissionSet/")}/ps-${derivedHex(`set ${instanceArn} ${name}`, 16)}`,
    ),
  );

export const derivedRequestId = (text: string): RequestId => certain(parseRequestId(uuidFrom(`request ${text}`)));

export const derivedMembershipId = (groupId: GroupId, userId: UserId): string =>
  uuidFrom(`membership ${groupId} ${userId}`);

export const derivedRoleSuffix = (accountId: string, permissionSetArn: PermissionSetArn): string =>
  derivedHex(`role ${accountId} ${permissionSetArn}`, 16);
