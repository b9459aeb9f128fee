/** What a command may touch of the outside: the streams, the environment, time, and how wide and colourful the terminal is. */
import { setMaxListeners } from "node:events";
import { isatty } from "node:tty";
import type { CommandContext, StricliProcess } from "@stricli/core";
import type { Context } from "../model/context.ts";
import { AccessError } from "../model/errors.ts";

export interface Stream {
  readonly write: (text: string) => void;
  readonly isTTY?: boolean;
  readonly columns?: number;
}

/** What stricli hands to every command as `this`. */
export interface CliContext extends CommandContext {
  readonly process: StricliProcess;
  readonly stdout: Stream;
  readonly stderr: Stream;
  readonly isInteractive: boolean;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly signal: AbortSignal;
}

/** The real one. Ctrl-C aborts the signal once; a second one ends the process at once. */
export function realContext(): CliContext {
  const controller = new AbortController();
  setMaxListeners(0, controller.signal);
  process.once("SIGINT", () => controller.abort());
  process.once("SIGTERM", () => controller.abort());
  // `| head` closes the pipe: that is no error of ours.
  for (const stream of [process.stdout, process.stderr])
    stream.on("error", (error: NodeJS.ErrnoException) => {
      if (error.code === "EPIPE") process.exit(0);
    });
  const stricli = { stdout: process.stdout, stderr: process.stderr, env: process.env };
  return {
    process: stricli,
    stdout: process.stdout,
    stderr: process.stderr,
    isInteractive: isatty(0) && process.stderr.isTTY === true,
    env: process.env,
    signal: controller.signal,
  };
}

/** Time, ids and log of the real world for the parts that are handed them. */
export function contextOf(cli: CliContext, isVerbose: boolean): Context {
  return {
    now: () => new Date(),
    monotonic: () => performance.now(),
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

const NARROWEST = 60;
const WIDEST = 110;

/** Characters for wrapped text. */
export const widthOf = ({ columns = 100 }: Stream): number => Math.min(WIDEST, Math.max(NARROWEST, columns));

/** NO_COLOR and --no-color win, then FORCE_COLOR, then whether a terminal reads (https://no-color.org). */
export function isColored(stream: Stream, env: CliContext["env"], flag: boolean | undefined): boolean {
  if (flag === false || (env["NO_COLOR"] ?? "") !== "") return false;
  if ((env["FORCE_COLOR"] ?? "") !== "" && env["FORCE_COLOR"] !== "0") return true;
  return stream.isTTY === true && env["TERM"] !== "dumb";
}
