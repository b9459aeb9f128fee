/** The findings in one sentence, what is new among them, and how they are shown. */
import { counted } from "../../report/counted.ts";
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
  const open = index.filtered({ state: "open" }).length;
  const count = (filter: FindingPlace): number => index.filtered(filterOf(filter)).length;
  const notes = [
    { words: "new", filter: { history: "new" } },
    { words: "recurred", filter: { history: "recurred" } },
    { words: "accepted", filter: { state: "accepted" } },
  ].map((note) => ({ ...note, count: count(note.filter) }));
  const views = [
    { view: undefined, words: "By cause" },
    { view: "table", words: "Every finding" },
  ];
  return (
    <header class="sentence">
      <h1>{headSentence(open, data)}</h1>
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
          as of <time dateTime={data.takenAt}>{data.takenAt.slice(0, 16).replace("T", " ")} UTC</time>
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

function headSentence(open: number, { affectedUsers, scanned }: FindingIndex["data"]): string {
  const accounts = counted(scanned.accounts, "account");
  if (open === 0) return `No open finding in ${accounts}.`;
  const verb = open === 1 ? "affects" : "affect";
  const people = affectedUsers === 0 ? "nobody now" : counted(affectedUsers, "person", "people");
  return `${counted(open, "open finding")} ${verb} ${people} in ${accounts}.`;
}
