/** The failed requests that decide a grant, and what every cause behind a FailureReason shares. */

import type { AccountIamFacts } from "../../facts/grant/additional-facts.ts";
import type { RequestFacts } from "../../facts/grant/grant-facts.ts";
import type { EvidenceId } from "../../model/evidence.ts";
import { evidenceOf, knownValue, type Reading } from "../../model/reading.ts";
import type { WalkedGrant } from "../path/walked-grant.ts";
import { isNotProvisioned, isProvisioningDue, isUnmet, requestsFor } from "./reach.ts";

/** The newest failure of each ledger, where no younger request runs and the failure still matters. */
export function decidingFailures(grant: WalkedGrant): readonly RequestFacts[] {
  const newest = (kind: RequestFacts["kind"]) =>
    requestsFor(grant, kind, "IN_PROGRESS").length > 0 ? [] : requestsFor(grant, kind, "FAILED").slice(0, 1);
  return [
    ...(isUnmet(grant) ? newest("create-assignment") : []),
    ...(isProvisioningDue(grant) ? newest("provision") : []),
  ];
}

/** Whether an older version of the set is in the account: then a failure may be older than what is wrong now. */
export const isOldRoleThere = (grant: WalkedGrant): boolean => grant.isAssigned && !isNotProvisioned(grant);

export const requestEvidence = ({ facts }: WalkedGrant): readonly EvidenceId[] => evidenceOf(facts.requests);

/** One part of the account's IAM, where it was read. */
export function iamPart<Part extends keyof AccountIamFacts>(
  { facts }: WalkedGrant,
  part: Part,
): AccountIamFacts[Part] | undefined {
  return knownValue(facts.additional.iam)?.[part];
}

export const partValue = <T>(reading: Reading<T> | undefined): T | undefined =>
  reading?.state === "known" ? reading.value : undefined;

/** What follows from a failed creation or provisioning, whatever made it fail. */
export const BEHIND_A_FAILURE = [
  "assignment-failed",
  "provisioning-failed",
  "not-provisioned",
  "outdated",
  "no-assignment",
  "not-a-member",
  "group-empty",
  "other-set-assigned",
  "other-account-assigned",
  "provisioned-not-assigned",
] as const;

/** How a failed order is made again once its reason is gone. */
export const THEN_AGAIN = "Then run `idc-doctor fix` again: it makes the assignment again, or provisions.";
