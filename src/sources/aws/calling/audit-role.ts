/** The way into IAM of an account: the role that `--audit-role` names, assumed once per account. */
import type { IAMClient } from "@aws-sdk/client-iam";
import type { CallerFacts } from "../../../facts/grant/grant-facts.ts";
import type { AccountId } from "../../../model/ids.ts";
import { partitionOf } from "../../../model/partition.ts";
import { known, mapReading, type Reading, unread } from "../../../model/reading.ts";
import { type CallContext, call } from "./call.ts";

/** A client of IAM in the account; unread where no role was given. In the caller's own account no role is needed. */
export async function auditClient(
  calling: CallContext,
  accountId: AccountId,
  caller: Reading<CallerFacts>,
): Promise<Reading<IAMClient>> {
  const { auditRole } = calling.connection;
  if (auditRole === undefined)
    return unread("IAM of the account was not looked at: give --audit-role <name of a role there that you may assume>");
  // The management account has no OrganizationAccountAccessRole, and nobody assumes a role to look at home.
  if (caller.state === "known" && caller.value.accountId === accountId)
    return known(await calling.clients.ownIam(), caller.evidence);
  const RoleArn = `arn:${partitionOf(calling.homeRegion())}:iam::${accountId}:role/${auditRole}`;
  const answer = await call(calling, {
    service: "sts",
    operation: "AssumeRole",
    isAdditional: true,
    input: { RoleArn },
    send: async (abortSignal) => {
      const { AssumeRoleCommand } = await import("@aws-sdk/client-sts");
      return (await calling.clients.sts()).send(new AssumeRoleCommand({ RoleArn, RoleSessionName: "idc-doctor" }), {
        abortSignal,
      });
    },
    matters: ({ AssumedRoleUser }) => ({ AssumedRole: AssumedRoleUser?.Arn }),
  });
  const credentials = mapReading(answer, (found) => ({
    accessKeyId: found?.Credentials?.AccessKeyId ?? "",
    secretAccessKey: found?.Credentials?.SecretAccessKey ?? "",
    sessionToken: found?.Credentials?.SessionToken ?? "",
  }));
  if (credentials.state !== "known") return credentials;
  return known(await calling.clients.iam(credentials.value), credentials.evidence);
}
