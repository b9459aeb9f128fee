/** When a collection of another process is as good as one of our own. */
import { expect, test } from "vitest";
import { documentWith } from "../../diagnosis/access-tests/testing/small-organization.ts";
import type { Coverage } from "../../model/coverage.ts";
import type { OrganizationDocument } from "../../model/organization-document/document.ts";
import { isFreshFor } from "./wanted-coverage.ts";

const ASKED = Date.parse("2026-11-28T12:00:00.000Z");
const at = (seconds: number) => new Date(ASKED + seconds * 1000).toISOString();
const PAIRS: Coverage = { walk: "pairs", blindSpot: null, gaps: [], neverAsked: ["units"] };
const WHOLE: Coverage = { walk: "both", blindSpot: null, gaps: [] };
const wanted = {
  isComplete: false,
  includesUnits: false,
  generation: undefined,
  askedAt: new Date(ASKED),
  hasWaited: true,
  now: new Date(at(60)),
};
const begun = (seconds: number, coverage = PAIRS): { readonly document: OrganizationDocument } => ({
  document: { ...documentWith(coverage), takenAt: at(seconds) },
});

test.each([
  { seconds: 1, isWaited: true, isWaitedNot: true },
  { seconds: 0, isWaited: true, isWaitedNot: true },
  { seconds: -1, isWaited: true, isWaitedNot: false },
  { seconds: -2, isWaited: true, isWaitedNot: false },
  { seconds: -3, isWaited: false, isWaitedNot: false },
  // A clock is wrong.
  { seconds: 61, isWaited: false, isWaitedNot: false },
])("begun $seconds seconds after it was asked for", ({ seconds, isWaited, isWaitedNot }) => {
  expect(isFreshFor(begun(seconds), wanted)).toBe(isWaited);
  expect(isFreshFor(begun(seconds), { ...wanted, hasWaited: false })).toBe(isWaitedNot);
});

test("caught up since, it is as old as its collection", () => {
  const trail = { collectedAt: at(-3600), eventIds: [] };
  expect(isFreshFor(begun(1, { ...PAIRS, trail }), wanted)).toBe(false);
});

test("it sees as much as is asked for, of the same organization", () => {
  for (const more of [{ isComplete: true }, { includesUnits: true }]) {
    expect(isFreshFor(begun(1), { ...wanted, ...more })).toBe(false);
    expect(isFreshFor(begun(1, WHOLE), { ...wanted, ...more })).toBe(true);
  }
  expect(isFreshFor({ ...begun(1), generation: "a" }, { ...wanted, generation: "b" })).toBe(false);
});
