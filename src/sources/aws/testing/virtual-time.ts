/** Time that passes only when everybody waits: minutes of pacing in milliseconds, the same in every run. */
import { setImmediate as turnOfTheLoop } from "node:timers/promises";

interface Timer {
  readonly at: number;
  readonly ring: () => void;
}

export function virtualTime() {
  let now = 0;
  let timers: Timer[] = [];
  const delay = (milliseconds: number): Promise<void> =>
    new Promise((ring) => {
      timers.push({ at: now + Math.max(0, milliseconds), ring });
    });
  return {
    monotonic: () => now,
    delay,
    signal: new AbortController().signal,
    /** Lets time pass until the promise is settled. */
    run: async <T>(promise: Promise<T>): Promise<T> => {
      let isSettled = false;
      const settle = () => {
        isSettled = true;
      };
      promise.then(settle, settle);
      for (;;) {
        await turnOfTheLoop();
        if (isSettled) return promise;
        const next = timers.reduce<Timer | undefined>((a, b) => (a === undefined || b.at < a.at ? b : a), undefined);
        if (!next) throw new Error("nothing is left to wait for, and the promise is not settled");
        timers = timers.filter((timer) => timer !== next);
        now = Math.max(now, next.at);
        next.ring();
      }
    },
  };
}
