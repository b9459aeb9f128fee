/** The layers of policies that decide an action: an explicit deny stands as a row of its own over the allow. */
import type { DecisionView } from "../../report/page/answer-view.ts";
import { sentenceOf } from "../../report/page/link-view.ts";
import { Icon } from "./icon.tsx";

const ICONS = { deny: "deny", allow: "ok", unknown: "unread" } as const;
const iconOf = (answer: string) =>
  answer === "deny" || answer === "allow" || answer === "unknown" ? ICONS[answer] : "quiet";

export function Decisions({ decisions }: { readonly decisions: readonly DecisionView[] }) {
  return (
    <>
      {decisions.map(({ action, summary, rows }) => (
        <figure class="decision" key={action + summary}>
          <figcaption>{sentenceOf(summary)}</figcaption>
          <ul>
            {rows.map(({ layer, answer, reason }) => (
              <li key={layer} class={`layer layer-${answer.replaceAll(" ", "-")}`}>
                <span class="state">
                  <Icon name={iconOf(answer)} />
                  {answer}
                </span>
                <span>{layer}</span>
                <span class="soft">{reason}</span>
              </li>
            ))}
          </ul>
        </figure>
      ))}
    </>
  );
}
