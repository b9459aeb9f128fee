/** The way into an account: the role that `--audit-role` names, assumed once per account. */
import type { IAMClient } from "@aws-sdk/client-iam";
import type { CallerFacts } from "../../../facts/grant/grant-facts.ts";
import type { AccountId } from "../../../model/ids.ts";
import { partitionOf } from "../../../model/partition.ts";
import { known, mapReading, type Reading, unread } from "../../../model/reading.ts";
import { type CallContext, call } from "./call.ts";
import type { RoleCredentials } from "./clients.ts";

/** Credentials in an account; "own": it is the caller's, where nobody assumes a role to look at home. */
export type AccountWay = RoleCredentials | "own";

const isCallers = (accountId: AccountId, caller: Reading<CallerFacts>): boolean =>
  caller.state === "known" && caller.value.accountId === accountId;

/** The way into the account; unread where no role was given. */
export async function auditWay(
  calling: CallContext,
  accountId: AccountId,
  caller: Reading<CallerFacts>,
): Promise<Reading<AccountWay>> {
  const { auditRole } = calling.connection;
  if (auditRole === undefined)
    return unread("IAM of the account was not looked at: give --audit-role <name of a role there that you may assume>");
  // The management account has no OrganizationAccountAccessRole.
  if (caller.state === "known" && isCallers(accountId, caller)) return known("own", caller.evidence);
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
  return mapReading(answer, (found) => ({
    accessKeyId: found?.Credentials?.AccessKeyId ?? "",
    secretAccessKey: found?.Credentials?.SecretAccessKey ?? "",
    sessionToken: found?.Credentials?.SessionToken ?? "",
  }));
}

/** The way to the Sign-In policies of the account, which in the caller's own needs no role. */
export function signInWay(
  way: Reading<AccountWay>,
  accountId: AccountId,
  caller: Reading<CallerFacts>,
): Reading<AccountWay> {
  if (way.state !== "unread") return way;
  if (caller.state === "known" && isCallers(accountId, caller)) return known("own", caller.evidence);
  return unread("it was not looked at: give --audit-role <name of a role there that you may assume>");
}

/** IAM of the account that the way leads into. */
export async function auditClient({ clients }: CallContext, way: Reading<AccountWay>): Promise<Reading<IAMClient>> {
  if (way.state !== "known") return way;
  return known(await (way.value === "own" ? clients.ownIam() : clients.iam(way.value)), way.evidence);
}
