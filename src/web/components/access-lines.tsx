/** Grants by group: `23 people by PlatformAdmins`, and behind each line everybody by name, with a way to the drawn path. */
import type { AccessEntry, AccessLine } from "../../report/page/access-view.ts";
import { address } from "../client/router.ts";

interface LinesProps {
  readonly lines: readonly AccessLine[];
  /** The name that is the same in every entry, and therefore not repeated. */
  readonly asked: "user" | "account" | null;
  /** Undefined: a document, in which nothing leads anywhere. */
  readonly isDocument?: boolean;
}

/** Names behind one line; who needs more asks for the account or the person. */
const MOST_NAMED = 500;

export function AccessLines({ lines, asked, isDocument = false }: LinesProps) {
  return (
    <ul class="access-lines">
      {lines.map(({ key, count, via, set, where, entries }) => (
        <li key={key}>
          <details open={!isDocument && lines.length === 1 && entries.length <= 8}>
            <summary>
              {count === "" ? null : <b>{count} </b>}
              {via}: <span class="access-set">{set}</span> {where}
            </summary>
            <ul class="access-entries">
              {entries.slice(0, MOST_NAMED).map((entry) => (
                <Entry key={entry.key} entry={entry} asked={asked} isDocument={isDocument} />
              ))}
              {entries.length > MOST_NAMED ? <li class="soft">and {entries.length - MOST_NAMED} more</li> : null}
            </ul>
          </details>
        </li>
      ))}
    </ul>
  );
}

interface EntryProps extends Pick<LinesProps, "asked"> {
  readonly entry: AccessEntry;
  readonly isDocument: boolean;
}

function Entry({ entry, asked, isDocument }: EntryProps) {
  const { user, userName, account, accountId, set, reason } = entry;
  const words = asked === "user" ? account : asked === "account" ? user : `${user} in ${account}`;
  const path = address("/ask", { user: userName, account: accountId, set: set ?? undefined });
  return (
    <li>
      {isDocument || set === null ? words : <a href={path}>{words}</a>}
      {reason === undefined ? null : <span class="soft"> {reason}</span>}
    </li>
  );
}
