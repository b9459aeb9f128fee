/** The reserved role as IAM of the target account has it, seen through an audit role there. */
import type { RoleFacts } from "../../facts/grant-facts.ts";
import type { AccountId } from "../../model/ids.ts";
import { known, mapReading, type Reading, unread } from "../../model/reading.ts";
import { parseReservedRoleName, RESERVED_ROLE_PATH } from "../../model/reserved-role.ts";
import { type Asking, ask, askPages } from "./asking.ts";
import type { RoleCredentials } from "./clients.ts";

/** Null: the account has no role of that set. Matched by the set's name, because the suffix cannot be derived (facts 4.2). */
export async function reservedRole(
  asking: Asking,
  accountId: AccountId,
  permissionSetName: string,
): Promise<Reading<RoleFacts | null>> {
  const { auditRole } = asking.connection;
  if (auditRole === undefined)
    return unread("IAM of the account was not looked at: give --audit-role <name of a role there that you may assume>");
  const credentials = await assumeRole(asking, `arn:aws:iam::${accountId}:role/${auditRole}`);
  if (credentials.state !== "known") return credentials;
  const roles = await listReservedRoles(asking, accountId, credentials.value);
  if (roles.state !== "known") return roles;
  const role = roles.value.find(
    ({ roleName }) => parseReservedRoleName(roleName)?.permissionSetName === permissionSetName,
  );
  return known(role ?? null, [...credentials.evidence, ...roles.evidence]);
}

async function assumeRole(asking: Asking, roleArn: string): Promise<Reading<RoleCredentials>> {
  const answer = await ask(asking, {
    service: "sts",
    operation: "AssumeRole",
    input: { RoleArn: roleArn },
    send: async (abortSignal) => {
      const { AssumeRoleCommand } = await import("@aws-sdk/client-sts");
      return (await asking.clients.sts()).send(
        new AssumeRoleCommand({ RoleArn: roleArn, RoleSessionName: "idc-doctor" }),
        { abortSignal },
      );
    },
    matters: ({ AssumedRoleUser }) => ({ AssumedRole: AssumedRoleUser?.Arn }),
  });
  return mapReading(answer, (found) => ({
    accessKeyId: found?.Credentials?.AccessKeyId ?? "",
    secretAccessKey: found?.Credentials?.SecretAccessKey ?? "",
    sessionToken: found?.Credentials?.SessionToken ?? "",
  }));
}

async function listReservedRoles(
  asking: Asking,
  accountId: AccountId,
  credentials: RoleCredentials,
): Promise<Reading<readonly RoleFacts[]>> {
  const client = await asking.clients.iam(credentials);
  const answer = await askPages(asking, {
    service: "iam",
    operation: "ListRoles",
    input: { account: accountId, PathPrefix: RESERVED_ROLE_PATH },
    send: async (Marker, abortSignal) => {
      const { ListRolesCommand } = await import("@aws-sdk/client-iam");
      return client.send(new ListRolesCommand({ PathPrefix: RESERVED_ROLE_PATH, MaxItems: 1000, Marker }), {
        abortSignal,
      });
    },
    rows: ({ Roles }) => (Roles ?? []).map(({ RoleName = "", Arn = "" }) => ({ roleName: RoleName, arn: Arn })),
    next: ({ IsTruncated, Marker }) => (IsTruncated ? Marker : undefined),
    matters: ({ Roles }) => ({ Roles: (Roles ?? []).map(({ RoleName }) => RoleName) }),
  });
  return mapReading(answer, (found) => found?.rows ?? []);
}
