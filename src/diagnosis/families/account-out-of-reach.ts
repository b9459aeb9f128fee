/** The failed requests that say, in the words of D10, that AWS cannot act in an account, although the account is active. */

import { readFailureReason } from "../../facts/grant/failure-reason.ts";
import type { RequestFacts } from "../../facts/grant/grant-facts.ts";
import { knownValue } from "../../model/reading.ts";
import { isOptIn } from "../../model/regions.ts";
import type { WalkedGrant } from "../path/walked-grant.ts";
import { iamPart, partValue } from "./account-iam.ts";
import { decidingFailures } from "./failed-requests.ts";
import { isAccountActive } from "./reach.ts";

/** Undefined where there is none, or the account's state explains it. */
export const outOfReachFailure = (grant: WalkedGrant): RequestFacts | undefined =>
  isAccountActive(grant)
    ? decidingFailures(grant).find(
        ({ failureReason }) => readFailureReason(failureReason).kind === "account-out-of-reach",
      )
    : undefined;

/** Whether the instance lives in a Region that an account may have left off (facts A14). */
export const isHomeOptIn = ({ facts }: WalkedGrant): boolean => isOptIn(knownValue(facts.instance)?.region ?? "");

/**
 * Whether the account lacks the service-linked role, and what that says: with sets in the account it was there once and is
 * gone; without any it may never have been made, because AWS makes it with the first assignment (facts 3.2). Undefined: it
 * is there, or was not looked for.
 */
export function missingServiceLinkedRole(grant: WalkedGrant): "gone" | "never made" | undefined {
  if (partValue(iamPart(grant, "hasServiceLinkedRole")) !== false) return undefined;
  return knownValue(grant.facts.additional.setsInAccount) === 0 ? "never made" : "gone";
}
