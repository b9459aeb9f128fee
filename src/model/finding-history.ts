/** What earlier scans of an organization found: since when a finding is there, and whether it was gone in between. */
import { areTrustPoliciesUnread, type Finding, type Findings, restsOnTrustPolicy } from "./finding.ts";

export const FINDING_HISTORY_SCHEMA = "idc-doctor/finding-history/1";

interface Seen {
  /** ISO 8601: the first scan that had it. */
  readonly firstSeen: string;
  /** ISO 8601: the first scan without it; null: the last one had it. */
  readonly goneSince: string | null;
}

export interface FindingHistory {
  readonly schema: typeof FINDING_HISTORY_SCHEMA;
  /** ISO 8601: the last scan. */
  readonly lastScan: string;
  readonly seen: Readonly<Record<string, Seen>>;
}

/** The findings with what earlier scans know of them. Without an earlier scan nothing is new. */
export function comparedFindings(findings: Findings, history: FindingHistory | undefined): Findings {
  if (history === undefined) return findings;
  const seen = new Map(Object.entries(history.seen));
  const compared = findings.findings.map((finding): Finding => {
    const before = seen.get(finding.key);
    if (!before) return { ...finding, firstSeen: findings.takenAt, isNew: true };
    return { ...finding, firstSeen: before.firstSeen, ...(before.goneSince !== null && { isRecurred: true as const }) };
  });
  const present = keysOf(findings);
  const isUnread = unreadKeys(findings);
  // Behind a failed read anything may still be there.
  const isGone = (key: string): boolean => findings.unread.length === 0 && !present.has(key) && !isUnread(key);
  const gone = [...seen].filter(([key, { goneSince }]) => goneSince === null && isGone(key));
  return { ...findings, findings: compared, comparedWith: { takenAt: history.lastScan, gone: gone.length } };
}

/** What was found, the accepted included: accepting something does not make it go. */
const keysOf = ({ findings, accepted }: Findings): ReadonlySet<string> =>
  new Set([...findings, ...accepted.map(({ finding }) => finding)].map(({ key }) => key));

/** Whether nobody looked at what the finding of a key rests on. */
const unreadKeys = (findings: Findings): ((key: string) => boolean) =>
  areTrustPoliciesUnread(findings) ? restsOnTrustPolicy : () => false;

/** The history after this scan. A finding behind a failed read, or one that nobody looked for, may still be there: it stays as it was. */
export function historyAfter(findings: Findings, history: FindingHistory | undefined): FindingHistory {
  const { takenAt, unread } = findings;
  const found = keysOf(findings);
  const before = new Map(Object.entries(history?.seen ?? {}));
  const isUnread = unreadKeys(findings);
  const present = [...found].map(
    (key) => [key, { firstSeen: before.get(key)?.firstSeen ?? takenAt, goneSince: null }] as const,
  );
  const absent = [...before]
    .filter(([key]) => !found.has(key))
    .map(
      ([key, { firstSeen, goneSince }]) =>
        [key, { firstSeen, goneSince: goneSince ?? (unread.length > 0 || isUnread(key) ? null : takenAt) }] as const,
    );
  return { schema: FINDING_HISTORY_SCHEMA, lastScan: takenAt, seen: Object.fromEntries([...present, ...absent]) };
}
