/** The rooms of `src` and what each imports, read from the code; the words for them are the only thing written here. */
import { MAY_IMPORT, roomOf } from "../measuring/directions.ts";
import type { MeasuredFile } from "../measuring/sources.ts";

export interface Room {
  readonly name: string;
  readonly words: string;
  /** Folders inside, those of test support left out. */
  readonly folders: readonly string[];
  /** Other rooms that its files import. */
  readonly imports: readonly string[];
  /** Those of `imports` that are not reached through another one already. */
  readonly nearest: readonly string[];
  /** 0 for a room that may import nothing, else one below the lowest room that it may import. */
  readonly row: number;
}

const WORDS: Readonly<Record<string, string>> = {
  model: "the nouns, the one format",
  facts: "what may be known of a grant",
  policy: "does a policy forbid this?",
  diagnosis: "causes, verdict, pasted texts",
  plan: "findings into ordered changes",
  store: "journal, jobs, findings",
  sources: "collects facts from AWS or files",
  apply: "executes a plan, step by step",
  verify: "diagnoses again, compares",
  report: "text, JSON, HTML, SARIF, …",
  app: "the use cases; where all meet",
  web: "the page, the HTML report",
  cli: "the command line; calls app",
  mcp: "tools for assistants; calls app",
  api: "the HTTP API; calls app",
  library: "the npm package's functions",
  action: "the GitHub Action; calls app",
  lab: "the local Identity Center",
};

export function roomsOf(files: readonly MeasuredFile[]): readonly Room[] {
  const names = Object.keys(MAY_IMPORT);
  const imports = new Map(names.map((name) => [name, importsOfRoom(name, files)]));
  const below = (name: string): ReadonlySet<string> =>
    new Set((imports.get(name) ?? []).flatMap((other) => [other, ...below(other)]));
  const rowOf = (name: string): number => Math.max(-1, ...(MAY_IMPORT[name] ?? []).map(rowOf)) + 1;
  return names.map((name) => {
    const own = imports.get(name) ?? [];
    const words = WORDS[name];
    if (words === undefined) throw new Error(`scripts/architecture/rooms.ts has no words for src/${name}`);
    return {
      name,
      words,
      folders: foldersOf(name, files),
      imports: own,
      nearest: own.filter((one) => !own.some((other) => below(other).has(one))),
      row: rowOf(name),
    };
  });
}

function importsOfRoom(name: string, files: readonly MeasuredFile[]): readonly string[] {
  const targets = files
    .filter(({ file }) => roomOf(file) === name)
    .flatMap((file) => file.imports.filter(({ isOurs }) => isOurs).map(({ target }) => roomOf(target)));
  return Object.keys(MAY_IMPORT).filter((other) => other !== name && targets.includes(other));
}

function foldersOf(name: string, files: readonly MeasuredFile[]): readonly string[] {
  const inside = files
    .map(({ file }) => file.split("/"))
    .filter((parts) => parts[0] === name && parts.length > 2)
    .map((parts) => parts[1] ?? "");
  return [...new Set(inside)].filter((folder) => folder !== "testing").sort();
}
