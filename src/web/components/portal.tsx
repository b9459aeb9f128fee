/** Somebody's access portal in small, before and after a repair, as the rehearsal saw it. */
import { portalEntry } from "../../model/portal-entry.ts";
import { plain } from "../../report/sanitize.ts";
import type { PortalLine } from "../client/answers.ts";

interface PortalProps {
  readonly title: string;
  readonly lines: readonly PortalLine[];
  readonly moment: "before" | "after";
}

export function Portal({ title, lines, moment }: PortalProps) {
  return (
    <section class="portal">
      <h3>{title}</h3>
      <ul>
        {lines.map((line) => {
          const isShown = line[moment];
          const isNew = moment === "after" && line.after && !line.before;
          const isGone = moment === "after" && line.before && !line.after;
          return (
            <li key={line.accountId + portalEntry(line)} class={isNew ? "new" : isShown ? "" : "none"}>
              <span title={line.accountId}>{plain(line.accountName ?? line.accountId)}</span>
              <span>
                {isShown ? plain(portalEntry(line)) : "nothing"}
                {isNew ? <span class="tag">new</span> : null}
                {isGone ? <span class="tag">gone</span> : null}
              </span>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
