/** When a channel is told: after its group's minutes, outside quiet hours, and what is urgent at once. */
import { expect, test } from "vitest";
import type { Severity } from "../../model/finding.ts";
import type { UnreportedChange } from "../../store/alert-store.ts";
import { scanOf } from "../../store/testing/findings.ts";
import { dueChanges } from "./due-changes.ts";

const change = (key: string, at: string, severity: Severity = "medium", kind: UnreportedChange["kind"] = "opened") => {
  const [finding] = scanOf(at, [key]).findings;
  if (!finding) throw new Error("no finding");
  return { kind, at, openedAt: at, firstSeen: at, who: null, finding: { ...finding, severity } } as const;
};
const quiet = { from: "22:00", to: "07:00", "time-zone": "UTC", weekends: false } as const;
const keys = (changes: readonly UnreportedChange[]) => changes.map(({ finding }) => finding.key);
const NIGHT = new Date("2026-11-26T23:00:00Z");
const MORNING = new Date("2026-11-27T07:00:00Z");

test("what changes within the group's minutes is told together, once the first has waited so long", () => {
  const changes = [change("a", "2026-11-26T12:00:00Z"), change("b", "2026-11-26T12:04:00Z")];
  const due = (at: string) => keys(dueChanges(changes, { group: 5 }, new Date(at)));
  expect(due("2026-11-26T12:04:59Z")).toEqual([]);
  expect(due("2026-11-26T12:05:00Z")).toEqual(["a", "b"]);
});

test("in quiet hours nothing is told, and everything at their end", () => {
  const changes = [change("a", "2026-11-26T22:30:00Z"), change("b", "2026-11-26T22:40:00Z", "high")];
  expect(dueChanges(changes, { group: 0, "quiet-hours": quiet }, NIGHT)).toEqual([]);
  expect(keys(dueChanges(changes, { group: 0, "quiet-hours": quiet }, MORNING))).toEqual(["b", "a"]);
});

test("what is urgent is told in quiet hours, and the rest later", () => {
  const changes = [change("a", "2026-11-26T22:30:00Z"), change("b", "2026-11-26T22:40:00Z", "high")];
  const channel = { group: 0, "quiet-hours": { ...quiet, except: "high" } } as const;
  expect(keys(dueChanges(changes, channel, NIGHT))).toEqual(["b"]);
  expect(keys(dueChanges(changes, channel, MORNING))).toEqual(["b", "a"]);
});

test("the worst comes first, and what is over last", () => {
  const at = "2026-11-26T12:00:00Z";
  const changes = [
    change("closed", at, "high", "closed"),
    change("low", at, "low"),
    change("high", at, "high"),
    change("accepted", at, "medium", "accepted"),
  ];
  expect(keys(dueChanges(changes, { group: 0 }, new Date(at)))).toEqual(["high", "low", "closed", "accepted"]);
});

test("a clock that was set back holds nothing for ever", () => {
  const changes = [change("a", "2026-11-26T12:00:00Z")];
  expect(keys(dueChanges(changes, { group: 5 }, new Date("2026-11-26T10:00:00Z")))).toEqual(["a"]);
});
