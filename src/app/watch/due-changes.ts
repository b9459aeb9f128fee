/** Which changes a channel is told of now: after their group's time, outside quiet hours, and what is urgent at once. Pure. */
import { isQuiet } from "../../model/quiet-hours.ts";
import type { Channel } from "../../model/watch-settings.ts";
import type { UnreportedChange } from "../../store/alert-store.ts";

const MINUTE_MILLISECONDS = 60_000;

export function dueChanges(
  changes: readonly UnreportedChange[],
  { "quiet-hours": quiet, group }: Pick<Channel, "quiet-hours" | "group">,
  now: Date,
): readonly UnreportedChange[] {
  const isQuietNow = quiet !== undefined && isQuiet({ ...quiet, timeZone: quiet["time-zone"] }, now);
  const told = isQuietNow ? changes.filter(({ finding }) => finding.severity === quiet.except) : changes;
  // The oldest has waited for the others long enough; a clock that was set back does not hold it for ever.
  const isDue = told.some(({ at }) => Math.abs(now.getTime() - Date.parse(at)) >= group * MINUTE_MILLISECONDS);
  return isDue ? worstFirst(told) : [];
}

const RANKS = { high: 0, medium: 1, low: 2 } as const;
const isOver = ({ kind }: UnreportedChange): boolean => kind === "closed" || kind === "accepted";

/** By severity, then by how many people are affected; what is over comes last. */
const worstFirst = (changes: readonly UnreportedChange[]): readonly UnreportedChange[] =>
  [...changes].sort(
    (a, b) =>
      Number(isOver(a)) - Number(isOver(b)) ||
      RANKS[a.finding.severity] - RANKS[b.finding.severity] ||
      b.finding.affected.users - a.finding.affected.users ||
      (a.finding.key < b.finding.key ? -1 : 1),
  );
