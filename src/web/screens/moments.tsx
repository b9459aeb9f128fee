/** Two moments laid over each other: whose access was gained and lost between them. */
import { useEffect } from "preact/hooks";
import type { SnapshotDiff } from "../../model/snapshot-diff.ts";
import { accessDifference } from "../../report/page/access-view.ts";
import { momentWords } from "../../report/page/moment-words.ts";
import { get } from "../client/api.ts";
import { address } from "../client/router.ts";
import { useAnswer } from "../client/use-answer.ts";
import { AccessDifference } from "../components/access-difference.tsx";
import { Choice } from "../components/finding-filters.tsx";
import { Failed } from "../components/state-message.tsx";

interface MomentsProps {
  readonly query: URLSearchParams;
  readonly base: string;
  readonly onChange: (change: Readonly<Record<string, string | undefined>>) => void;
  readonly onDifference: (rows: SnapshotDiff["access"]["rows"]) => void;
}

interface Moment {
  readonly id: string;
  readonly takenAt: string;
}

export function Moments({ query, base, onChange, onDifference }: MomentsProps) {
  const moments = useAnswer(base, (signal) => get<readonly Moment[]>(`${base}/snapshots`, signal));
  const all = moments?.kind === "ok" ? moments.value : [];
  const [from, to] = [query.get("from") ?? undefined, query.get("to") ?? undefined];
  const path = from === undefined ? null : address(`${base}/changes`, { from, to: to ?? all[0]?.takenAt });
  const loaded = useAnswer(all.length === 0 ? null : path, (signal) => get<SnapshotDiff>(path ?? "", signal));
  const rows = loaded?.kind === "ok" ? loaded.value.access.rows : undefined;
  useEffect(() => onDifference(rows ?? []), [rows]);
  if (all.length < 2) return null;
  const options = all.map(({ takenAt }) => [takenAt, momentWords(takenAt)] as const);
  return (
    <section class="moments" aria-label="Two moments">
      <p class="row">
        <span>Compare with</span>
        <Choice
          label="Earlier moment"
          value={from}
          options={[["", "no other moment"], ...options.slice(1)]}
          onChoose={(chosen) => onChange({ from: chosen, ...(chosen === undefined && { to: undefined }) })}
        />
        {from === undefined ? null : (
          <>
            <span>until</span>
            <Choice
              label="Later moment"
              value={to}
              options={[["", "now"], ...options.slice(1).filter(([takenAt]) => takenAt > from)]}
              onChoose={(chosen) => onChange({ to: chosen })}
            />
          </>
        )}
      </p>
      {loaded?.kind === "waiting" ? <p class="soft">Comparing the two snapshots</p> : null}
      {loaded?.kind === "failed" ? <Failed title="The moments cannot be compared." failure={loaded.failure} /> : null}
      {rows ? <AccessDifference blocks={accessDifference(rows)} /> : null}
    </section>
  );
}
