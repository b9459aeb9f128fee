/** Tables against a plain model of them: any sequence of changes, every index, every page. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { createTable } from "./table.ts";

interface Row {
  readonly key: string;
  readonly colour: string | undefined;
}

const KEYS = ["a", "b", "c", "d", "e", "f"];
const COLOURS = ["red", "blue", undefined];

type Step =
  | { readonly kind: "put"; readonly row: Row }
  | { readonly kind: "remove"; readonly key: string }
  | { readonly kind: "look"; readonly colour: string };

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({
    kind: fc.constant("put" as const),
    row: fc.record({ key: fc.constantFrom(...KEYS), colour: fc.constantFrom(...COLOURS) }),
  }),
  fc.record({ kind: fc.constant("remove" as const), key: fc.constantFrom(...KEYS) }),
  fc.record({ kind: fc.constant("look" as const), colour: fc.constantFrom("red", "blue") }),
);

function allPages(table: ReturnType<typeof tableOf>["table"], size: number): Row[] {
  const rows: Row[] = [];
  let at: number | undefined = 0;
  while (at !== undefined) {
    const { rows: page, next }: { rows: readonly Row[]; next: number | undefined } = table.page(at, size);
    rows.push(...page);
    at = next;
  }
  return rows;
}

function tableOf() {
  const changes: [string, Row | undefined][] = [];
  const table = createTable<Row>({
    key: ({ key }) => key,
    indexes: { colour: ({ colour }) => colour },
    onChange: (key, row) => changes.push([key, row]),
  });
  return { table, changes };
}

test("a table is a map in the order of entry, whatever happened to it", () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), fc.integer({ min: 1, max: 4 }), (steps, size) => {
      const { table, changes } = tableOf();
      const model = new Map<string, Row>();
      const ofColour = (colour: string) => [...model.values()].filter((row) => row.colour === colour);
      for (const one of steps) {
        if (one.kind === "put") {
          table.put(one.row);
          model.set(one.row.key, one.row);
        } else if (one.kind === "remove") {
          expect(table.remove(one.key)).toBe(model.get(one.key));
          model.delete(one.key);
        } else expect([...table.under("colour", one.colour)]).toEqual(ofColour(one.colour));
      }
      expect([...table]).toEqual([...model.values()]);
      expect(allPages(table, size)).toEqual([...model.values()]);
      for (const colour of ["red", "blue"]) {
        expect([...table.under("colour", colour)]).toEqual(ofColour(colour));
        expect(table.under("colour", colour).size).toBe(ofColour(colour).length);
      }
      const replayed = tableOf().table;
      for (const [key, row] of changes) row ? replayed.put(row) : replayed.remove(key);
      expect([...replayed]).toEqual([...table]);
    }),
  );
});

test("a page goes on where it should although rows before it went", () => {
  const { table } = tableOf();
  for (const key of KEYS) table.put({ key, colour: "red" });
  const { next } = table.page(0, 3);
  for (const key of ["a", "b", "c"]) table.remove(key);
  expect(table.page(next ?? 0, 3).rows.map(({ key }) => key)).toEqual(["d", "e", "f"]);
});

test("rows may be removed while they are walked over", () => {
  const { table } = tableOf();
  for (const key of KEYS) table.put({ key, colour: "red" });
  for (const { key } of table.under("colour", "red")) table.remove(key);
  expect(table.size).toBe(0);
});
