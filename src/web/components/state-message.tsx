/** What a screen shows instead of its content: nothing there yet, waiting, or failed; always in words, with the next step. */
import type { ComponentChildren } from "preact";
import { plain } from "../../report/sanitize.ts";

interface MessageProps {
  readonly title: string;
  readonly children?: ComponentChildren;
  /** It is all that the screen shows, and its title that of the screen. */
  readonly isScreen?: boolean;
}

function Title({ title, isScreen = false }: MessageProps) {
  // It may repeat what somebody wrote, or an address that somebody sent.
  return isScreen ? <h1 class="message-title">{plain(title)}</h1> : <p class="message-title">{plain(title)}</p>;
}

export function Empty({ title, children, isScreen }: MessageProps) {
  return (
    <div class="message">
      <Title title={title} isScreen={isScreen === true} />
      {children}
    </div>
  );
}

/** Says what it waits for. */
export function Loading({ title }: MessageProps) {
  return (
    <div class="message loading" role="status">
      <p class="message-title">{plain(title)}</p>
    </div>
  );
}

export interface FailureWords {
  readonly detail: string;
  readonly next?: string | undefined;
  readonly candidates?: readonly { readonly id: string; readonly name: string }[] | undefined;
}

/** What was being done, why it did not work, and what to do next. Nothing was changed unless the words say so. */
export function Failed({ title, failure, children, isScreen }: MessageProps & { readonly failure: FailureWords }) {
  return (
    <div class="message failed" role="alert">
      <Title title={title} isScreen={isScreen === true} />
      <p>{plain(failure.detail)}</p>
      {failure.next === undefined ? null : <p class="soft">{plain(failure.next)}</p>}
      {(failure.candidates ?? []).length > 0 ? (
        <ul>
          {failure.candidates?.map(({ id, name }) => (
            <li key={id}>
              {plain(name)} <code>{plain(id)}</code>
            </li>
          ))}
        </ul>
      ) : null}
      {children}
    </div>
  );
}
