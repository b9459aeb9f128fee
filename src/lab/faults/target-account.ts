/** Which account a call is about, so that a fault can strike the calls for one account only. */
import type { LabCaller, ServiceId } from "../services/operation.ts";

const MEMBERS = ["TargetId", "AccountId", "accountId", "targetId"];
const ROLE_ARNS: Partial<Record<ServiceId, string>> = { sts: "RoleArn", "account-access-runtime": "roleArn" };

/** The account that the input names; in iam, where no input names one, and of a Sign-In policy the caller's own. */
export function targetAccount(
  service: ServiceId,
  input: Readonly<Record<string, unknown>>,
  caller: LabCaller,
): string | undefined {
  if (service === "iam") return caller.accountId;
  const roleArn = ROLE_ARNS[service];
  if (roleArn !== undefined) return accountOfArn(input[roleArn]);
  const named = MEMBERS.map((name) => input[name]).find((value) => typeof value === "string");
  if (typeof named === "string") return named;
  return service === "signin" ? caller.accountId : undefined;
}

const accountOfArn = (arn: unknown): string | undefined =>
  typeof arn === "string" ? /^arn:[^:]+:iam::(\d{12}):/.exec(arn)?.[1] : undefined;
