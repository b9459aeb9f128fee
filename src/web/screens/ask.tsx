/** Ask and its answer: the address holds the question, the server judges, the page draws. */
import { useEffect, useState } from "preact/hooks";
import type { Diagnosis } from "../../model/diagnosis.ts";
import { answerView } from "../../report/page/answer-view.ts";
import type { LinkView } from "../../report/page/link-view.ts";
import { plain } from "../../report/sanitize.ts";
import type { CompletedName, OrganizationOffer } from "../client/answers.ts";
import { get, post } from "../client/api.ts";
import { address, go, type Place } from "../client/router.ts";
import { useAnswer } from "../client/use-answer.ts";
import { writtenQuestion } from "../client/written-question.ts";
import { Answer } from "../components/answer.tsx";
import { AskField, type Names } from "../components/ask-field.tsx";
import { LinkDrawer } from "../components/link-drawer.tsx";
import { Failed, Loading } from "../components/state-message.tsx";
import { type FoundWords, Pasted } from "./pasted.tsx";
import { PortalNow } from "./portal-now.tsx";

interface ScreenProps {
  readonly place: Place;
  /** `/organizations/default` */
  readonly base: string;
  readonly organization: OrganizationOffer;
}

const PARAMETERS = { user: "user", account: "account", "permission-set": "set" } as const;

/** Asked on this page since it was loaded; nothing of it is kept. */
const recent: string[] = [];

export function AskScreen({ place, base, organization }: ScreenProps) {
  const { query } = place;
  const [chips, setChips] = useState(() => chipsOf(query));
  const [pasted, setPasted] = useState<string>();
  const key = query.get("user") === null ? null : query.toString();
  useEffect(() => {
    if (key === null) return;
    setPasted(undefined);
    setChips((before) => chipsOf(new URLSearchParams(key), before));
    if (!recent.includes(key)) recent.unshift(key);
  }, [key]);
  return (
    <>
      <AskField
        chips={chips}
        onChips={setChips}
        onAsk={(asked, words) => go(questionAddress(asked, words))}
        onPasted={setPasted}
        complete={(prefix, signal) => get<Names>(`${base}/names?prefix=${encodeURIComponent(prefix)}`, signal)}
      />
      {pasted === undefined ? (
        key === null ? (
          <Start />
        ) : (
          <Answered
            key={key}
            query={query}
            base={base}
            organization={organization}
            onNamed={(names) => setChips(named(chips, names))}
          />
        )
      ) : (
        <Pasted text={pasted} base={base} onFound={(found) => setChips(foundChips(found))} />
      )}
    </>
  );
}

function Start() {
  return (
    <section class="start">
      <h1>Who cannot reach what?</h1>
      <p class="lead">
        Name a person, an account and a permission set, or paste what AWS said: an error, a CloudTrail event, an ARN, a
        message from the access portal.
      </p>
      {recent.length > 0 ? (
        <>
          <h2>Asked before</h2>
          <ul class="recent">
            {recent.slice(0, 8).map((key) => (
              <li key={key}>
                <a href={`/ask?${key}`}>{recentWords(new URLSearchParams(key))}</a>
              </li>
            ))}
          </ul>
        </>
      ) : null}
    </section>
  );
}

const recentWords = (query: URLSearchParams): string =>
  plain(["user", "account", "set", "action"].flatMap((name) => query.get(name) ?? []).join(" · "));

interface AnsweredProps extends Pick<ScreenProps, "base" | "organization"> {
  readonly query: URLSearchParams;
  /** The names behind the words that were asked. */
  readonly onNamed: (question: Diagnosis["question"]) => void;
}

