/** The map without its canvas: cells by row and column, what is shown in which order, and the window on it. */
import { expect, test } from "vitest";
import { type MatrixColumns, matrixColumns } from "../../model/matrix-columns.ts";
import { torn } from "../../report/matrix/testing/matrix.ts";
import { cellAt, createMapGrid, levelOf, lineCells, mapOrder, UNKNOWN_LEVEL } from "./map-grid.ts";
import { paintPixels, pixelOf } from "./map-pixels.ts";
import { kept, moved, revealed, wholeMap, zoomed } from "./map-window.ts";

const data: MatrixColumns = matrixColumns(torn);
const grid = createMapGrid(data);
const everything = { rows: "", columns: "", isMostFirst: false };

test("each cell of the matrix is where it was, whole or not; what is not there is 0 for certain", () => {
  for (const [row, { id }] of torn.rows.entries())
    for (const [column, line] of torn.columns.entries()) {
      const published = torn.cells.find((cell) => cell.row === id && cell.column === line.id);
      expect(cellAt(grid, row, column)).toEqual({
        count: published?.count ?? 0,
        isWhole: published?.isWhole ?? true,
      });
    }
  expect([...grid.levels]).toContain(UNKNOWN_LEVEL);
});

test("a row as a table has its cells that are not empty, and those that are not known", () => {
  for (const [at, { id }] of torn.rows.entries())
    expect(
      lineCells(grid, { axis: "row", at })
        .map(({ line }) => line.id)
        .sort(),
    ).toEqual(
      torn.cells
        .filter(({ row }) => row === id)
        .map(({ column }) => column)
        .sort(),
    );
});

test("filtered by a part of a name or id, the most first, the unknown before them", () => {
  const { rows } = mapOrder(grid, { ...everything, rows: torn.rows[0]?.id ?? "" });
  expect([...rows]).toEqual([0]);
  const most = mapOrder(grid, { ...everything, isMostFirst: true });
  const counts = Array.from(most.columns, (column) => torn.columns[column]?.count ?? Number.MAX_SAFE_INTEGER);
  expect(counts).toEqual([...counts].sort((one, other) => other - one));
  expect(most.placeOfColumn[most.columns[0] ?? -1]).toBe(0);
});

test("levels rise with the count, from 1 to 5", () => {
  expect([0, 1, 2, 5].map((count) => levelOf(count, 5))).toEqual([0, 1, 2, 5]);
  expect(levelOf(1, 1000)).toBe(1);
  expect(levelOf(1000, 1000)).toBe(5);
});

const extent = { width: 800, height: 400, columns: 500, rows: 2000 };

test("the whole map is in sight at first; zoomed, the cell under the pointer stays there", () => {
  const whole = wholeMap(extent);
  expect(whole).toEqual({ left: 0, top: 0, size: 0.2 });
  const near = zoomed(whole, { factor: 10, x: 20, y: 200 }, extent);
  expect(near.size).toBeCloseTo(2);
  expect(near.left + 20 / near.size).toBeCloseTo(20 / whole.size);
  expect(near.top + 200 / near.size).toBeCloseTo(200 / whole.size);
});

test("it never leaves the map, and a cell that is asked for is in sight", () => {
  expect(moved({ left: 0, top: 0, size: 10 }, { x: -50, y: 1e9 }, extent)).toEqual({ left: 0, top: 1960, size: 10 });
  expect(kept({ left: 0, top: 0, size: 1e9 }, extent).size).toBe(40);
  const shown = revealed({ left: 0, top: 0, size: 10 }, { row: 100, column: 499 }, extent);
  expect(shown).toEqual({ left: 420, top: 61, size: 10 });
});

const HEAT = ["#ffffff", "#111111", "#222222", "#333333", "#444444", "#555555", "#666666"];
const colours = HEAT.map(pixelOf);

/** Pixel by pixel, in the plainest way: the level of the cell that is under it. */
function levelUnder(x: number, y: number, { left, top, size }: { left: number; top: number; size: number }): number {
  const row = order.rows.findIndex((_, place) => isWithin(y, place - top, size));
  const column = order.columns.findIndex((_, place) => isWithin(x, place - left, size));
  const at = Array.from(grid.cellColumns.keys()).find(
    (one) =>
      grid.cellColumns[one] === order.columns[column] &&
      one >= (grid.starts[order.rows[row] ?? -1] ?? Number.POSITIVE_INFINITY) &&
      one < (grid.starts[(order.rows[row] ?? -1) + 1] ?? 0),
  );
  return at === undefined ? 0 : (grid.levels[at] ?? 0);
}
const isWithin = (pixel: number, from: number, size: number): boolean =>
  pixel >= Math.round(from * size) && pixel < Math.round((from + 1) * size);
const order = mapOrder(grid, { ...everything, isMostFirst: true });

test.each([
  { left: 0, top: 0, size: 3 },
  { left: 0.5, top: 0.25, size: 4 },
  { left: 1, top: 1, size: 5 },
])("each pixel has the colour of the cell under it, from $left, $top with $size pixels a cell", (window) => {
  const [width, height] = [24, 18];
  const pixels = new Uint32Array(width * height);
  paintPixels(pixels, { grid, order, width, height, ...window, ratio: 1, heat: HEAT });
  for (let y = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1)
      expect(pixels[y * width + x], `${x}, ${y}`).toBe(colours[levelUnder(x, y, window)]);
});

test("large cells have a line of paper between them", () => {
  const pixels = new Uint32Array(80 * 40);
  paintPixels(pixels, { grid, order, width: 80, height: 40, left: 0, top: 0, size: 8, ratio: 1, heat: HEAT });
  for (let y = 0; y < 40; y += 1) expect(pixels[y * 80 + 7]).toBe(colours[0]);
});

test("of cells that share a pixel the highest is seen, wherever they are", () => {
  const [width, height] = [2, 2];
  const pixels = new Uint32Array(width * height);
  const size = 2 / Math.max(order.rows.length, order.columns.length);
  paintPixels(pixels, { grid, order, width, height, left: 0, top: 0, size, ratio: 1, heat: HEAT });
  const highest = Math.max(...grid.levels);
  expect([...pixels]).toContain(colours[highest]);
  expect([...pixels].every((pixel) => colours.includes(pixel))).toBe(true);
});
