/** How far an answer looked, in one line, and what each gap means for it. */

import type { Diagnosis } from "../../model/diagnosis.ts";
import { inTheWay, isOfPermission } from "../../model/reading.ts";
import { counted } from "../counted.ts";
import { shortCost } from "../diagnosis-full.ts";
import { partWords } from "../part-words.ts";
import { plain } from "../sanitize.ts";
import { actionsOf } from "./link-view.ts";

export interface GapView {
  readonly kind: "could not read" | "not examined";
  readonly what: string;
  readonly reason: string;
  /** What the gap does to this answer. */
  readonly effect: string;
  /** Of `could not read`: the policy statement that would allow it. */
  readonly statement: string | undefined;
}

export interface CoverageView {
  /** `14 calls, 0.6 s`. */
  readonly cost: string;
  /** ISO 8601. */
  readonly at: string;
  readonly gaps: readonly GapView[];
  /** `2 things not examined`. */
  readonly words: string;
}

export function coverageView(diagnosis: Diagnosis): CoverageView {
  const { verdict, couldNotRead, notExamined } = diagnosis;
  const unread = couldNotRead.map(
    (failure): GapView => ({
      kind: "could not read",
      what: plain(`${failure.operation} (${inTheWay(failure)})`),
      reason: plain(failure.message),
      effect: verdict === "undecided" ? "The answer is open until this can be read." : "The answer holds without it.",
      statement: isOfPermission(failure) ? policyStatement(actionsOf([failure])) : undefined,
    }),
  );
  const isBehind = notExamined.some(({ reason }) => reason.startsWith(BEHIND));
  // What lies behind a broken link is drawn as not reached: it is no gap of the answer.
  const open = notExamined.filter(({ reason }) => !reason.startsWith(BEHIND));
  const others = open.map(
    ({ what, reason }): GapView => ({
      kind: "not examined",
      what: plain(partWords(what)),
      reason: plain(reason),
      effect: effectOf(diagnosis),
      statement: undefined,
    }),
  );
  return {
    cost: shortCost(diagnosis),
    at: diagnosis.at,
    gaps: [...unread, ...others],
    words: wordsOf(unread.length, others.length, isBehind),
  };
}

const BEHIND = "behind the broken";

function effectOf({ verdict, causes: [cause] }: Diagnosis): string {
  if (verdict === "works") return "The access could still fail there.";
  if (cause?.confidence === "proved") return "None on the cause, which is proved without it.";
  return "It could hold another reason.";
}

function wordsOf(unread: number, notExamined: number, isBroken: boolean): string {
  const words = [
    ...(unread > 0 ? [`${counted(unread, "thing")} could not be read`] : []),
    ...(notExamined > 0 ? [`${counted(notExamined, "thing")} not examined`] : []),
  ];
  if (words.length > 0) return words.join(" · ");
  return isBroken ? "everything up to the broken link was looked at" : "everything on the path was looked at";
}

/** A statement for an IAM policy that allows these actions. */
export const policyStatement = (permissions: readonly string[]): string =>
  JSON.stringify({ Effect: "Allow", Action: permissions, Resource: "*" }, null, 2);
