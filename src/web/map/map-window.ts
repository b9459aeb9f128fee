/** Which part of a map is in sight: moved, zoomed about a point, kept inside. */

export interface MapWindow {
  /** The cell at the upper left corner; fractions are parts of a cell. */
  readonly left: number;
  readonly top: number;
  /** Pixels of a cell. */
  readonly size: number;
}

/** Pixels of the drawing without its names, and how many cells there are. */
export interface MapExtent {
  readonly width: number;
  readonly height: number;
  readonly columns: number;
  readonly rows: number;
}

const LARGEST = 40;
/** Cells begin with this size where there are few. */
export const BEGINS = 22;

/** The least size at which everything is in sight. */
const fitting = ({ width, height, columns, rows }: MapExtent): number =>
  Math.min(BEGINS, width / Math.max(1, columns), height / Math.max(1, rows));

export const wholeMap = (extent: MapExtent): MapWindow => ({ left: 0, top: 0, size: fitting(extent) });

/** Inside the map, and no smaller than the whole of it. */
export function kept({ left, top, size }: MapWindow, extent: MapExtent): MapWindow {
  const within = Math.min(LARGEST, Math.max(fitting(extent), size));
  const most = (cells: number, pixels: number): number => Math.max(0, cells - pixels / within);
  return {
    size: within,
    left: Math.min(Math.max(0, left), most(extent.columns, extent.width)),
    top: Math.min(Math.max(0, top), most(extent.rows, extent.height)),
  };
}

export const moved = (
  window: MapWindow,
  by: { readonly x: number; readonly y: number },
  extent: MapExtent,
): MapWindow =>
  kept({ ...window, left: window.left + by.x / window.size, top: window.top + by.y / window.size }, extent);

/** The cell under the point stays under it. */
export function zoomed(
  window: MapWindow,
  { factor, x, y }: { readonly factor: number; readonly x: number; readonly y: number },
  extent: MapExtent,
): MapWindow {
  const { size } = kept({ ...window, size: window.size * factor }, extent);
  const cell = { x: window.left + x / window.size, y: window.top + y / window.size };
  return kept({ size, left: cell.x - x / size, top: cell.y - y / size }, extent);
}

/** The cell in sight, by the least move. */
export function revealed(
  window: MapWindow,
  cell: { readonly row: number; readonly column: number },
  extent: MapExtent,
): MapWindow {
  const within = (start: number, place: number, pixels: number): number =>
    Math.min(place, Math.max(start, place + 1 - pixels / window.size));
  return kept(
    {
      ...window,
      left: within(window.left, cell.column, extent.width),
      top: within(window.top, cell.row, extent.height),
    },
    extent,
  );
}
