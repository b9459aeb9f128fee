/** Quiet hours over midnight, over the changes of summer time, and on weekends. */
import { expect, test } from "vitest";
import { isQuiet, isTimeZone } from "./quiet-hours.ts";

const night = { from: "22:00", to: "07:00", timeZone: "Europe/Berlin", weekends: false };
const at = (text: string, hours: Partial<typeof night> = {}) => isQuiet({ ...night, ...hours }, new Date(text));

test.each([
  // Winter: an hour ahead of UTC.
  ["2026-11-26T20:59:00Z", false],
  ["2026-11-26T21:00:00Z", true],
  ["2026-11-27T05:59:00Z", true],
  ["2026-11-27T06:00:00Z", false],
  // Summer: two hours.
  ["2026-07-01T19:59:00Z", false],
  ["2026-07-01T20:00:00Z", true],
  ["2026-07-02T05:00:00Z", false],
])("%s in Berlin: %s", (moment, expected) => {
  expect(at(moment)).toBe(expected);
});

test("hours within a day, none at all, and weekends", () => {
  expect(at("2026-11-26T12:00:00Z", { from: "12:00", to: "14:00" })).toBe(true);
  expect(at("2026-11-26T13:00:00Z", { from: "12:00", to: "14:00" })).toBe(false);
  expect(at("2026-11-26T23:00:00Z", { from: "00:00", to: "00:00" })).toBe(false);
  // Saturday in Berlin, Friday in UTC.
  expect(at("2026-11-27T23:30:00Z", { from: "00:00", to: "00:00", weekends: true })).toBe(true);
  expect(at("2026-11-30T12:00:00Z", { weekends: true })).toBe(false);
});

test("a time zone is one that this machine knows", () => {
  expect([isTimeZone("Europe/Berlin"), isTimeZone("UTC"), isTimeZone("Mars/Olympus")]).toEqual([true, true, false]);
});
