/** Work for the time in which the first calls are on their way and nothing else is to be done. */

export interface Meanwhile {
  /** A request was given to its connection. */
  readonly begin: () => void;
  /** Resolves once the first request has left. */
  readonly begun: Promise<void>;
  /**
   * To load code or read a file that is needed later anyway: a piece in each turn of the event loop, so that connections and
   * answers never wait for more than one. A failure is met by whoever needs it. Without a request nothing is done.
   */
  readonly add: (work: () => unknown) => void;
}

export function createMeanwhile(): Meanwhile {
  const pieces: (() => unknown)[] = [];
  let first: (() => void) | undefined;
  const begun = new Promise<void>((resolve) => {
    first = () => void turn().then(turn).then(resolve);
  });
  let last: Promise<void> = begun;
  const doNext = async (): Promise<void> => {
    try {
      await pieces.shift()?.();
    } catch {
      // Met again where the outcome is needed.
    }
    await turn();
  };
  return {
    begin: () => {
      first?.();
      first = undefined;
    },
    begun,
    add: (work) => {
      pieces.push(work);
      last = last.then(doNext);
    },
  };
}

/** A connection is opened in one turn of the event loop, and written to in the next. */
export const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
