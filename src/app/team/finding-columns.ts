/** Findings in columns: a hundred thousand of them in one answer that a page sorts and filters by itself. */
import type { RecordedScan, StoredFinding } from "../../store/finding-store.ts";

export const FINDING_COLUMNS_SCHEMA = "idc-doctor/finding-columns/1";

/** Each number is the place of a text in `texts`; -1: there is none. */
type Texts = readonly number[];

export interface FindingColumns extends RecordedScan {
  readonly schema: typeof FINDING_COLUMNS_SCHEMA;
  readonly total: number;
  /** Every different text once. */
  readonly texts: readonly string[];
  /** The rows of all columns are the same findings, the worst first. */
  readonly columns: {
    readonly key: readonly string[];
    readonly cause: Texts;
    readonly title: Texts;
    readonly severity: Texts;
    readonly confidence: Texts;
    readonly state: Texts;
    readonly accountId: Texts;
    readonly accountName: Texts;
    readonly permissionSet: Texts;
    readonly principalType: Texts;
    readonly principalName: Texts;
    readonly users: readonly number[];
    readonly remedy: Texts;
    readonly firstSeen: Texts;
    readonly lastSeen: Texts;
    readonly author: Texts;
  };
  /** Of the accepted ones, by their row. */
  readonly acceptances: readonly {
    readonly row: number;
    readonly by: string;
    readonly reason: string;
    readonly until: string;
  }[];
}

const RANKS = { high: 0, medium: 1, low: 2 } as const;

/** By severity, then by how many people are affected. */
export const worstFirst = (found: readonly StoredFinding[]): readonly StoredFinding[] =>
  [...found].sort(
    ({ finding: a }, { finding: b }) =>
      RANKS[a.severity] - RANKS[b.severity] || b.affected.users - a.affected.users || (a.key < b.key ? -1 : 1),
  );

export function findingColumns(found: readonly StoredFinding[], scan: RecordedScan): FindingColumns {
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
  const columnOf = (read: (row: StoredFinding) => string | null | undefined): Texts =>
    rows.map((row) => {
      const text = read(row);
      return text === null || text === undefined ? -1 : placeOf(text);
    });
  return { texts, columnOf };
}
