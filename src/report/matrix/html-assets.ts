/** Style and script of the heatmap: constants, so that the page's policy can allow exactly this script. */

export const STYLE = `
:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif;
  --page: #fff; --ink: #1c2330; --faint: #667085; --line: #e3e6eb; --unknown: #b26a00; --mark: #c62828;
  --h1: #dbeafe; --h2: #a9cdfb; --h3: #6fa8f3; --h4: #3b7ddd; --h5: #1a4fa3; }
@media (prefers-color-scheme: dark) { :root { --page: #14171d; --ink: #e6e9ef; --faint: #98a2b3; --line: #2a303a;
  --unknown: #f0a840; --mark: #ff7b72; --h1: #16283f; --h2: #1d4270; --h3: #2a66ad; --h4: #4f93e6; --h5: #a9cdfb; } }
body { margin: 1.5rem; background: var(--page); color: var(--ink); }
h1 { font-size: 1.4rem; margin: 0 0 .3rem; } h2 { font-size: 1.1rem; }
form { display: flex; flex-wrap: wrap; gap: 1rem; margin: 1rem 0 .5rem; } [hidden] { display: none !important; }
#legend { display: flex; flex-wrap: wrap; gap: .3rem 1rem; font-size: .9rem; } #legend i { display: inline-block; width: 1.2em; height: 1.2em; vertical-align: text-bottom; margin-right: .3em; }
.h1 { background: var(--h1); } .h2 { background: var(--h2); } .h3 { background: var(--h3); } .h4 { background: var(--h4); } .h5 { background: var(--h5); }
.unknown { box-shadow: inset 0 0 0 2px var(--unknown); }
#frame { position: relative; overflow: auto; height: 75vh; border: 1px solid var(--line); }
#frame canvas { position: sticky; left: 0; top: 0; display: block; }
#frame:focus-visible { outline: 2px solid var(--h4); }
#status { min-height: 1.6em; margin: .4rem 0; }
table { border-collapse: collapse; } th, td { text-align: left; padding: .15rem 1rem .15rem 0; vertical-align: top; } td + td { text-align: right; }
.meta { color: var(--faint); font-size: .9rem; }
`;

/**
 * Draws the cells that are in sight on one canvas, so that half a million of them scroll smoothly. Names reach the page as text
 * only. Without scripts the tables below the map stay.
 */
