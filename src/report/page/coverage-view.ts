/** How far an answer looked, in one line, and what each gap means for it. */
import type { Diagnosis } from "../../model/diagnosis.ts";
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
    ({ operation, permission, message }): GapView => ({
      kind: "could not read",
      what: plain(`${operation} (${permission})`),
      reason: plain(message),
      effect: verdict === "undecided" ? "The answer is open until this can be read." : "The answer holds without it.",
      statement: policyStatement(actionsOf([{ permission }])),
    }),
  );
  const others = notExamined.map(
    ({ what, reason }): GapView => ({
      kind: "not examined",
      what: plain(partWords(what)),
      reason: plain(reason),
      effect: effectOf(reason, diagnosis),
      statement: undefined,
    }),
  );
  return { cost: shortCost(diagnosis), at: diagnosis.at, gaps: [...unread, ...others], words: wordsOf(unread, others) };
}

function effectOf(reason: string, { verdict, causes: [cause] }: Diagnosis): string {
  if (reason.startsWith("behind the broken")) return "None: it cannot be reached before the broken link is repaired.";
  if (verdict === "works") return "The access could still fail there.";
  if (cause?.confidence === "proved") return "None on the cause, which is proved without it.";
  return "It could hold another reason.";
}

function wordsOf(unread: readonly GapView[], others: readonly GapView[]): string {
  const open = others.filter(({ reason }) => !reason.startsWith("behind the broken"));
  const words = [
    ...(unread.length > 0 ? [`${counted(unread.length, "thing")} could not be read`] : []),
    ...(open.length > 0 ? [`${counted(open.length, "thing")} not examined`] : []),
  ];
  return words.length === 0 ? "everything on the path was looked at" : words.join(" · ");
}

/** A statement for an IAM policy that allows these actions. */
export const policyStatement = (permissions: readonly string[]): string =>
  JSON.stringify({ Effect: "Allow", Action: permissions, Resource: "*" }, null, 2);
