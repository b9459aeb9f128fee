/** Around every command: exit codes, errors as one clear line, and no stack trace unless --verbose asks for it. */
import { AccessError } from "../model/errors.ts";
import { withoutSecrets } from "../model/secrets.ts";
import { plain } from "../report/sanitize.ts";
import { type ExitCode, exitCodeOf } from "./exit-codes.ts";
import type { OutputFlags } from "./flags/shared.ts";
import type { CliContext } from "./terminal.ts";

interface CommandFlags extends OutputFlags {
  readonly query?: string;
  readonly output?: string;
}

/** Runs the body and sets the exit code of the process. */
export async function runCommand(cli: CliContext, flags: CommandFlags, body: () => Promise<ExitCode>): Promise<void> {
  try {
    // A repair must not be written before its answer turns out to be one that cannot be given.
    if (flags.query !== undefined) await (await import("./answer.ts")).checkQuery(flags.query, flags.output);
    cli.process.exitCode = await body();
  } catch (error) {
    if (!isOfLostOutput(cli, error))
      cli.stderr.write(`${describeError(error, { isVerbose: flags.verbose === true })}\n`);
    cli.process.exitCode = exitCodeOf(error);
  }
}

/** The work was stopped because nothing more can be written: that is said at the end, once, and of a closed pipe not at all. */
const isOfLostOutput = (cli: CliContext, error: unknown): boolean =>
  cli.lostOutput?.() !== undefined &&
  error instanceof AccessError &&
  (error.code === "interrupted" || error.code === "write-failed");

/** What went wrong and what to do next; candidates follow, a line each. */
export function describeError(error: unknown, { isVerbose }: { readonly isVerbose: boolean }): string {
  if (!(error instanceof AccessError)) return describeCrash(error, isVerbose);
  const next = error.next === undefined ? "" : ` ${sentence(plainLines(error.next))}`;
  const candidates = error.candidates.map(({ id, name }) => `  ${plain(id)}  ${plain(name)}`.trimEnd());
  const stack = isVerbose && error.stack ? [withoutSecrets(error.stack)] : [];
  return [`idc-doctor: ${sentence(plainLines(error.message))}${next}`, ...candidates, ...stack].join("\n");
}

const plainLines = (words: string): string => withoutSecrets(words).split("\n").map(plain).join("\n");

function describeCrash(error: unknown, isVerbose: boolean): string {
  const message = withoutSecrets(error instanceof Error ? error.message : String(error));
  const stack = isVerbose && error instanceof Error ? `\n${withoutSecrets(error.stack ?? "")}` : "";
  return `idc-doctor: ${sentence(`Internal error: ${plain(message)}`)} This is a bug. Run the command again with --verbose and report its output.${stack}`;
}

/** Ends with a full stop, unless it has its own end already. */
const sentence = (words: string): string => (/[.:!?…]$/.test(words) ? words : `${words}.`);
