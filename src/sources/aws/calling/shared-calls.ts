/** Calls that several processes share: each takes a few at a time, so that not each one asks. */

export interface SharedCalls {
  /** At most `wanted` and at least one; they may be sent when the milliseconds are over. */
  readonly take: (wanted: number) => Promise<{ readonly calls: number; readonly milliseconds: number }>;
  /** A call was refused: nobody sends for this long. */
  readonly pause: (milliseconds: number) => Promise<void>;
}

/** Taken for this many milliseconds at once; what is left of them then is stale. */
const AHEAD = 250;

/** What is at hand of the shared calls. */
export interface Purse {
  /** Milliseconds until the next look; 0: a call was taken out. */
  readonly takeOne: (waiting: number, rate: number) => Promise<number>;
}

export function createPurse(monotonic: () => number, shared: SharedCalls): Purse {
  let atHand = 0;
  let readyAt = 0;
  return {
    takeOne: async (waiting, rate) => {
      if (atHand === 0 || monotonic() - readyAt > AHEAD) {
        const wanted = Math.max(1, Math.min(waiting, Math.ceil((rate * AHEAD) / 1000)));
        // Where the store cannot be asked, each process keeps to its own rate.
        const taken = await shared.take(wanted).catch(() => ({ calls: wanted, milliseconds: 0 }));
        atHand = taken.calls;
        readyAt = monotonic() + taken.milliseconds;
      }
      const wait = readyAt - monotonic();
      if (wait > 0) return wait;
      atHand -= 1;
      return 0;
    },
  };
}
