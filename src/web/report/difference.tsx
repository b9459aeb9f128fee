/** The difference of two snapshots as one file: who gained and lost access, then every change with whoever made it. */
import type { SnapshotDiff } from "../../model/snapshot-diff.ts";
import { withoutIds } from "../../report/brief/without-ids.ts";
import { accessDifference } from "../../report/page/access-view.ts";
import { sentenceOf } from "../../report/page/link-view.ts";
import { plain } from "../../report/sanitize.ts";
import { differenceHeadline, unreadWords } from "../../report/snapshot-diff.ts";
import { changeWords } from "../../report/snapshot-diff-words.ts";
import { AccessDifference } from "../components/access-difference.tsx";
import { documentHtml } from "./document.tsx";

export function differenceHtml(difference: SnapshotDiff): string {
  const sentence = `${differenceHeadline(difference)}.`;
  const { before, after, changes, access } = difference;
  return documentHtml({
    title: sentence,
    children: (
      <article class="answer">
        <header class="sentence">
          <h1>{sentence}</h1>
          <p class="lead">
            {plain(before.takenAt)} to {plain(after.takenAt)}
          </p>
        </header>
        <section aria-labelledby="access-title">
          <h2 id="access-title">Access</h2>
          <AccessDifference blocks={accessDifference(access.rows)} isDocument />
        </section>
        {changes.length === 0 ? null : (
          <section aria-labelledby="changes-title">
            <h2 id="changes-title">Changes</h2>
            <ul class="changes">
              {changes.map((change) => (
                <li key={JSON.stringify(change)}>{sentenceOf(withoutIds(plain(changeWords(change))))}</li>
              ))}
            </ul>
          </section>
        )}
        <Gaps difference={difference} />
      </article>
    ),
  });
}

function Gaps({ difference: { unread, notExamined } }: { readonly difference: SnapshotDiff }) {
  if (unread.length + notExamined.length === 0) return null;
  return (
    <section class="coverage" aria-labelledby="gaps-title">
      <h2 id="gaps-title">What was not compared</h2>
      <ul class="gaps">
        {unread.map((one) => (
          <li key={unreadWords(one)} class="gap-unread">
            {plain(unreadWords(one))} <span class="tag">could not read</span>
          </li>
        ))}
        {notExamined.map((words) => (
          <li key={words}>{plain(words)}</li>
        ))}
      </ul>
    </section>
  );
}
