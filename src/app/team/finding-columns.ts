/** Stored findings as the columns that a page takes. */
import { FINDING_COLUMNS_SCHEMA, type FindingColumns, type ScanSummary } from "../../model/finding-columns.ts";
import type { StoredFinding } from "../../store/finding-store.ts";

const RANKS = { high: 0, medium: 1, low: 2 } as const;

/** By severity, then by how many people are affected. */
export const worstFirst = (found: readonly StoredFinding[]): readonly StoredFinding[] =>
  [...found].sort(
    ({ finding: a }, { finding: b }) =>
      RANKS[a.severity] - RANKS[b.severity] || b.affected.users - a.affected.users || (a.key < b.key ? -1 : 1),
  );

interface Recorded {
  readonly scan: ScanSummary;
  /** By key: the scan that found it again after it was gone. */
  readonly recurrences: ReadonlyMap<string, string>;
}

export function findingColumns(found: readonly StoredFinding[], { scan, recurrences }: Recorded): FindingColumns {
  const rows = worstFirst(found);
  const { texts, columnOf } = textTable(rows);
  return {
    schema: FINDING_COLUMNS_SCHEMA,
    ...scan,
    total: rows.length,
    columns: {
      key: rows.map(({ finding }) => finding.key),
      cause: columnOf(({ finding }) => finding.cause),
      title: columnOf(({ finding }) => finding.title),
      severity: columnOf(({ finding }) => finding.severity),
      confidence: columnOf(({ finding }) => finding.confidence),
      state: columnOf(({ state }) => state),
      accountId: columnOf(({ finding }) => finding.subject.account?.id),
      accountName: columnOf(({ finding }) => finding.subject.account?.name),
      permissionSet: columnOf(({ finding: { subject } }) => subject.permissionSet?.name),
      principalType: columnOf(({ finding }) => finding.subject.principal?.type),
      principalName: columnOf(({ finding: { subject } }) => subject.principal?.name ?? subject.principal?.id),
      users: rows.map(({ finding }) => finding.affected.users),
      remedy: columnOf(({ finding }) => finding.remedy.kind),
      firstSeen: columnOf(({ firstSeen }) => firstSeen),
      recurredAt: columnOf(({ finding }) => recurrences.get(finding.key)),
      lastSeen: columnOf(({ lastSeen }) => lastSeen),
      author: columnOf(({ author }) => author),
    },
    acceptances: rows.flatMap(({ acceptance }, row) => (acceptance ? [{ row, ...acceptance }] : [])),
    texts,
  };
}

/** Texts in the order in which they are met first. */
function textTable(rows: readonly StoredFinding[]) {
  const places = new Map<string, number>();
  const texts: string[] = [];
  const placeOf = (text: string): number => {
    const before = places.get(text);
    if (before !== undefined) return before;
    places.set(text, texts.length);
    texts.push(text);
    return texts.length - 1;
  };
  const columnOf = (read: (row: StoredFinding) => string | null | undefined): readonly number[] =>
    rows.map((row) => {
      const text = read(row);
      return text === null || text === undefined ? -1 : placeOf(text);
    });
  return { texts, columnOf };
}
