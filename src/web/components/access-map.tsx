/** The map on a canvas: moved by mouse, wheel, finger and keys, zoomed about a point; a cell that is chosen is told to the screen. */
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import type { MapGrid, MapOrder } from "../map/map-grid.ts";
import { type Overlay, paintMap } from "../map/map-paint.ts";
import { useMapTheme } from "../map/map-theme.ts";
import { BEGINS, type MapExtent, type MapWindow, moved, revealed, wholeMap, zoomed } from "../map/map-window.ts";

/** Places in the order of the map. */
export interface MapPlace {
  readonly row: number;
  readonly column: number;
}

interface MapProps {
  readonly label: string;
  readonly grid: MapGrid;
  readonly order: MapOrder;
  readonly overlay: readonly Overlay[];
  readonly cursor: MapPlace | undefined;
  readonly onCursor: (place: MapPlace) => void;
  readonly onHover: (place: MapPlace | undefined) => void;
  readonly onChoose: (place: MapPlace) => void;
}

const ZOOM = 1.5;

export function AccessMap(props: MapProps) {
  const { label, grid, order, overlay, cursor } = props;
  const canvas = useRef<HTMLCanvasElement>(null);
  const frame = useRef<HTMLDivElement>(null);
  const theme = useMapTheme();
  const { extent, names } = useExtent(frame, order);
  const [kept, setKept] = useState<{ readonly order: MapOrder; readonly window: MapWindow }>();
  const window = kept?.order === order ? kept.window : undefined;
  const setWindow = (next: MapWindow | undefined): void => setKept(next && { order, window: next });
  const shown = window ?? wholeMap(extent);
  useLayoutEffect(() => {
    const context = canvas.current?.getContext("2d");
    if (!context || extent.width <= 0) return;
    const ratio = globalThis.devicePixelRatio || 1;
    fitCanvas(context.canvas, { width: names.left + extent.width, height: names.top + extent.height, ratio });
    paintMap(context, { grid, order, window: shown, extent, cursor, overlay, theme, names, ratio });
  }, [grid, order, window, extent, cursor, overlay, theme]);
  const zoom = (factor: number): void =>
    setWindow(zoomed(shown, { factor, x: extent.width / 2, y: extent.height / 2 }, extent));
  const pointer = usePointer(frame, { ...props, shown, extent, names, setWindow });
  const pressed = (event: KeyboardEvent): void => {
    const step = STEPS[event.key];
    if (step) {
      const next = stepped(cursor, step, order);
      props.onCursor(next);
      setWindow(revealed(shown, next, extent));
    } else if (event.key === "+" || event.key === "=") zoom(ZOOM);
    else if (event.key === "-") zoom(1 / ZOOM);
    else if (event.key === "0") setWindow(undefined);
    else if (event.key === "Enter" && cursor) props.onChoose(cursor);
    else return;
    event.preventDefault();
  };
  return (
    <div class="map">
      <div
        ref={frame}
        class="map-frame"
        role="application"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: arrow keys move through the cells
        tabIndex={0}
        aria-label={label}
        aria-describedby="map-status"
        style={{ height: `min(600px, 68vh, ${heightOf(extent, names)}px)` }}
        onKeyDown={pressed}
        {...pointer}
      >
        <canvas ref={canvas} />
      </div>
      <ZoomButtons onZoom={zoom} onWhole={() => setWindow(undefined)} />
    </div>
  );
}

/** Room to look around in once it is zoomed. */
const LEAST_HEIGHT = 320;

/** Where the columns have to be small to fit, the rows are as small, and need no more room. */
function heightOf({ width, columns, rows }: MapExtent, names: { readonly top: number }): number {
  const size = width > 0 ? Math.min(BEGINS, width / Math.max(1, columns)) : BEGINS;
  const whole = names.top + rows * BEGINS;
  return 2 + Math.min(whole, Math.max(LEAST_HEIGHT, names.top + rows * size));
}

/** Rows and columns that a key moves by. */
const STEPS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
};

function ZoomButtons({ onZoom, onWhole }: { readonly onZoom: (factor: number) => void; readonly onWhole: () => void }) {
  return (
    <p class="map-zoom">
      <button type="button" aria-label="Zoom in" onClick={() => onZoom(ZOOM)}>
        +
      </button>
      <button type="button" aria-label="Zoom out" onClick={() => onZoom(1 / ZOOM)}>
        −
      </button>
      <button type="button" onClick={onWhole}>
        Whole
      </button>
    </p>
  );
}

function stepped(cursor: MapPlace | undefined, [rows, columns]: readonly [number, number], order: MapOrder): MapPlace {
  if (!cursor) return { row: 0, column: 0 };
  const within = (place: number, count: number): number => Math.max(0, Math.min(count - 1, place));
  return {
    row: within(cursor.row + rows, order.rows.length),
    column: within(cursor.column + columns, order.columns.length),
  };
}

