/** The findings in one sentence, what is new among them, and how they are shown. */
import { useMemo } from "preact/hooks";
import { counted } from "../../report/counted.ts";
import { findingsSentence } from "../../report/page/finding-lines.ts";
import { momentWords } from "../../report/page/moment-words.ts";
import { download, findingsAsCsv } from "../findings/finding-actions.ts";
import type { FindingIndex } from "../findings/finding-index.ts";
import { type FindingPlace, filterOf, findingAddress } from "../findings/finding-place.ts";

interface HeadProps {
  readonly index: FindingIndex;
  readonly place: FindingPlace;
  readonly shown: Int32Array;
  readonly onView: (view: string | undefined) => void;
}

export function FindingsHead({ index, place, shown, onView }: HeadProps) {
  const { data } = index;
  const { open, accounts, notes } = useMemo(() => countsOf(index), [index]);
  const views = [
    { view: undefined, words: "By cause" },
    { view: "table", words: "Every finding" },
  ];
  return (
    <header class="sentence">
      <h1>
        {findingsSentence({
          count: open,
          affectedUsers: data.affectedUsers,
          accounts,
          scanned: data.scanned.accounts,
        })}
      </h1>
      <p class="lead">
        {notes.map(({ words, filter, count }) =>
          count === 0 ? null : (
            <span key={words} class="note">
              <a href={findingAddress(filter)}>
                {count} {words}
              </a>
            </span>
          ),
        )}
        <span class="note">
          as of <time dateTime={data.takenAt}>{momentWords(data.takenAt)}</time>
        </span>
      </p>
      <div class="row views">
        <div class="segments">
          {views.map(({ view, words }) => (
            <button key={words} type="button" aria-pressed={place.view === view} onClick={() => onView(view)}>
              {words}
            </button>
          ))}
        </div>
        <span class="soft shown" role="status">
          {shown.length === data.total
            ? counted(data.total, "finding")
            : `${shown.length} of ${counted(data.total, "finding")}`}
        </span>
        <button
          type="button"
          disabled={shown.length === 0}
          onClick={() => download("findings.csv", findingsAsCsv(index, shown), "text/csv")}
        >
          CSV
        </button>
      </div>
    </header>
  );
}

/** Of everything, whatever is shown. */
function countsOf(index: FindingIndex) {
  const count = (filter: FindingPlace): number => index.filtered(filterOf(filter)).length;
  const notes = [
    { words: "new", filter: { history: "new" } },
    { words: "recurred", filter: { history: "recurred" } },
    { words: "accepted", filter: { state: "accepted" } },
  ];
  const open = index.filtered(filterOf({}));
  const { accountId } = index.data.columns;
  const accounts = new Set([...open].flatMap((row) => ((accountId[row] ?? -1) < 0 ? [] : [accountId[row]]))).size;
  return { open: open.length, accounts, notes: notes.map((note) => ({ ...note, count: count(note.filter) })) };
}
