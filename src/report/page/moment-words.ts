/** Moments for people: the day of the week, because that is what they remember. */

/** `Mon 23 Nov, 23:22 UTC`. @param at ISO 8601 */
export const momentWords = (at: string): string =>
  `${DAY.format(new Date(at)).replace(/,/g, "")}, ${at.slice(11, 16)} UTC`;

const DAY = new Intl.DateTimeFormat("en-GB", { weekday: "short", day: "numeric", month: "short", timeZone: "UTC" });
