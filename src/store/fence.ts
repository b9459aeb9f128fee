/** What stands between a process that was away and the world. */

export interface Fence {
  /** Whether the right to write is certainly still ours, by this process's own clocks; nothing is asked. */
  readonly isCertain: () => boolean;
  /** Asks the store where it is not certain. @throws AccessError `lease-lost` */
  readonly ensure: () => Promise<void>;
}

/** Nothing is shared, so nothing can be lost. */
export const NO_FENCE: Fence = { isCertain: () => true, ensure: () => Promise.resolve() };

/** How long a process may be silent before another one takes its work over. Renewed three times as often: two renewals may fail. */
export const LEASE_MILLISECONDS = 15_000;
