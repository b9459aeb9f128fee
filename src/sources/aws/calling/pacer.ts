/** Keeps to the rate that a service allows and learns it from throttling, so that calls wait here instead of being refused there. */
import type { Context } from "../../../model/context.ts";
import { AccessError } from "../../../model/errors.ts";
import { createPurse, type SharedCalls } from "./shared-calls.ts";

export interface Pace {
  /** Calls a second to begin with: the limit as AWS documents it. */
  readonly rate: number;
  /** Calls at once. */
  readonly burst: number;
}

export interface Pacer {
  /** Resolves when the next call may be sent, with the time of sending. First come, first served. */
  readonly turn: () => Promise<number>;
  /** A call that was sent at `sentAt` came back throttled. */
  readonly throttled: (sentAt: number) => void;
  /** Calls a second at this moment. */
  readonly rate: () => number;
  /** Calls that wait for their turn. */
  readonly waiting: () => number;
}

type PacerContext = Pick<Context, "monotonic" | "delay" | "signal">;

/** The climb begins this much below the ceiling. */
const KEPT = 0.92;
/** A ceiling is believed within these parts of the rate that was refused; the second pair is for a throttle soon after another. */
const BELIEVED = { from: 0.9, to: 1 };
const BELIEVED_SOON = { from: 0.65, to: 0.8 };
/** Milliseconds in which another throttle means that the rate was not lowered enough. */
const SOON = 3000;
/** Milliseconds without a call after a throttle: the bucket on the other side is empty, and a call would be refused at once. */
const PAUSE = 250;
/** Two throttles are this many calls apart or more, so that probing for a higher limit stays far below one percent. */
const CALLS_UP_TO_CEILING = 400;
/** Seconds from a throttle back to the ceiling; and above it, until as much is added as was taken off. */
const CLIMB = 6;
const SHORTEST_PROBE = 8;
/** Below this part of the documented rate the limit is not lower: somebody else uses it, and may stop at any moment. */
const SHARED = 0.95;
/**
 * Seconds from the last throttle of a limit that is shared until the documented rate is reached again. Where the share stays, each
 * look costs a few refused calls: only a refusal shows that it is still there.
 */
const BACK = 9.5;
/** The least that is sent, as a part of the documented rate and in calls a second. */
const LOWEST = { part: 0.05, rate: 0.5 };
/** A wait is looked at again after this time, because the rate may have changed meanwhile. */
const LONGEST_WAIT = 200;

/** What is known of the limit on the other side, and the rate that follows from it. */
interface Ceiling {
  readonly rate: () => number;
  /** The climb begins, if it has not. */
  readonly begin: () => void;
  readonly accepted: () => void;
  /** A call that was sent at `sentAt` was refused. */
  readonly refused: (sentAt: number, now: number) => void;
}

/**
 * The rate follows a cubic: after a throttle it drops, climbs back to where it was throttled, stays near there, and only then
 * feels its way above it, ever faster while nothing is refused. Above the documented rate that takes as many calls as keep
 * refusals rare; below it, where another client has a share, a few seconds.
 */
