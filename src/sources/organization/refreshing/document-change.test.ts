/** Rows that are put into a document: in their place, at their place in the order. */
import { describe, expect, test } from "vitest";
import { documentWith } from "../../question/testing/asked-organization.ts";
import { exchanged, includes, includesUnits, replaced } from "./document-change.ts";

const row = (id: string, value = 0) => ({ id, value });

describe("replaced", () => {
  test.each([
    { what: "a row that was there", by: row("b", 1), rows: [row("a"), row("b", 1), row("c")] },
    { what: "a row that is gone", by: undefined, rows: [row("a"), row("c")] },
  ])("$what", ({ by, rows }) => {
    expect(replaced([row("a"), row("b"), row("c")], "b", by)).toEqual(rows);
  });

  test("a new row stands in the order", () => {
    expect(replaced([row("a"), row("c")], "b", row("b"))).toEqual([row("a"), row("b"), row("c")]);
  });
});

test("rows that belong give way to those that were read", () => {
  const rows = [row("a", 1), row("b", 2), row("c", 1)];
  expect(
    exchanged(
      rows,
      ({ value }) => value === 1,
      [row("d", 1)],
      ({ id }) => id,
    ),
  ).toEqual([row("b", 2), row("d", 1)]);
});

test.each([
  { what: "a document without coverage", coverage: undefined, has: true },
  { what: "one that asked for everything", coverage: { walk: "pairs", blindSpot: null, gaps: [] } as const, has: true },
  {
    what: "one that never asked",
    coverage: { walk: "pairs", blindSpot: null, gaps: [], neverAsked: ["units"] } as const,
    has: false,
  },
])("$what has units: $has", ({ coverage, has }) => {
  const document = { ...documentWith(), coverage };
  expect([includesUnits(document), includes(document, "units"), includes(document, "events")]).toEqual([
    has,
    has,
    true,
  ]);
});
