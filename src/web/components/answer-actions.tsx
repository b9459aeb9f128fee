/** What can be done with an answer: one primary button at most, and the texts to copy. */
import type { AnswerView } from "../../report/page/answer-view.ts";
import { CopyButton } from "./copy-button.tsx";

export function AnswerActions({
  view,
  fixAddress,
}: {
  readonly view: AnswerView;
  readonly fixAddress: string | undefined;
}) {
  const { primary, steps, forUser, ticket } = view;
  const isFix = primary === "fix" && fixAddress !== undefined;
  return (
    <p class="actions">
      {isFix ? (
        <a class="button primary" href={fixAddress}>
          Fix…
        </a>
      ) : null}
      {primary === "copy-steps" ? (
        <CopyButton text={steps.join("\n")} isPrimary>
          Copy the steps
        </CopyButton>
      ) : null}
      {forUser === undefined ? null : (
        <CopyButton text={forUser} isPrimary={primary === "copy-for-user"}>
          Copy for the user
        </CopyButton>
      )}
      <CopyButton text={ticket}>Copy for the ticket</CopyButton>
    </p>
  );
}
