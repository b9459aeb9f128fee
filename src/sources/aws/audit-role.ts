/** The way into IAM of an account: the role that `--audit-role` names, assumed once per account. */
import type { IAMClient } from "@aws-sdk/client-iam";
import type { CallerFacts } from "../../facts/grant-facts.ts";
import type { AccountId } from "../../model/ids.ts";
import { known, mapReading, type Reading, unread } from "../../model/reading.ts";
import { type Asking, ask } from "./asking.ts";

/** A client of IAM in the account; unread where no role was given. In the caller's own account no role is needed. */
export async function auditClient(
  asking: Asking,
  accountId: AccountId,
  caller: Reading<CallerFacts>,
): Promise<Reading<IAMClient>> {
  const { auditRole } = asking.connection;
  if (auditRole === undefined)
    return unread("IAM of the account was not looked at: give --audit-role <name of a role there that you may assume>");
  // The management account has no OrganizationAccountAccessRole, and nobody assumes a role to look at home.
  if (caller.state === "known" && caller.value.accountId === accountId)
    return known(await asking.clients.ownIam(), caller.evidence);
  const RoleArn = `arn:aws:iam::${accountId}:role/${auditRole}`;
  const answer = await ask(asking, {
    service: "sts",
    operation: "AssumeRole",
    isDeeper: true,
    input: { RoleArn },
    send: async (abortSignal) => {
      const { AssumeRoleCommand } = await import("@aws-sdk/client-sts");
      return (await asking.clients.sts()).send(new AssumeRoleCommand({ RoleArn, RoleSessionName: "idc-doctor" }), {
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
  return known(await asking.clients.iam(credentials.value), credentials.evidence);
}
