/** The age of an answer in words. */
import { expect, test } from "vitest";
import type { Origin } from "../model/origin.ts";
import { ageText, originLines } from "./origin-text.ts";

const NOW = new Date("2026-11-28T12:00:00Z");
const TAKEN = "2026-11-28T09:00:00Z";

test.each([
  [0, "less than a minute"],
  [-5000, "less than a minute"],
  [59_999, "less than a minute"],
  [60_000, "1 minute"],
  [3_599_999, "59 minutes"],
  [3_600_000, "1 hour"],
  [47 * 3_600_000, "47 hours"],
  [48 * 3_600_000, "2 days"],
])("%i milliseconds are %s", (milliseconds, words) => {
  expect(ageText(milliseconds)).toBe(words);
});

test.each<[Origin, RegExp]>([
  [{ kind: "kept" }, /^From the kept snapshot of 2026-11-28T09:00:00Z, 3 hours old and not refreshed$/],
  [{ kind: "kept", only: "o-1" }, /not refreshed\n.*this is o-1, the only organization that is kept here$/],
  [{ kind: "shared", collectedAt: TAKEN }, /^From the kept snapshot, collected 3 hours ago by another idc-doctor/],
  [{ kind: "refreshed", collectedAt: TAKEN, changes: 0 }, /collected 3 hours ago and refreshed now .*: no changes$/],
  [{ kind: "refreshed", collectedAt: TAKEN, changes: 1 }, /: 1 change$/],
  [{ kind: "refreshed", collectedAt: TAKEN, changes: 2, notKept: "full" }, /2 changes\nThe snapshot .*: full$/],
  [{ kind: "collected" }, /^Collected now, and kept/],
  [{ kind: "collected", notKept: "full" }, /^The snapshot could not be kept: full$/],
  [{ kind: "targeted" }, /idc-doctor snapshot save/],
  [{ kind: "targeted", reason: "it is old" }, /cannot be refreshed: it is old\nRun idc-doctor snapshot save to/],
  [{ kind: "targeted", notKept: "full" }, /^Read now, for this question only. Nothing is kept: full$/],
])("%j", (origin, words) => {
  expect(originLines(origin, TAKEN, NOW).join("\n")).toMatch(words);
});

test("a named file says its own time", () => {
  expect(originLines({ kind: "file" }, TAKEN, NOW)).toEqual([]);
});

test("what is dated in the future by a wrong clock is of no known age", () => {
  const soon = "2026-11-28T12:04:00Z";
  const future = "2027-01-01T00:00:00Z";
  expect(originLines({ kind: "kept" }, soon, NOW)[0]).toContain("less than a minute old");
  expect(originLines({ kind: "kept" }, future, NOW)).toEqual([
    "From the kept snapshot of 2027-01-01T00:00:00Z, of unknown age (by this machine's clock, 2026-11-28T12:00:00.000Z, that is still to come) and not refreshed",
  ]);
  expect(originLines({ kind: "refreshed", collectedAt: future, changes: 0 }, TAKEN, NOW)[0]).toContain(
    "collected at 2027-01-01T00:00:00Z, which is still to come by this machine's clock, and refreshed now",
  );
});
