/** Calls that several processes share: each takes a few at a time, so that not each one asks. */

export interface SharedCalls {
  /** At most `wanted`; where there are none, the milliseconds until there may be one. */
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
  let takenAt = 0;
  return {
    takeOne: async (waiting, rate) => {
      if (monotonic() - takenAt > AHEAD) atHand = 0;
      if (atHand === 0) {
        const wanted = Math.max(1, Math.min(waiting, Math.ceil((rate * AHEAD) / 1000)));
        // Where the store cannot be asked, each process keeps to its own rate.
        const granted = await shared.take(wanted).catch(() => ({ calls: wanted, milliseconds: 0 }));
        takenAt = monotonic();
        if (granted.calls === 0) return Math.max(1, granted.milliseconds);
        atHand = granted.calls;
      }
      atHand -= 1;
      return 0;
    },
  };
}