function createCeiling(context: PacerContext, documented: number): Ceiling {
  const lowest = Math.min(documented, Math.max(LOWEST.rate, documented * LOWEST.part));
  let ceiling = documented;
  /** When the climb began: at the first call, and at every throttle. */
  let climbingSince: number | undefined;
  let throttledAt: number | undefined;
  /** Calls that were sent since the last throttle and not refused. */
  let accepted = 0;
  /** The ceiling was measured over too short a time to be exact: it is probed sooner. */
  let isCoarse = false;
  const rate = (): number => {
    if (climbingSince === undefined) return ceiling * KEPT;
    const beyond = (context.monotonic() - climbingSince) / 1000 - CLIMB;
    if (beyond > 0 && ceiling < documented * SHARED) {
      const way = BACK - CLIMB;
      if (beyond < way) return ceiling + (documented - ceiling) * (beyond / way) ** 3;
      // From here on as from a throttle at the documented rate.
      ceiling = documented;
    }
    const probe = isCoarse ? SHORTEST_PROBE : Math.max(SHORTEST_PROBE, CALLS_UP_TO_CEILING / ceiling);
    return Math.max(lowest, ceiling * (1 + (1 - KEPT) * (beyond / (beyond < 0 ? CLIMB : probe)) ** 3));
  };
  /** The bucket on the other side was empty at the last throttle and is empty now: what it took between is its refill. */
  const measured = (now: number): number => {
    const refused = rate();
    if (throttledAt === undefined) return Math.max(lowest, Math.min(refused, documented));
    const { from, to } = isCoarse ? BELIEVED_SOON : BELIEVED;
    const taken = (accepted * 1000) / (now - throttledAt);
    // The way back to the documented rate was refused: what was kept before it is still true.
    if (!isCoarse && ceiling < documented * SHARED) return Math.min(refused, Math.max(ceiling * from, taken));
    return Math.min(refused * to, Math.max(refused * from, taken));
  };
  return {
    rate,
    begin: () => {
      climbingSince ??= context.monotonic();
    },
    accepted: () => {
      accepted += 1;
    },
    refused: (sentAt, now) => {
      accepted -= 1;
      // A call that was on its way when the rate was lowered tells nothing new.
      if (throttledAt !== undefined && sentAt < throttledAt) return;
      isCoarse = throttledAt !== undefined && now - throttledAt < SOON;
      ceiling = measured(now);
      climbingSince = now;
      throttledAt = now;
      accepted = 0;
    },
  };
}

/**
 * A token bucket that is filled at the rate of the ceiling.
 *
 * @param shared with other processes: a call takes one of theirs, too
 */
export function createPacer(context: PacerContext, { rate: documented, burst }: Pace, shared?: SharedCalls): Pacer {
  const purse = shared && createPurse(context.monotonic, shared);
  const queue: { readonly go: (sentAt: number) => void; readonly stop: (error: unknown) => void }[] = [];
  const ceiling = createCeiling(context, documented);
  const { rate } = ceiling;
  let tokens = burst;
  let countedAt = context.monotonic();
  let isServing = false;

  const count = (): void => {
    const now = context.monotonic();
    if (now > countedAt) tokens = Math.min(burst, Math.max(1, rate()), tokens + ((now - countedAt) * rate()) / 1000);
    countedAt = Math.max(countedAt, now);
  };
  const serve = async (): Promise<void> => {
    isServing = true;
    try {
      for (let next = queue[0]; next; next = queue[0]) {
        count();
        if (tokens >= 1) {
          const millisecondsLeft = purse ? await purse.takeOne(queue.length, rate()) : 0;
          if (millisecondsLeft > 0) {
            await context.delay(Math.min(LONGEST_WAIT, millisecondsLeft), context.signal);
            continue;
          }
          tokens -= 1;
          ceiling.accepted();
          queue.shift();
          next.go(context.monotonic());
          continue;
        }
        const wait = Math.max(((1 - tokens) * 1000) / rate(), countedAt - context.monotonic());
        await context.delay(Math.min(LONGEST_WAIT, Math.max(1, wait)), context.signal);
      }
    } catch (error) {
      for (const { stop } of queue.splice(0)) stop(error);
    } finally {
      isServing = false;
    }
  };
  return {
    turn: () =>
      new Promise((go, stop) => {
        if (context.signal.aborted) return stop(new AccessError("interrupted", "Interrupted"));
        ceiling.begin();
        queue.push({ go, stop });
        if (!isServing) void serve();
      }),
    throttled: (sentAt) => {
      const now = context.monotonic();
      tokens = Math.min(tokens, 0);
      countedAt = now + PAUSE;
      ceiling.refused(sentAt, now);
      // Where the others cannot be told, each of them learns it by itself.
      void shared?.pause(PAUSE).catch(() => undefined);
    },
    rate,
    waiting: () => queue.length,
  };
}
