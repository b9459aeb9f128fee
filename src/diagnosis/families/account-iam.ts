/** IAM of the target account, part by part, where it was read through the audit role. */
import type { AccountIamFacts } from "../../facts/grant/additional-facts.ts";
import { knownValue, type Reading } from "../../model/reading.ts";
import type { WalkedGrant } from "../path/walked-grant.ts";

/** One part of the account's IAM, where it was read. */
export function iamPart<Part extends keyof AccountIamFacts>(
  { facts }: WalkedGrant,
  part: Part,
): AccountIamFacts[Part] | undefined {
  return knownValue(facts.additional.iam)?.[part];
}

export const partValue = <T>(reading: Reading<T> | undefined): T | undefined =>
  reading?.state === "known" ? reading.value : undefined;
