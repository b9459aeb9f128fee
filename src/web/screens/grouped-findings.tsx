/** Filtered findings as one line for each thing to do. */
import { useMemo } from "preact/hooks";
import { type FindingLine, findingSections } from "../../report/page/finding-lines.ts";
import { FindingLines } from "../components/finding-lines.tsx";
import { Empty } from "../components/state-message.tsx";
import { linesOf } from "../findings/finding-groups.ts";
import type { FindingIndex } from "../findings/finding-index.ts";
import { type FindingPlace, findingAddress } from "../findings/finding-place.ts";

interface GroupedProps {
  readonly index: FindingIndex;
  readonly rows: Int32Array;
  readonly place: FindingPlace;
  readonly marked: ReadonlySet<number>;
  readonly onMark: (rows: readonly number[], isMarked: boolean) => void;
}

/** Lines that are shown; the others are found by a filter. */
const MOST_LINES = 300;

export function GroupedFindings({ index, rows, place, marked, onMark }: GroupedProps) {
  const lines = useMemo(() => linesOf(index, rows), [index, rows]);
  const sections = useMemo(() => findingSections(lines.slice(0, MOST_LINES)), [lines]);
  const byKey = useMemo(() => new Map(lines.map((line) => [line.key, line])), [lines]);
  const rowsOf = ({ key }: FindingLine): readonly number[] => byKey.get(key)?.rows ?? [];
  if (lines.length === 0)
    return (
      <Empty
        title={index.data.total === 0 ? "Nothing found: every grant that was read is in order." : "No finding fits."}
      >
        {index.data.total === 0 ? null : <a href="/findings">Show all open findings</a>}
      </Empty>
    );
  return (
    <>
      <FindingLines
        sections={sections}
        page={{
          addressOf: (line) => {
            const own = byKey.get(line.key);
            const set = own?.subjects.permissionSet?.name;
            const [only] = rowsOf(line);
            if (rowsOf(line).length === 1 && only !== undefined)
              return findingAddress({ ...place, finding: index.data.columns.key[only] });
            return findingAddress({ ...place, view: "table", cause: own?.cause, severity: line.severity, set });
          },
          isMarked: (line) => rowsOf(line).every((row) => marked.has(row)),
          onMark: (line, isMarked) => onMark(rowsOf(line), isMarked),
        }}
      />
      {lines.length > MOST_LINES ? (
        <p class="soft">{lines.length - MOST_LINES} more lines: filter, or look at every finding.</p>
      ) : null}
    </>
  );
}
