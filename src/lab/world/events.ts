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

/** A read that is written out when somebody looks: under load nobody does. */
export interface ReadEvent {
  /** ISO 8601. */
  readonly at: string;
  readonly name: string;
  readonly source: string;
  readonly region: string;
  readonly isReadOnly: true;
  readonly recipientAccountId: string;
  readonly write: () => EventRecord;
}

export interface CloudTrail {
  /** Keeps a change. */
  readonly record: (event: EventRecord) => void;
  readonly recordRead: (event: ReadEvent) => void;
  /** From now on the listener hears of every change, as a rule of EventBridge would. */
  readonly listen: (listener: (event: EventRecord) => void) => void;
  /** What of an account's history is looked for, the newest first. */
  readonly history: (recipientAccountId: string, looked: LookedFor) => readonly (EventRecord | ReadEvent)[];
}

export interface LookedFor {
  /** Milliseconds. */
  readonly since: number;
  readonly until: number;
  readonly passes: (event: EventRecord | ReadEvent) => boolean;
}

/** Event history goes back 90 days (facts 5.1). */
export const EVENT_HISTORY_MILLISECONDS = 90 * 86_400_000;

/** AWS keeps every read, too; a lab under load would hold little else, so only the newest stay. */
const READS_KEPT = 20_000;

/** A trail whose changes are rows of the world and whose reads are in memory only. */
export function createCloudTrail(changes: Table<EventRecord>): CloudTrail {
  const reads: ReadEvent[] = [];
  const listeners: ((event: EventRecord) => void)[] = [];
  let oldest = 0;
  return {
    record: (event) => {
      changes.put(event);
      for (const listener of listeners) listener(event);
    },
    listen: (listener) => void listeners.push(listener),
    recordRead: (event) => {
      reads[oldest] = event;
      oldest = (oldest + 1) % READS_KEPT;
    },
    history: (recipientAccountId, { since, until, passes }) => {
      const found: (EventRecord | ReadEvent)[] = [];
      // Few of thousands pass, and a time takes longest to read.
      const look = (event: EventRecord | ReadEvent): void => {
        if (event.recipientAccountId !== recipientAccountId || !passes(event)) return;
        const at = Date.parse(event.at);
        if (at >= since && at <= until) found.push(event);
      };
      for (const event of changes.under("recipient", recipientAccountId)) look(event);
      for (const event of reads) look(event);
      // Of the same moment, what was recorded later comes first.
      return found.reverse().sort((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : 0));
    },
  };
}

/** Events older than the history are forgotten. */
export function forgetOldEvents(changes: Table<EventRecord>, now: Date): void {
  const oldest = now.getTime() - EVENT_HISTORY_MILLISECONDS;
  for (let [first] = changes.page(0, 1).rows; first && Date.parse(first.at) < oldest; [first] = changes.page(0, 1).rows)
    changes.remove(first.id);
}
