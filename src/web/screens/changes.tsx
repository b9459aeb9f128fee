/** Changes: what was done between two moments, by whom, through which tool, and whose access it changed. The address holds both and the person. */

import type { SnapshotDiff } from "../../model/snapshot-diff.ts";
import { changesView } from "../../report/page/changes-view.ts";
import { momentWords } from "../../report/page/moment-words.ts";
import { get } from "../client/api.ts";
import { address, type Place, refine } from "../client/router.ts";
import type { Moment } from "../client/screen-answers.ts";
import { useAnswer } from "../client/use-answer.ts";
import { ChangeEntries } from "../components/change-entries.tsx";
import { Empty, Failed, Loading } from "../components/state-message.tsx";
import { useFocus } from "../components/use-focus.ts";

interface ChangesProps {
  readonly place: Place;
  readonly base: string;
}

export function ChangesScreen({ place, base }: ChangesProps) {
  const loaded = useAnswer(base, (signal) => get<readonly Moment[]>(`${base}/snapshots`, signal));
  if (!loaded || loaded.kind === "waiting") return <Loading title="Reading which moments can be compared" />;
  if (loaded.kind === "failed")
    return <Failed title="The moments cannot be listed." isScreen failure={loaded.failure} />;
  const moments = loaded.value;
  const [newest] = moments;
  if (!newest || moments.length < 2)
    return (
      <Empty title="Changes need two moments to compare." isScreen>
        <p>
          {newest ? `One was kept: ${momentWords(newest.takenAt)}.` : "None was kept yet."} Each refresh of the snapshot
          keeps one: Findings has the button, and <code>idc-doctor serve</code> refreshes after each repair.
        </p>
      </Empty>
    );
  const to = place.query.get("to") ?? newest.takenAt;
  const from = place.query.get("from") ?? dayBefore(moments, to);
  const move = (change: Readonly<Record<string, string | undefined>>): void => {
    const { from, to, person } = Object.fromEntries(place.query);
    refine(address("/changes", { from, to, person, ...change }));
  };
  return (
    <>
      <Chosen moments={moments} from={from} to={to} person={place.query.get("person") ?? ""} onMove={move} />
      <Compared key={`${from} ${to}`} base={base} from={from} to={to} person={place.query.get("person") ?? ""} />
    </>
  );
}

const DAY = 86_400_000;

/** The newest moment that is a day older; where there is none, the oldest. */
function dayBefore(moments: readonly Moment[], to: string): string {
  const before = moments.filter(({ takenAt }) => takenAt < to);
  const day = before.find(({ takenAt }) => Date.parse(to) - Date.parse(takenAt) >= DAY);
  return (day ?? before.at(-1) ?? moments.at(-1))?.takenAt ?? to;
}

interface ChosenProps {
  readonly moments: readonly Moment[];
  readonly from: string;
  readonly to: string;
  readonly person: string;
  readonly onMove: (change: Readonly<Record<string, string | undefined>>) => void;
}

function Chosen({ moments, from, to, person, onMove }: ChosenProps) {
  const field = useFocus();
  return (
    <search class="change-moments">
      <label>
        Whose access{" "}
        <input
          type="search"
          value={person}
          placeholder="everybody"
          ref={field}
          autocomplete="off"
          onInput={(event) => onMove({ person: event.currentTarget.value })}
        />
      </label>
      <MomentChoice
        name="Since"
        moments={moments.filter(({ takenAt }) => takenAt < to)}
        value={from}
        onChoose={(at) => onMove({ from: at })}
      />
      <MomentChoice
        name="Until"
        moments={moments.filter(({ takenAt }) => takenAt > from)}
        value={to}
        onChoose={(at) => onMove({ to: at })}
      />
    </search>
  );
}

interface ChoiceProps {
  readonly name: string;
  readonly moments: readonly Moment[];
  readonly value: string;
  readonly onChoose: (takenAt: string) => void;
}

function MomentChoice({ name, moments, value, onChoose }: ChoiceProps) {
  return (
    <label>
      {name}{" "}
      <select value={value} onChange={(event) => onChoose(event.currentTarget.value)}>
        {moments.map(({ id, takenAt }) => (
          <option key={id} value={takenAt}>
            {momentWords(takenAt)}
          </option>
        ))}
      </select>
    </label>
  );
}

interface ComparedProps {
  readonly base: string;
  readonly from: string;
  readonly to: string;
  readonly person: string;
}

function Compared({ base, from, to, person }: ComparedProps) {
  const query = new URLSearchParams({ from, to, who: "cloudtrail" });
  const loaded = useAnswer(`${from} ${to}`, (signal) => get<SnapshotDiff>(`${base}/changes?${query}`, signal));
  if (!loaded || loaded.kind === "waiting")
    return <Loading title="Comparing the two moments, and asking CloudTrail who made the changes" />;
  if (loaded.kind === "failed")
    return <Failed title="The moments cannot be compared." isScreen failure={loaded.failure} />;
  return <ChangeEntries view={changesView(loaded.value, person)} diff={loaded.value} person={person} />;
}
