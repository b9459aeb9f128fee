/** The output formats of a command as one table of renderers, from which its help, the check of --output and the output follow. */
import type { Chosen } from "../app/configuration.ts";
import { AccessError } from "../model/errors.ts";
import type { Settings } from "../model/settings.ts";
import type { TextStyle } from "../report/text-style.ts";
import type { OutputFlags } from "./flags/shared.ts";
import { oneOf } from "./parameters.ts";
import type { CliContext } from "./terminal.ts";

/** The format of the configuration file, where the command has it; else text, also where the file cannot be used: that is said. */
async function configuredOutput<Name extends string>(
  cli: CliContext,
  flags: Chosen & OutputFlags,
  names: readonly Name[],
): Promise<Name | "text"> {
  const { settingsFor } = await import("../app/configuration.ts");
  const { settings } = await settingsFor(flags, cli.env).catch(async (error: unknown) => {
    const { describeError } = await import("./run-command.ts");
    if (!(error instanceof AccessError) || flags.organization !== undefined) throw error;
    if (flags.quiet !== true) cli.stderr.write(`${describeError(error, { isVerbose: false })}\nWritten as text.\n`);
    return { settings: {} as Settings };
  });
  return names.find((name) => name === settings.output) ?? "text";
}

/** A result in one format for people or other programs. */
export type Renderer<T> = (value: T, style: TextStyle) => string;

/** Renderers are loaded when they are used: help costs nothing. */
type Renderers<T, Name extends string> = Readonly<Record<Name | "text", () => Promise<Renderer<T>>>>;

interface WriteFlags<Name extends string> extends OutputFlags, Chosen {
  readonly output?: Name;
  readonly query?: string;
  readonly full?: boolean;
}

/**
 * JSON and YAML are formats of every command; a new format is one entry here.
 *
 * @param published the value that JSON, YAML and --query show (or its promise), where it is not the value itself
 */
export function formats<T, Name extends string>(
  renderers: Renderers<T, Name>,
  published: (value: T) => unknown = (value) => value,
) {
  const { text: _, ...others } = renderers;
  const names: readonly (Name | "text" | "json" | "yaml")[] = [
    "text",
    "json",
    "yaml",
    ...(Object.keys(others) as Exclude<Name, "text">[]),
  ];
  type Flags = WriteFlags<(typeof names)[number]>;
  /** All that writing needs before there is something to be written. */
  const prepare = async (cli: CliContext, flags: Flags) => {
    const [{ publishedText, styleFor }, { writeOut }] = await Promise.all([
      import("./answer.ts"),
      import("./pager.ts"),
    ]);
    const { query } = flags;
    const output = flags.output ?? (await configuredOutput(cli, flags, names));
    if (query !== undefined || output === "json" || output === "yaml") {
      const format = output === "yaml" ? "yaml" : "json";
      return async (value: T) => writeOut(cli, flags, await publishedText(await published(value), { format, query }));
    }
    const render = await renderers[output]();
    return async (value: T) => writeOut(cli, flags, render(value, styleFor(cli, cli.stdout, flags)));
  };
  return {
    names,
    /** The declaration of `--output`. */
    output: oneOf(names, "Output format (default text, or as configured)"),
    /** Loads what `write` needs; for the time in which nothing else is to be done. */
    prepare,
    /** Writes the value to stdout. `--query` makes it JSON where no format is given. */
    write: async (cli: CliContext, flags: Flags, value: T): Promise<void> => (await prepare(cli, flags))(value),
  };
}
