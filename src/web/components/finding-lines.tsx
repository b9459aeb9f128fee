/** Findings by cause, one line for each thing to do: on the page with a box to mark it, in a document without. */
import { LEAST_PRIVILEGE } from "../../model/finding.ts";
import type { FindingLine, FindingSection } from "../../report/page/finding-lines.ts";

interface LinesProps {
  readonly sections: readonly FindingSection[];
  /** In a document: the id of the part that has the findings of a line. */
  readonly idOf?: ((line: FindingLine) => string) | undefined;
  /** Undefined: a document, in which nothing can be marked. */
  readonly page?:
    | {
        readonly addressOf: (line: FindingLine) => string;
        readonly isMarked: (line: FindingLine) => boolean;
        readonly onMark: (line: FindingLine, isMarked: boolean) => void;
      }
    | undefined;
}

export function FindingLines({ sections, page, idOf }: LinesProps) {
  return (
    <div class="finding-sections">
      {sections.map(({ cause, title, lines }) => (
        <section key={cause} class="card finding-section" aria-label={title}>
          <header>
            <h2>{title}</h2>
            {page && isInCatalogue(cause) ? (
              <a class="cause-link" href={`/causes/${cause}`}>
                {cause}
              </a>
            ) : (
              <code class="soft">{cause}</code>
            )}
          </header>
          <ul class="finding-lines">
            {lines.map((line) => (
              <Line key={line.key} line={line} page={page} idOf={idOf} />
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}

/** Findings of least privilege are no causes: the catalogue has no page for them. */
const isInCatalogue = (cause: string): boolean => !LEAST_PRIVILEGE.some((id) => id === cause);

function Line({ line, page, idOf }: { readonly line: FindingLine } & Pick<LinesProps, "page" | "idOf">) {
  const { sentence, severity, people, since, todo } = line;
  const id = idOf?.(line);
  const address = page?.addressOf(line) ?? (id === undefined ? undefined : `#${id}`);
  return (
    <li class={`finding-line severity-${severity}`} data-line={id}>
      {page ? (
        <input
          type="checkbox"
          aria-label={`Mark: ${sentence}`}
          checked={page.isMarked(line)}
          onChange={(event) => page.onMark(line, event.currentTarget.checked)}
        />
      ) : null}
      <span class={`tag severity severity-${severity}`}>{severity}</span>
      <span class="line-sentence">
        {address === undefined ? sentence : <a href={address}>{sentence}</a>}
        {tagsOf(line).map((words) => (
          <span key={words} class={`tag tag-${words.split(" ").at(-1)}`}>
            {words}
          </span>
        ))}
        {todo === undefined ? null : <code class="line-todo">{todo}</code>}
      </span>
      <span class="line-people">{people}</span>
      <span class="line-since soft">{since === undefined || since === "" ? "" : `since ${since.slice(0, 10)}`}</span>
    </li>
  );
}

/** What sets it apart: `new` where all of the line is, `3 new` where some are. */
function tagsOf({ count, fresh, recurred, accepted }: FindingLine): readonly string[] {
  const tag = (some: number, word: string): readonly string[] =>
    some === 0 ? [] : [some === count ? word : `${some} ${word}`];
  return [...tag(fresh, "new"), ...tag(recurred, "recurred"), ...tag(accepted, "accepted")];
}
