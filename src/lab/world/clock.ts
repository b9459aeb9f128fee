/** The lab's clock: real time plus what was advanced, so that hours pass at once where a test or a person wishes. */

export interface Clock {
  readonly now: () => Date;
  /** Moves the clock on; it never goes back. */
  readonly advance: (milliseconds: number) => void;
}

export function createClock(): Clock {
  let ahead = 0;
  return {
    now: () => new Date(Date.now() + ahead),
    advance: (milliseconds) => {
      ahead += Math.max(0, milliseconds);
    },
  };
}

const UNITS: Readonly<Record<string, number>> = { D: 86_400_000, H: 3_600_000, M: 60_000, S: 1000 };

/** Milliseconds of an ISO 8601 duration of days, hours, minutes and seconds (`PT1H30M`, `P2D`), or undefined. */
export function durationMilliseconds(text: string): number | undefined {
  const match = /^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?$/.exec(text);
  if (!match || text === "P" || text.endsWith("T")) return undefined;
  return ["D", "H", "M", "S"].reduce((sum, unit, index) => sum + Number(match[index + 1] ?? 0) * (UNITS[unit] ?? 0), 0);
}
