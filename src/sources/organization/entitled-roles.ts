/** The trust policies of all roles that somebody is entitled to, through the audit role: a collection itself looks into no account (facts AAM38, AAM46). */

import type { EntitledRoleFacts } from "../../facts/grant/second-road.ts";
import { certain, parseAccountId } from "../../model/ids.ts";
import type { ReadFailure } from "../../model/reading.ts";
import { parseRoleArn } from "../../model/reserved-role.ts";
import type { AdditionalReader } from "../additional-reader.ts";
import { sideBySide } from "./collecting/parallel.ts";

export interface EntitledRoles {
  /** By ARN; null: there is no such role. */
  readonly roles: ReadonlyMap<string, EntitledRoleFacts | null>;
  /** Why policies could not be read, once for each account. */
  readonly failures: ReadonlyMap<string, ReadFailure>;
}

/** One AssumeRole for each account, and one GetRole for each role. */
export async function readEntitledRoles(
  roleArns: readonly string[],
  { entitledRole }: Pick<AdditionalReader, "entitledRole">,
): Promise<EntitledRoles> {
  const roles = new Map<string, EntitledRoleFacts | null>();
  const failures = new Map<string, ReadFailure>();
  await sideBySide(roleArns, async (roleArn) => {
    const account = parseRoleArn(roleArn)?.accountId;
    if (account === undefined) return;
    const role = await entitledRole(certain(parseAccountId(account)), roleArn);
    if (role.state === "known") roles.set(roleArn, role.value);
    else if (role.state === "unknown") failures.set(account, role.failure);
  });
  return { roles, failures };
}
