/** One finding whole: what is wrong, whom it concerns, what to do, and what happened to it. */
import { LEAST_PRIVILEGE } from "../../model/finding.ts";
import { withoutIds } from "../../report/brief/without-ids.ts";
import { counted } from "../../report/counted.ts";
import { sentenceOf } from "../../report/page/link-view.ts";
import { plain } from "../../report/sanitize.ts";
import type { FindingDetail } from "../client/finding-answers.ts";
import { address } from "../client/router.ts";

const EVENTS = {
  opened: "Found first",
  recurred: "Found again after it was gone",
  accepted: "Accepted",
  reopened: "Open again",
  closed: "Gone",
} as const;

export function FindingCard({ detail }: { readonly detail: FindingDetail }) {
  const { finding, state, acceptance, history } = detail;
  const { severity, confidence, cause, summary, affected, remedy } = finding;
  return (
    <>
      <p class="row">
        <span class={`tag severity severity-${severity}`}>{severity}</span>
        <span class="tag">{confidence}</span>
        <span class={`tag tag-${state}`}>{state}</span>
        {LEAST_PRIVILEGE.some((id) => id === cause) ? <code>{cause}</code> : <a href={`/causes/${cause}`}>{cause}</a>}
      </p>
      <p>{sentenceOf(withoutIds(plain(summary)))}</p>
      <Affected affected={affected} subject={finding.subject} />
      {acceptance === null ? null : (
        <p class="accepted">
          <b>Accepted until {acceptance.until}</b> by {plain(acceptance.by)}: {plain(acceptance.reason)}
        </p>
      )}
      <h3>What to do</h3>
      <p>{sentenceOf(withoutIds(plain(remedy.summary)))}</p>
      <ul>
        {(remedy.kind === "api" ? remedy.notes : remedy.steps).map((step) => (
          <li key={step}>{sentenceOf(withoutIds(plain(step)))}</li>
        ))}
      </ul>
      <h3>History</h3>
      <ol class="events">
        {history.map(({ at, kind, who, reason, until }) => (
          <li key={`${at} ${kind}`}>
            <time dateTime={at}>{at.slice(0, 16).replace("T", " ")}</time> {EVENTS[kind]}
            {who === null ? "" : ` by ${plain(who)}`}
            {until === null ? "" : ` until ${until}`}
            {reason === null ? "" : `: ${plain(reason)}`}
          </li>
        ))}
      </ol>
    </>
  );
}

function Affected({ affected: { users, sample }, subject }: Pick<FindingDetail["finding"], "affected" | "subject">) {
  if (users === 0) return <p class="soft">Nobody is affected now.</p>;
  const question = { account: subject.account?.id, set: subject.permissionSet?.name };
  return (
    <p>
      <b>{counted(users, "person", "people")}:</b>{" "}
      {sample.map((user, at) => (
        <span key={user}>
          {at === 0 ? "" : ", "}
          <a href={address("/ask", { user, ...question })}>{plain(user)}</a>
        </span>
      ))}
      {users > sample.length ? ` and ${users - sample.length} more` : ""}
    </p>
  );
}
