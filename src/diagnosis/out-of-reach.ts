/** The failed requests that say, in the words of D10, that AWS cannot act in an account, although the account is active. */
import type { RequestFacts } from "../facts/grant-facts.ts";
import { decidingFailures } from "./failed-requests.ts";
import { readFailureReason } from "./failure-reason.ts";
import { isAccountActive } from "./reach.ts";
import type { WalkedGrant } from "./walked-grant.ts";

/** Undefined where there is none, or the account's state explains it. */
export const outOfReachFailure = (grant: WalkedGrant): RequestFacts | undefined =>
  isAccountActive(grant)
    ? decidingFailures(grant).find(
        ({ failureReason }) => readFailureReason(failureReason).kind === "account-out-of-reach",
      )
    : undefined;
