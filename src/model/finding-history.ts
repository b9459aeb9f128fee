/** What earlier scans of an organization found: since when a finding is there, and whether it was gone in between. */
import { areTrustPoliciesUnread, assignmentWords, type Finding, type Findings, restsOnTrustPolicy } from "./finding.ts";
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
}

export interface FindingHistory {
  readonly schema: typeof FINDING_HISTORY_SCHEMA;
  /** ISO 8601: the last scan. */
  readonly lastScan: string;
  readonly seen: Readonly<Record<string, Seen>>;
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
export function comparedFindings(findings: Findings, history: FindingHistory | undefined): Findings {
  if (history === undefined) return findings;
  const compared = findings.findings.map((finding): Finding => {
    const before = seenBefore(finding, history);
    if (!before) return { ...finding, firstSeen: findings.takenAt, isNew: true };
    return { ...finding, firstSeen: before.firstSeen, ...(before.goneSince !== null && { isRecurred: true as const }) };
  });
  const present = presentKeys(findings, history);
  const isUnread = unreadKeys(findings);
  // Behind a failed read anything may still be there.
  const isGone = (key: string): boolean => findings.unread.length === 0 && !present.has(key) && !isUnread(key);
  const gone = Object.entries(history.seen).filter(([key, { goneSince }]) => goneSince === null && isGone(key));
  return { ...findings, findings: compared, comparedWith: { takenAt: history.lastScan, gone: gone.length } };
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

/** Whether nobody looked at what the finding of a key rests on. */
const unreadKeys = (findings: Findings): ((key: string) => boolean) =>
  areTrustPoliciesUnread(findings) ? restsOnTrustPolicy : () => false;

/** The history after this scan. A finding behind a failed read, or one that nobody looked for, may still be there: it stays as it was. */
export function historyAfter(findings: Findings, history: FindingHistory | undefined): FindingHistory {
  const { takenAt, unread } = findings;
  const found = foundIn(findings);
  const isUnread = unreadKeys(findings);
  const present = found.map((finding): readonly [string, Seen] => {
    const before = seenBefore(finding, history);
    const formerKey = before?.formerKey;
    return [
      finding.key,
      { firstSeen: before?.firstSeen ?? takenAt, goneSince: null, ...(formerKey !== undefined && { formerKey }) },
    ];
  });
  const keys = new Set(found.map(({ key }) => key));
  const formerKeys = new Set(present.flatMap(([, { formerKey }]) => formerKey ?? []));
  const absent = Object.entries(history?.seen ?? {})
    .filter(([key]) => !keys.has(key))
    // Its assignments have keys of their own from now on. Behind a failed read there may be more of them.
    .filter(([key]) => !(isFormerKey(key) && formerKeys.has(key) && unread.length === 0))
    .map(([key, seen]): readonly [string, Seen] => {
      const isThere = unread.length > 0 || isUnread(key) || formerKeys.has(key);
      return [key, { ...seen, goneSince: seen.goneSince ?? (isThere ? null : takenAt) }];
    });
  return { schema: FINDING_HISTORY_SCHEMA, lastScan: takenAt, seen: Object.fromEntries([...present, ...absent]) };
}
