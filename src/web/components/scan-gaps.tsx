/** How far a scan looked: what could not be read, what it cannot see, what it did not ask for. */

import type { Findings } from "../../model/finding.ts";
import { inTheWay } from "../../model/reading.ts";
import { counted } from "../../report/counted.ts";
import { plain } from "../../report/sanitize.ts";
import { partText } from "../../report/snapshot-text.ts";

interface GapsProps {
  readonly scan: Pick<Findings, "scanned" | "unread" | "blindSpot" | "notExamined">;
  readonly isOpen?: boolean;
}

export function ScanGaps({ scan: { scanned, unread, blindSpot, notExamined }, isOpen = false }: GapsProps) {
  const looked = [
    counted(scanned.accounts, "account"),
    counted(scanned.permissionSets, "permission set"),
    counted(scanned.users, "user"),
    counted(scanned.groups, "group"),
    counted(scanned.assignments, "assignment"),
  ].join(", ");
  const open = unread.length + notExamined.length + (blindSpot === null ? 0 : 1);
  const line = `${looked} · ${open === 0 ? "everything was read" : `${counted(open, "thing")} not read or not examined`}`;
  if (open === 0) return <p class="coverage">{line}</p>;
  return (
    <details class="coverage" open={isOpen}>
      <summary>{line}</summary>
      <ul class="gaps">
        {unread.map(({ part, failure }) => (
          <li key={partText(part)} class="gap-unread">
            <b>{plain(partText(part))}</b> <span class="tag">could not read</span>
            <span>{plain(failure.message)}</span> <code>{inTheWay(failure)}</code>
          </li>
        ))}
        {blindSpot === null ? null : (
          <li class="gap">
            <b>Not seen</b> {plain(blindSpot)}
          </li>
        )}
        {notExamined.map((words) => (
          <li key={words} class="gap">
            <b>Not examined</b> {plain(words)}
          </li>
        ))}
      </ul>
    </details>
  );
}
