/** Who can reach an account, or what a person can reach: by group first, everybody behind the line. */
import type { EffectiveAccess } from "../../model/effective-access.ts";
import { accessView } from "../../report/page/access-view.ts";
import { get } from "../client/api.ts";
import { address } from "../client/router.ts";
import { useAnswer } from "../client/use-answer.ts";
import { AccessCoverage } from "../components/access-coverage.tsx";
import { AccessLines } from "../components/access-lines.tsx";
import { Icon } from "../components/icon.tsx";
import { Failed, Loading } from "../components/state-message.tsx";

interface AnswerProps {
  readonly user: string | undefined;
  readonly account: string | undefined;
  readonly set: string | undefined;
  readonly base: string;
}

const ICONS = { yes: "ok", no: "broken", unknown: "unread" } as const;

export function AccessAnswer({ user, account, set, base }: AnswerProps) {
  const path =
    user === undefined
      ? address(`${base}/who-can`, { account, permissionSet: set })
      : address(`${base}/what-can`, { user });
  const loaded = useAnswer(path, (signal) => get<EffectiveAccess>(path, signal));
  if (!loaded || loaded.kind === "waiting") return <Loading title="Expanding the groups of the snapshot" />;
  if (loaded.kind === "failed")
    return <Failed title="The question could not be answered." failure={loaded.failure} isScreen />;
  const access = loaded.value;
  // A person and an account: the account as it was found by its name is in one of the rows.
  const accountId = user === undefined ? undefined : idOfAccount(access, account);
  const view = accessView(access, accountId);
  return (
    <article class="answer">
      <header class="sentence">
        <h1>{view.sentence}</h1>
      </header>
      {view.blocks.map(({ title, state, lines }) => (
        <section key={title} class={`access-block access-${state}`}>
          <h2>
            <Icon name={ICONS[state]} />
            {title}
          </h2>
          <AccessLines lines={lines} asked={user === undefined ? "account" : "user"} />
        </section>
      ))}
      {view.blocks.length === 0 ? <p class="lead">Nothing is assigned.</p> : null}
      {view.portals.length > 0 ? (
        <p class="lead">Roles of account access manager are in their own portal: {view.portals.join(", ")}</p>
      ) : null}
      {view.orphans.length > 0 ? (
        <details class="cause">
          <summary>Assigned to principals that are not in the directory: {view.orphans.length}</summary>
          <ul>
            {view.orphans.map((words) => (
              <li key={words}>{words}</li>
            ))}
          </ul>
        </details>
      ) : null}
      <AccessCoverage {...access} />
    </article>
  );
}

function idOfAccount({ rows, entitled }: EffectiveAccess, words: string | undefined): string | undefined {
  if (words === undefined) return undefined;
  return (
    [...rows, ...entitled].find(({ account }) => account.id === words || account.name === words)?.account.id ?? words
  );
}
