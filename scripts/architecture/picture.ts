/** Draws the rooms as an SVG: a row below what it imports, arrows to the nearest rooms imported, readable on light and dark pages. */
import type { Room } from "./rooms.ts";

const BOX = { width: 250, height: 84 };
const GAP = { x: 34, y: 58 };
const MARGIN = 24;
const LINE = 17;
const LETTERS = 36;
const LANE = 7;

/** Which column a room stands in is a matter of taste; the rows follow from the imports. The lab is a program of its own, beside all rows. */
const COLUMNS: Readonly<Record<string, number>> = {
  policy: 0,
  verify: 0,
  report: 0,
  sources: 2,
  store: 2,
  lab: 3,
};
const MIDDLE = 1;

const STYLE = `
  svg { color-scheme: light dark; font: 13px system-ui, "Segoe UI", Helvetica, Arial, sans-serif; }
  .page { fill: #ffffff; } .box { fill: #f3f6fa; stroke: #5b6b80; } .happens { fill: #fdf3e4; stroke: #a06a1c; } .lab { fill: #e9f6ec; stroke: #2f7d45; }
  text { fill: #1b2430; } .name { font-weight: 600; font-size: 15px; } .small { fill: #4b5868; font-size: 12px; }
  .arrow { fill: none; stroke: #5b6b80; stroke-width: 1.4; } .head { fill: #5b6b80; }
  @media (prefers-color-scheme: dark) {
    .page { fill: #12171e; } .box { fill: #1d2631; stroke: #8a9bb0; } .happens { fill: #30261a; stroke: #d39a4a; } .lab { fill: #182a1e; stroke: #62b67a; }
    text { fill: #e8edf3; } .small { fill: #b3bfcc; } .arrow { stroke: #8a9bb0; } .head { fill: #8a9bb0; }
  }`;

interface Place {
  readonly room: Room;
  readonly column: number;
  readonly x: number;
  readonly y: number;
  readonly height: number;
  readonly lastRow: number;
}

interface Arrow {
  readonly from: Place;
  readonly to: Place;
}

export interface Drawing {
  readonly rooms: readonly Room[];
  /** Rooms in which nothing happens: no clock, network or randomness. */
  readonly pure: readonly string[];
}

export function drawRooms({ rooms, pure }: Drawing): string {
  const places = rooms.map((room) => placeOf(room, rooms));
  const arrows = places.flatMap((from) =>
    from.room.nearest.flatMap((name) => places.filter(({ room }) => room.name === name).map((to) => ({ from, to }))),
  );
  const width = MARGIN * 2 + 4 * BOX.width + 3 * GAP.x;
  const height = Math.max(...places.map((place) => place.y + place.height)) + MARGIN;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" role="img" aria-labelledby="title description">`,
    `<title id="title">The rooms of src and what they import</title>`,
    `<desc id="description">${places.map(({ room }) => sentenceOf(room)).join(" ")}</desc>`,
    `<style>${STYLE}\n</style>`,
    `<defs><marker id="head" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="8" markerHeight="8" orient="auto"><path class="head" d="M0 0 10 5 0 10z"/></marker></defs>`,
    `<rect class="page" width="${width}" height="${height}" rx="8"/>`,
    ...legend(),
    ...pathsOf(arrows, places).map((path) => `<path class="arrow" marker-end="url(#head)" d="${path}"/>`),
    ...places.map((place) => boxMarkup(place, pure)),
    "</svg>",
    "",
  ].join("\n");
}

const columnOf = (name: string): number => COLUMNS[name] ?? MIDDLE;
const yOf = (row: number): number => MARGIN + row * (BOX.height + GAP.y);

function placeOf(room: Room, rooms: readonly Room[]): Place {
  const column = columnOf(room.name);
  const x = MARGIN + column * (BOX.width + GAP.x);
  const importers = rooms.filter(({ imports }) => imports.includes(room.name));
  // A room beside all rows reaches down to the first that imports it.
  const last = room.name === "lab" ? Math.min(...importers.map(({ row }) => row)) - 1 : room.row;
  return { room, column, x, y: yOf(room.row), height: yOf(last) + BOX.height - yOf(room.row), lastRow: last };
}

const sentenceOf = ({ name, imports }: Room): string =>
  `${name} imports ${imports.length === 0 ? "nothing" : imports.join(", ")}.`;

