/** Events of memberships that were ended through the API, completed by the events of their creation: only these name group and member. */
import type { CloudTrailEvent } from "../../facts/grant/additional-facts.ts";
import { namesOnlyAMembership } from "../../facts/grant/membership-events.ts";
import { known } from "../../model/reading.ts";
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
