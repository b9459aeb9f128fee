/** Draws a map on a canvas: its cells straight into pixels, then the names and counts that have room. */
import type { MatrixLine } from "../../model/matrix.ts";
import { plain } from "../../report/sanitize.ts";
import { type MapGrid, type MapOrder, UNKNOWN_LEVEL } from "./map-grid.ts";
import { paintPixels } from "./map-pixels.ts";
import type { MapExtent, MapWindow } from "./map-window.ts";

/** Colours as the style sheet has them. */
export interface MapTheme {
  readonly paper: string;
  readonly ink: string;
  readonly mark: string;
  readonly gained: string;
  readonly lost: string;
  /** By level, from 0 (nothing) to 5 (the most), then unknown. */
  readonly heat: readonly string[];
}

/** Access that came or went between two moments: places of rows and columns of the grid. */
export interface Overlay {
  readonly row: number;
  readonly column: number;
  readonly change: "gained" | "lost";
}

export interface Drawn {
  readonly grid: MapGrid;
  readonly order: MapOrder;
  readonly window: MapWindow;
  readonly extent: MapExtent;
  /** Places in the order. */
  readonly cursor: { readonly row: number; readonly column: number } | undefined;
  readonly overlay: readonly Overlay[];
  readonly theme: MapTheme;
  /** Room for the names. */
  readonly names: { readonly left: number; readonly top: number };
  /** Pixels of the device for one of the page. */
  readonly ratio: number;
}

/** Below this size of a cell there is no room for names. */
export const NAMED = 11;
/** Below this size of a cell there is no room for counts. */
const COUNTED = 20;
const FONT = "12px system-ui, sans-serif";
const SMALL = "10px system-ui, sans-serif";

export function paintMap(context: CanvasRenderingContext2D, drawn: Drawn): void {
  const { extent, names, ratio, theme } = drawn;
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.fillStyle = theme.paper;
  context.fillRect(0, 0, (names.left + extent.width) * ratio, (names.top + extent.height) * ratio);
  paintCells(context, drawn);
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  paintCounts(context, drawn);
  paintOverlay(context, drawn);
  paintCursor(context, drawn);
  paintNames(context, drawn);
}

function paintCells(context: CanvasRenderingContext2D, { extent, names, ratio, theme, ...map }: Drawn): void {
  const image = imageOf(context, Math.floor(extent.width * ratio), Math.floor(extent.height * ratio));
  const { width, height } = image;
  const pixels = new Uint32Array(image.data.buffer);
  const { left, top, size } = map.window;
  paintPixels(pixels, { ...map, width, height, left, top, size: size * ratio, ratio, heat: theme.heat });
  context.putImageData(image, Math.round(names.left * ratio), Math.round(names.top * ratio));
}

const images = new WeakMap<CanvasRenderingContext2D, ImageData>();

/** The same again while its size is: megabytes for each frame would keep the collector busy. */
function imageOf(context: CanvasRenderingContext2D, width: number, height: number): ImageData {
  const before = images.get(context);
  if (before?.width === width && before.height === height) return before;
  const made = context.createImageData(Math.max(1, width), Math.max(1, height));
  images.set(context, made);
  return made;
}

interface Placed {
  readonly row: number;
  readonly column: number;
}

/** The corner of a cell on the canvas. */
const cornerOf = ({ window, names }: Drawn, { row, column }: Placed) => ({
  x: names.left + (column - window.left) * window.size,
  y: names.top + (row - window.top) * window.size,
});

function clipToCells(context: CanvasRenderingContext2D, { names, extent }: Drawn): void {
  context.save();
  context.beginPath();
  context.rect(names.left, names.top, extent.width, extent.height);
  context.clip();
}

/** Shape and sign repeat what the colour says: `?` and a frame where a read failed. */
function paintCounts(context: CanvasRenderingContext2D, drawn: Drawn): void {
  const { grid, order, window, extent, theme } = drawn;
  if (window.size < COUNTED) return;
  clipToCells(context, drawn);
  context.font = SMALL;
  context.textAlign = "center";
  context.textBaseline = "middle";
  const last = Math.min(order.rows.length, Math.ceil(window.top + extent.height / window.size));
  for (let place = Math.floor(window.top); place < last; place += 1) {
    const row = order.rows[place] ?? 0;
    for (let at = grid.starts[row] ?? 0; at < (grid.starts[row + 1] ?? 0); at += 1) {
      const column = order.placeOfColumn[grid.cellColumns[at] ?? 0] ?? -1;
      const { x, y } = cornerOf(drawn, { row: place, column });
      if (column < 0 || x < -window.size || x > drawn.names.left + extent.width) continue;
      const level = grid.levels[at] ?? 0;
      context.fillStyle = level >= 4 && level !== UNKNOWN_LEVEL ? theme.paper : theme.ink;
      context.fillText(countText(grid.counts[at] ?? 0), x + (window.size - 1) / 2, y + window.size / 2);
    }
  }
  context.restore();
}

