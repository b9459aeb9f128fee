/** The reserved role as IAM of the target account has it, seen through the audit role. */
import type { AccountIamFacts } from "../../facts/grant/additional-facts.ts";
import type { RoleFacts } from "../../facts/grant/grant-facts.ts";
import { mapReading, type Reading } from "../../model/reading.ts";

/** Null: the account has no role of that set. */
export function reservedRole(iam: Reading<AccountIamFacts>): Reading<RoleFacts | null> {
  if (iam.state !== "known") return iam;
  return mapReading(iam.value.role, (role) => role && { roleName: role.roleName, arn: role.arn });
}
