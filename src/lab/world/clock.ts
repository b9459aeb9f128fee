/** The lab's clock: real time plus what was advanced, so that hours pass at once where a test or a person wishes. */

export interface Clock {
  readonly now: () => Date;
  /** Moves the clock on. */
  readonly advance: (milliseconds: number) => void;
  /** Back to real time: only with a new world, whose history begins then. */
  readonly reset: () => void;
  /** How far it is ahead of real time, in milliseconds. */
  readonly ahead: () => number;
}

export function createClock(ahead = 0, onAdvance: (ahead: number) => void = () => undefined): Clock {
  let offset = ahead;
  return {
    now: () => new Date(Date.now() + offset),
    advance: (milliseconds) => {
      offset += Math.max(0, milliseconds);
      onAdvance(offset);
    },
    reset: () => {
      offset = 0;
      onAdvance(offset);
    },
    ahead: () => offset,
  };
}

const UNITS: Readonly<Record<string, number>> = { D: 86_400_000, H: 3_600_000, M: 60_000, S: 1000 };

/** Milliseconds of an ISO 8601 duration of days, hours, minutes and seconds (`PT1H30M`, `P2D`), or undefined. */
export function durationMilliseconds(text: string): number | undefined {
  const match = /^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?$/.exec(text);
  if (!match || text === "P" || text.endsWith("T")) return undefined;
  return ["D", "H", "M", "S"].reduce((sum, unit, index) => sum + Number(match[index + 1] ?? 0) * (UNITS[unit] ?? 0), 0);
}
