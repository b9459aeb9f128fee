/** Causes that no fact of a grant can show: only a text that somebody pasted, or the message of a failed call, tells of them. */
import type { Confidence, DiagnosedCause, Remedy } from "../model/diagnosis.ts";
import { type Cause, type CauseMeta, defineCause } from "./cause.ts";

export interface Noticed {
  readonly confidence: Confidence;
  readonly summary: string;
  readonly remedy: Remedy;
}

export interface PastedCauseDefinition extends Omit<CauseMeta, "noticedIn" | "explains"> {
  /** The cause in a text, or undefined where the text is about something else. Control characters never come through. */
  readonly notice: (text: string) => Noticed | undefined;
}

/** A cause as the catalogue knows it, and the function that finds it in a text. */
export interface PastedCause {
  readonly cause: Cause;
  readonly noticedIn: (text: string) => DiagnosedCause | undefined;
}

export function definePastedCause({ notice, ...meta }: PastedCauseDefinition): PastedCause {
  return {
    cause: defineCause({
      ...meta,
      noticedIn: "pasted",
      explains: [],
      standsAlone: true,
      find: () => undefined,
      // INVARIANT: never called, because `find` finds nothing in the facts of a grant.
      explain: () => meta.title,
      remedy: () => ({ kind: "wait", summary: meta.title, steps: [] }),
    }),
    noticedIn: (text) => {
      const noticed = notice(text);
      return noticed && { id: meta.id, stage: meta.stage, title: meta.title, evidence: [], ...noticed };
    },
  };
}
