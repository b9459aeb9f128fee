/** Around every command: exit codes, errors as one clear line, and no stack trace unless asked for. */
import { AccessError, type AccessErrorCode, EXIT, type ExitCode } from "../model/errors.ts";
import { plain } from "../report/sanitize.ts";
import type { OutputFlags } from "./flags.ts";
import type { CliContext } from "./terminal.ts";

/** The exit code of an error (design, section 4). */
const CODES: Readonly<Record<AccessErrorCode, number>> = {
  "bad-input": EXIT.badInput,
  ambiguous: EXIT.badInput,
  "not-found": EXIT.badInput,
  "unreadable-document": EXIT.badInput,
  "port-in-use": EXIT.badInput,
  "no-credentials": EXIT.undecided,
  "expired-credentials": EXIT.undecided,
  refused: EXIT.undecided,
  "rehearsal-failed": EXIT.found,
  unverified: EXIT.partly,
  interrupted: 130,
  unexpected: EXIT.badInput,
};

/** Runs the body and sets the exit code of the process. */
export async function runCommand(cli: CliContext, flags: OutputFlags, body: () => Promise<ExitCode>): Promise<void> {
  try {
    cli.process.exitCode = await body();
  } catch (error) {
    cli.stderr.write(`${describeError(error, flags.verbose === true)}\n`);
    cli.process.exitCode = error instanceof AccessError ? CODES[error.code] : CODES.unexpected;
  }
}

export function describeError(error: unknown, isVerbose: boolean): string {
  if (!(error instanceof AccessError)) {
    const message = error instanceof Error ? error.message : String(error);
    const stack = isVerbose && error instanceof Error ? `\n${error.stack ?? ""}` : "";
    return `idc-doctor: Something unexpected happened: ${plain(message)}. Run it again with --verbose for details.${stack}`;
  }
  const lines = error.message.split("\n").map(plain);
  const next = error.next === undefined ? "" : ` ${plain(error.next)}.`;
  const candidates = error.candidates.map(({ id, name }) => `  ${plain(id)}  ${plain(name)}`);
  const stack = isVerbose && error.stack ? [error.stack] : [];
  const end = /[.:!?]$/.test(lines.at(-1) ?? "") ? "" : ".";
  return [`idc-doctor: ${lines.join("\n")}${end}${next}`, ...candidates, ...stack].join("\n");
}
