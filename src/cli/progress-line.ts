/** One line that is written over on a terminal, and now and then a new line elsewhere. */
import type { OutputFlags } from "./flags.ts";
import type { CliContext } from "./terminal.ts";

interface Shown {
  readonly done: number;
  readonly total: number;
  readonly rate: number;
  readonly throttled: number;
  readonly secondsLeft: number | undefined;
}

export interface ProgressLine {
  readonly show: (progress: Shown) => void;
  /** The line is done with: what comes next begins on a new one. */
  readonly end: () => void;
}

/** Milliseconds between two lines. */
const ON_TERMINAL = 200;
const ELSEWHERE = 5000;

export function progressLine({ stderr }: CliContext, { quiet }: OutputFlags): ProgressLine {
  const isTerminal = stderr.isTTY === true;
  let shownAt = performance.now() - (isTerminal ? ON_TERMINAL : 0);
  let isOpen = false;
  return {
    show: (progress) => {
      const now = performance.now();
      if (quiet === true || now - shownAt < (isTerminal ? ON_TERMINAL : ELSEWHERE)) return;
      shownAt = now;
      isOpen = isTerminal;
      stderr.write(isTerminal ? `\r\u001b[2K${lineOf(progress)}` : `${lineOf(progress)}\n`);
    },
    end: () => {
      if (isOpen) stderr.write("\n");
      isOpen = false;
    },
  };
}

function lineOf({ done, total, rate, throttled, secondsLeft }: Shown): string {
  const left = secondsLeft === undefined ? "" : `, about ${duration(secondsLeft)} left`;
  return `${done} of ${total} answers, ${rate.toFixed(1)}/s, ${throttled} throttled${left}`;
}

const duration = (seconds: number): string =>
  seconds < 90 ? `${Math.ceil(seconds)} s` : `${Math.ceil(seconds / 60)} min`;
