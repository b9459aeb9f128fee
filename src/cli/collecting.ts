/** What every command that collects an organization says on the way: progress, waiting, what was continued, each call. */
import type { OpenOptions } from "../app/open-organization.ts";
import { plain } from "../report/sanitize.ts";
import { callPrinter, note } from "./answer.ts";
import type { OutputFlags } from "./flags/shared.ts";
import { continuedLine, progressLine } from "./progress-line.ts";
import type { CliContext } from "./terminal.ts";

type Sayings = Pick<OpenOptions, "onProgress" | "onContinued" | "onWaiting" | "onFull" | "onCall">;

/** Runs the work with its sayings; the line of progress is ended with it. */
export async function collecting<T>(
  cli: CliContext,
  flags: OutputFlags,
  work: (sayings: Sayings) => Promise<T>,
): Promise<T> {
  const line = progressLine(cli, flags);
  return work({
    onProgress: line.show,
    onContinued: (answers, startedAt) => note(cli, flags, continuedLine(answers, startedAt)),
    onWaiting: () => note(cli, flags, "Another idc-doctor is collecting this organization; waiting for it"),
    onFull: (reason) => note(cli, flags, `Collecting everything again: ${plain(reason)}`),
    onCall: callPrinter(cli, flags),
  }).finally(line.end);
}
