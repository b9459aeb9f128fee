/** How old an answer is and where it is from, in one line; a second one where there is something to do about it. */
import type { Origin } from "../model/origin.ts";
import { counted } from "./counted.ts";
import { plain } from "./sanitize.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** `3 hours`; what is younger than a minute is `less than a minute`. */
export function ageText(milliseconds: number): string {
  if (milliseconds < MINUTE) return "less than a minute";
  if (milliseconds < HOUR) return counted(Math.floor(milliseconds / MINUTE), "minute");
  return milliseconds < 2 * DAY
    ? counted(Math.floor(milliseconds / HOUR), "hour")
    : counted(Math.floor(milliseconds / DAY), "day");
}

/** Clocks differ by so much without being wrong. */
const CLOCKS_DIFFER = 5 * MINUTE;

/** A clock was wrong when the snapshot was taken, or is now: then nobody knows how old it is. */
const isToCome = (at: string, now: Date): boolean => Date.parse(at) > now.getTime() + CLOCKS_DIFFER;

const ageAt = (at: string, now: Date): string => ageText(now.getTime() - Date.parse(at));

const oldAt = (at: string, now: Date): string =>
  isToCome(at, now)
    ? `of unknown age (by this machine's clock, ${now.toISOString()}, that is still to come)`
    : `${ageAt(at, now)} old`;

const agoAt = (at: string, now: Date): string =>
  isToCome(at, now) ? `at ${plain(at)}, which is still to come by this machine's clock,` : `${ageAt(at, now)} ago`;

const KEEP_ONE = "Run idc-doctor snapshot save once to keep the organization: answers then take about a second";

/** None for a file that somebody named: the answer says when it was taken. */
export function originLines(origin: Origin, takenAt: string, now: Date): readonly string[] {
  switch (origin.kind) {
    case "file":
      return [];
    case "kept":
      return [
        `From the kept snapshot of ${plain(takenAt)}, ${oldAt(takenAt, now)} and not refreshed`,
        ...(origin.only === undefined
          ? []
          : [
              `Which organization is meant was not to be asked: this is ${plain(origin.only)}, the only organization that is kept here`,
            ]),
      ];
    case "refreshed": {
      const found = origin.changes === 0 ? "no changes" : counted(origin.changes, "change");
      return [
        `From the kept snapshot, collected ${agoAt(origin.collectedAt, now)} and refreshed now from CloudTrail: ${found}`,
        ...notKept(origin.notKept),
      ];
    }
    case "collected":
      return origin.notKept === undefined ? ["Collected now, and kept for the next question"] : notKept(origin.notKept);
    case "shared":
      return [
        `From the kept snapshot, collected ${agoAt(origin.collectedAt, now)} by another idc-doctor since this one was started`,
      ];
    case "targeted":
      if (origin.notKept !== undefined)
        return [`Read now, for this question only. Nothing is kept: ${plain(origin.notKept)}`];
      return origin.reason === undefined
        ? [`Read now, for this question only. ${KEEP_ONE}`]
        : [
            `Read now, for this question only, because the kept snapshot cannot be refreshed: ${plain(origin.reason)}`,
            "Run idc-doctor snapshot save to keep a new one",
          ];
  }
}

/** Why the next question finds the organization as it was before; none where it was kept. */
export const notKeptLines = (origin: Origin): readonly string[] => ("notKept" in origin ? notKept(origin.notKept) : []);

const notKept = (reason: string | undefined): readonly string[] =>
  reason === undefined ? [] : [`The snapshot could not be kept: ${plain(reason)}`];