/** The bend of an arrow: the gap between two rows that it crosses sideways. */
interface Bend {
  readonly arrow: Arrow;
  /** The row below the gap. */
  readonly row: number;
}

/** Up from the importing room, sideways in the gap above it, up to the imported one; beside its column where a room stands in the way. */
function pathsOf(arrows: readonly Arrow[], places: readonly Place[]): readonly string[] {
  const hasRoomBetween = ({ from, to }: Arrow): boolean =>
    places.some(({ column, room }) => column === to.column && room.row > to.lastRow && room.row < from.room.row);
  const detours = arrows.filter(hasRoomBetween);
  const bends: readonly Bend[] = [
    ...arrows.map((arrow) => ({ arrow, row: arrow.from.room.row })),
    ...detours.map((arrow) => ({ arrow, row: arrow.to.lastRow + 1 })),
  ];
  const laneOf = (arrow: Arrow, row: number): number => {
    const inGap = bends.filter((bend) => bend.row === row);
    const place = inGap.findIndex((bend) => bend.arrow === arrow);
    return Math.round(yOf(row) - GAP.y + 14 + ((place + 1) * (GAP.y - 20)) / (inGap.length + 1));
  };
  return arrows.map((arrow) => {
    const { from, to } = arrow;
    const { start, end } = portsOf(arrow, arrows);
    const tip = to.y + to.height + 2;
    const first = laneOf(arrow, from.room.row);
    if (!detours.includes(arrow))
      return start === end ? `M${start} ${from.y}V${tip}` : `M${start} ${from.y}V${first}H${end}V${tip}`;
    const side = from.column > to.column ? to.x + BOX.width + LANE : to.x - GAP.x + LANE;
    const beside = side + LANE * (detours.indexOf(arrow) % 3);
    return `M${start} ${from.y}V${first}H${beside}V${laneOf(arrow, to.lastRow + 1)}H${end}V${tip}`;
  });
}

function portsOf(arrow: Arrow, arrows: readonly Arrow[]): { readonly start: number; readonly end: number } {
  const { from, to } = arrow;
  const leaving = arrows.filter((one) => one.from === from).sort((a, b) => a.to.column - b.to.column);
  const arriving = arrows
    .filter((one) => one.to === to)
    .sort((a, b) => a.from.column - b.from.column || b.from.y - a.from.y);
  const start = portOf(from, leaving.indexOf(arrow), leaving.length);
  const end = portOf(to, arriving.indexOf(arrow), arriving.length);
  // Off the ports of the row above, so that two arrows never share a vertical.
  return { start: start === end ? start : start + LANE, end };
}

const portOf = ({ x }: Place, index: number, count: number): number =>
  Math.round(x + (BOX.width * (index + 1)) / (count + 1));

function boxMarkup({ room, x, y, height }: Place, pure: readonly string[]): string {
  const kind = room.name === "lab" ? "lab" : pure.includes(room.name) ? "box" : "happens";
  const lines = [room.words, ...wrapped(room.folders.map((folder) => `${folder}/`))];
  return [
    `<rect class="${kind}" x="${x}" y="${y}" width="${BOX.width}" height="${height}" rx="6"/>`,
    `<text class="name" x="${x + 12}" y="${y + 23}">${room.name}/</text>`,
    ...lines.map((line, index) => `<text class="small" x="${x + 12}" y="${y + 41 + index * LINE}">${line}</text>`),
  ].join("\n");
}

/** Folder names in lines that fit a box. */
function wrapped(words: readonly string[]): readonly string[] {
  const lines: string[] = [];
  for (const word of words) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + word.length < LETTERS) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}

function legend(): readonly string[] {
  const entries = [
    ["box", "pure: no clock, network or randomness"],
    ["happens", "where things happen"],
    ["lab", "a program of its own: the judge"],
  ] as const;
  return [
    ...entries.flatMap(([kind, words], index) => [
      `<rect class="${kind}" x="${MARGIN}" y="${MARGIN + index * 22}" width="16" height="14" rx="3"/>`,
      `<text class="small" x="${MARGIN + 24}" y="${MARGIN + 11 + index * 22}">${words}</text>`,
    ]),
    `<text class="small" x="${MARGIN}" y="${MARGIN + 11 + entries.length * 22}">→ imports</text>`,
  ];
}
