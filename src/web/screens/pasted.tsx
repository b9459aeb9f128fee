/** What a pasted text means, and the question that it leads to. */
import type { Explanation } from "../../diagnosis/pasted/explanation.ts";
import { plain, plainLines } from "../../report/sanitize.ts";
import { post } from "../client/api.ts";
import { address } from "../client/router.ts";
import { useAnswer } from "../client/use-answer.ts";
import { Failed, Loading } from "../components/state-message.tsx";

interface Explained {
  readonly explanations: readonly Explanation[];
}

export function Pasted({ text, base }: { readonly text: string; readonly base: string }) {
  const loaded = useAnswer(text, (signal) => post<Explained>(`${base}/explain`, { text }, signal));
  if (!loaded || loaded.kind === "waiting") return <Loading title="Reading what you pasted" />;
  if (loaded.kind === "failed") return <Failed title="The text could not be read." failure={loaded.failure} />;
  return (
    <>
      {loaded.value.explanations.map((one, index) => (
        <Explained key={`${index} ${one.title}`} one={one} />
      ))}
    </>
  );
}

function Explained({ one }: { readonly one: Explanation }) {
  const { title, who, account, permissionSet, action, resource, meaning, corrections } = one;
  const question = {
    user: who?.name ?? undefined,
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
            <b>Was not given: </b>the person. Name who was refused in the field above.
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
