/** Writes a result to stdout in the format that was asked for; everything else goes to stderr. */

import { AccessError } from "../model/errors.ts";
import type { Evidence } from "../model/evidence.ts";
import type { TextStyle } from "../report/diagnosis-text.ts";
import { palette } from "../report/palette.ts";
import { plain } from "../report/sanitize.ts";
import { valueText } from "../report/values.ts";
import type { Output, OutputFlags } from "./flags.ts";
import { type CliContext, isColored, type Stream, widthOf } from "./terminal.ts";

export function styleFor(cli: CliContext, stream: Stream, { color }: OutputFlags): TextStyle {
  return { palette: palette(isColored(stream, cli.env, color)), width: widthOf(stream) };
}

export interface Answer {
  readonly value: unknown;
  readonly text: () => string;
  readonly markdown: () => string;
}

/** `--query` makes the answer JSON, as in the aws CLI. */
export async function writeAnswer(
  cli: CliContext,
  output: Output,
  query: string | undefined,
  answer: Answer,
): Promise<void> {
  if (query !== undefined)
    return void cli.stdout.write(valueText(await queried(answer.value, query), output === "yaml" ? "yaml" : "json"));
  switch (output) {
    case "json":
    case "yaml":
      return void cli.stdout.write(valueText(answer.value, output));
    case "markdown":
      return void cli.stdout.write(answer.markdown());
    case "text":
      return void cli.stdout.write(answer.text());
  }
}

async function queried(value: unknown, query: string): Promise<unknown> {
  const { search } = await import("@jmespath-community/jmespath");
  try {
    return search(JSON.parse(JSON.stringify(value)), query);
  } catch (error) {
    throw new AccessError(
      "bad-input",
      `--query is not a JMESPath expression: ${error instanceof Error ? error.message : String(error)}`,
      { cause: error },
    );
  }
}

/** A note for people: to stderr, and not at all with --quiet. */
export function note(cli: CliContext, flags: OutputFlags, text: string): void {
  if (flags.quiet !== true) cli.stderr.write(`${text}\n`);
}

/** With --verbose: each call when it has ended. */
export function callPrinter(cli: CliContext, { verbose }: OutputFlags): ((evidence: Evidence) => void) | undefined {
  if (verbose !== true) return undefined;
  return ({ service, operation, region, duration, attempts, output }) => {
    const retries = attempts !== undefined && attempts > 1 ? `, ${attempts} attempts` : "";
    const failure = typeof output["error"] === "string" ? `, ${plain(output["error"])}` : "";
    cli.stderr.write(
      `${service}:${operation}${region ? ` in ${region}` : ""} ${duration ?? 0} ms${retries}${failure}\n`,
    );
  };
}
