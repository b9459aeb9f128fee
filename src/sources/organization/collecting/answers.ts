/** Every answer of a collection by its key: kept as soon as it is known, never asked twice, a failed one named as a gap. */
import type { Gap, UnreadPart } from "../../../model/coverage.ts";
import type { ReadFailure, Reading } from "../../../model/reading.ts";

/** Where answers survive the process; `src/store` has one on the disk. Values are JSON. */
export interface AnswerLog {
  /** Undefined: not kept. */
  readonly get: (key: string) => unknown;
  readonly put: (key: string, value: unknown) => void;
}

/** What is told of every answer, new or kept. */
export interface Progress {
  /** So many questions of this kind are known to come. */
  readonly expect: (count: number) => void;
  readonly answered: () => void;
}

export interface Answers {
  /** The answer, null for absence; undefined where it could not be read, and then a gap says so. */
  readonly read: <T>(key: string, part: UnreadPart, ask: () => Promise<Reading<T>>) => Promise<T | undefined>;
  /** Gaps since the last `retry`, in the order in which they were found. */
  readonly gaps: () => readonly Gap[];
  /** Whether the answer was refused; the refusal is then no gap any more, because there is another way. */
  readonly takeRefusal: (key: string) => boolean;
  /** Forgets failures that may pass, so that the next reading of the same keys asks again. Answers whether there are any. */
  readonly retry: () => boolean;
}

interface Failed {
  readonly part: UnreadPart;
  readonly failure: ReadFailure;
}

export function createAnswers(log: AnswerLog, progress: Progress): Answers {
  let failed = new Map<string, Failed>();
  return {
    read: async <T>(key: string, part: UnreadPart, ask: () => Promise<Reading<T>>): Promise<T | undefined> => {
      const kept = log.get(key);
      if (kept !== undefined) {
        progress.answered();
        return kept as T;
      }
      if (failed.has(key)) return undefined;
      const reading = await ask();
      progress.answered();
      if (reading.state === "known") {
        log.put(key, reading.value);
        return reading.value;
      }
      if (reading.state === "unknown") failed.set(key, { part, failure: reading.failure });
      return undefined;
    },
    gaps: () => [...failed.values()].map(({ part, failure }) => ({ part, failure })),
    takeRefusal: (key) => failed.get(key)?.failure.kind === "refused" && failed.delete(key),
    retry: () => {
      const final = new Map([...failed].filter(([, { failure }]) => isFinal(failure)));
      const hasPassing = final.size < failed.size;
      failed = final;
      return hasPassing;
    },
  };
}

/** What was refused, or called invalid, is so the next time too. */
export const isFinal = ({ kind, code }: ReadFailure): boolean =>
  kind === "refused" || kind === "credentials" || code === "ValidationException" || code === "InvalidInputException";
