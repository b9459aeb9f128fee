/** The map drawn without script: names and counts while there is room for them, colours alone for thousands of cells. */
import type { MatrixCount } from "../../model/matrix.ts";
import type { MatrixColumns } from "../../model/matrix-columns.ts";
import { countWords, lineName, NOUNS } from "../../report/matrix/words.ts";
import { plain } from "../../report/sanitize.ts";
import { createMapGrid, type MapGrid } from "../map/map-grid.ts";

/** With more cells a count in each would be megabytes that nobody reads. */
const MOST_NAMED = 4000;
/** Characters of a name; the tables below have it whole. */
const NAME = 26;

export function MapDrawing({ matrix }: { readonly matrix: MatrixColumns }) {
  const { rows, columns, view } = matrix;
  const grid = createMapGrid(matrix);
  const isNamed = rows.length * columns.length <= MOST_NAMED;
  const [left, top, size] = isNamed ? [190, 180, 22] : [0, 0, 4];
  const [width, height] = [left + columns.length * size + 2, top + rows.length * size + 2];
  const { many: rowNoun } = NOUNS[view].rows;
  const { many: columnNoun } = NOUNS[view].columns;
  return (
    <svg
      class="map-drawing"
      viewBox={`0 0 ${width} ${height}`}
      style={{ maxWidth: `${Math.max(320, width)}px` }}
      role="img"
      aria-label={`${rows.length} ${rowNoun} by ${columns.length} ${columnNoun}; the tables below have the counts`}
    >
      <g transform={`translate(${left} ${top})`}>
        {levelPaths(grid, size).map(({ level, path }) => (
          <path key={level} class={`level-${level}`} d={path} />
        ))}
        {isNamed ? <Words matrix={matrix} size={size} /> : null}
      </g>
    </svg>
  );
}

/** Cells of one colour as one path. */
function levelPaths({ rows, starts, cellColumns, levels }: MapGrid, size: number) {
  const paths = new Map<number, string[]>();
  const [wide, high] = size > 8 ? [size - 1, size - 1] : [size, size];
  for (let row = 0; row < rows.length; row += 1)
    for (let at = starts[row] ?? 0; at < (starts[row + 1] ?? 0); at += 1) {
      const level = levels[at] ?? 0;
      const own = paths.get(level) ?? [];
      paths.set(level, own);
      own.push(`M${(cellColumns[at] ?? 0) * size} ${row * size}h${wide}v${high}h-${wide}z`);
    }
  return [...paths]
    .filter(([level]) => level > 0)
    .sort(([one], [other]) => one - other)
    .map(([level, parts]) => ({ level, path: parts.join("") }));
}

function Words({ matrix: { rows, columns, cells }, size }: { readonly matrix: MatrixColumns; readonly size: number }) {
  return (
    <>
      {rows.map((line, row) => (
        <text key={line.id} class="map-name" text-anchor="end" x={-8} y={row * size + size / 2 + 4}>
          {shortened(plain(lineName(line)))}
        </text>
      ))}
      {columns.map((line, column) => (
        <text key={line.id} class="map-name" transform={`translate(${column * size + size / 2 + 4} -8) rotate(-90)`}>
          {shortened(plain(lineName(line)))}
        </text>
      ))}
      {cells.count.map((count, at) => {
        const [row, column] = [cells.row[at] ?? 0, cells.column[at] ?? 0];
        return (
          <text key={`${row} ${column}`} class="map-count" x={column * size + size / 2} y={row * size + size / 2 + 3}>
            {countWords(countOf(count))}
          </text>
        );
      })}
    </>
  );
}

const shortened = (name: string): string => (name.length > NAME ? `${name.slice(0, NAME - 1)}…` : name);

const countOf = (count: number): MatrixCount =>
  count >= 0 ? { count, isWhole: true } : { count: count === -1 ? null : -count - 1, isWhole: false };
