/** Work that survives the process that does it: what a job is, and what both queues promise (one contract suite holds them to it). */

export const JOB_STATES = ["waiting", "running", "done", "failed", "cancelled"] as const;
export type JobState = (typeof JOB_STATES)[number];

export interface Job {
  readonly id: string;
  /** Which handler it is for: `collect`, `apply`, … */
  readonly queue: string;
  readonly organization: string | null;
  /** Only one job of a queue and key is waiting or running at a time; null: any number. */
  readonly key: string | null;
  /** JSON. */
  readonly payload: unknown;
  readonly state: JobState;
  /** How often a process has begun it. */
  readonly attempts: number;
  /** Null: a schedule. */
  readonly requestedBy: string | null;
  /** ISO 8601. */
  readonly createdAt: string;
  readonly startedAt: string | null;
  readonly endedAt: string | null;
  /** What the handler returned, or why it failed. */
  readonly outcome: string | null;
}

export type JobToEnqueue = Pick<Job, "queue" | "organization" | "key" | "payload" | "requestedBy">;

export interface JobSchedule extends Pick<Job, "queue" | "organization" | "payload"> {
  /** One schedule, and one job at a time, for each queue and key. */
  readonly key: string;
  /** Five fields, UTC; `everyMinutes` makes one. */
  readonly cron: string;
}

export interface JobEvent {
  /** 1, 2, … of the job, over all its attempts. */
  readonly sequence: number;
  /** ISO 8601. */
  readonly at: string;
  /** JSON. The queue itself writes `{ "kind": "job", "state": … }`; everything else is the handler's. */
  readonly event: unknown;
}

/** What a handler is given. */
export interface JobRun {
  readonly job: Job;
  /** Aborted when the job is cancelled, when another process has taken it over, and when this process stops. */
  readonly signal: AbortSignal;
  /** Kept for those who watch the job. Does nothing any more where another process has taken it over. */
  readonly report: (event: unknown) => Promise<void>;
}

/**
 * Does the work and says how it ended. An exception fails the job, unless this process stops: then another one begins it again.
 * A job may be begun several times and by two processes at once (one of them was stopped); what must not happen twice is fenced by
 * a lease of its own.
 */
export type JobHandler = (run: JobRun) => Promise<string>;

export interface JobFilter {
  /** Null: of every organization. */
  readonly organization: string | null;
  readonly states?: readonly JobState[] | undefined;
  readonly limit: number;
}

export interface QueueDepth {
  readonly queue: string;
  readonly state: JobState;
  readonly jobs: number;
}

export interface JobQueue {
  /** Where a job of the same queue and key is waiting or running, that one. */
  readonly enqueue: (job: JobToEnqueue) => Promise<Job>;
  /** Begins or replaces the schedule. However many processes there are, one job is made each time. */
  readonly schedule: (schedule: JobSchedule) => Promise<void>;
  readonly unschedule: (queue: string, key: string) => Promise<void>;
  readonly schedules: () => Promise<readonly JobSchedule[]>;
  /** From now on this process works on the queue. @param sideBySide jobs at once in this process */
  readonly work: (queue: string, handler: JobHandler, sideBySide: number) => Promise<void>;
  /** False: there is none, or it has ended. */
  readonly cancel: (id: string) => Promise<boolean>;
  readonly read: (id: string) => Promise<Job | undefined>;
  /** The newest first. */
  readonly list: (filter: JobFilter) => Promise<readonly Job[]>;
  /** The events after this sequence number, in order. */
  readonly events: (id: string, after: number) => Promise<readonly JobEvent[]>;
  /** The same and what follows, until the job has ended or the signal is aborted. */
  readonly watch: (id: string, after: number, signal: AbortSignal) => AsyncIterable<JobEvent>;
  readonly depth: () => Promise<readonly QueueDepth[]>;
  /** Takes nothing new, aborts what runs and hands it over to the other processes. */
  readonly stop: () => Promise<void>;
}
