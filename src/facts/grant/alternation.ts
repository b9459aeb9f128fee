/** Two callers who undo each other's work: one creates a group, the other deletes it, in turns. Pure. */
import type { CloudTrailEvent } from "./additional-facts.ts";
import { creationIn, deletionIn } from "./successor.ts";

export interface Alternation {
  readonly creator: string;
  readonly deleter: string;
  /** How many users or groups the one created and the other deleted. */
  readonly times: number;
}

/** Once is a change of mind; from the second time on it is a pattern. */
const A_PATTERN = 2;

/**
 * Undefined where the deleted one was not created by another caller, or that happened once only. CloudTrail hides names (facts
 * 5.5), so the callers tell the pattern: the same two, with other ids.
 */
export function alternationOf(
  goneId: string,
  deletedIds: readonly string[],
  events: readonly CloudTrailEvent[],
): Alternation | undefined {
  const [creator, deleter] = [creationIn(events, goneId)?.by, deletionIn(events, goneId)?.by];
  if (creator === undefined || deleter === undefined || creator === deleter) return undefined;
  const times = [...new Set(deletedIds)].filter(
    (id) => creationIn(events, id)?.by === creator && deletionIn(events, id)?.by === deleter,
  ).length;
  return times >= A_PATTERN ? { creator, deleter, times } : undefined;
}
