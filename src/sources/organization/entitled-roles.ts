/** The trust policies of all roles that somebody is entitled to, through the audit role: a collection itself looks into no account (facts AAM38, AAM46). */

import { certain, parseAccountId } from "../../model/ids.ts";
import type { OrganizationDocument } from "../../model/organization-document/document.ts";
import type { ReadFailure } from "../../model/reading.ts";
import { parseRoleArn } from "../../model/reserved-role.ts";
import type { AdditionalReader } from "../additional-reader.ts";
import { sideBySide } from "./collecting/parallel.ts";

export interface EntitledRoles {
  /** By the ARN of the role; null: there is no such role. */
  readonly trustPolicies: ReadonlyMap<string, string | null>;
  /** Why policies could not be read, once for each account. */
  readonly failures: ReadonlyMap<string, ReadFailure>;
}

/** One AssumeRole for each account, and one GetRole for each role. */
export async function readEntitledRoles(
  { entitlements }: Pick<OrganizationDocument, "entitlements">,
  { trustPolicy }: Pick<AdditionalReader, "trustPolicy">,
): Promise<EntitledRoles> {
  const arns = [...new Set(entitlements.map(({ roleArn }) => roleArn))];
  const trustPolicies = new Map<string, string | null>();
  const failures = new Map<string, ReadFailure>();
  await sideBySide(arns, async (roleArn) => {
    const account = parseRoleArn(roleArn)?.accountId;
    if (account === undefined) return;
    const policy = await trustPolicy(certain(parseAccountId(account)), roleArn);
    if (policy.state === "known") trustPolicies.set(roleArn, policy.value);
    else if (policy.state === "unknown") failures.set(account, policy.failure);
  });
  return { trustPolicies, failures };
}
