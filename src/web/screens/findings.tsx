/** Findings: sent once by the server, filtered, grouped and ordered here; what is marked is planned or accepted. */
import { useEffect, useMemo, useState } from "preact/hooks";
import type { FindingColumns } from "../../model/finding-columns.ts";
import type { OrganizationOffer } from "../client/answers.ts";
import { get } from "../client/api.ts";
import { type Place, refine } from "../client/router.ts";
import { useAnswer } from "../client/use-answer.ts";
import { whenIdle } from "../client/when-idle.ts";
import { AcceptDialog } from "../components/accept-dialog.tsx";
import { FindingFilters } from "../components/finding-filters.tsx";
import { FindingsHead } from "../components/findings-head.tsx";
import { MarkedBar } from "../components/marked-bar.tsx";
import { ScanGaps } from "../components/scan-gaps.tsx";
import { Failed, type FailureWords, Loading } from "../components/state-message.tsx";
import { acceptAll, planFor } from "../findings/finding-actions.ts";
import { createFindingIndex, type FindingIndex } from "../findings/finding-index.ts";
import {
  type FindingPlace,
  filterOf,
  findingAddress,
  findingPlace,
  nextOrder,
  orderOf,
} from "../findings/finding-place.ts";
import { FindingDrawer } from "./finding-drawer.tsx";
import { FindingTable } from "./finding-table.tsx";
import { GroupedFindings } from "./grouped-findings.tsx";

interface FindingsProps {
  readonly place: Place;
  readonly base: string;
  readonly role: OrganizationOffer["role"];
}

export function FindingsScreen({ place, base, role }: FindingsProps) {
  const [round, setRound] = useState(0);
  const loaded = useAnswer(`${base} ${round}`, (signal) => get<FindingColumns>(`${base}/findings`, signal));
  const again = (): void => setRound(round + 1);
  if (!loaded || loaded.kind === "waiting") return <Loading title="Loading the findings of the last scan" />;
  if (loaded.kind === "failed")
    return <Failed title="The findings cannot be shown." failure={loaded.failure} isScreen />;
  return <Found data={loaded.value} place={findingPlace(place.query)} base={base} role={role} onChanged={again} />;
}

interface FoundProps extends Omit<FindingsProps, "place"> {
  readonly data: FindingColumns;
  readonly place: FindingPlace;
  readonly onChanged: () => void;
}

/** What is about to be done with which findings. */
interface Intent {
  readonly kind: "accept" | "plan";
  readonly keys: readonly string[];
}

function Found({ data, place, base, role, onChanged }: FoundProps) {
  const index = useMemo(() => createFindingIndex(data), [data]);
  useEffect(() => whenIdle(index.preparations), [index]);
  const causes = useMemo(() => index.values("cause"), [index]);
  const filter = filterOf(place);
  const filtered = useMemo(() => index.filtered(filter), [index, JSON.stringify(filter)]);
  const rows = useMemo(() => index.ordered(filtered, orderOf(place)), [filtered, place.order]);
  const marks = useMarks();
  const [intent, setIntent] = useState<Intent>();
  const [failure, setFailure] = useState<FailureWords>();
  const change = (changed: Partial<FindingPlace>): void => refine(findingAddress({ ...place, ...changed }));
  const plan = async (keys: readonly string[]): Promise<void> => {
    setIntent({ kind: "plan", keys });
    setFailure(await planFor(keys, base));
    setIntent(undefined);
  };
  const keysOf = (some: Iterable<number>): readonly string[] => Array.from(some, (row) => data.columns.key[row] ?? "");
  if (intent?.kind === "plan")
    return <Loading title="Making the plan and rehearsing it on a local twin of the organization" />;
  return (
    <>
      <FindingsHead index={index} place={place} shown={rows} onView={(view) => change({ view, finding: undefined })} />
      <FindingFilters place={place} causes={causes} onChange={change} />
      {failure ? <Failed title="No plan was made. Nothing was changed." failure={failure} /> : null}
      <Shown index={index} place={place} filtered={filtered} rows={rows} marks={marks} onChange={change} />
      <ScanGaps scan={data} />
      <MarkedBar
        index={index}
        marked={marks.marked}
        role={role}
        onPlan={(some) => void plan(keysOf(some))}
        onAccept={() => setIntent({ kind: "accept", keys: keysOf(marks.marked) })}
        onClear={marks.clear}
      />
      {place.finding === undefined || intent ? null : (
        <FindingDrawer
          key={place.finding}
          findingKey={place.finding}
          base={base}
          role={role}
          onClose={() => change({ finding: undefined })}
          onAccept={() => setIntent({ kind: "accept", keys: [place.finding ?? ""] })}
          onPlan={() => void plan([place.finding ?? ""])}
          onReopened={onChanged}
        />
      )}
      {intent ? (
        <AcceptDialog
          count={intent.keys.length}
          onClose={() => setIntent(undefined)}
          onAccept={async (reason, until) => {
            const refused = await acceptAll({ keys: intent.keys, reason, until }, base);
            if (!refused) onChanged();
            return refused;
          }}
        />
      ) : null}
    </>
  );
}

interface ShownProps extends Pick<FoundProps, "place"> {
  readonly index: FindingIndex;
  readonly filtered: Int32Array;
  /** The filtered ones in their order. */
  readonly rows: Int32Array;
  readonly marks: ReturnType<typeof useMarks>;
  readonly onChange: (changed: Partial<FindingPlace>) => void;
}

function Shown({ index, place, filtered, rows, marks: { marked, mark }, onChange }: ShownProps) {
  const order = orderOf(place);
  if (place.view !== "table")
    return <GroupedFindings index={index} rows={filtered} place={place} marked={marked} onMark={mark} />;
  return (
    <FindingTable
      index={index}
      rows={rows}
      order={order}
      onOrder={(column) => onChange({ order: nextOrder(order, column) })}
      marked={marked}
      onMark={mark}
      onOpen={(row) => onChange({ finding: index.data.columns.key[row] })}
    />
  );
}

function useMarks() {
  const [marked, setMarked] = useState<ReadonlySet<number>>(new Set());
  const mark = (rows: readonly number[], isMarked: boolean): void =>
    setMarked((before) => {
      const next = new Set(before);
      for (const row of rows) isMarked ? next.add(row) : next.delete(row);
      return next;
    });
  return { marked, mark, clear: () => setMarked(new Set()) };
}
