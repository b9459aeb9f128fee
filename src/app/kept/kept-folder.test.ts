/** A collection that was stopped for a while does not take the place of one that was begun after it. */
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { documentWith } from "../../diagnosis/access-tests/testing/small-organization.ts";
import type { CaughtUp } from "../../model/coverage.ts";
import { keptSnapshots } from "../../store/kept-snapshots.ts";
import { keepCollected } from "./kept-folder.ts";

const NOW = new Date("2026-11-28T12:00:00.000Z");
const EARLIER = "2026-11-28T11:00:00.000Z";
const LATER = "2026-11-28T11:30:00.000Z";
const FUTURE = "2031-01-01T00:00:00.000Z";

const taken = (takenAt: string, trail?: CaughtUp) => {
  const coverage = { walk: "pairs", blindSpot: null, gaps: [], ...(trail && { trail }) } as const;
  return { ...documentWith(coverage), takenAt };
};
const organization = { instanceArn: documentWith().instance?.arn ?? "", endpointUrl: null };

/** What is kept after the second was kept over the first. */
function kept(first: ReturnType<typeof taken>, second: ReturnType<typeof taken>, generation?: string) {
  const store = keptSnapshots(mkdtempSync(join(tmpdir(), "idc-doctor-kept-")));
  store.keep(organization, { document: first, generation: undefined });
  keepCollected(store, organization, { snapshot: { document: second, generation }, now: NOW });
  const found = store.read(organization);
  return found.kind === "kept" ? found.document.takenAt : found.kind;
}

test("what was begun later stays, what was begun earlier gives way", () => {
  expect(kept(taken(LATER), taken(EARLIER))).toBe(LATER);
  expect(kept(taken(EARLIER), taken(LATER))).toBe(LATER);
});

test("what was only caught up later gives way to a whole collection", () => {
  expect(kept(taken(LATER, { collectedAt: "2026-11-28T10:00:00.000Z", eventIds: [] }), taken(EARLIER))).toBe(EARLIER);
});

test("what a wrong clock dated in the future gives way, and so does another filling of a lab", () => {
  expect(kept(taken(FUTURE), taken(EARLIER))).toBe(EARLIER);
  expect(kept(taken(LATER), taken(EARLIER), "another")).toBe(EARLIER);
});
