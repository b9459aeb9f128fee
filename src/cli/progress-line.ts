/** The progress of a collection: one line that is rewritten on a terminal, and a new line now and then elsewhere. */
import { counted } from "../report/counted.ts";
import type { OutputFlags } from "./flags/shared.ts";
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
  return `${done} of ${counted(total, "call")}, ${rate.toFixed(1)}/s, ${throttled} throttled${left}`;
}

/** An interrupted collection goes on: how much of it is there already. */
export const continuedLine = (answers: number, startedAt: string): string =>
  `Continuing the collection that started at ${startedAt}: ${counted(answers, "call")} already done`;

const duration = (seconds: number): string =>
  seconds < 90 ? `${Math.ceil(seconds)} s` : `${Math.ceil(seconds / 60)} min`;
