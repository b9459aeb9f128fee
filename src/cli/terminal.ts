/** What a command may touch of the outside: the streams, the environment, time, and how wide and colourful the terminal is. */
import type { CommandContext, StricliProcess } from "@stricli/core";
import { monotonicMilliseconds } from "../app/monotonic.ts";
import type { Context } from "../model/context.ts";
import { AccessError } from "../model/errors.ts";
import { writeReason } from "../model/write-reasons.ts";
import type { Completing } from "./completion/completing.ts";

export interface Stream {
  /** Calls `done` when the text has left this process, or with what kept it from that. */
  readonly write: (text: string, done?: (error?: Error | null) => void) => void;
  readonly isTTY?: boolean;
  readonly columns?: number;
  readonly rows?: number;
}

/** What stricli hands to every command as `this`. */
export interface CliContext extends CommandContext {
  readonly process: StricliProcess;
  readonly stdout: Stream;
  readonly stderr: Stream;
  readonly isInteractive: boolean;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly signal: AbortSignal;
  /** When the command was started; undefined: a moment ago. */
  readonly startedAt?: Date;
  /** Shows a text in the reader's pager; false where the pager could not be run. Undefined: there is no terminal to show it on. */
  readonly runPager?: (command: string, text: string) => Promise<boolean>;
  /** The system's code where stdout could not be written: EPIPE, ENOSPC. Undefined, as without it: nothing was lost. */
  readonly lostOutput?: () => string | undefined;
  /** Set while a shell asks how the command line goes on. */
  readonly completing?: Completing;
}

export interface RealContext {
  readonly cli: CliContext;
  /** Resolves when all has been written; with the system's code where that failed for stdout. */
  readonly written: () => Promise<string | undefined>;
}

/**
 * The real one. Ctrl-C aborts the signal once; a second one ends the process at once. The streams are opened, and the modules
 * of Node that are not needed for `--help` loaded, when something asks for them: that is a tenth of a command's start.
 */
export function realContext(): RealContext {
  const controller = new AbortController();
  process.getBuiltinModule("node:events").setMaxListeners(0, controller.signal);
  process.once("SIGINT", () => controller.abort());
  process.once("SIGTERM", () => controller.abort());
  let failure: string | undefined;
  // A closed pipe or a full disk: the work stops where Ctrl-C would stop it, so that a repair can be resumed.
  const lost = (error: NodeJS.ErrnoException): void => {
    failure ??= error.code ?? error.name;
    controller.abort();
  };
  let out: NodeJS.WriteStream | undefined;
  let errors: NodeJS.WriteStream | undefined;
  const streams = {
    get stdout() {
      out ??= process.stdout.on("error", lost);
      return out;
    },
    get stderr() {
      // Nobody is left who could be told.
      errors ??= process.stderr.on("error", () => undefined);
      return errors;
    },
  };
  // Stricli looks at both streams before every command, and rarely writes to them.
  const stricli: StricliProcess = {
    env: process.env,
    stdout: { write: (text) => void streams.stdout.write(text) },
    stderr: { write: (text) => void streams.stderr.write(text) },
  };
  const cli: CliContext = {
    process: stricli,
    get stdout() {
      return streams.stdout;
    },
    get stderr() {
      return streams.stderr;
    },
    get isInteractive() {
      return process.getBuiltinModule("node:tty").isatty(0) && streams.stderr.isTTY === true;
    },
    env: process.env,
    signal: controller.signal,
    lostOutput: () => failure,
    startedAt: new Date(performance.timeOrigin),
    runPager: async (command, text) => (await import("./run-pager.ts")).runPager(command, text),
  };
  const written = async (): Promise<string | undefined> => {
    for (const stream of [out, errors]) await new Promise<void>((resolve) => flushed(stream, resolve));
    return failure;
  };
  return { cli, written };
}

/** Tells when all that was written has left; at once where nothing was, or nobody reads. */
function flushed(stream: NodeJS.WriteStream | undefined, done: () => void): void {
  if (stream === undefined || stream.destroyed) done();
  else stream.write("", () => done());
}

/**
 * An empty variable is one that is not set, as for the aws CLI: `AWS_REGION=` names no Region, and `AWS_PROFILE=` no profile, here
 * and in the AWS SDK, which reads the same environment. An empty pager is a choice: none.
 */
export function withoutEmptyVariables(env: NodeJS.ProcessEnv): void {
  for (const [name, value] of Object.entries(env))
    if (value === "" && /^(AWS|IDC_DOCTOR)_/.test(name) && name !== "IDC_DOCTOR_PAGER") delete env[name];
}

/** Time, ids and log of the real world for the parts that are handed them. */
export function contextOf(cli: CliContext, isVerbose: boolean): Context {
  return {
    now: () => new Date(),
    monotonic: monotonicMilliseconds,
    // The global: importing node:crypto would cost every command, `--help` too, a tenth of its start.
    newId: () => crypto.randomUUID(),
    delay: async (milliseconds, signal = cli.signal) => {
      try {
        const { setTimeout: wait } = await import("node:timers/promises");
        await wait(milliseconds, undefined, { signal });
      } catch (error) {
        throw new AccessError("interrupted", "Interrupted", { cause: error });
      }
    },
    log: (level, message) => {
      if (isVerbose || level === "warn") cli.stderr.write(`${message}\n`);
    },
    signal: cli.signal,
  };
}

/**
 * Resolves when the text was written. Until then nothing is known: a full disk or a closed pipe is reported afterwards.
 *
 * @throws AccessError `write-failed`
 */
export function delivered(stream: Stream, text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    stream.write(text, (error) => {
      if (error) reject(unwrittenOutput(error));
      else resolve();
    });
  });
}

const unwrittenOutput = (error: NodeJS.ErrnoException): AccessError =>
  new AccessError("write-failed", `Standard output could not be written: ${writeReason(error.code ?? error.name)}`, {
    cause: error,
  });

const NARROWEST = 60;
const WIDEST = 200;

/** Characters for wrapped text. */
export const widthOf = ({ columns = 100 }: Stream): number => Math.min(WIDEST, Math.max(NARROWEST, columns));

/** --color and --no-color win, then NO_COLOR, then FORCE_COLOR, then whether a terminal reads (https://no-color.org). */
export function isColored(stream: Stream, env: CliContext["env"], flag: boolean | undefined): boolean {
  if (flag !== undefined) return flag;
  if ((env["NO_COLOR"] ?? "") !== "") return false;
  if ((env["FORCE_COLOR"] ?? "") !== "" && env["FORCE_COLOR"] !== "0") return true;
  return stream.isTTY === true && env["TERM"] !== "dumb";
}
