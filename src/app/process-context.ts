/** Time, ids and waiting for a program that uses the package. */
import { setMaxListeners } from "node:events";
import { setTimeout as wait } from "node:timers/promises";
import type { Context } from "../model/context.ts";
import { AccessError } from "../model/errors.ts";
import { monotonicMilliseconds } from "./monotonic.ts";

/** @param signal ends the work; every call listens to it */
export function processContext(signal: AbortSignal = new AbortController().signal): Context {
  setMaxListeners(0, signal);
  return {
    now: () => new Date(),
    monotonic: monotonicMilliseconds,
    newId: () => crypto.randomUUID(),
    delay: async (milliseconds, waiting = signal) => {
      try {
        await wait(milliseconds, undefined, { signal: waiting });
      } catch (error) {
        throw new AccessError("interrupted", "Interrupted", { cause: error });
      }
    },
    log: () => undefined,
    signal,
  };
}
