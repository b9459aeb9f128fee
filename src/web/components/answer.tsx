/** An answer: the sentence, what to do, the access path, how far it looked. Draws what `answerView` derived. */
import type { ComponentChildren } from "preact";
import type { AnswerView } from "../../report/page/answer-view.ts";
import type { LinkView } from "../../report/page/link-view.ts";
import { AccessPath } from "./access-path.tsx";
import { AnswerActions } from "./answer-actions.tsx";
import { Causes } from "./causes.tsx";
import { Coverage } from "./coverage.tsx";
import { Decisions } from "./decisions.tsx";

interface AnswerProps {
  readonly view: AnswerView;
  readonly onOpen?: ((link: LinkView) => void) | undefined;
  /** Undefined: a document, in which nothing can be clicked. */
  readonly fixAddress?: string | undefined;
  readonly isDocument?: boolean | undefined;
  /** Stands beside the sentence: the person's portal on a lab. */
  readonly beside?: ComponentChildren;
}

const SURE = { proved: "Proved.", likely: "Likely.", possible: "Possible." } as const;

export function Answer({ view, onOpen, fixAddress, isDocument = false, beside }: AnswerProps) {
  return (
    <article class={`answer verdict-${view.verdict}`}>
      <div class="top">
        <header class="sentence">
          <h1>{view.sentence}</h1>
          <p class="lead">
            {view.confidence === undefined ? null : <b>{SURE[view.confidence]} </b>}
            {view.why}
          </p>
          {view.todo === undefined ? null : (
            <p class="lead todo">
              <b>Do: </b>
              {view.todo}
            </p>
          )}
          {view.near === undefined ? null : <p class="lead">{view.near}</p>}
          {isDocument ? null : <AnswerActions view={view} fixAddress={fixAddress} />}
        </header>
        {beside}
      </div>
      <section aria-labelledby="path-title">
        <h2 id="path-title">Access path</h2>
        <AccessPath paths={view.paths} onOpen={onOpen} />
        <Decisions decisions={view.decisions} />
        <Coverage coverage={view.coverage} isOpen={isDocument} />
      </section>
      {view.assumptions.length > 0 ? (
        <section class="assumptions" aria-labelledby="assumptions-title">
          <h2 id="assumptions-title">Rests on an assumption</h2>
          <ul>
            {view.assumptions.map((words) => (
              <li key={words}>{words}</li>
            ))}
          </ul>
        </section>
      ) : null}
      {view.has === undefined ? null : (
        <p class="has">
          <b>Has in this account:</b> {view.has}.
        </p>
      )}
      <Grants grants={view.grants} />
      <Causes causes={view.causes} evidence={view.evidence} isDocument={isDocument} />
      {isDocument ? (
        <section class="ticket" aria-labelledby="ticket-title">
          <h2 id="ticket-title">For the ticket</h2>
          <pre>{view.ticket}</pre>
        </section>
      ) : null}
    </article>
  );
}

/** Each grant of a question that covers several, with its own verdict. */
function Grants({ grants }: Pick<AnswerView, "grants">) {
  if (grants.length < 2) return null;
  return (
    <section aria-labelledby="grants-title">
      <h2 id="grants-title">Each grant</h2>
      <ul class="grants">
        {grants.map(({ name, verdict, isLost }) => (
          <li key={name}>
            <span>{name}</span> <span class={`tag verdict-tag-${verdict}`}>{isLost ? "lost" : verdict}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
