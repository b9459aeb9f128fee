/** Writes a result to stdout as JSON or YAML; notes for people and the calls of --verbose go to stderr. */
import { AccessError } from "../model/errors.ts";
import type { Evidence } from "../model/evidence.ts";
import { counted } from "../report/counted.ts";
import { palette } from "../report/palette.ts";
import { plain } from "../report/sanitize.ts";
import type { TextStyle } from "../report/text-style.ts";
import { jsonText } from "../report/values.ts";
import type { OutputFlags } from "./flags/shared.ts";
import { type CliContext, isColored, type Stream, widthOf } from "./terminal.ts";

interface StyleFlags extends OutputFlags {
  readonly full?: boolean;
}

export function styleFor(cli: CliContext, stream: Stream, { color, full }: StyleFlags): TextStyle {
  return {
    palette: palette({ isColored: isColored(stream, cli.env, color) }),
    width: widthOf(stream),
    isFull: full === true,
  };
}

interface Publishing {
  readonly format: "json" | "json-line" | "yaml";
  readonly query: string | undefined;
}

/** The value, or what a JMESPath expression selects from it. @throws AccessError `bad-input` for a wrong expression */
export async function publishedText(value: unknown, { format, query }: Publishing): Promise<string> {
  const shown = query === undefined ? value : await selected(value, query);
  if (format === "yaml") return (await import("../report/yaml-values.ts")).yamlText(shown);
  return jsonText(shown, format === "json" ? 2 : 0);
}

/** AWS's documentation writes text between backticks without its quotes, as the aws CLI still takes it: `[?state==`ACTIVE`]`. */
const AS_THE_AWS_CLI = { enable_legacy_literals: true } as const;

async function selected(value: unknown, query: string): Promise<unknown> {
  const { search } = await import("@jmespath-community/jmespath");
  return orBadQuery(() => search(JSON.parse(JSON.stringify(value), withoutPrototype), query, AS_THE_AWS_CLI) ?? null);
}

/** @throws AccessError `bad-input` where the words are no JMESPath expression, or the format cannot show what one selects */
export async function checkQuery(query: string, output: string | undefined): Promise<void> {
  if (output !== undefined && output !== "json" && output !== "yaml")
    throw new AccessError("bad-input", `--query selects from the JSON, which --output ${output} does not show`, {
      next: "Leave out --output, or give json or yaml",
    });
  const { compile } = await import("@jmespath-community/jmespath");
  orBadQuery(() => compile(query, AS_THE_AWS_CLI));
}

function orBadQuery<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw new AccessError(
      "bad-input",
      `--query is not a JMESPath expression: ${error instanceof Error ? error.message : String(error)}`,
      { cause: error },
    );
  }
}

/** The library looks members up by name: `constructor` must not be found where no member has that name. */
const withoutPrototype = (_key: string, value: unknown): unknown =>
  typeof value === "object" && value !== null && !Array.isArray(value)
    ? Object.assign(Object.create(null), value)
    : value;

/** A note for people: to stderr, and not at all with --quiet. */
export function note(cli: CliContext, flags: OutputFlags, text: string): void {
  if (flags.quiet !== true) cli.stderr.write(`${text}\n`);
}

/** With --verbose: each call when it has ended. */
export function callPrinter(cli: CliContext, { verbose }: OutputFlags): ((evidence: Evidence) => void) | undefined {
  if (verbose !== true) return undefined;
  return ({ service, operation, region, duration, attempts, output }) => {
    const retries = attempts !== undefined && attempts > 1 ? `, ${counted(attempts, "attempt")}` : "";
    const failure = typeof output["error"] === "string" ? `, ${plain(output["error"])}` : "";
    cli.stderr.write(
      `${service}:${operation}${region ? ` in ${region}` : ""} ${duration ?? 0} ms${retries}${failure}\n`,
    );
  };
}