function Answered({ query, base, organization, onNamed }: AnsweredProps) {
  const [opened, open] = useState<LinkView>();
  const [user, account, set] = ["user", "account", "set"].map((name) => query.get(name) ?? undefined);
  const [action, resource, actionRegion] = ["action", "resource", "region"].map((name) => query.get(name) ?? undefined);
  const loaded = useAnswer(query.toString(), (signal) =>
    post<Diagnosis>(`${base}/why`, { user, account, permissionSet: set, action, resource, actionRegion }, signal),
  );
  const diagnosis = loaded?.kind === "ok" ? loaded.value : undefined;
  useEffect(() => {
    if (diagnosis) onNamed(diagnosis.question);
  }, [diagnosis]);
  if (!loaded || loaded.kind === "waiting")
    return (
      <Loading
        title={`Reading what AWS has on ${[user, account, set].filter(Boolean).join(", ")}: about a dozen calls`}
      />
    );
  if (loaded.kind === "failed")
    return (
      <Failed title="The question could not be answered. Nothing was changed." isScreen failure={loaded.failure} />
    );
  const view = answerView(loaded.value);
  return (
    <>
      <Answer
        view={view}
        onOpen={open}
        fixAddress={fixAddress(loaded.value)}
        beside={<PersonsPortal diagnosis={loaded.value} base={base} organization={organization} />}
      />
      {opened ? (
        <LinkDrawer
          link={opened}
          evidence={view.evidence}
          causeId={view.causes[0]?.id}
          onClose={() => open(undefined)}
          onGive={(given) => go(address("/ask", { user, account, set, action: given }))}
        />
      ) : null}
    </>
  );
}

function PersonsPortal({
  diagnosis: { question, at },
  ...where
}: { readonly diagnosis: Diagnosis } & Pick<ScreenProps, "base" | "organization">) {
  const { user, account } = question;
  return (
    <PortalNow
      {...where}
      userName={user.userName ?? user.asked}
      person={user.displayName || user.userName || user.asked}
      asked={account}
      moment={at}
    />
  );
}

/** The plan is of the grant that was diagnosed, by the ids that the diagnosis found. */
function fixAddress({ question, causes: [cause] }: Diagnosis): string {
  return address("/fix", {
    user: question.user.userName ?? question.user.asked,
    account: question.account.id ?? cause?.grant?.account,
    set: question.permissionSet.name ?? cause?.grant?.permissionSet ?? undefined,
  });
}

function questionAddress(chips: readonly CompletedName[], words: string): string {
  const written = writtenQuestion(words);
  if (chips.length === 0) return address("/ask", { ...written });
  // What is written beside chips completes them, in the order of the question.
  const rest = [written.user, written.account, written.set].filter((word) => word !== undefined);
  const of = (kind: CompletedName["kind"]): string | undefined =>
    chips.find((chip) => chip.kind === kind)?.value ?? rest.shift();
  return address("/ask", { user: of("user"), account: of("account"), set: of("permission-set") });
}

/** Names, not ids: the chips show what the server found. */
function named(chips: readonly CompletedName[], question: Diagnosis["question"]): readonly CompletedName[] {
  const names = {
    user: question.user.displayName || question.user.userName,
    account: question.account.name,
    "permission-set": question.permissionSet.name,
  };
  return chips.map((chip) => ({ ...chip, name: names[chip.kind] || chip.name }));
}

/** What a pasted text names, so that only the rest has to be written. */
const foundChips = ({ account, permissionSet }: FoundWords): readonly CompletedName[] => [
  ...(account ? [chipOf("account", account)] : []),
  ...(permissionSet ? [chipOf("permission-set", permissionSet)] : []),
];

const chipOf = (kind: CompletedName["kind"], value: string): CompletedName => ({
  kind,
  value,
  name: value,
  detail: null,
});

/** What the address says, with the names that were chosen here. */
function chipsOf(query: URLSearchParams, before: readonly CompletedName[] = []): readonly CompletedName[] {
  return (["user", "account", "permission-set"] as const).flatMap((kind) => {
    const value = query.get(PARAMETERS[kind]);
    if (value === null) return [];
    return [before.find((chip) => chip.kind === kind && chip.value === value) ?? chipOf(kind, value)];
  });
}
