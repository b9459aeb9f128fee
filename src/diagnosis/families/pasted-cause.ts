/** Causes that a text which somebody pasted tells of; some of them show in the facts of a grant, too. */
import type { Confidence, DiagnosedCause, Remedy } from "../../model/diagnosis.ts";
import { type Cause, type CauseMeta, defineCause, type Found } from "../cause.ts";
import type { WalkedGrant } from "../path/walked-grant.ts";

export interface Noticed {
  readonly confidence: Confidence;
  readonly summary: string;
  readonly remedy: Remedy;
}

/** The same, seen in facts: with what proves it. */
export interface NoticedInFacts extends Noticed, Found {}

export interface PastedCauseDefinition extends Omit<CauseMeta, "noticedIn" | "explains"> {
  /** The cause in a text, or undefined where the text is about something else. Control characters never come through. */
  readonly notice: (text: string) => Noticed | undefined;
  /** The cause in the facts of a grant; absent where facts cannot show it. */
  readonly noticeInFacts?: (grant: WalkedGrant) => NoticedInFacts | undefined;
}

/** A cause as the catalogue knows it, and the function that finds it in a text. */
export interface PastedCause {
  readonly cause: Cause;
  readonly noticedIn: (text: string) => DiagnosedCause | undefined;
}

export function definePastedCause({ notice, noticeInFacts, ...meta }: PastedCauseDefinition): PastedCause {
  return {
    cause: defineCause<NoticedInFacts>({
      ...meta,
      noticedIn: noticeInFacts ? "facts" : "pasted",
      explains: [],
      standsAlone: true,
      find: (grant) => noticeInFacts?.(grant),
      explain: ({ summary }) => summary,
      remedy: ({ remedy }) => remedy,
    }),
    noticedIn: (text) => {
      const noticed = notice(text);
      return noticed && { id: meta.id, stage: meta.stage, title: meta.title, evidence: [], ...noticed };
    },
  };
}
