/** Everything impure that the parts below the line may use, handed in as one value: time, ids, delay, log, cancellation. */

export type LogLevel = "debug" | "info" | "warn";

export interface Context {
  /** Wall-clock time. */
  readonly now: () => Date;
  /** Milliseconds of a clock that never goes back; for durations. */
  readonly monotonic: () => number;
  /** A new UUID. */
  readonly newId: () => string;
  /** Resolves after `milliseconds`, rejects when `signal` is aborted. */
  readonly delay: (milliseconds: number, signal?: AbortSignal) => Promise<void>;
  readonly log: (level: LogLevel, message: string, fields?: Readonly<Record<string, unknown>>) => void;
  readonly signal: AbortSignal;
}
