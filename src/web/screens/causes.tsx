/** The catalogue of causes: searched by the words people use, the words in the address. */
import { grouped } from "../../model/grouped.ts";
import { COLUMNS } from "../../report/page/link-view.ts";
import { get } from "../client/api.ts";
import { address, type Place, refine } from "../client/router.ts";
import type { CatalogueCause } from "../client/screen-answers.ts";
import { useAnswer } from "../client/use-answer.ts";
import { Empty, Failed, Loading } from "../components/state-message.tsx";

export function CausesScreen({ place }: { readonly place: Place }) {
  const words = place.query.get("words") ?? "";
  const loaded = useAnswer(`causes ${words.trim()}`, (signal) =>
    get<readonly CatalogueCause[]>(
      words.trim() === "" ? "/causes" : `/causes?words=${encodeURIComponent(words.trim())}`,
      signal,
    ),
  );
  return (
    <>
      <header class="sentence">
        <h1>Why can access be missing?</h1>
        <p class="lead">
          Every cause that idc-doctor knows, in the order of the access path. Search by what the user sees or what AWS
          says.
        </p>
        <search>
          <input
            type="search"
            class="wide"
            value={words}
            aria-label="Search the causes by symptom"
            placeholder="account missing from the portal, access denied, ForbiddenException"
            onInput={(event) => refine(address("/causes", { words: event.currentTarget.value }))}
          />
        </search>
      </header>
      {!loaded || loaded.kind === "waiting" ? (
        <Loading title="Reading the catalogue" />
      ) : loaded.kind === "ok" ? (
        <Found causes={loaded.value} isSearch={words.trim() !== ""} />
      ) : loaded.status === 404 ? (
        <NoneFits failure={loaded.failure} words={words} />
      ) : (
        <Failed title="The catalogue could not be read." failure={loaded.failure} />
      )}
    </>
  );
}

function NoneFits({
  failure,
  words,
}: {
  readonly failure: { readonly candidates?: readonly { readonly id: string; readonly name: string }[] | undefined };
  readonly words: string;
}) {
  return (
    <Empty title={`No cause has the symptom “${words}”.`}>
      {(failure.candidates ?? []).map(({ id, name }) => (
        <p key={id}>
          Close to it: <a href={`/causes/${id}`}>{name}</a>
        </p>
      ))}
      <a href="/causes">Show all causes</a>
    </Empty>
  );
}

function Found({ causes, isSearch }: { readonly causes: readonly CatalogueCause[]; readonly isSearch: boolean }) {
  const groups = isSearch
    ? [["Best matches first", causes] as const]
    : [...grouped(causes, ({ stage }) => stage)].map(([stage, all]) => [stageName(stage), all] as const);
  return (
    <>
      {groups.map(([name, all]) => (
        <section key={name} class="catalogue" aria-label={name}>
          <h2>
            {name} <span class="soft">{all.length}</span>
          </h2>
          <ul>
            {all.map(({ id, title, documentation: { symptoms } }) => (
              <li key={id}>
                <a href={`/causes/${id}`}>{title}</a>
                <p class="soft">{symptoms.slice(0, 2).join(" · ")}</p>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </>
  );
}

const stageName = (stage: string): string => (stage in COLUMNS ? COLUMNS[stage as keyof typeof COLUMNS] : stage);
