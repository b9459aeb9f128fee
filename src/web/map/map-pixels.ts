/** The cells of a map as pixels: everything that depends on a column alone is worked out once for a frame, not once for each cell. */
import type { MapGrid, MapOrder } from "./map-grid.ts";

export interface PixelParts {
  readonly grid: MapGrid;
  readonly order: MapOrder;
  /** Of the image, in pixels of the device. */
  readonly width: number;
  readonly height: number;
  /** The cell at the upper left corner; fractions are parts of a cell. */
  readonly left: number;
  readonly top: number;
  /** Pixels of the device for a cell. */
  readonly size: number;
  /** Pixels of the device for one of the page. */
  readonly ratio: number;
  /** Colours by level, `#rrggbb`. */
  readonly heat: readonly string[];
}

export function paintPixels(pixels: Uint32Array, parts: PixelParts): void {
  const colours = Uint32Array.from(parts.heat, pixelOf);
  pixels.fill(colours[0] ?? 0);
  if (parts.size < 1) paintPoints(pixels, colours, parts);
  else paintLines(pixels, colours, parts);
}

/** `#rrggbb` as a pixel of an image, whose bytes are red, green, blue, alpha. */
export function pixelOf(colour: string): number {
  const value = Number.parseInt(colour.slice(1), 16);
  return ((255 << 24) | ((value & 255) << 16) | (value & 0xff00) | (value >> 16)) >>> 0;
}

/** Places of the order that are in sight. */
const rowsInSight = ({ order, top, height, size }: PixelParts) => ({
  first: Math.floor(top),
  last: Math.min(order.rows.length, Math.ceil(top + height / size)),
});

/** By column of the grid: where it begins and ends; both the same where it is not in sight. */
function columnSpans({ grid, order: { placeOfColumn }, left: first, size, width }: PixelParts) {
  const count = grid.columns.length;
  const [lefts, rights] = [new Int32Array(count), new Int32Array(count)];
  for (let column = 0; column < count; column += 1) {
    const place = placeOfColumn[column] ?? -1;
    const x = (place - first) * size;
    if (place < 0 || x + size <= 0 || x >= width) continue;
    const left = Math.min(width - 1, Math.max(0, Math.round(x)));
    lefts[column] = left;
    rights[column] = Math.min(width, Math.max(left + 1, Math.round(x + size)));
  }
  return { lefts, rights };
}

/** Cells smaller than a pixel: of those that share one, the highest is seen. */
function paintPoints(pixels: Uint32Array, colours: Uint32Array, parts: PixelParts): void {
  const { grid, order, width, height, top, size } = parts;
  const { starts, cellColumns, levels } = grid;
  const { lefts, rights } = columnSpans(parts);
  const { first, last } = rowsInSight(parts);
  const seen = new Uint8Array(pixels.length);
  for (let place = first; place < last; place += 1) {
    const row = order.rows[place] ?? 0;
    const line = Math.min(height - 1, Math.max(0, Math.round((place - top) * size))) * width;
    const end = starts[row + 1] ?? 0;
    for (let at = starts[row] ?? 0; at < end; at += 1) {
      const column = cellColumns[at] ?? 0;
      const left = lefts[column] ?? 0;
      const level = levels[at] ?? 0;
      if (rights[column] === left || (seen[line + left] ?? 0) >= level) continue;
      seen[line + left] = level;
      pixels[line + left] = colours[level] ?? 0;
    }
  }
}

/** Each row is drawn once, cell by cell, as a line of pixels; its other lines are copies. */
function paintLines(pixels: Uint32Array, colours: Uint32Array, parts: PixelParts): void {
  const { grid, order, width, height, top: above, size, ratio } = parts;
  const { starts, cellColumns, levels } = grid;
  const { lefts, rights } = columnSpans(parts);
  const { first, last } = rowsInSight(parts);
  // A line of paper between cells that have room for it.
  const gap = size >= 6 * ratio ? ratio : 0;
  for (let place = first; place < last; place += 1) {
    const row = order.rows[place] ?? 0;
    const top = Math.max(0, Math.round((place - above) * size));
    const bottom = Math.min(height, Math.max(top + 1, Math.round((place + 1 - above) * size) - gap));
    if (top >= bottom) continue;
    const line = top * width;
    const end = starts[row + 1] ?? 0;
    for (let at = starts[row] ?? 0; at < end; at += 1) {
      const column = cellColumns[at] ?? 0;
      const left = lefts[column] ?? 0;
      const right = rights[column] ?? 0;
      if (left === right) continue;
      const colour = colours[levels[at] ?? 0] ?? 0;
      const stop = Math.max(left + 1, right - gap);
      for (let x = left; x < stop; x += 1) pixels[line + x] = colour;
    }
    for (let y = top + 1; y < bottom; y += 1) pixels.copyWithin(y * width, line, line + width);
  }
}
