/** What a pasted text means, and the question that it leads to. */
import { useEffect } from "preact/hooks";
import type { Explanation } from "../../diagnosis/pasted/explanation.ts";
import { plain, plainLines } from "../../report/sanitize.ts";
import { post } from "../client/api.ts";
import { address } from "../client/router.ts";
import { useAnswer } from "../client/use-answer.ts";
import { Failed, Loading } from "../components/state-message.tsx";

interface Explained {
  readonly explanations: readonly Explanation[];
}

/** What a text names of a question. */
export type FoundWords = Pick<Explanation, "account" | "permissionSet">;

interface PastedProps {
  readonly text: string;
  readonly base: string;
  /** Where the person is missing: what the text names otherwise. */
  readonly onFound: (words: FoundWords) => void;
}

export function Pasted({ text, base, onFound }: PastedProps) {
  const loaded = useAnswer(text, (signal) => post<Explained>(`${base}/explain`, { text }, signal));
  const [only, ...others] = loaded?.kind === "ok" ? loaded.value.explanations : [];
  const isIncomplete = only !== undefined && others.length === 0 && personOf(only) === undefined;
  useEffect(() => {
    if (isIncomplete) onFound(only);
  }, [isIncomplete, text]);
  if (!loaded || loaded.kind === "waiting") return <Loading title="Reading what you pasted" />;
  if (loaded.kind === "failed") return <Failed title="The text could not be read." isScreen failure={loaded.failure} />;
  return (
    <>
      {loaded.value.explanations.map((one, index) => (
        <Explained key={`${index} ${one.title}`} one={one} />
      ))}
    </>
  );
}

/** An IAM user is nobody that Identity Center knows. */
const personOf = ({ who }: Explanation): string | undefined =>
  who?.kind === "IAM user" ? undefined : (who?.name ?? undefined);

function Explained({ one }: { readonly one: Explanation }) {
  const { title, account, permissionSet, action, resource, meaning, corrections } = one;
  const question = {
    user: personOf(one),
    account: account ?? undefined,
    set: permissionSet ?? undefined,
    action: action ?? undefined,
    resource: resource ?? undefined,
  };
  return (
    <article class="answer">
      <header class="sentence">
        <h1>{plain(title)}</h1>
        {meaning.map((sentence) => (
          <p class="lead" key={sentence}>
            {plain(sentence)}
          </p>
        ))}
        {corrections.map(({ note }) => (
          <p class="lead" key={note}>
            <b>Correction: </b>
            {plain(note)}
          </p>
        ))}
        {question.user === undefined ? (
          <p class="lead">
            <b>Was not given: </b>the person of Identity Center. Name them in the field above.
          </p>
        ) : (
          <p class="actions">
            <a class="button primary" href={address("/ask", question)}>
              Diagnose {plain(question.user)}
            </a>
          </p>
        )}
      </header>
      <WhatNext one={one} />
    </article>
  );
}

function WhatNext({ one: { next, fits, verbatim } }: { readonly one: Explanation }) {
  return (
    <>
      {next.length > 0 ? (
        <section>
          <h2>Next</h2>
          <ol>
            {next.map((step) => (
              <li key={step}>{plain(step)}</li>
            ))}
          </ol>
        </section>
      ) : null}
      {fits.length > 0 ? (
        <section>
          <h2>Causes that fit</h2>
          <ul>
            {fits.map(({ id, confidence }) => (
              <li key={id}>
                <a href={`/causes/${id}`}>{id}</a> <span class="tag">{confidence}</span>
              </li>
            ))}
          </ul>
        </section>
      ) : null}
      {verbatim === null ? null : <pre>{plainLines(verbatim)}</pre>}
    </>
  );
}
