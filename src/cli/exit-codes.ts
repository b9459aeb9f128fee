/** The exit codes of every command and what each of them means: the one place that decides them. */
import { AccessError, type AccessErrorCode } from "../model/errors.ts";

/** 0 to 4 are answers (design, section 4); 70 and 74 are EX_SOFTWARE and EX_IOERR of sysexits.h; 130 is what a shell reports after Ctrl-C. */
export const EXIT = {
  ok: 0,
  found: 1,
  badInput: 2,
  undecided: 3,
  partly: 4,
  crash: 70,
  writeFailed: 74,
  interrupted: 130,
} as const;
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** What a script may rely on; `--help` prints it. */
export const EXIT_MEANINGS: Readonly<Record<keyof typeof EXIT, string>> = {
  ok: "works, nothing found, or repaired",
  found: "a cause or finding, or no repair",
  badInput: "wrong usage or input",
  undecided: "undecided",
  partly: "repaired in part or not verified",
  crash: "a bug",
  writeFailed: "output not written",
  interrupted: "interrupted",
};

const CODES: Readonly<Record<AccessErrorCode, ExitCode>> = {
  "bad-input": EXIT.badInput,
  ambiguous: EXIT.badInput,
  "not-found": EXIT.badInput,
  "unreadable-document": EXIT.badInput,
  "port-in-use": EXIT.badInput,
  "no-credentials": EXIT.undecided,
  "expired-credentials": EXIT.undecided,
  refused: EXIT.undecided,
  unreachable: EXIT.undecided,
  "malformed-answer": EXIT.undecided,
  busy: EXIT.undecided,
  "write-failed": EXIT.writeFailed,
  unverified: EXIT.partly,
  "lease-lost": EXIT.partly,
  interrupted: EXIT.interrupted,
};

/** Whatever is thrown and is not an AccessError is a bug of ours, and never bad input. */
export const exitCodeOf = (error: unknown): ExitCode => (error instanceof AccessError ? CODES[error.code] : EXIT.crash);

/** stricli's codes for wrong usage; its other negative codes are failures to load or to run a command. */
const UNKNOWN_COMMAND = -5;
const INVALID_ARGUMENT = -4;

/** The code for the process from what stricli has set. */
export function processExitCode(code: number | string | null | undefined): number {
  const number = Number(code ?? EXIT.ok);
  if (number === UNKNOWN_COMMAND || number === INVALID_ARGUMENT) return EXIT.badInput;
  return number < 0 || Number.isNaN(number) ? EXIT.crash : number;
}