function fitCanvas(
  canvas: HTMLCanvasElement,
  { width, height, ratio }: { readonly width: number; readonly height: number; readonly ratio: number },
): void {
  const [wide, high] = [Math.round(width * ratio), Math.round(height * ratio)];
  if (canvas.width === wide && canvas.height === high) return;
  canvas.width = wide;
  canvas.height = high;
  canvas.style.width = `${width}px`;
  canvas.style.height = `${height}px`;
}

/** The room that the frame has, without that of the names. */
function useExtent(frame: { readonly current: HTMLElement | null }, order: MapOrder) {
  const [size, setSize] = useState({ width: 0, height: 0 });
  useLayoutEffect(() => {
    const element = frame.current;
    if (!element) return;
    const measured = (): void => setSize({ width: element.clientWidth, height: element.clientHeight });
    const observer = new ResizeObserver(measured);
    measured();
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  const names = size.width < 600 ? { left: 104, top: 88 } : { left: 184, top: 120 };
  const extent: MapExtent = {
    width: size.width - names.left,
    height: size.height - names.top,
    columns: order.columns.length,
    rows: order.rows.length,
  };
  const key = Object.values(extent).join();
  const kept = useRef({ key, extent });
  if (kept.current.key !== key) kept.current = { key, extent };
  return { extent: kept.current.extent, names };
}

interface PointerParts extends MapProps {
  readonly shown: MapWindow;
  readonly extent: MapExtent;
  readonly names: { readonly left: number; readonly top: number };
  readonly setWindow: (window: MapWindow) => void;
}

/** Pixels that a finger may move before it is a drag. */
const STILL = 4;

function usePointer(frame: { readonly current: HTMLElement | null }, parts: PointerParts) {
  const now = useRef(parts);
  now.current = parts;
  const drag = useRef<{ x: number; y: number; isMoved: boolean } | undefined>(undefined);
  useEffect(() => {
    const element = frame.current;
    const turned = (event: WheelEvent): void => {
      const { shown, extent, setWindow } = now.current;
      const at = pointOf(event, now.current);
      const next =
        event.ctrlKey || event.metaKey
          ? zoomed(shown, { factor: Math.exp(-event.deltaY / 200), ...at }, extent)
          : moved(shown, { x: event.deltaX, y: event.deltaY }, extent);
      // At its edge the map lets the page scroll.
      if (next.left === shown.left && next.top === shown.top && next.size === shown.size) return;
      event.preventDefault();
      setWindow(next);
    };
    element?.addEventListener("wheel", turned, { passive: false });
    return () => element?.removeEventListener("wheel", turned);
  }, []);
  return {
    onPointerDown: (event: PointerEvent) => {
      drag.current = { x: event.clientX, y: event.clientY, isMoved: false };
      frame.current?.setPointerCapture(event.pointerId);
    },
    onPointerMove: (event: PointerEvent) => {
      const from = drag.current;
      if (!from) return parts.onHover(placeUnder(event, parts));
      const by = { x: from.x - event.clientX, y: from.y - event.clientY };
      if (!from.isMoved && Math.hypot(by.x, by.y) < STILL) return;
      drag.current = { x: event.clientX, y: event.clientY, isMoved: true };
      parts.setWindow(moved(parts.shown, by, parts.extent));
    },
    onPointerUp: (event: PointerEvent) => {
      const place = placeUnder(event, parts);
      if (drag.current?.isMoved === false && place) {
        parts.onCursor(place);
        parts.onChoose(place);
      }
      drag.current = undefined;
    },
    onPointerLeave: () => parts.onHover(undefined),
  };
}

/** On the cells, from their upper left corner. */
function pointOf(event: MouseEvent, { names }: Pick<PointerParts, "names">) {
  const box = (event.currentTarget as HTMLElement).getBoundingClientRect();
  return { x: event.clientX - box.left - names.left, y: event.clientY - box.top - names.top };
}

/** Undefined: no cell. A name stands for the cell of its line that the cursor is at, or the first. */
function placeUnder(event: MouseEvent, parts: PointerParts): MapPlace | undefined {
  const { shown, order, cursor } = parts;
  const { x, y } = pointOf(event, parts);
  const row = y < 0 ? (cursor?.row ?? 0) : Math.floor(shown.top + y / shown.size);
  const column = x < 0 ? (cursor?.column ?? 0) : Math.floor(shown.left + x / shown.size);
  if ((x < 0 && y < 0) || row >= order.rows.length || column >= order.columns.length) return undefined;
  return { row, column };
}
