/** The help of every command on one screen: two real examples first, then its words and its own flags. */
import type { Application, Command } from "@stricli/core";
import { hanging, wrap } from "../../report/layout.ts";
import { EXIT, EXIT_MEANINGS } from "../exit-codes.ts";
import { connectionFlags, outputFlags } from "../flags/shared.ts";
import type { CliContext } from "../terminal.ts";
import { EXAMPLES, GROUPS } from "./examples.ts";

/** A command, or a map of commands. */
type Root = Application<CliContext>["root"];
type RouteMap = Extract<Root, { readonly getAllEntries: unknown }>;

const isRouteMap = (target: Root): target is RouteMap => "getAllEntries" in target;

/** Flags that most commands have: named in the help of each, described once by `--help-all`. */
const COMMON: readonly string[] = [...Object.keys(connectionFlags), ...Object.keys(outputFlags), "query"];

/** The words before `--help` or `-h`, or behind `help`; undefined where no help is asked for. Behind `--`, a word is no flag. */
export function helpAsked(args: readonly string[]): readonly string[] | undefined {
  const [first, ...rest] = args;
  if (first === "help") return rest.filter((word) => !word.startsWith("-"));
  const flags = args.includes("--") ? args.slice(0, args.indexOf("--")) : args;
  if (args.length === 0) return [];
  if (flags.includes("--help") || flags.includes("-h")) return flags.filter((word) => !word.startsWith("-"));
  return undefined;
}

/** The help of the command that the first words name; what follows them is the command's own. */
export function helpText(root: Root, words: readonly string[], width: number): string {
  let target: Root = root;
  const path: string[] = [];
  for (const word of words) {
    const next = isRouteMap(target) ? target.getRoutingTargetForInput(word) : undefined;
    if (!next) break;
    target = next;
    path.push(word);
  }
  const name = ["idc-doctor", ...path].join(" ");
  const lines = isRouteMap(target)
    ? path.length === 0
      ? rootLines(target, width)
      : routeLines(target, name, width)
    : commandLines(target, name, width);
  return `${lines.join("\n")}\n`;
}

const block = (title: string, lines: readonly string[]): readonly string[] => [
  "",
  title,
  ...lines.map((line) => `  ${line}`),
];

const examplesOf = (name: string): readonly string[] => EXAMPLES[name.split(" ").slice(1).join(" ")] ?? [];

/** Names in a column, and what each is behind it. */
function described(rows: readonly (readonly [string, string])[], width: number): readonly string[] {
  const longest = Math.min(26, Math.max(...rows.map(([name]) => name.length)));
  return rows.flatMap(([name, text]) =>
    name.length > longest
      ? [name, ...wrap(text, width - 2, " ".repeat(longest + 2))]
      : hanging(`${name.padEnd(longest)}  `, text, width - 2),
  );
}

function rootLines(root: RouteMap, width: number): readonly string[] {
  const briefs = new Map(root.getAllEntries().map(({ name, target }) => [name.original, target.brief]));
  return [
    ...wrap(root.brief, width),
    ...block("EXAMPLES", EXAMPLES[""] ?? []),
    ...GROUPS.flatMap(([title, names]) =>
      block(
        title.toUpperCase(),
        described(
          names.map((name) => [name, briefs.get(name) ?? ""]),
          width,
        ),
      ),
    ),
    ...block("EXIT CODES", exitLines(width)),
    "",
    ...wrap("idc-doctor help <command> describes a command, --help-all every flag of it", width),
  ];
}

const exitLines = (width: number): readonly string[] =>
  wrap(
    Object.entries(EXIT)
      .map(([name, code]) => `${code} ${EXIT_MEANINGS[name as keyof typeof EXIT]}`)
      .join("; "),
    width - 2,
  );

function routeLines(target: RouteMap, name: string, width: number): readonly string[] {
  return [
    ...wrap(target.brief, width),
    ...block("EXAMPLES", examplesOf(name)),
    ...block(
      "COMMANDS",
      described(
        target.getAllEntries().map(({ name: own, target: { brief } }) => [`${own.original}`, brief]),
        width,
      ),
    ),
    ...ownFlags(target.getDefaultCommand()?.parameters.flags, width),
    "",
    ...wrap(`${name} <command> --help describes a command`, width),
  ];
}

/** Those that not every command has; of a map, those of the command that runs without another word. */
function ownFlags(flags: Flags | undefined, width: number): readonly string[] {
  const own = Object.entries(flags ?? {}).filter(([flag]) => !COMMON.includes(flag));
  if (own.length === 0) return [];
  const rows = own.map(([flag, { brief: text, ...kind }]) => [flagWords(flag, kind), text] as const);
  return block("FLAGS", described(rows, width));
}

type Flags = NonNullable<Command<CliContext>["parameters"]["flags"]>;

function commandLines({ brief, parameters }: Command<CliContext>, name: string, width: number): readonly string[] {
  const words = wordsOf(parameters.positional);
  const flags = Object.entries(parameters.flags ?? {});
  const own = flags.filter(([flag]) => !COMMON.includes(flag));
  const common = flags.filter(([flag]) => COMMON.includes(flag)).map(([flag]) => `--${kebab(flag)}`);
  const usage = [name, ...words.map(({ usage: one }) => one), ...(own.length > 0 ? ["[flags]"] : [])].join(" ");
  return [
    ...wrap(brief, width),
    ...block("EXAMPLES", examplesOf(name)),
    ...block("USAGE", wrap(usage, width - 2)),
    ...(words.length === 0
      ? []
      : block(
          "WORDS",
          described(
            words.map((one) => [one.usage, one.brief]),
            width,
          ),
        )),
    ...ownFlags(parameters.flags, width),
    ...block("COMMON FLAGS (--help-all describes them)", wrap(common.join(" "), width - 2)),
  ];
}

interface Word {
  readonly usage: string;
  readonly brief: string;
}

type Positional = Command<CliContext>["parameters"]["positional"];

function wordsOf(positional: Positional): readonly Word[] {
  if (!positional) return [];
  if (positional.kind === "array") {
    const { placeholder = "word", brief } = positional.parameter;
    return [{ usage: positional.minimum ? `<${placeholder}>` : `[${placeholder}]`, brief }];
  }
  return positional.parameters.map(({ placeholder = "word", brief, optional }) => ({
    usage: optional ? `[${placeholder}]` : `<${placeholder}>`,
    brief,
  }));
}

const kebab = (name: string): string => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

/** `--output text|json`, `--plan <file>`, `--full`, `--no-refresh` for what is on without it. */
function flagWords(flag: string, kind: Readonly<Record<string, unknown>>): string {
  const name = `--${kebab(flag)}`;
  if (Array.isArray(kind["values"])) return `${name} ${kind["values"].join("|")}`;
  if (kind["kind"] !== "boolean") return `${name} <${String(kind["placeholder"] ?? "value")}>`;
  return kind["default"] === true ? `--no-${kebab(flag)}` : name;
}
