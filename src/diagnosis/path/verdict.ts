/** The verdict on one walked grant. */
import type { Stage } from "../../model/access-path.ts";
import type { Verdict } from "../../model/diagnosis.ts";
import { isAccountClosed, requestsFor } from "../families/reach.ts";
import type { WalkedGrant } from "./walked-grant.ts";

/**
 * `undecided` as soon as one read failed; else by the path that comes closest.
 *
 * A broken link beside an unread one could be named, but the unread one may be the reason for it: the causes still list
 * what is proved, the verdict does not claim more than was read.
 */
export function verdictOf(grant: WalkedGrant): Verdict {
  if (grant.failures.length > 0) return "undecided";
  const broken = grant.best.links.filter(({ state }) => state === "broken");
  const first = broken.find(({ stage }) => !isOutdatedLink(stage, grant));
  if (!first) {
    // The asked action hangs on something that nobody has told, as a condition key.
    if (grant.decision?.answer === "unknown") return "undecided";
    // What nobody looked at, or could not read, is not in order either: without it "works" would be a guess.
    if (
      !grant.best.links.every(
        ({ stage, state }) =>
          state === "ok" || isOutdatedLink(stage, grant) || (state === "not examined" && OPTIONAL.includes(stage)),
      )
    )
      return "undecided";
    return isOutdated(grant) ? "stale" : "works";
  }
  if (first.stage === "role session") return "denied";
  if (
    (first.stage === "assignment" || first.stage === "provisioning" || first.stage === "membership") &&
    isUnderWay(grant)
  )
    return "pending";
  return "not-visible";
}

const isOutdatedLink = (stage: Stage, grant: WalkedGrant): boolean => stage === "provisioning" && isOutdated(grant);

/** Links that can only be read with a token of the user, or with a way into the account. */
const OPTIONAL: readonly Stage[] = ["portal", "role session"];

const isOutdated = ({ facts }: WalkedGrant): boolean =>
  facts.freshness.state === "known" && facts.freshness.value === "outdated";

/** Whether a request in progress will make this grant reach the user, if it succeeds. */
export function isUnderWay(grant: WalkedGrant): boolean {
  if (isAccountClosed(grant)) return false;
  if (requestsFor(grant, "create-assignment", "IN_PROGRESS").length > 0) return true;
  return grant.isAssigned && requestsFor(grant, "provision", "IN_PROGRESS").length > 0;
}
