/** A few pieces of work at a time: the others wait in the order of their arrival, and beyond a number they are refused. */
import { AccessError } from "../../model/errors.ts";

export interface Turns {
  /** @throws AccessError `busy` where too many wait already; `interrupted` where the signal is aborted while it waits */
  readonly take: <T>(signal: AbortSignal, work: () => Promise<T>) => Promise<T>;
  readonly waiting: () => number;
}

interface TurnOptions {
  readonly atOnce: number;
  readonly mostWaiting: number;
}

export function createTurns({ atOnce, mostWaiting }: TurnOptions): Turns {
  let running = 0;
  const waiting = new Set<() => void>();
  const next = (): void => {
    const [first] = waiting;
    if (first === undefined) running -= 1;
    else {
      waiting.delete(first);
      first();
    }
  };
  const turn = async (signal: AbortSignal): Promise<void> => {
    if (running < atOnce) {
      running += 1;
      return;
    }
    if (waiting.size >= mostWaiting)
      throw new AccessError("busy", "Too many questions are waiting for an answer", { next: "Ask again in a moment" });
    await new Promise<void>((resolve, reject) => {
      const begin = (): void => {
        signal.removeEventListener("abort", leave);
        resolve();
      };
      const leave = (): void => {
        waiting.delete(begin);
        reject(new AccessError("interrupted", "Interrupted"));
      };
      signal.addEventListener("abort", leave, { once: true });
      waiting.add(begin);
    });
  };
  return {
    waiting: () => waiting.size,
    take: async (signal, work) => {
      signal.throwIfAborted();
      await turn(signal);
      try {
        return await work();
      } finally {
        next();
      }
    },
  };
}
