/** What is wrong with a command line before its command is loaded, where the parser's own words would not help. */
import type { Application, Command } from "@stricli/core";
import { editsBetween } from "../model/names/nearest.ts";
import type { CliContext } from "./terminal.ts";

type Root = Application<CliContext>["root"];
type RouteMap = Extract<Root, { readonly getAllEntries: unknown }>;

/** More letters than this are another word, not a slip. */
const MOST_EDITS = 2;

/** One line with the next step; undefined: nothing is wrong that the parser does not say well itself. */
export function wrongWords(root: Root, args: readonly string[]): string | undefined {
  const end = args.indexOf("--");
  const words = end < 0 ? args : args.slice(0, end);
  return withoutValue(words) ?? wrongFor(root, words, []);
}

/** `--undo=`, as a script writes it whose variable is empty: the parser would take it for a name. */
function withoutValue(words: readonly string[]): string | undefined {
  const empty = words.find((word) => /^--[a-z][a-z-]*=$/i.test(word));
  return empty === undefined ? undefined : `${empty} has no value. Give it one, or leave the flag out.`;
}

function wrongFor(target: Root, words: readonly string[], path: readonly string[]): string | undefined {
  if (!("getAllEntries" in target)) return misspeltNegation(target, words);
  const [word] = words;
  const next = word === undefined ? undefined : target.getRoutingTargetForInput(word);
  if (word !== undefined && next) return wrongFor(next, words.slice(1), [...path, word]);
  const byDefault = target.getDefaultCommand();
  if (byDefault) return misspeltNegation(byDefault, words);
  return path.length > 0 && word?.startsWith("-") !== false ? commandMissing(target, path) : undefined;
}

/** `matrix --full`: flags belong to a command of the map. */
function commandMissing(map: RouteMap, path: readonly string[]): string {
  const names = map.getAllEntries().map(({ name }) => name.original);
  const written = names.length > 1 ? `${names.slice(0, -1).join(", ")} or ${names.at(-1)}` : names.join("");
  const name = path.join(" ");
  return `${name} needs a command: ${written}. idc-doctor ${name} --help describes ${names.length === 1 ? "it" : "them"}.`;
}

/** The parser suggests no flag for a misspelt `--no-…`. */
function misspeltNegation({ parameters }: Command<CliContext>, words: readonly string[]): string | undefined {
  const negations = Object.entries(parameters.flags ?? {})
    .filter(([, { kind }]) => kind === "boolean")
    .map(([name]) => `--no-${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`);
  const misspelt = words.find((word) => word.startsWith("--no-") && !negations.includes(word));
  if (misspelt === undefined) return undefined;
  const near = negations
    .map((name) => ({ name, edits: editsBetween(misspelt, name, MOST_EDITS + 1) }))
    .filter(({ edits }) => edits <= MOST_EDITS)
    .sort((a, b) => a.edits - b.edits)
    .map(({ name }) => name);
  return near[0] === undefined ? undefined : `There is no flag ${misspelt}. Did you mean ${near[0]}?`;
}
