/** The failed requests that decide a grant, and what every cause behind a FailureReason shares. */

import type { RequestFacts } from "../../facts/grant/grant-facts.ts";
import type { EvidenceId } from "../../model/evidence.ts";
import { evidenceOf } from "../../model/reading.ts";
import { reasonInWords, timeBetween } from "../path/names.ts";
import type { WalkedGrant } from "../path/walked-grant.ts";
import { isProvisioningDue, isUnmet, requestsFor } from "./reach.ts";
import { reasonNow } from "./reason-now.ts";

/**
 * The newest failure of each ledger, where no younger request runs, the failure still matters and its reason is not known to
 * be gone.
 */
export const decidingFailures = (grant: WalkedGrant): readonly RequestFacts[] =>
  newestFailures(grant).filter((request) => reasonNow(grant, request) !== "gone");

/** The same, whose reason is gone: history, for the sentences of what is wrong now. */
export const overcomeFailures = (grant: WalkedGrant): readonly RequestFacts[] =>
  newestFailures(grant).filter((request) => reasonNow(grant, request) === "gone");

function newestFailures(grant: WalkedGrant): readonly RequestFacts[] {
  const newest = (kind: RequestFacts["kind"]) =>
    requestsFor(grant, kind, "IN_PROGRESS").length > 0 ? [] : requestsFor(grant, kind, "FAILED").slice(0, 1);
  return [
    ...(isUnmet(grant) ? newest("create-assignment") : []),
    ...(isProvisioningDue(grant) ? newest("provision") : []),
  ];
}

export const requestEvidence = ({ facts }: WalkedGrant): readonly EvidenceId[] => evidenceOf(facts.requests);

/** A failed request whose reason is gone, as history: it says why nobody has done this before. */
export function historyNote(grant: WalkedGrant): string {
  const [request] = overcomeFailures(grant);
  if (!request) return "";
  const age = timeBetween(request.createdAt, grant.facts.at);
  return ` A request failed${age ? ` ${age} ago` : ""} for a reason that no longer applies (request ${request.id}). ${reasonInWords(request.failureReason)}`;
}

/**
 * What follows the reason of a failed request where nothing that was read shows that it still holds: the request is history, and
 * somebody may have repaired it since.
 */
export function maybeRepairedSince(grant: WalkedGrant, request: RequestFacts): string {
  if (reasonNow(grant, request) === "holds") return "";
  const age = timeBetween(request.createdAt, grant.facts.at);
  return ` That was${age ? ` ${age} ago` : " when the request failed"}; whether it is still so was not checked.`;
}

/** What proves that note; nothing where there is none. */
export const historyEvidence = (grant: WalkedGrant): readonly EvidenceId[] =>
  overcomeFailures(grant).length > 0 ? requestEvidence(grant) : [];

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
export const THEN_AGAIN = "Then run `idc-doctor fix` again: it creates the assignment again, or provisions the set.";
