/** Events of memberships that were ended through the API, completed by the events of their creation: only these name group and member. */
import type { CloudTrailEvent } from "../../facts/grant/additional-facts.ts";
import { joinNames, namesOnlyAMembership } from "../../facts/grant/membership-events.ts";
import { known, type Reading } from "../../model/reading.ts";
import type { Reader } from "../reader.ts";
import type { Later } from "./dependent-reads.ts";

/** One look-up more, and only where a membership was ended so. */
export async function withMemberships(
  reader: Pick<Reader, "trail">,
  trail: Later<readonly CloudTrailEvent[]>,
): Later<readonly CloudTrailEvent[]> {
  const found = await trail;
  if (found.state !== "known" || !found.value.some(namesOnlyAMembership)) return found;
  const creations = await reader.trail(["CreateGroupMembership"]);
  return creations.state === "known"
    ? known([...found.value, ...creations.value], [...found.evidence, ...creations.evidence])
    : found;
}

/**
 * The events with those that tell since when somebody is a member of a group that lost its assignment: a group's loss is not the
 * loss of whoever joins it later. Asked only where such a removal was found.
 */
export async function withJoins(
  reader: Pick<Reader, "trail">,
  found: Extract<Reading<readonly CloudTrailEvent[]>, { state: "known" }>,
  removals: readonly CloudTrailEvent[],
): Later<readonly CloudTrailEvent[]> {
  const groups = removals.flatMap(({ group }) => group ?? []);
  if (groups.length === 0) return found;
  const names = new Set(groups.flatMap(({ isExternallyOwned }) => joinNames(isExternallyOwned)));
  const joins = await reader.trail([...names]);
  if (joins.state !== "known") return found;
  const seen = new Set(found.value.map(({ id }) => id));
  const more = joins.value.filter(({ id }) => !seen.has(id));
  return known([...found.value, ...more], [...found.evidence, ...joins.evidence]);
}
