/** Findings in columns: a hundred thousand of them in one answer that a page sorts and filters by itself. */
import type { FindingGroup, Findings } from "./finding.ts";

export const FINDING_COLUMNS_SCHEMA = "idc-doctor/finding-columns/1";

/** Findings of one cause about one permission set, as the last scan counted them. */
export interface GroupCount extends Pick<FindingGroup, "cause" | "severity" | "inOneLine" | "findings"> {
  /** Its name; absent: the findings are about none. */
  readonly permissionSet?: string;
  /** Different users. */
  readonly users: number;
}

/** Everything of a scan beside its findings. */
export interface ScanSummary
  extends Pick<Findings, "takenAt" | "scanned" | "blindSpot" | "unread" | "notExamined" | "affectedUsers"> {
  /** Absent: the scan was kept before groups were. */
  readonly groups?: readonly GroupCount[];
}

/** Each number is the place of a text in `texts`; -1: there is none. */
type Texts = readonly number[];

export interface FindingAcceptance {
  readonly by: string;
  readonly reason: string;
  /** `2027-01-31`: the last day, in UTC. */
  readonly until: string;
}

export interface FindingColumns extends ScanSummary {
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
    /** The last scan that found it again after it was gone. */
    readonly recurredAt: Texts;
    readonly lastSeen: Texts;
    readonly author: Texts;
  };
  /** Of the accepted ones, by their row. */
  readonly acceptances: readonly (FindingAcceptance & { readonly row: number })[];
}