const short = (count: number): string => (count < 1000 ? `${count}` : `${Math.floor(count / 1000)}k`);
const countText = (count: number): string => (count >= 0 ? short(count) : count === -1 ? "?" : `${short(-count - 1)}+`);

/** A plus for gained, a minus for lost, in a frame: large enough to be seen in a map of thousands. */
function paintOverlay(context: CanvasRenderingContext2D, drawn: Drawn): void {
  const { order, overlay, theme, window } = drawn;
  if (overlay.length === 0) return;
  const placeOfRow = new Map(Array.from(order.rows, (row, place) => [row, place]));
  clipToCells(context, drawn);
  const size = Math.max(9, window.size - 1);
  for (const { row, column, change } of overlay) {
    const place = { row: placeOfRow.get(row) ?? -1, column: order.placeOfColumn[column] ?? -1 };
    if (place.row < 0 || place.column < 0) continue;
    const corner = cornerOf(drawn, place);
    const centre = { x: corner.x + window.size / 2, y: corner.y + window.size / 2 };
    context.fillStyle = theme.paper;
    context.fillRect(centre.x - size / 2, centre.y - size / 2, size, size);
    context.strokeStyle = change === "gained" ? theme.gained : theme.lost;
    context.lineWidth = 2;
    context.strokeRect(centre.x - size / 2 + 1, centre.y - size / 2 + 1, size - 2, size - 2);
    const arm = Math.max(2.5, size / 4);
    context.beginPath();
    context.moveTo(centre.x - arm, centre.y);
    context.lineTo(centre.x + arm, centre.y);
    if (change === "gained") {
      context.moveTo(centre.x, centre.y - arm);
      context.lineTo(centre.x, centre.y + arm);
    }
    context.stroke();
  }
  context.restore();
}

function paintCursor(context: CanvasRenderingContext2D, drawn: Drawn): void {
  const { cursor, window, extent, names, theme } = drawn;
  if (!cursor) return;
  const { x, y } = cornerOf(drawn, cursor);
  clipToCells(context, drawn);
  const size = Math.max(5, window.size);
  context.globalAlpha = 0.12;
  context.fillStyle = theme.mark;
  context.fillRect(names.left, y, extent.width, window.size);
  context.fillRect(x, names.top, window.size, extent.height);
  context.globalAlpha = 1;
  context.strokeStyle = theme.mark;
  context.lineWidth = 2;
  context.strokeRect(x - (size - window.size) / 2, y - (size - window.size) / 2, size, size);
  context.restore();
}

function paintNames(context: CanvasRenderingContext2D, drawn: Drawn): void {
  const { grid, order, window, extent, cursor, theme, names } = drawn;
  context.font = FONT;
  context.textBaseline = "middle";
  if (window.size < NAMED) return;
  const style = (isAtCursor: boolean): string => (isAtCursor ? theme.mark : theme.ink);
  context.textAlign = "right";
  const lastRow = Math.min(order.rows.length, Math.ceil(window.top + extent.height / window.size));
  for (let place = Math.ceil(window.top); place < lastRow; place += 1) {
    context.fillStyle = style(place === cursor?.row);
    const { y } = cornerOf(drawn, { row: place, column: 0 });
    context.fillText(
      clipped(context, grid.rows[order.rows[place] ?? 0], names.left - 12),
      names.left - 8,
      y + window.size / 2,
    );
  }
  context.textAlign = "left";
  const lastColumn = Math.min(order.columns.length, Math.ceil(window.left + extent.width / window.size));
  for (let place = Math.ceil(window.left); place < lastColumn; place += 1) {
    context.save();
    const { x } = cornerOf(drawn, { row: 0, column: place });
    context.translate(x + window.size / 2, names.top - 6);
    context.rotate(-Math.PI / 2);
    context.fillStyle = style(place === cursor?.column);
    context.fillText(clipped(context, grid.columns[order.columns[place] ?? 0], names.top - 12), 0, 0);
    context.restore();
  }
}

/** Names that were made to fit, because they are measured for every frame. */
const fitted = new Map<string, string>();
const MOST_FITTED = 5000;

/** The name, as much of it as has room. */
function clipped(context: CanvasRenderingContext2D, line: MatrixLine | undefined, width: number): string {
  const text = plain(line?.name ?? line?.id ?? "");
  const key = `${width} ${text}`;
  const before = fitted.get(key);
  if (before !== undefined) return before;
  if (fitted.size > MOST_FITTED) fitted.clear();
  const made = clippedText(context, text, width);
  fitted.set(key, made);
  return made;
}

function clippedText(context: CanvasRenderingContext2D, text: string, width: number): string {
  if (context.measureText(text).width <= width) return text;
  // Names are long for the room by a little, or by far: halves first.
  let [fits, tooLong] = [0, text.length];
  while (tooLong - fits > 1) {
    const middle = (fits + tooLong) >> 1;
    if (context.measureText(`${text.slice(0, middle)}…`).width <= width) fits = middle;
    else tooLong = middle;
  }
  return `${text.slice(0, fits)}…`;
}
