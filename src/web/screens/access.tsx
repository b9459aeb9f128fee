/** Access, both ways: who can reach an account, what a person can reach; and the map of everything. */
import type { CompletedName } from "../client/answers.ts";
import { get } from "../client/api.ts";
import { address, go, type Place } from "../client/router.ts";
import { AskField, type Names } from "../components/ask-field.tsx";
import { AccessAnswer } from "./access-answer.tsx";
import { AccessMapScreen } from "./access-map-screen.tsx";

interface AccessProps {
  readonly place: Place;
  readonly base: string;
}

const WORDS = {
  label: "Name a person or an account",
  placeholders: ["A person or an account: payroll-prod", "and a permission set", ""],
  button: "Show",
};

const PARAMETERS = { user: "user", account: "account", "permission-set": "set" } as const;

export function AccessScreen({ place: { query }, base }: AccessProps) {
  const asked = { user: query.get("user"), account: query.get("account"), set: query.get("set") };
  const chips = chipsOf(query);
  const show = (shown: readonly CompletedName[]): void => {
    for (const { kind, value, name } of shown) names.set(`${kind} ${value}`, name);
    go(address("/access", Object.fromEntries(shown.map(({ kind, value }) => [PARAMETERS[kind], value]))));
  };
  return (
    <>
      <AskField
        chips={chips}
        onChips={show}
        onAsk={(shown, words) => (words === "" ? show(shown) : go(address("/access", { account: words })))}
        onPasted={(text) => go(address("/access", { account: text.trim() }))}
        words={WORDS}
        complete={(prefix, signal) => get<Names>(`${base}/names?prefix=${encodeURIComponent(prefix)}`, signal)}
      />
      {asked.user === null && asked.account === null ? (
        <AccessMapScreen query={query} base={base} />
      ) : (
        <AccessAnswer
          key={query.toString()}
          user={asked.user ?? undefined}
          account={asked.account ?? undefined}
          set={asked.set ?? undefined}
          base={base}
        />
      )}
    </>
  );
}

/** Names that were chosen on this page, for chips that an address brings back with ids only. */
const names = new Map<string, string>();

const chipsOf = (query: URLSearchParams): readonly CompletedName[] =>
  (["user", "account", "permission-set"] as const).flatMap((kind) => {
    const value = query.get(PARAMETERS[kind]);
    return value === null ? [] : [{ kind, value, name: names.get(`${kind} ${value}`) ?? value, detail: null }];
  });
