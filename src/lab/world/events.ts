/** What the lab's CloudTrail has recorded: changes for 90 days, reads as many as fit. */
import type { Table } from "./table.ts";

/** One event in CloudTrail's own terms (facts, section 5). `LookupEvents` writes it out as the JSON that AWS shows. */
export interface EventRecord {
  /** A UUID. */
  readonly id: string;
  /** ISO 8601. */
  readonly at: string;
  /** `sso.amazonaws.com`, `iam.amazonaws.com`, … */
  readonly source: string;
  readonly name: string;
  readonly region: string;
  /** Whose event history it is in: 12 digits. */
  readonly recipientAccountId: string;
  readonly isReadOnly: boolean;
  readonly type: "AwsApiCall" | "AwsServiceEvent" | "AwsConsoleSignIn";
  readonly userIdentity: Readonly<Record<string, unknown>>;
  readonly requestParameters: Readonly<Record<string, unknown>> | null;
  readonly responseElements: Readonly<Record<string, unknown>> | null;
  readonly errorCode?: string | undefined;
  readonly errorMessage?: string | undefined;
  readonly requestId?: string | undefined;
  readonly sourceIPAddress: string;
  readonly userAgent: string;
  /** Further members of the event: `additionalEventData`, `serviceEventDetails`, `resources`, … */
  readonly more?: Readonly<Record<string, unknown>> | undefined;
}

export interface CloudTrail {
  readonly record: (event: EventRecord) => void;
  /** Everything that is kept, in the order in which it was recorded. */
  readonly all: () => readonly EventRecord[];
}

/** Event history goes back 90 days (facts 5.1). */
export const EVENT_HISTORY_MILLISECONDS = 90 * 86_400_000;

/** AWS keeps every read, too; a lab under load would hold little else, so only the newest stay. */
const READS_KEPT = 20_000;

/** A trail whose changes are rows of the world and whose reads are in memory only. */
export function createCloudTrail(changes: Table<EventRecord>): CloudTrail {
  const reads: EventRecord[] = [];
  let oldest = 0;
  return {
    record: (event) => {
      if (!event.isReadOnly) {
        changes.put(event);
        return;
      }
      reads[oldest] = event;
      oldest = (oldest + 1) % READS_KEPT;
    },
    all: () => [...changes, ...reads].sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0)),
  };
}
