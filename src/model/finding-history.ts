/** What earlier scans of an organization found: since when a finding is there, and whether it was gone in between. */
import type { UnreadPart } from "./coverage.ts";
import { assignmentWords, type Finding, type Findings } from "./finding.ts";
import { mayHide, type ScanSight, type Sight } from "./finding-sight.ts";
import { formerKeyOf, isFormerKey } from "./former-keys.ts";

export const FINDING_HISTORY_SCHEMA = "idc-doctor/finding-history/1";

interface Seen {
  /** ISO 8601: the first scan that had it. */
  readonly firstSeen: string;
  /** ISO 8601: the first scan without it; null: the last one had it. */
  readonly goneSince: string | null;
  /** The key under which an earlier version knew it, together with others. */
  readonly formerKey?: string;
  /** Under such a key: all that it stood for, where that is known: `Admin in sandbox`. */
  readonly only?: readonly string[];
  /** What had to be seen to find it; absent: as its key tells. */
  readonly needs?: readonly Sight[];
}

/** What no scan so far has looked at. */
export interface Unlooked {
  readonly sights: readonly Sight[];
  readonly parts: readonly UnreadPart[];
}

export interface FindingHistory {
  readonly schema: typeof FINDING_HISTORY_SCHEMA;
  /** ISO 8601: the last scan. */
  readonly lastScan: string;
  readonly seen: Readonly<Record<string, Seen>>;
  /** Absent: an earlier version kept it. */
  readonly unlooked?: Unlooked;
}

/** What earlier scans know of a finding, also under the key of an earlier version; undefined: none had it. */
function seenBefore(finding: Finding, history: FindingHistory | undefined): Seen | undefined {
  const own = history?.seen[finding.key];
  if (own || !history) return own;
  const formerKey = formerKeyOf(finding);
  const former = formerKey === undefined ? undefined : history.seen[formerKey];
  if (formerKey === undefined || !former) return undefined;
  const words = assignmentWords(finding.subject);
  if (former.only && (words === undefined || !former.only.includes(words))) return undefined;
  return { firstSeen: former.firstSeen, goneSince: former.goneSince, formerKey };
}

/** The key under which an earlier version knew the finding, together with others; undefined: none did. */
export const formerlyKnownAs = (finding: Finding, history: FindingHistory | undefined): string | undefined =>
  seenBefore(finding, history)?.formerKey;

/** The findings with what earlier scans know of them. Without an earlier scan nothing is new. */
export function comparedFindings(findings: Findings, history: FindingHistory | undefined, sight: ScanSight): Findings {
  if (history === undefined) return findings;
  const { takenAt, unread } = findings;
  let unlooked = 0;
  const compared = findings.findings.map((finding): Finding => {
    const before = seenBefore(finding, history);
    const isRecurred = before !== undefined && before.goneSince !== null;
    if (before) return { ...finding, firstSeen: before.firstSeen, ...(isRecurred && { isRecurred: true as const }) };
    if (!wasNeverLookedFor(finding, history, { sight, findings }))
      return { ...finding, firstSeen: takenAt, isNew: true };
    unlooked += 1;
    return { ...finding, firstSeen: takenAt, isUnlooked: true };
  });
  const present = presentKeys(findings, history);
  // Behind a failed read anything may still be there.
  const gone = Object.entries(history.seen).filter(
    ([key, { goneSince, needs }]) =>
      goneSince === null && unread.length === 0 && !present.has(key) && !sight.isBlindTo(key, needs),
  );
  const comparedWith = { takenAt: history.lastScan, gone: gone.length, ...(unlooked > 0 && { unlooked }) };
  return { ...findings, findings: compared, comparedWith };
}

interface Looked {
  readonly sight: ScanSight;
  readonly findings: Findings;
}

/** Whether it may have been there in all earlier scans, none of which could see it. */
function wasNeverLookedFor(finding: Finding, { unlooked, seen }: FindingHistory, { sight, findings }: Looked): boolean {
  const open = new Set(findings.unread.map(({ part }) => JSON.stringify(part)));
  const { sights = [], parts = [] } = unlooked ?? {};
  // What hides nothing now hid nothing then.
  const isHidden = parts.some((part) => !open.has(JSON.stringify(part)) && mayHide(part, finding));
  return (
    isHidden || sight.neededFor(finding).some((one) => sights.includes(one)) || isSeenOtherwise(finding, seen, sight)
  );
}

/** To a walk that does not see deleted principals, what is assigned only to them looks like a leftover role. */
function isSeenOtherwise(
  { cause, subject: { account, permissionSet } }: Finding,
  seen: FindingHistory["seen"],
  { missing }: ScanSight,
): boolean {
  if (cause !== "provisioned-not-assigned" || !missing.includes("gone-principals")) return false;
  const start = `principal-deleted ${account?.id} ${permissionSet?.arn} `;
  return Object.entries(seen).some(([key, { goneSince }]) => goneSince === null && key.startsWith(start));
}

/** What was found, the accepted included: accepting something does not make it go. */
const foundIn = ({ findings, accepted }: Findings): readonly Finding[] => [
  ...findings,
  ...accepted.map(({ finding }) => finding),
];

/** Keys of what was found, and those under which earlier versions knew it. */
function presentKeys(findings: Findings, history: FindingHistory): ReadonlySet<string> {
  const found = foundIn(findings);
  return new Set(found.flatMap((finding) => [finding.key, formerlyKnownAs(finding, history) ?? finding.key]));
}

/** The history after this scan. A finding behind a failed read, or one that nobody looked for, may still be there: it stays as it was. */
export function historyAfter(
  findings: Findings,
  history: FindingHistory | undefined,
  sight: ScanSight,
): FindingHistory {
  const { takenAt, unread } = findings;
  const found = foundIn(findings);
  const present = found.map((finding): readonly [string, Seen] => {
    const before = seenBefore(finding, history);
    const formerKey = before?.formerKey;
    const needs = sight.neededFor(finding);
    return [
      finding.key,
      {
        firstSeen: before?.firstSeen ?? takenAt,
        goneSince: null,
        ...(formerKey !== undefined && { formerKey }),
        needs,
      },
    ];
  });
  const keys = new Set(found.map(({ key }) => key));
  const formerKeys = new Set(present.flatMap(([, { formerKey }]) => formerKey ?? []));
  const absent = Object.entries(history?.seen ?? {})
    .filter(([key]) => !keys.has(key))
    // Its assignments have keys of their own from now on. Behind a failed read there may be more of them.
    .filter(([key]) => !(isFormerKey(key) && formerKeys.has(key) && unread.length === 0))
    .map(([key, seen]): readonly [string, Seen] => {
      const isThere = unread.length > 0 || sight.isBlindTo(key, seen.needs) || formerKeys.has(key);
      return [key, { ...seen, goneSince: seen.goneSince ?? (isThere ? null : takenAt) }];
    });
  return {
    schema: FINDING_HISTORY_SCHEMA,
    lastScan: takenAt,
    seen: Object.fromEntries([...present, ...absent]),
    unlooked: unlookedAfter(findings, history, sight),
  };
}

/** What this scan did not look at, and none before. */
function unlookedAfter({ unread }: Findings, history: FindingHistory | undefined, { missing }: ScanSight): Unlooked {
  const parts = unread.map(({ part }) => part);
  if (!history) return { sights: missing, parts };
  const before = history.unlooked ?? { sights: [], parts: [] };
  const open = new Set(before.parts.map((part) => JSON.stringify(part)));
  return {
    sights: missing.filter((one) => before.sights.includes(one)),
    parts: parts.filter((part) => open.has(JSON.stringify(part))),
  };
}
