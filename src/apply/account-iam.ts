/** IAM of the account that a step changes: the caller's own, or through the role that `--audit-role` names. */
import type { IAMClient } from "@aws-sdk/client-iam";
import { AccessError } from "../model/errors.ts";
import type { AccountId } from "../model/ids.ts";
import { partitionOf } from "../model/partition.ts";
import type { AwsClients } from "../sources/aws/calling/clients.ts";
import type { AwsConnection } from "../sources/aws/calling/connection.ts";

interface Entering {
  readonly connection: Pick<AwsConnection, "auditRole" | "region">;
  readonly clients: AwsClients;
  readonly abortSignal: AbortSignal;
}

/** @throws what STS throws, and AccessError `bad-input` without a role to assume */
export async function iamIn(
  accountId: AccountId,
  { connection: { auditRole, region }, clients, abortSignal }: Entering,
): Promise<IAMClient> {
  const { AssumeRoleCommand, GetCallerIdentityCommand } = await import("@aws-sdk/client-sts");
  const sts = await clients.sts();
  const { Account } = await sts.send(new GetCallerIdentityCommand({}), { abortSignal });
  if (Account === accountId) return clients.ownIam();
  if (auditRole === undefined)
    throw new AccessError("bad-input", `IAM of account ${accountId} is changed through a role in that account`, {
      next: "Give --audit-role <name of a role there that you may assume>, and continue with --resume",
    });
  const RoleArn = `arn:${partitionOf(region)}:iam::${accountId}:role/${auditRole}`;
  const command = new AssumeRoleCommand({ RoleArn, RoleSessionName: "idc-doctor" });
  const { Credentials } = await sts.send(command, { abortSignal });
  return clients.iam({
    accessKeyId: Credentials?.AccessKeyId ?? "",
    secretAccessKey: Credentials?.SecretAccessKey ?? "",
    sessionToken: Credentials?.SessionToken ?? "",
  });
}
