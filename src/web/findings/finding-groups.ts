/** Filtered findings as lines: those of one cause about one permission set are one. */
import { isAboutAssignments, type Severity } from "../../model/finding.ts";
import type { GroupCount } from "../../model/finding-columns.ts";
import type { GroupSubjects } from "../../report/findings/group-words.ts";
import type { LineParts } from "../../report/page/finding-lines.ts";
import type { FindingIndex } from "./finding-index.ts";

export interface LineOfRows extends LineParts {
  /** The findings that the line is of. */
  readonly rows: readonly number[];
}

/** The worst first; within a severity the causes with the most people. */
export function linesOf(index: FindingIndex, rows: Int32Array): readonly LineOfRows[] {
  const { columns, texts } = index.data;
  const members = new Map<number, number[]>();
  // One number for severity, cause and set: texts are counted from -1.
  const width = texts.length + 1;
  const oneLine = new Set([...new Set(columns.cause)].filter((place) => isAboutAssignments(texts[place] ?? "")));
  const isOneLine = (place: number): boolean => oneLine.has(place);
  for (const row of rows) {
    const cause = (columns.severity[row] ?? 0) * width + (columns.cause[row] ?? 0);
    const set = isOneLine(columns.cause[row] ?? -1) ? -1 : (columns.permissionSet[row] ?? -1);
    const key = cause * width + set + 1;
    const own = members.get(key);
    if (own) own.push(row);
    else members.set(key, [row]);
  }
  const counts = new Map((index.data.groups ?? []).map((count) => [countKey(count), count]));
  return [...members.values()].map((own) => lineOf(index, own, counts)).sort(worstFirst);
}

const RANKS: Readonly<Record<Severity, number>> = { high: 0, medium: 1, low: 2 };

const worstFirst = (a: LineOfRows, b: LineOfRows): number =>
  RANKS[a.severity] - RANKS[b.severity] || b.users - a.users || b.count - a.count;

const countKey = ({
  severity,
  cause,
  permissionSet = "",
}: Pick<GroupCount, "severity" | "permissionSet"> & {
  readonly cause: string;
}): string => `${severity} ${cause} ${permissionSet}`;

function lineOf(index: FindingIndex, rows: readonly number[], counts: ReadonlyMap<string, GroupCount>): LineOfRows {
  const { text } = index;
  const [first = 0] = rows;
  const cause = text("cause", first);
  const permissionSet = isAboutAssignments(cause) ? "" : text("permissionSet", first);
  const severity = text("severity", first) as Severity;
  const key = countKey({ severity, cause, permissionSet });
  const counted = counts.get(key);
  const isWhole = counted?.findings === rows.length;
  const { sum, since, fresh, recurred, accepted } = totalsOf(index, rows);
  return {
    key,
    rows,
    cause,
    severity,
    subjects: {
      title: text("title", first),
      ...(counted?.inOneLine !== undefined && { inOneLine: counted.inOneLine }),
      permissionSet: permissionSet === "" ? undefined : { name: permissionSet },
      accounts: different(index, rows, { id: "accountId", name: "accountName" }),
      principals: different(index, rows, { id: "principalName", name: "principalName" }),
      ...(isAboutAssignments(cause) && grantsOf(index, rows)),
    },
    count: rows.length,
    users: isWhole ? counted.users : sum,
    isCountedOnce: isWhole || rows.length === 1,
    since,
    fresh,
    recurred,
    accepted,
    todo: undefined,
  };
}

/** In one loop: a line may be of all findings. */
function totalsOf({ data: { columns, texts }, isNew, isRecurred }: FindingIndex, rows: readonly number[]) {
  const acceptedPlace = texts.indexOf("accepted");
  const totals = { sum: 0, since: "", fresh: 0, recurred: 0, accepted: 0 };
  const days = new Set<number>();
  for (const row of rows) {
    totals.sum += columns.users[row] ?? 0;
    if (isNew(row)) totals.fresh += 1;
    if (isRecurred(row)) totals.recurred += 1;
    if (columns.state[row] === acceptedPlace) totals.accepted += 1;
    days.add(columns.firstSeen[row] ?? -1);
  }
  totals.since = [...days].flatMap((place) => texts[place] ?? []).sort()[0] ?? "";
  return totals;
}

/** Grants of a line that are named. */
const GRANTS_NAMED = 3;

/** As a scan tells them of a group of findings. */
function grantsOf({ text }: FindingIndex, rows: readonly number[]): Pick<GroupSubjects, "grants"> {
  const all = new Set<string>();
  for (const row of rows) {
    const set = text("permissionSet", row);
    if (set !== "") all.add(`${set} in ${text("accountName", row) || text("accountId", row)}`);
  }
  return all.size === 0 ? {} : { grants: { count: all.size, sample: [...all].slice(0, GRANTS_NAMED) } };
}

type Column = "accountId" | "accountName" | "principalName";

interface Columns {
  readonly id: Column;
  readonly name: Column;
}

/** Each text of a column once, with the type of the principal of the first row that has it. */
function different(index: FindingIndex, rows: readonly number[], { id, name }: Columns) {
  const found = new Map<number, { readonly id: string; readonly name: string; readonly type: string }>();
  for (const row of rows) {
    const place = index.data.columns[id][row] ?? -1;
    if (place < 0 || found.has(place)) continue;
    found.set(place, { id: index.text(id, row), name: index.text(name, row), type: index.text("principalType", row) });
  }
  return [...found.values()];
}
