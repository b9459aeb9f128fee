/** What every command that collects an organization says on the way: progress, waiting, what was continued, each call. */

import { STOPPED_AFTER } from "../app/kept/while-locked.ts";
import type { OpenOptions } from "../app/open-organization.ts";
import { plain } from "../report/sanitize.ts";
import { callPrinter, note } from "./answer.ts";
import type { OutputFlags } from "./flags/shared.ts";
import { continuedLine, progressLine } from "./progress-line.ts";
import type { CliContext } from "./terminal.ts";

type Sayings = Pick<
  OpenOptions,
  "askedAt" | "onProgress" | "onContinued" | "onWaiting" | "onTakenOver" | "onFull" | "onCall"
>;

/** Runs the work with its sayings; the line of progress is ended with it. */
export async function collecting<T>(
  cli: CliContext,
  flags: OutputFlags,
  work: (sayings: Sayings) => Promise<T>,
): Promise<T> {
  const line = progressLine(cli, flags);
  return work({
    askedAt: cli.startedAt ?? new Date(),
    onProgress: line.show,
    onContinued: (answers, startedAt) => note(cli, flags, continuedLine(answers, startedAt)),
    onWaiting: (holder) =>
      note(cli, flags, `Another idc-doctor${bracketed(holder)} is collecting this organization; waiting for it`),
    onTakenOver: (holder) =>
      note(
        cli,
        flags,
        `The other idc-doctor${bracketed(holder)} has given no sign of life for ${STOPPED_AFTER / 1000} seconds; collecting without it`,
      ),
    onFull: (reason) => note(cli, flags, `Collecting everything again: ${plain(reason)}`),
    onCall: callPrinter(cli, flags),
  }).finally(line.end);
}

const bracketed = (holder: string | undefined): string => (holder === undefined ? "" : ` (${plain(holder)})`);
