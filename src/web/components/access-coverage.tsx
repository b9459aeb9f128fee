/** How far an answer about access looked: of which moment, what could not be read, what was not asked for. */

import type { Unread } from "../../model/effective-access.ts";
import { isOfPermission } from "../../model/reading.ts";
import { counted } from "../../report/counted.ts";
import { unreadWords } from "../../report/effective-access-text.ts";
import { policyStatement } from "../../report/page/coverage-view.ts";
import { momentWords } from "../../report/page/moment-words.ts";
import { plain } from "../../report/sanitize.ts";
import { CopyButton } from "./copy-button.tsx";

interface CoverageProps {
  readonly takenAt: string;
  readonly isWhole: boolean;
  readonly unread: readonly Unread[];
  readonly notExamined: readonly string[];
  readonly isDocument?: boolean;
}

export function AccessCoverage({ takenAt, isWhole, unread, notExamined, isDocument = false }: CoverageProps) {
  const open = unread.length + notExamined.length;
  const line = (
    <>
      as of <time dateTime={takenAt}>{isDocument ? plain(takenAt) : momentWords(takenAt)}</time> ·{" "}
      {isWhole ? "nobody is missing" : "a failed read may hide others"}
      {open === 0 ? "" : ` · ${counted(open, "thing")} not read or not examined`}
    </>
  );
  if (open === 0) return <p class="coverage">{line}</p>;
  return (
    <details class="coverage" open={isDocument}>
      <summary>{line}</summary>
      <ul class="gaps">
        {unread.map((one) => (
          <li key={unreadWords(one)} class="gap-unread">
            <b>{plain(unreadWords(one))}</b> <span class="tag">could not read</span>
            {isDocument || !isOfPermission(one) ? null : (
              <CopyButton text={policyStatement([one.permission])}>Copy the policy statement</CopyButton>
            )}
          </li>
        ))}
        {notExamined.map((words) => (
          <li key={words} class="gap">
            <b>Not examined</b> {plain(words)}
          </li>
        ))}
      </ul>
    </details>
  );
}
