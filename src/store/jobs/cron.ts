/** When a schedule is due: the five fields of cron, in UTC. */
import { createHash } from "node:crypto";
import { AccessError } from "../../model/errors.ts";

export interface Cron {
  /** Whether it is due in the minute of this moment. */
  readonly matches: (at: Date) => boolean;
}

interface Field {
  readonly from: number;
  readonly to: number;
}

const MINUTE_MILLISECONDS = 60_000;

const FIELDS: readonly Field[] = [
  { from: 0, to: 59 },
  { from: 0, to: 23 },
  { from: 1, to: 31 },
  { from: 1, to: 12 },
  { from: 0, to: 7 },
];

/** `*`, numbers, ranges, steps and lists of them. @throws AccessError `bad-input` */
export function parseCron(text: string): Cron {
  const words = text.trim().split(/\s+/);
  if (words.length !== FIELDS.length) throw notCron(text);
  const [minutes, hours, days, months, weekdays] = FIELDS.map((field, at) => numbersOf(words[at] ?? "", field, text));
  const isEveryDay = words[2] === "*";
  const isEveryWeekday = words[4] === "*";
  const has = (set: ReadonlySet<number> | undefined, value: number): boolean => set?.has(value) === true;
  return {
    matches: (at) => {
      const isDay = has(days, at.getUTCDate());
      const isWeekday = has(weekdays, at.getUTCDay()) || (at.getUTCDay() === 0 && has(weekdays, 7));
      // As cron does: where both are given, one of them is enough (crontab(5)).
      const isDate = isEveryDay || isEveryWeekday ? isDay && isWeekday : isDay || isWeekday;
      return (
        isDate && has(minutes, at.getUTCMinutes()) && has(hours, at.getUTCHours()) && has(months, at.getUTCMonth() + 1)
      );
    },
  };
}

function numbersOf(word: string, { from, to }: Field, text: string): ReadonlySet<number> {
  const numbers = new Set<number>();
  for (const part of word.split(",")) {
    const found = /^(?:\*|(\d{1,2})(?:-(\d{1,2}))?)(?:\/(\d{1,2}))?$/.exec(part);
    if (!found) throw notCron(text);
    const [, first, last, step] = found;
    const begin = Number(first ?? from);
    const end = Number(last ?? (first === undefined || step !== undefined ? to : first));
    const every = Number(step ?? 1);
    if (begin < from || end > to || begin > end || every === 0) throw notCron(text);
    for (let number = begin; number <= end; number += every) numbers.add(number);
  }
  return numbers;
}

const notCron = (text: string): AccessError =>
  new AccessError("bad-input", `"${text}" is not a cron schedule`, {
    next: 'Give minute, hour, day of month, month and day of week, in UTC: "0 6 * * 1-5" is 06:00 from Monday to Friday',
  });

/** However long nobody looked, one day is looked back. */
const LONGEST_LOOK_BACK_MINUTES = 1440;

/** Whether it was due after the one moment and up to the other. What was missed several times is due once. */
export function isDueBetween(cron: Cron, after: number, now: number): boolean {
  const last = Math.floor(now / MINUTE_MILLISECONDS);
  const first = Math.max(Math.floor(after / MINUTE_MILLISECONDS) + 1, last - LONGEST_LOOK_BACK_MINUTES);
  for (let minute = last; minute >= first; minute -= 1)
    if (cron.matches(new Date(minute * MINUTE_MILLISECONDS))) return true;
  return false;
}

/**
 * Every so many minutes, which divide an hour or are whole hours that divide a day. Each key has a minute of its own, so that a thousand
 * organizations do not begin at once. @throws AccessError `bad-input`
 */
export function everyMinutes(minutes: number, key: string): string {
  const offset = createHash("sha256").update(key).digest().readUInt32BE(0);
  if (Number.isInteger(minutes) && minutes >= 1 && 60 % minutes === 0) {
    const first = offset % minutes;
    return minutes === 60 ? `${first} * * * *` : `${first}-59/${minutes} * * * *`;
  }
  const hours = minutes / 60;
  if (Number.isInteger(hours) && hours >= 2 && 24 % hours === 0)
    return hours === 24
      ? `${offset % 60} ${(offset >>> 8) % 24} * * *`
      : `${offset % 60} ${(offset >>> 8) % hours}-23/${hours} * * *`;
  throw new AccessError("bad-input", `Every ${minutes} minutes cannot be scheduled`, {
    next: "Give a number of minutes that divides an hour, or whole hours that divide a day",
  });
}
