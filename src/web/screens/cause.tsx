/** One cause: what people say, why it happens, what to do, and its scenes, to be tried on a lab. */
import { useState } from "preact/hooks";
import type { PlayedScene, SceneOffer } from "../../model/scene-offer.ts";
import { get, post } from "../client/api.ts";
import { address, go } from "../client/router.ts";
import type { CatalogueCause, Scenes } from "../client/screen-answers.ts";
import { useAnswer } from "../client/use-answer.ts";
import { CopyButton } from "../components/copy-button.tsx";
import { Failed, type FailureWords, Loading } from "../components/state-message.tsx";

export function CauseScreen({ id }: { readonly id: string }) {
  const loaded = useAnswer(`cause ${id}`, (signal) => get<CatalogueCause>(`/causes/${encodeURIComponent(id)}`, signal));
  if (!loaded || loaded.kind === "waiting") return <Loading title="Reading the catalogue" />;
  if (loaded.kind === "failed")
    return (
      <Failed title="This cause cannot be shown." isScreen failure={loaded.failure}>
        <a href="/causes">Show all causes</a>
      </Failed>
    );
  return <Shown cause={loaded.value} />;
}

function Shown({ cause }: { readonly cause: CatalogueCause }) {
  const { id, title, confidenceRule, documentation } = cause;
  return (
    <article class="answer">
      <header class="sentence">
        <p class="soft">
          <a href="/causes">Causes</a> · <code>{id}</code>
        </p>
        <h1>{title}</h1>
        <p class="lead">{documentation.why}</p>
        <p class="lead">
          <b>Do: </b>
          {documentation.whatToDo}
        </p>
      </header>
      <ScenesOf cause={cause} />
      <section aria-labelledby="symptoms-title">
        <h2 id="symptoms-title">What people say</h2>
        <ul class="text">
          {documentation.symptoms.map((symptom) => (
            <li key={symptom}>{symptom}</li>
          ))}
        </ul>
      </section>
      <section aria-labelledby="sure-title">
        <h2 id="sure-title">How sure an answer can be</h2>
        <p class="text">{confidenceRule}</p>
      </section>
      {documentation.sources.length > 0 ? (
        <section aria-labelledby="sources-title">
          <h2 id="sources-title">Sources</h2>
          <ul class="text">
            {documentation.sources.map((source) => (
              <li key={source}>
                <a href={source} target="_blank" rel="noreferrer">
                  {source.replace(/^https:\/\//, "")}
                </a>
              </li>
            ))}
          </ul>
        </section>
      ) : null}
    </article>
  );
}

function ScenesOf({ cause: { id, documentation } }: { readonly cause: CatalogueCause }) {
  const loaded = useAnswer("scenes", (signal) => get<Scenes>("/scenes", signal));
  if (loaded?.kind !== "ok") return null;
  const scenes = loaded.value.scenes.filter(({ cause }) => cause === id);
  return (
    <section aria-labelledby="scenes-title">
      <h2 id="scenes-title">See it on a lab</h2>
      {scenes.length === 0 ? (
        <p class="soft text">{documentation.notOnLab ?? "No scene of the lab shows this cause."}</p>
      ) : null}
      {scenes.map((scene, at) => (
        <Scene key={scene.id} scene={scene} isPlaying={loaded.value.isPlaying} isFirst={at === 0} />
      ))}
    </section>
  );
}

interface SceneProps {
  readonly scene: SceneOffer;
  readonly isPlaying: boolean;
  readonly isFirst: boolean;
}

function Scene({ scene, isPlaying, isFirst }: SceneProps) {
  const [failure, fail] = useState<FailureWords>();
  const [isBusy, setBusy] = useState(false);
  const play = async (): Promise<void> => {
    setBusy(true);
    const played = await post<PlayedScene>(`/scenes/${encodeURIComponent(scene.id)}/play`, {});
    setBusy(false);
    if (played.kind === "failed") return fail(played.failure);
    const { organization, question } = played.value;
    const { permissionSet: set, ...rest } = question;
    go(address("/ask", { organization, ...rest, set }));
  };
  const command = `idc-doctor lab --load ${scene.id}`;
  return (
    <div class="card">
      <h3>{scene.title}</h3>
      <p class="text">{scene.story}</p>
      {isPlaying && scene.isPlayable ? (
        <button type="button" class={isFirst ? "primary" : ""} disabled={isBusy} onClick={() => void play()}>
          Try it in the lab
        </button>
      ) : (
        <p class="row">
          <code>{command}</code>
          <CopyButton text={command}>Copy the command</CopyButton>
        </p>
      )}
      {failure ? <Failed title="The scene was not put on a lab." failure={failure} /> : null}
    </div>
  );
}
