/** When a schedule is due. */
import { describe, expect, test } from "vitest";
import { everyMinutes, isDueBetween, parseCron } from "./cron.ts";

/** A Saturday. */
const at = (time: string) => new Date(`2026-11-28T${time}:00Z`);

test.each([
  { cron: "* * * * *", time: "10:17", due: true },
  { cron: "17 * * * *", time: "10:17", due: true },
  { cron: "17 * * * *", time: "10:18", due: false },
  { cron: "2-59/15 * * * *", time: "10:17", due: true },
  { cron: "*/15 * * * *", time: "10:17", due: false },
  { cron: "0 6,18 * * *", time: "18:00", due: true },
  { cron: "0 6 * * 1-5", time: "06:00", due: false },
  { cron: "0 6 * * 6", time: "06:00", due: true },
  { cron: "0 6 1 * 6", time: "06:00", due: true },
  { cron: "0 6 28 12 *", time: "06:00", due: false },
  { cron: "0 0 * * 7", time: "00:00", due: false },
])("$cron at $time: $due", ({ cron, time, due }) => {
  expect(parseCron(cron).matches(at(time))).toBe(due);
});

test("Sunday is 0 and 7", () => {
  const sunday = new Date("2026-11-29T00:00:00Z");
  expect(["0 0 * * 0", "0 0 * * 7"].map((cron) => parseCron(cron).matches(sunday))).toEqual([true, true]);
});

test.each([
  "",
  "* * * *",
  "* * * * * *",
  "60 * * * *",
  "5-1 * * * *",
  "*/0 * * * *",
  "a * * * *",
  "0 0 0 * *",
  "1;2 * * * *",
])("%o is no schedule", (cron) => {
  expect(() => parseCron(cron)).toThrow(/is not a cron schedule/);
});

describe("due since the last look", () => {
  const hourly = parseCron("17 * * * *");
  test.each([
    { after: "10:16", now: "10:17", due: true },
    { after: "10:17", now: "10:17", due: false },
    { after: "10:17", now: "11:16", due: false },
    { after: "06:00", now: "10:00", due: true },
  ])("after $after, at $now: $due", ({ after, now, due }) => {
    expect(isDueBetween(hourly, at(after).getTime(), at(now).getTime())).toBe(due);
  });
});

describe("every so many minutes", () => {
  const timesADay = (cron: string) => {
    const parsed = parseCron(cron);
    const minutes = Array.from({ length: 1440 }, (_, minute) => new Date(at("00:00").getTime() + minute * 60_000));
    return minutes.filter((minute) => parsed.matches(minute)).length;
  };

  test.each([
    [1, 1440],
    [5, 288],
    [15, 96],
    [60, 24],
    [120, 12],
    [360, 4],
    [1440, 1],
  ])("%d: %d times a day, whatever the key", (minutes, times) => {
    for (const key of ["a", "b", "c", "ssoins-1", "ssoins-2", "x"])
      expect(timesADay(everyMinutes(minutes, key)), `${key} ${everyMinutes(minutes, key)}`).toBe(times);
  });

  test("keys are spread over the hour", () => {
    const keys = Array.from({ length: 1000 }, (_, number) => everyMinutes(60, `organization ${number}`));
    const most = Math.max(...[...new Set(keys)].map((cron) => keys.filter((one) => one === cron).length));
    expect(new Set(keys).size).toBe(60);
    expect(most).toBeLessThan(40);
  });

  test.each([0, 7, 90, 300, -5, 1.5])("%d is refused", (minutes) => {
    expect(() => everyMinutes(minutes, "a")).toThrow(/cannot be scheduled/);
  });
});
