/** The changes between two moments: a sentence, then one card for each recorded call with the access that came or went by it. */
import { neededFor } from "../../model/reading.ts";
import type { SnapshotDiff } from "../../model/snapshot-diff.ts";
import { counted } from "../../report/counted.ts";
import type { AccessLine } from "../../report/page/access-lines.ts";
import type { ChangeEntry, ChangesView } from "../../report/page/changes-view.ts";
import { momentWords } from "../../report/page/moment-words.ts";
import { plain } from "../../report/sanitize.ts";

interface EntriesProps {
  readonly view: ChangesView;
  readonly diff: SnapshotDiff;
  readonly person: string;
}

export function ChangeEntries({ view, diff, person }: EntriesProps) {
  return (
    <article class="answer">
      <header class="sentence">
        <h1>{headline(view, diff, person)}</h1>
        <details class="coverage">
          <summary>
            {counted(diff.notExamined.length, "thing")} not compared
            {diff.isWhole ? "" : ` · ${counted(diff.unread.length, "part")} could not be read`}
          </summary>
          <ul class="gaps">
            {diff.unread.map(({ document, part, kind, permission }) => (
              <li key={document + part} class="gap-unread">
                <b>{part}</b> <span class="tag">could not read</span> {document}: {neededFor({ kind, permission })}.{" "}
                <span class="soft">Effect: more may have changed there.</span>
              </li>
            ))}
            {diff.notExamined.map((words) => (
              <li key={words}>{plain(words)}</li>
            ))}
          </ul>
        </details>
      </header>
      <ol class="changes">
        {view.entries.map((entry) => (
          <Entry key={entry.key} entry={entry} />
        ))}
      </ol>
    </article>
  );
}

function headline({ entries, gained, lost }: ChangesView, { before, after }: SnapshotDiff, person: string): string {
  const who = person.trim() === "" ? "" : ` for “${plain(person.trim())}”`;
  const since = momentWords(before.takenAt);
  if (entries.length === 0) return `Nothing changed${who} from ${since} to ${momentWords(after.takenAt)}.`;
  const access = [
    ...(gained > 0 ? [`${counted(gained, "person", "people")} gained access`] : []),
    ...(lost > 0 ? [`${counted(lost, "person", "people")} lost access`] : []),
  ];
  const what = access.length === 0 ? "nobody’s access changed" : access.join(", ");
  return `${counted(entries.length, "change")}${who} since ${since}: ${what}.`;
}

function Entry({ entry: { author, sentences, gained, lost, unknown } }: { readonly entry: ChangeEntry }) {
  return (
    <li class="card change">
      <p class="change-by">
        {author ? (
          <>
            <time dateTime={author.at}>{momentWords(author.at)}</time>
            <b title={author.arn}>{author.by}</b>
            <span class="tag">{author.tool ?? "tool not named"}</span>
            <span class="soft">{author.event}</span>
          </>
        ) : (
          <span class="soft">No recorded call names it</span>
        )}
      </p>
      {sentences.length === 0 ? <p>Access changed for a reason that the two moments do not show.</p> : null}
      {sentences.slice(0, 3).map((sentence) => (
        <p key={sentence} class="change-what">
          {sentence}
        </p>
      ))}
      {sentences.length > 3 ? (
        <details>
          <summary>{sentences.length - 3} more</summary>
          <ul>
            {sentences.slice(3).map((sentence) => (
              <li key={sentence}>{sentence}</li>
            ))}
          </ul>
        </details>
      ) : null}
      <Lines title="gains" lines={gained} />
      <Lines title="loses" lines={lost} />
      <Lines title="could not be read" lines={unknown} />
    </li>
  );
}

const SHOWN = 4;

function Lines({
  title,
  lines,
}: {
  readonly title: "gains" | "loses" | "could not be read";
  readonly lines: readonly AccessLine[];
}) {
  if (lines.length === 0) return null;
  const items = lines.map((line) => (
    <li key={line.key}>
      <span class={`tag change-${title.split(" ")[0]}`}>{title}</span>{" "}
      <a href={`/ask?user=${encodeURIComponent(line.person)}`}>{line.person}</a>: {line.permissionSet} in{" "}
      {line.accounts.length > 3 ? (
        <span title={line.accounts.join(", ")}>{counted(line.accounts.length, "account")}</span>
      ) : (
        line.accounts.join(", ")
      )}
    </li>
  ));
  return (
    <>
      <ul class="change-lines">{items.slice(0, SHOWN)}</ul>
      {items.length > SHOWN ? (
        <details>
          <summary>{counted(items.length - SHOWN, "more person", "more people")}</summary>
          <ul class="change-lines">{items.slice(SHOWN)}</ul>
        </details>
      ) : null}
    </>
  );
}
