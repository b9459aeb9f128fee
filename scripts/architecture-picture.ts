/** Writes `docs/images/architecture.svg` and the table of `docs/architecture.md` from the imports of `src`. `--check` compares only. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { drawRooms } from "./architecture/picture.ts";
import { type Room, roomsOf } from "./architecture/rooms.ts";
import { PURE } from "./measuring/directions.ts";
import { readSources } from "./measuring/sources.ts";

const ROOT = join(import.meta.dirname, "..");
const PICTURE = join(ROOT, "docs/images/architecture.svg");
const PAGE = join(ROOT, "docs/architecture.md");
const TABLE = /(<!-- rooms: written by `npm run generate` -->\n).*?(<!-- end of rooms -->)/s;

const rooms = roomsOf(readSources(join(ROOT, "src")));

function table(): string {
  const row = ({ name, words, imports }: Room): string =>
    `| \`${name}/\` | ${words} | ${imports.map((other) => `\`${other}\``).join(", ") || "nothing"} |`;
  return ["\n| room | holds | imports |", "|---|---|---|", ...rooms.map(row), "", ""].join("\n");
}

function pageWithTable(page: string): string {
  if (!TABLE.test(page)) throw new Error("docs/architecture.md has no place for the table of rooms");
  return page.replace(TABLE, (_, start: string, end: string) => `${start}${table()}${end}`);
}

const page = readFileSync(PAGE, "utf8");
const wanted = [
  [PICTURE, drawRooms({ rooms, pure: PURE })],
  [PAGE, pageWithTable(page)],
] as const;

if (process.argv.includes("--check")) {
  const stale = wanted.filter(([path, text]) => readFileSync(path, "utf8") !== text);
  if (stale.length > 0) {
    process.stderr.write("docs/architecture.md or its picture is not what src imports; run `npm run generate`\n");
    process.exitCode = 1;
  }
} else {
  for (const [path, text] of wanted) writeFileSync(path, text);
}