export const HEATMAP_SCRIPT = `
const { rows, columns, cells, rowNoun, columnNoun, cellNouns } = JSON.parse(document.getElementById("data").textContent);
const frame = document.getElementById("frame");
const canvas = frame.querySelector("canvas");
const spacer = document.getElementById("spacer");
const status = document.getElementById("status");
const focus = document.getElementById("focus");
const form = document.getElementById("filter");
const draw = canvas.getContext("2d");
const FONT = "12px system-ui, sans-serif";
draw.font = FONT;
const longest = (lines, limit) => Math.min(limit, 14 + Math.ceil(lines.reduce((width, [name]) => Math.max(width, draw.measureText(name).width), 60)));
const [WIDTH, HEIGHT, LEFT, TOP] = [24, 18, longest(rows, 230), longest(columns, 150)];
const byPlace = new Map();
for (let at = 0; at < cells.length; at += 3) byPlace.set(cells[at] * columns.length + cells[at + 1], cells[at + 2]);
const most = cells.reduce((top, value, at) => (at % 3 === 2 ? Math.max(top, value < 0 ? -value - 1 : value) : top), 1);
let shown = { rows: [], columns: [] };
let cursor = { row: 0, column: 0 };
let theme = {};

/** A number below 0 is at least one less than its opposite: -1 is unknown, -24 is 23 or more. */
const read = (value) => (value === undefined ? { count: 0, whole: true } : value < 0 ? { count: -value - 1, whole: false } : { count: value, whole: true });
const cellAt = (row, column) => read(byPlace.get(row * columns.length + column));
const words = ({ count, whole }) => (whole ? String(count) : count === 0 ? "?" : count + "+");
const short = (count) => (count < 1000 ? String(count) : Math.floor(count / 1000) + "k");
const level = (count) => (count === 0 ? 0 : most <= 5 ? Math.min(5, count) : Math.min(5, 1 + Math.floor((4.999 * Math.log(count)) / Math.log(most))));

function readTheme() {
  const style = getComputedStyle(document.documentElement);
  for (const name of ["page", "ink", "faint", "line", "unknown", "mark", "h1", "h2", "h3", "h4", "h5"])
    theme[name] = style.getPropertyValue("--" + name).trim();
}

function select() {
  const pick = (all, text) => all.map((_, at) => at).filter((at) => all[at][0].toLowerCase().includes(text.toLowerCase()) || all[at][1].toLowerCase().includes(text.toLowerCase()));
  const rank = (all) => (one, other) => (all[other][2] < 0 ? 1e15 : all[other][2]) - (all[one][2] < 0 ? 1e15 : all[one][2]);
  shown = { rows: pick(rows, form.elements.rows.value), columns: pick(columns, form.elements.columns.value) };
  if (form.elements.order.value === "count") { shown.rows.sort(rank(rows)); shown.columns.sort(rank(columns)); }
  cursor = { row: 0, column: 0 };
  spacer.style.width = LEFT + shown.columns.length * WIDTH + "px";
  spacer.style.height = Math.max(0, TOP + shown.rows.length * HEIGHT - canvas.clientHeight) + "px";
  form.querySelector("output").textContent = shown.rows.length + " of " + rows.length + " " + rowNoun + ", " + shown.columns.length + " of " + columns.length + " " + columnNoun;
  frame.scrollTo(0, 0);
  paint();
}

function fit() {
  const scale = window.devicePixelRatio || 1;
  const [width, height] = [frame.clientWidth, frame.clientHeight];
  canvas.style.width = width + "px";
  canvas.style.height = height + "px";
  canvas.width = width * scale;
  canvas.height = height * scale;
  draw.setTransform(scale, 0, 0, scale, 0, 0);
  spacer.style.height = Math.max(0, TOP + shown.rows.length * HEIGHT - height) + "px";
  paint();
}

function clipped(text, width) {
  if (draw.measureText(text).width <= width) return text;
  let end = text.length;
  while (end > 1 && draw.measureText(text.slice(0, end) + "…").width > width) end -= 1;
  return text.slice(0, end) + "…";
}

function paint() {
  const [width, height] = [frame.clientWidth, frame.clientHeight];
  draw.fillStyle = theme.page;
  draw.fillRect(0, 0, width, height);
  const firstRow = Math.floor(frame.scrollTop / HEIGHT);
  const firstColumn = Math.floor(frame.scrollLeft / WIDTH);
  const lastRow = Math.min(shown.rows.length, firstRow + Math.ceil((height - TOP) / HEIGHT) + 1);
  const lastColumn = Math.min(shown.columns.length, firstColumn + Math.ceil((width - LEFT) / WIDTH) + 1);
  const x = (at) => LEFT + at * WIDTH - frame.scrollLeft;
  const y = (at) => TOP + at * HEIGHT - frame.scrollTop;
  draw.save();
  draw.beginPath();
  draw.rect(LEFT, TOP, width - LEFT, height - TOP);
  draw.clip();
  draw.textAlign = "center";
  draw.textBaseline = "middle";
  draw.font = "10px system-ui, sans-serif";
  for (let row = firstRow; row < lastRow; row += 1)
    for (let column = firstColumn; column < lastColumn; column += 1) paintCell(cellAt(shown.rows[row], shown.columns[column]), x(column), y(row));
  draw.strokeStyle = theme.mark;
  draw.strokeRect(x(cursor.column) + 0.5, y(cursor.row) + 0.5, WIDTH - 1, HEIGHT - 1);
  draw.restore();
  labels(firstRow, lastRow, firstColumn, lastColumn, x, y);
}

function paintCell(cell, left, top) {
  const heat = level(cell.count);
  if (heat > 0) { draw.fillStyle = theme["h" + heat]; draw.fillRect(left, top, WIDTH - 1, HEIGHT - 1); }
  else { draw.fillStyle = theme.line; draw.fillRect(left + WIDTH / 2 - 1, top + HEIGHT / 2 - 1, 2, 2); }
  if (!cell.whole) { draw.strokeStyle = theme.unknown; draw.lineWidth = 2; draw.strokeRect(left + 1, top + 1, WIDTH - 3, HEIGHT - 3); draw.lineWidth = 1; }
  if (cell.count === 0 && cell.whole) return;
  draw.fillStyle = heat >= 4 ? theme.page : theme.ink;
  draw.fillText(cell.count === 0 ? "?" : short(cell.count) + (cell.whole ? "" : "+"), left + WIDTH / 2, top + HEIGHT / 2);
}

function labels(firstRow, lastRow, firstColumn, lastColumn, x, y) {
  draw.font = FONT;
  draw.textBaseline = "middle";
  draw.save();
  draw.beginPath();
  draw.rect(0, TOP, LEFT, frame.clientHeight);
  draw.clip();
  draw.textAlign = "right";
  for (let row = firstRow; row < lastRow; row += 1) {
    draw.fillStyle = row === cursor.row ? theme.mark : theme.ink;
    draw.fillText(clipped(rows[shown.rows[row]][0], LEFT - 12), LEFT - 6, y(row) + HEIGHT / 2);
  }
  draw.restore();
  draw.save();
  draw.beginPath();
  draw.rect(LEFT, 0, frame.clientWidth, TOP);
  draw.clip();
  draw.textAlign = "left";
  for (let column = firstColumn; column < lastColumn; column += 1) {
    draw.save();
    draw.translate(x(column) + WIDTH / 2, TOP - 6);
    draw.rotate(-Math.PI / 2);
    draw.fillStyle = column === cursor.column ? theme.mark : theme.ink;
    draw.fillText(clipped(columns[shown.columns[column]][0], TOP - 12), 0, 0);
    draw.restore();
  }
  draw.restore();
}

function tell() {
  const [row, column] = [shown.rows[cursor.row], shown.columns[cursor.column]];
  if (row === undefined || column === undefined) { status.textContent = ""; return; }
  const cell = cellAt(row, column);
  const noun = cell.count === 1 ? cellNouns[0] : cellNouns[1];
  status.textContent = rows[row][0] + " × " + columns[column][0] + ": " + (words(cell) === "?" ? "could not be read" : (cell.whole ? "" : "at least ") + cell.count + " " + noun);
}

/** The row, or the column, as an ordinary table. */
function detail(isRow, at) {
  const [own, others] = isRow ? [rows[at], columns] : [columns[at], rows];
  const found = others.map((other, place) => [other, isRow ? cellAt(at, place) : cellAt(place, at)]).filter(([, cell]) => cell.count > 0 || !cell.whole);
  const heading = document.createElement("h2");
  heading.textContent = own[0] + " (" + own[1] + ")";
  const table = document.createElement("table");
  for (const [other, cell] of found) {
    const line = table.insertRow();
    line.insertCell().textContent = other[0];
    line.insertCell().textContent = words(cell);
  }
  if (found.length === 0) table.insertRow().insertCell().textContent = "nothing";
  focus.replaceChildren(heading, table);
}

function move(row, column) {
  cursor = { row: Math.max(0, Math.min(shown.rows.length - 1, row)), column: Math.max(0, Math.min(shown.columns.length - 1, column)) };
  tell();
  paint();
}

const placeOf = (event) => {
  const box = canvas.getBoundingClientRect();
  const [left, top] = [event.clientX - box.left, event.clientY - box.top];
  return { left, top, row: Math.floor((top - TOP + frame.scrollTop) / HEIGHT), column: Math.floor((left - LEFT + frame.scrollLeft) / WIDTH) };
};
canvas.addEventListener("mousemove", (event) => {
  const { left, top, row, column } = placeOf(event);
  if (row < shown.rows.length && column < shown.columns.length && (left >= LEFT || top >= TOP)) move(top < TOP ? cursor.row : row, left < LEFT ? cursor.column : column);
});
canvas.addEventListener("click", (event) => {
  const { top, row, column } = placeOf(event);
  if (top < TOP ? column < shown.columns.length && column >= 0 : row < shown.rows.length) detail(top >= TOP, top < TOP ? shown.columns[column] : shown.rows[row]);
});
frame.addEventListener("keydown", (event) => {
  const step = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] }[event.key];
  if (event.key === "Enter" && shown.rows.length > 0) detail(true, shown.rows[cursor.row]);
  if (!step) return;
  event.preventDefault();
  move(cursor.row + step[0], cursor.column + step[1]);
  const [rowTop, columnLeft] = [cursor.row * HEIGHT, cursor.column * WIDTH];
  if (rowTop < frame.scrollTop) frame.scrollTop = rowTop;
  if (rowTop + HEIGHT > frame.scrollTop + frame.clientHeight - TOP) frame.scrollTop = rowTop + HEIGHT - frame.clientHeight + TOP;
  if (columnLeft < frame.scrollLeft) frame.scrollLeft = columnLeft;
  if (columnLeft + WIDTH > frame.scrollLeft + frame.clientWidth - LEFT) frame.scrollLeft = columnLeft + WIDTH - frame.clientWidth + LEFT;
});
frame.addEventListener("scroll", () => requestAnimationFrame(paint));
window.addEventListener("resize", fit);
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => { readTheme(); paint(); });
form.addEventListener("input", select);
form.addEventListener("submit", (event) => event.preventDefault());
document.getElementById("map").hidden = false;
readTheme();
fit();
select();
`;
